/** Reads one thing again by its key, and puts what it is now into the document. */
import type { AccountId, GroupId, PermissionSetArn, Principal, UserId } from "../../../model/ids.ts";
import type {
  Account,
  Assignment,
  Membership,
  OrganizationDocument,
} from "../../../model/organization-document/document.ts";
import type { Ledger } from "../../reader.ts";
import { account as accountRowOf, provisionedRole } from "../collecting/assemble.ts";
import {
  assignmentsOfPair,
  type Collecting,
  distinctAssignments,
  distinctPairs,
  FRESHNESS,
  grantsOfPrincipal,
  membershipsOfUser,
  PART_OF_LEDGER,
  type ProvisionedPair,
  pairsOfAccount,
  pairsOfSet,
  requestRecord,
} from "../collecting/keyed-reads.ts";
import { sideBySide } from "../collecting/parallel.ts";
import { exchanged, type MaybeAgain, replaced } from "./document-change.ts";
import type { Touched } from "./touched.ts";

const assignmentKey = ({ accountId, permissionSetArn, principal }: Assignment): string =>
  `${accountId} ${permissionSetArn} ${principal.type} ${principal.id}`;
const membershipKey = ({ groupId, userId }: Membership): string => `${groupId} ${userId}`;

export async function pairAgain(collecting: Collecting, pair: Extract<Touched, { kind: "pair" }>): Promise<MaybeAgain> {
  const { accountId, permissionSetArn } = pair;
  const rows = await assignmentsOfPair(collecting, pair);
  if (!rows) return undefined;
  const isOfPair = (row: Assignment) => row.accountId === accountId && row.permissionSetArn === permissionSetArn;
  return {
    answers: [{ kind: "assignments", accountId, permissionSetArn }],
    change: (document) => ({
      ...document,
      assignments: exchanged(document.assignments, isOfPair, rows, assignmentKey),
    }),
  };
}

/** Nothing is taken away: a grant that is gone was taken from its pair by an event. */
export async function grantsAgain(collecting: Collecting, principal: Principal): Promise<MaybeAgain> {
  const rows = await grantsOfPrincipal(collecting, principal);
  if (!rows) return undefined;
  return {
    answers: [{ kind: "grants-of", principal }],
    change: (document) => ({
      ...document,
      assignments: exchanged([], () => false, distinctAssignments([...document.assignments, ...rows]), assignmentKey),
    }),
  };
}

export async function accountsOfSetAgain(collecting: Collecting, arn: PermissionSetArn): Promise<MaybeAgain> {
  const lists = await sideBySide(FRESHNESS, (freshness) => pairsOfSet(collecting, arn, freshness));
  const pairs = bothLists(lists);
  return (
    pairs && {
      answers: [{ kind: "accounts-of-set", permissionSetArn: arn }],
      change: provisioned(pairs, (row) => row.permissionSetArn === arn),
    }
  );
}

export async function setsOfAccountAgain(collecting: Collecting, accountId: AccountId): Promise<MaybeAgain> {
  const lists = await sideBySide(FRESHNESS, (freshness) => pairsOfAccount(collecting, accountId, freshness));
  const pairs = bothLists(lists);
  return (
    pairs && {
      answers: [{ kind: "provisioned-to-account", accountId }],
      change: provisioned(pairs, (row) => row.accountId === accountId),
    }
  );
}

type Pairs = readonly ProvisionedPair[];

function bothLists([latest, outdated]: readonly (Pairs | undefined)[]): Pairs | undefined {
  return latest && outdated && distinctPairs([...latest, ...outdated]);
}

const provisioned =
  (pairs: Pairs, belongs: (row: Pick<ProvisionedPair, "accountId" | "permissionSetArn">) => boolean) =>
  (document: OrganizationDocument): OrganizationDocument => {
    const names = new Map(document.permissionSets.map((set) => [set.arn, set.name]));
    const roles = pairs.map((pair) => provisionedRole(pair, names));
    return {
      ...document,
      provisionedRoles: exchanged(
        document.provisionedRoles,
        belongs,
        roles,
        (row) => `${row.accountId} ${row.permissionSetArn}`,
      ),
    };
  };

export async function requestAgain(
  { reads, answers }: Collecting,
  { ledger, id }: { readonly ledger: Ledger; readonly id: Extract<Touched, { kind: "request" }>["id"] },
): Promise<MaybeAgain> {
  const part = { kind: PART_OF_LEDGER[ledger] } as const;
  const details = await answers.read(`request ${ledger} ${id}`, part, () => reads.request(ledger, id));
  if (details === undefined) return undefined;
  const record = details && details.status !== "SUCCEEDED" ? requestRecord(ledger, details) : undefined;
  return { answers: [], change: (document) => ({ ...document, requests: replaced(document.requests, id, record) }) };
}

export async function userAgain({ reads, answers }: Collecting, id: UserId): Promise<MaybeAgain> {
  const part = { kind: "principal", principal: { type: "USER", id } } as const;
  const user = await answers.read(`user ${id}`, part, () => reads.user(id));
  if (user === undefined) return undefined;
  return {
    answers: [part],
    change: (document) => ({
      ...document,
      users: replaced(document.users, id, user ?? undefined),
      // The store takes memberships away with their user; assignments stay (facts A5).
      memberships: user ? document.memberships : document.memberships.filter(({ userId }) => userId !== id),
    }),
  };
}

export async function groupAgain({ reads, answers }: Collecting, id: GroupId): Promise<MaybeAgain> {
  const part = { kind: "principal", principal: { type: "GROUP", id } } as const;
  const group = await answers.read(`group ${id}`, part, () => reads.group(id));
  if (group === undefined) return undefined;
  return {
    answers: [part],
    change: (document) => ({
      ...document,
      groups: replaced(document.groups, id, group ?? undefined),
      memberships: group ? document.memberships : document.memberships.filter(({ groupId }) => groupId !== id),
    }),
  };
}

export async function membersAgain({ reads, answers }: Collecting, groupId: GroupId): Promise<MaybeAgain> {
  const part = { kind: "members", groupId } as const;
  const rows = await answers.read(`members ${groupId}`, part, () => reads.members(groupId));
  return rows && { answers: [part], change: memberships(rows, (row) => row.groupId === groupId) };
}

export async function groupsOfAgain(collecting: Collecting, userId: UserId): Promise<MaybeAgain> {
  const rows = await membershipsOfUser(collecting, userId);
  return (
    rows && { answers: [{ kind: "groups-of", userId }], change: memberships(rows, (row) => row.userId === userId) }
  );
}

const memberships =
  (rows: readonly Membership[], belongs: (row: Membership) => boolean) =>
  (document: OrganizationDocument): OrganizationDocument => ({
    ...document,
    memberships: exchanged(document.memberships, belongs, rows, membershipKey),
  });

export async function accountAgain({ reads, answers }: Collecting, accountId: AccountId): Promise<MaybeAgain> {
  const part = { kind: "account", accountId } as const;
  const row = await answers.read(`account ${accountId}`, part, () => reads.account(accountId));
  if (row === undefined) return undefined;
  return {
    answers: [part],
    change: (document) => ({
      ...document,
      accounts: replaced(document.accounts, accountId, row ? withParent(row, document) : undefined),
    }),
  };
}

/** The parent is not told with the account: what the document has of it stays; a new account begins under the root. */
export function withParent(row: Parameters<typeof accountRowOf>[0], document: OrganizationDocument): Account {
  const known = document.accounts.find(({ id }) => id === row.id);
  return { ...(known ?? {}), ...accountRowOf(row, known?.parentId ?? rootOf(document)) };
}

/** The parent that is no unit. */
function rootOf({ accounts, organizationalUnits }: OrganizationDocument): string {
  const units = new Set(organizationalUnits.map(({ id }) => id));
  const parents = [...accounts, ...organizationalUnits].map(({ parentId }) => parentId);
  return parents.find((id) => !units.has(id)) ?? "r-0000";
}
