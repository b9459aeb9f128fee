import type { Coverage } from "../../../model/coverage.ts";
import type { OrganizationDocument } from "../../../model/organization-document/document.ts";
import type { ReadFailure } from "../../../model/reading.ts";
import { documentWith, groupId, SANDBOX, SHOP, setFacts, userId } from "../../question/testing/asked-organization.ts";
import type { OrganizationReads } from "../collecting/organization-reads.ts";
import { readTouched } from "../refreshing/read-touched.ts";
import type { Touched } from "../refreshing/touched.ts";
import { collectingOf } from "./collected.ts";

export const ARN = setFacts("ReadOnly").arn;
export const [ALICE, BOB] = [userId("alice"), userId("bob")];
export const [DEVELOPERS, EMPTY] = [groupId("Developers"), groupId("Empty")];
export type Parts = Readonly<Record<string, unknown>>;

/** Nothing changes by itself here. */
export const ACTIVE = [
  { id: SANDBOX, name: "sandbox" },
  { id: SHOP, name: "shop" },
];

export const failure = (more: Partial<ReadFailure> = {}): ReadFailure => ({
  kind: "failed",
  service: "s",
  operation: "o",
  permission: "p",
  message: "no",
  ...more,
});

export function snapshot(more: Parts = {}, coverage: Partial<Coverage> = {}): OrganizationDocument {
  const neverAsked = ["units", "delegated-administrators"] as const;
  return {
    ...documentWith({ accounts: ACTIVE, ...more }),
    coverage: { walk: "pairs", entitlementWalk: "no application", blindSpot: null, gaps: [], neverAsked, ...coverage },
  };
}

export interface CatchingUp {
  readonly before?: OrganizationDocument;
  readonly after?: OrganizationDocument;
  readonly touched: readonly Touched[];
  readonly answers?: Partial<OrganizationReads>;
}

export async function catchUp({ before = snapshot(), after = before, touched, answers = {} }: CatchingUp) {
  const collecting = collectingOf(after, answers);
  const read = await readTouched(collecting, before, touched);
  return { ...read, asked: collecting.asked, gaps: collecting.answers.gaps() };
}

export const ids = (document: OrganizationDocument) => ({
  accounts: document.accounts.map(({ id, state, name }) => `${id} ${name} ${state}`).sort(),
  users: document.users.map(({ id, status }) => `${id} ${status}`).sort(),
  groups: document.groups.map(({ id }) => id).sort(),
  memberships: document.memberships.map(({ groupId: group, userId: user }) => `${group} ${user}`).sort(),
  assignments: document.assignments.map((row) => `${row.accountId} ${row.permissionSetArn} ${row.principal.id}`).sort(),
  sets: document.permissionSets.map(({ name }) => name).sort(),
  roles: document.provisionedRoles.map((row) => `${row.accountId} ${row.permissionSetArn} ${row.freshness}`).sort(),
  requests: document.requests.map(({ id, status }) => `${id} ${status}`).sort(),
  delegates: document.organization.delegatedAdministrators,
});

/** The small organization with one part changed. */
export const SMALL = documentWith({ accounts: ACTIVE });
export const users = SMALL.users.map(({ userName, displayName }) => ({ userName, displayName }));
export const groups = [
  { displayName: "Developers", members: ["alice@example.com"] },
  { displayName: "Everyone", members: ["alice@example.com", "bob@example.com"] },
  { displayName: "Empty" },
];
export const assignments = [
  { account: "sandbox", permissionSet: "ReadOnly", group: "Developers" },
  { account: "sandbox", permissionSet: "ReadOnly", user: "bob@example.com" },
  { account: "shop", permissionSet: "Admin", group: "Empty" },
];
export const accounts = SMALL.accounts.map(({ id, name, state }) => ({ id, name, state }));
