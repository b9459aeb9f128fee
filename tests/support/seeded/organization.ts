/** An organization in order, and the same with one finding of every kind, each in a place of its own. */
import { generateOrganization } from "../../../bench/organization/generator.ts";
import type { OrganizationSize } from "../../../bench/organization/sizes.ts";
import type { OrganizationDocument } from "../../../src/model/organization-document/document.ts";
import { loadOrganizationDocument } from "../../../src/model/organization-document/load.ts";
import { writtenForm } from "../../../src/model/organization-document/write.ts";
import type { WrittenDocument } from "../../../src/model/organization-document/written/document.ts";
import { FORMER_OWNER, GHOST, type Place, placeAt, type Rows, type Subject, withPlace } from "./place.ts";
import { SEEDS } from "./seeds.ts";

/** Every account open, every user enabled, every group with members; groups only are assigned, and none in the management account. */
export function healthyOrganization(size: OrganizationSize, seed: number): OrganizationDocument {
  const made = generateOrganization(size, seed);
  const filled = new Set<string>(made.memberships.map(({ groupId }) => groupId));
  const { managementAccountId } = made.organization;
  const assignments = made.assignments.filter(
    ({ principal, accountId }) => filled.has(principal.id) && accountId !== managementAccountId,
  );
  const pairOf = (row: { readonly accountId: string; readonly permissionSetArn: string }) =>
    `${row.accountId} ${row.permissionSetArn}`;
  const assigned = new Set(assignments.map(pairOf));
  return {
    ...made,
    accounts: made.accounts.map((account) => ({ ...account, state: "ACTIVE" as const })),
    users: made.users.map((user) => ({ ...user, status: "ENABLED" as const })),
    assignments,
    provisionedRoles: made.provisionedRoles.filter((role) => assigned.has(pairOf(role))),
  };
}

export interface SeededOrganization {
  readonly document: OrganizationDocument;
  /** The keys of the findings that were planted, sorted: all that there are. */
  readonly keys: readonly string[];
}

export function seededOrganization(base: OrganizationDocument): SeededOrganization {
  const written = writtenForm(base);
  const { organization, accounts, permissionSets, users, groups, assignments, provisionedRoles, requests } = written;
  const start: Rows = {
    organization: organization ?? {},
    accounts: accounts ?? [],
    permissionSets: permissionSets ?? [],
    users: users ?? [],
    groups: groups ?? [],
    assignments: assignments ?? [],
    provisionedRoles: provisionedRoles ?? [],
    requests: requests ?? [],
  };
  const rows = SEEDS.reduce((planted, { plant }, at) => plant(withPlace(planted, placeAt(at)), placeAt(at)), start);
  const document = loaded({ ...written, ...rows });
  const planted = SEEDS.flatMap((seed, at) => [seed, ...(seed.besides ?? [])].map((one) => ({ ...one, at })));
  const keys = planted.map(({ finding, about, at }) =>
    [finding, ...about.map((subject) => idOf(document, placeAt(at), subject))].join(" "),
  );
  return { document, keys: keys.sort() };
}

function loaded(written: WrittenDocument): OrganizationDocument {
  const result = loadOrganizationDocument(written);
  if (result.kind === "invalid") throw new Error(JSON.stringify(result.problems.slice(0, 3)));
  return result.document;
}

function idOf(
  { organization, users, groups, permissionSets }: OrganizationDocument,
  place: Place,
  subject: Subject,
): string {
  const userOf = (name: string) => users.find(({ userName }) => userName === name)?.id ?? "";
  switch (subject) {
    case "account":
      return place.account;
    case "management account":
      return organization.managementAccountId;
    case "permissionSet":
      return permissionSets.find(({ name }) => name === place.permissionSet)?.arn ?? "";
    case "user":
      return userOf(place.user);
    case "former owner":
      return userOf(FORMER_OWNER);
    case "group":
      return groups.find(({ displayName }) => displayName === place.group)?.id ?? "";
    case "ghost":
      return GHOST;
  }
}
