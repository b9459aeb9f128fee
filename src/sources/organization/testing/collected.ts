/** For tests: a document as the answers of AWS to a collection; any answer can be exchanged, and every question is written down. */
import type { InstanceFacts } from "../../../facts/grant/grant-facts.ts";
import { accountOfRole } from "../../../facts/organization/entitlement-columns.ts";
import type { OrganizationDocument } from "../../../model/organization-document/document.ts";
import { known, type Reading } from "../../../model/reading.ts";
import { type Answers, createAnswers } from "../collecting/answers.ts";
import type { Collecting } from "../collecting/keyed-reads.ts";
import type { OrganizationReads } from "../collecting/organization-reads.ts";
import type { CollectedAccount } from "../collecting/rows.ts";

const later = <T>(value: T): Promise<Reading<T>> => Promise.resolve(known(value));

export function instanceOf({ instance }: OrganizationDocument): InstanceFacts {
  if (!instance) throw new Error("the organization has an instance");
  const { arn, identityStoreId, ownerAccountId, status, statusReason, primaryRegion: region } = instance;
  return { arn, identityStoreId, ownerAccountId, status, statusReason, region };
}

/** What AWS would answer of this organization. */
export function readsOf(document: OrganizationDocument): OrganizationReads {
  const { organization, organizationalUnits, users, groups, memberships, assignments, requests } = document;
  const accounts: readonly CollectedAccount[] = document.accounts.map(({ id, name, email, state }) => ({
    id,
    name,
    email,
    state,
    managementAccountId: organization.managementAccountId,
    organizationId: organization.id,
  }));
  const units = new Set(organizationalUnits.map(({ id }) => id));
  const nodes = [...document.accounts, ...organizationalUnits];
  const root = nodes.map(({ parentId }) => parentId).find((id) => !units.has(id)) ?? "r-none";
  const roles = document.provisionedRoles;
  const byId = <Row extends { readonly id: string }>(rows: readonly Row[], id: string): Row | null =>
    rows.find((row) => row.id === id) ?? null;
  return {
    instance: instanceOf(document),
    accounts: () => later(accounts),
    account: (id) => later(byId(accounts, id)),
    roots: () => later([root]),
    unitsBelow: (parent) => later(organizationalUnits.filter(({ parentId }) => parentId === parent)),
    accountsBelow: (parent) =>
      later(document.accounts.flatMap(({ id, parentId }) => (parentId === parent ? [id] : []))),
    parentOf: (child) => later(nodes.find(({ id }) => id === child)?.parentId ?? null),
    delegates: () => later(organization.delegatedAdministrators),
    unitName: (id) => later(byId(organizationalUnits, id)?.name ?? null),
    sets: () => later(document.permissionSets.map(({ arn }) => arn)),
    permissionSetsEnabled: () => later(document.instance?.permissionSetsEnabled !== false),
    setName: (arn) => later(document.permissionSets.find((set) => set.arn === arn)?.name ?? null),
    users: () => later(users),
    user: (id) => later(byId(users, id)),
    groups: () => later(groups),
    group: (id) => later(byId(groups, id)),
    members: (id) => later(memberships.filter(({ groupId }) => groupId === id)),
    membershipsOf: (id) => later(memberships.filter(({ userId }) => userId === id)),
    provisionedSets: (id, freshness) =>
      later(
        roles.flatMap((row) => (row.accountId === id && row.freshness === freshness ? [row.permissionSetArn] : [])),
      ),
    accountsOfSet: (arn, freshness) =>
      later(
        roles.flatMap((row) => (row.permissionSetArn === arn && row.freshness === freshness ? [row.accountId] : [])),
      ),
    assignments: (id, arn) =>
      later(
        assignments.flatMap((row) => (row.accountId === id && row.permissionSetArn === arn ? [row.principal] : [])),
      ),
    grantsOf: ({ id }) => later(assignments.filter(({ principal }) => principal.id === id)),
    requests: (ledger, status) => later(requests.filter((row) => row.kind === ledger && row.status === status)),
    request: (_ledger, id) => {
      const row = byId(requests, id);
      if (!row) return later(null);
      const { accountId, failureReason } = row;
      const principal = "principal" in row ? row.principal : undefined;
      return later({ ...row, accountId, failureReason, principal });
    },
    ...entitlementReads(document),
  };
}

const entitlementReads = (
  document: OrganizationDocument,
): Pick<OrganizationReads, "accountAccessApplications" | "accountAccessStatus" | "entitlements"> => ({
  accountAccessApplications: () =>
    later(document.accountAccessApplications.map(({ arn, tenantId }) => ({ arn, tenantId }))),
  accountAccessStatus: (arn) =>
    later(document.accountAccessApplications.find((row) => row.arn === arn)?.status ?? null),
  entitlements: ({ applicationArn, principal, accountId }) =>
    later(
      document.entitlements.flatMap((row) => {
        const account = accountOfRole(row.roleArn);
        const isAsked =
          row.applicationArn === applicationArn &&
          (principal === undefined || row.principal.id === principal.id) &&
          (accountId === undefined || account === accountId);
        return isAsked ? [{ ...row, accountId: account, accountName: undefined }] : [];
      }),
    ),
});

export interface Asked extends Collecting {
  /** The names of the questions, in their order. */
  readonly asked: readonly string[];
  /** How many answers the progress was told to expect, and how many came. */
  readonly counted: { readonly expected: number; readonly answered: number };
}

/** A collection of the document with other answers where they are given. */
export function collectingOf(document: OrganizationDocument, answers: Partial<OrganizationReads> = {}): Asked {
  const asked: string[] = [];
  const reads: Readonly<Record<string, unknown>> = { ...readsOf(document), ...answers };
  const logged = Object.entries(reads).map(([name, member]) => [
    name,
    typeof member !== "function"
      ? member
      : (...words: readonly unknown[]) => {
          asked.push(name);
          return member(...words);
        },
  ]);
  const counted = { expected: 0, answered: 0 };
  const progress = {
    expect: (count: number) => {
      counted.expected += count;
    },
    answered: () => {
      counted.answered += 1;
    },
  };
  const kept = new Map<string, unknown>();
  const log = { get: (key: string) => kept.get(key), put: (key: string, value: unknown) => void kept.set(key, value) };
  const all: Answers = createAnswers(log, progress);
  return { reads: Object.fromEntries(logged) as unknown as OrganizationReads, answers: all, progress, asked, counted };
}
