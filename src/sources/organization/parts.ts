/** The parts of an organization, each read by its key: provisioned pairs, memberships, assignments, requests. */
import type { AccountId, GroupId, PermissionSetArn, Principal, UserId } from "../../model/ids.ts";
import type { Assignment, Membership, RequestRecord } from "../../model/organization-document/document.ts";
import type { Ledger, RequestDetails } from "../reader.ts";
import type { Answers, Progress } from "./answers.ts";
import type { AskedOrganization, Freshness } from "./asked.ts";
import { sideBySide } from "./parallel.ts";

export interface Reading {
  readonly asked: AskedOrganization;
  readonly answers: Answers;
  readonly progress: Progress;
}

export interface ProvisionedPair {
  readonly accountId: AccountId;
  readonly permissionSetArn: PermissionSetArn;
  readonly freshness: Freshness;
}

export const FRESHNESS = ["latest", "outdated"] as const;

export async function pairsOfAccount(
  { asked, answers }: Reading,
  accountId: AccountId,
  freshness: Freshness,
): Promise<readonly ProvisionedPair[]> {
  const part = { kind: "provisioned-to-account", accountId } as const;
  const sets = await answers.read(`sets-of ${accountId} ${freshness}`, part, () =>
    asked.provisionedSets(accountId, freshness),
  );
  return (sets ?? []).map((permissionSetArn) => ({ accountId, permissionSetArn, freshness }));
}

export async function pairsOfSet(
  { asked, answers }: Reading,
  permissionSetArn: PermissionSetArn,
  freshness: Freshness,
): Promise<readonly ProvisionedPair[]> {
  const part = { kind: "accounts-of-set", permissionSetArn } as const;
  const accounts = await answers.read(`accounts-of ${permissionSetArn} ${freshness}`, part, () =>
    asked.accountsOfSet(permissionSetArn, freshness),
  );
  return (accounts ?? []).map((accountId) => ({ accountId, permissionSetArn, freshness }));
}

/** By the fewer of accounts and sets, both values of freshness each: what omitting it means is not documented (facts 3.3). */
export async function provisionedPairs(
  reading: Reading,
  accounts: readonly AccountId[] | undefined,
  sets: readonly PermissionSetArn[] | undefined,
): Promise<readonly ProvisionedPair[]> {
  if (!accounts && !sets) return [];
  const byAccount = accounts !== undefined && (sets === undefined || accounts.length <= sets.length);
  const questions = byAccount
    ? (accounts ?? []).flatMap((id) => FRESHNESS.map((freshness) => () => pairsOfAccount(reading, id, freshness)))
    : (sets ?? []).flatMap((arn) => FRESHNESS.map((freshness) => () => pairsOfSet(reading, arn, freshness)));
  reading.progress.expect(questions.length);
  return distinctPairs((await sideBySide(questions, (ask) => ask())).flat());
}

/** A pair that changed between the two questions is in both lists; that it needs a look is the safer of the two. */
export function distinctPairs(pairs: readonly ProvisionedPair[]): readonly ProvisionedPair[] {
  const distinct = new Map<string, ProvisionedPair>();
  for (const pair of pairs) {
    const key = `${pair.accountId} ${pair.permissionSetArn}`;
    if (pair.freshness === "outdated" || !distinct.has(key)) distinct.set(key, pair);
  }
  return [...distinct.values()];
}

export async function membersOf({ asked, answers }: Reading, groupId: GroupId): Promise<readonly Membership[]> {
  const rows = await answers.read(`members ${groupId}`, { kind: "members", groupId }, () => asked.members(groupId));
  return rows ?? [];
}

/** By the fewer of groups and users. */
export async function memberships(
  reading: Reading,
  groups: readonly GroupId[] | undefined,
  users: readonly UserId[] | undefined,
): Promise<readonly Membership[]> {
  const { asked, answers, progress } = reading;
  if (groups && (!users || groups.length <= users.length)) {
    progress.expect(groups.length);
    return (await sideBySide(groups, (id) => membersOf(reading, id))).flat();
  }
  progress.expect(users?.length ?? 0);
  const rows = await sideBySide(users ?? [], (userId) =>
    answers.read(`groups-of ${userId}`, { kind: "groups-of", userId }, () => asked.membershipsOf(userId)),
  );
  return rows.flatMap((found) => found ?? []);
}

export async function assignmentsOfPair(
  { asked, answers }: Reading,
  { accountId, permissionSetArn }: Pick<ProvisionedPair, "accountId" | "permissionSetArn">,
): Promise<readonly Assignment[]> {
  const part = { kind: "assignments", accountId, permissionSetArn } as const;
  const principals = await answers.read(`assigned ${accountId} ${permissionSetArn}`, part, () =>
    asked.assignments(accountId, permissionSetArn),
  );
  return (principals ?? []).map((principal) => ({ accountId, permissionSetArn, principal }));
}

export const grantsKey = ({ type, id }: Principal): string => `grants ${type} ${id}`;

/** Undefined: could not be read. */
export const grantsOfPrincipal = (
  { asked, answers }: Reading,
  principal: Principal,
): Promise<readonly Assignment[] | undefined> =>
  answers.read(grantsKey(principal), { kind: "grants-of", principal }, () => asked.grantsOf(principal));

/** A USER answer may hold the rows of the user's groups, which the groups' own answers hold too (facts 3.4): one of each. */
export function distinctAssignments(rows: readonly Assignment[]): readonly Assignment[] {
  const distinct = new Map<string, Assignment>();
  for (const { accountId, permissionSetArn, principal } of rows)
    distinct.set(`${accountId} ${permissionSetArn} ${principal.type} ${principal.id}`, {
      accountId,
      permissionSetArn,
      principal,
    });
  return [...distinct.values()];
}

const LEDGERS = [
  { ledger: "create-assignment", kind: "creation-requests" },
  { ledger: "delete-assignment", kind: "deletion-requests" },
  { ledger: "provision", kind: "provisioning-requests" },
] as const;

/** What failed or is under way, described one by one: the lists give no more than ids (facts 3.2). */
export async function requests(reading: Reading): Promise<readonly RequestRecord[]> {
  const { asked, answers, progress } = reading;
  const lists = LEDGERS.flatMap((row) => (["FAILED", "IN_PROGRESS"] as const).map((status) => ({ ...row, status })));
  progress.expect(lists.length);
  const records = await sideBySide(lists, async ({ ledger, kind, status }) => {
    const rows = await answers.read(`requests ${ledger} ${status}`, { kind }, () => asked.requests(ledger, status));
    progress.expect(rows?.length ?? 0);
    const described = await sideBySide(rows ?? [], ({ id }) =>
      answers.read(`request ${ledger} ${id}`, { kind }, () => asked.request(ledger, id)),
    );
    return described.flatMap((details) => (details ? (requestRecord(ledger, details) ?? []) : []));
  });
  return records.flat();
}

/** Undefined: AWS did not tell what the request was for. */
function requestRecord(ledger: Ledger, details: RequestDetails): RequestRecord | undefined {
  const { id, status, failureReason, permissionSetArn, accountId, principal, createdAt } = details;
  if (permissionSetArn === undefined || createdAt === undefined) return undefined;
  const common = { id, status, permissionSetArn, createdAt, ...(failureReason ? { failureReason } : {}) };
  if (ledger === "provision") return { ...common, kind: ledger, ...(accountId ? { accountId } : {}) };
  return accountId && principal ? { ...common, kind: ledger, accountId, principal } : undefined;
}
