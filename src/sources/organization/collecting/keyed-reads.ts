/** The parts of an organization, each read by its key: provisioned pairs, memberships, assignments, requests. */
import type { AccountId, GroupId, PermissionSetArn, Principal, RequestId, UserId } from "../../../model/ids.ts";
import type { Assignment, Membership, RequestRecord } from "../../../model/organization-document/document.ts";
import type { Ledger, RequestDetails } from "../../reader.ts";
import type { Answers, Progress } from "./answers.ts";
import type { OrganizationReads, ProvisioningStatus } from "./organization-reads.ts";
import { sideBySide } from "./parallel.ts";

export interface Collecting {
  readonly reads: OrganizationReads;
  readonly answers: Answers;
  /** Of aliases: what fails there is no gap. Undefined: nobody asks for them. */
  readonly aliasAnswers?: Answers | undefined;
  readonly progress: Progress;
}

export interface ProvisionedPair {
  readonly accountId: AccountId;
  readonly permissionSetArn: PermissionSetArn;
  readonly freshness: ProvisioningStatus;
}

export const FRESHNESS = ["latest", "outdated"] as const;

/** Undefined: could not be read. */
export async function pairsOfAccount(
  { reads, answers }: Collecting,
  accountId: AccountId,
  freshness: ProvisioningStatus,
): Promise<readonly ProvisionedPair[] | undefined> {
  const part = { kind: "provisioned-to-account", accountId } as const;
  const sets = await answers.read(`sets-of ${accountId} ${freshness}`, part, () =>
    reads.provisionedSets(accountId, freshness),
  );
  return sets?.map((permissionSetArn) => ({ accountId, permissionSetArn, freshness }));
}

/** Undefined: could not be read. */
export async function pairsOfSet(
  { reads, answers }: Collecting,
  permissionSetArn: PermissionSetArn,
  freshness: ProvisioningStatus,
): Promise<readonly ProvisionedPair[] | undefined> {
  const part = { kind: "accounts-of-set", permissionSetArn } as const;
  const accounts = await answers.read(`accounts-of ${permissionSetArn} ${freshness}`, part, () =>
    reads.accountsOfSet(permissionSetArn, freshness),
  );
  return accounts?.map((accountId) => ({ accountId, permissionSetArn, freshness }));
}

/** By the fewer of accounts and sets, both values of freshness each: what omitting it means is not documented (facts 3.3). */
export async function provisionedPairs(
  collecting: Collecting,
  accounts: readonly AccountId[] | undefined,
  sets: readonly PermissionSetArn[] | undefined,
): Promise<readonly ProvisionedPair[]> {
  if (!accounts && !sets) return [];
  const byAccount = accounts !== undefined && (sets === undefined || accounts.length <= sets.length);
  const questions = byAccount
    ? (accounts ?? []).flatMap((id) => FRESHNESS.map((freshness) => () => pairsOfAccount(collecting, id, freshness)))
    : (sets ?? []).flatMap((arn) => FRESHNESS.map((freshness) => () => pairsOfSet(collecting, arn, freshness)));
  collecting.progress.expect(questions.length);
  const lists = await sideBySide(questions, (ask) => ask());
  return distinctPairs(lists.flatMap((list) => list ?? []));
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

export async function membersOf({ reads, answers }: Collecting, groupId: GroupId): Promise<readonly Membership[]> {
  const rows = await answers.read(`members ${groupId}`, { kind: "members", groupId }, () => reads.members(groupId));
  return rows ?? [];
}

/** Undefined: could not be read. */
export const membershipsOfUser = (
  { reads, answers }: Collecting,
  userId: UserId,
): Promise<readonly Membership[] | undefined> =>
  answers.read(`groups-of ${userId}`, { kind: "groups-of", userId }, () => reads.membershipsOf(userId));

/** By the fewer of groups and users. */
export async function memberships(
  collecting: Collecting,
  groups: readonly GroupId[] | undefined,
  users: readonly UserId[] | undefined,
): Promise<readonly Membership[]> {
  const { progress } = collecting;
  if (groups && (!users || groups.length <= users.length)) {
    progress.expect(groups.length);
    return (await sideBySide(groups, (id) => membersOf(collecting, id))).flat();
  }
  progress.expect(users?.length ?? 0);
  const rows = await sideBySide(users ?? [], (userId) => membershipsOfUser(collecting, userId));
  return rows.flatMap((found) => found ?? []);
}

/** None where the set is gone; undefined where it could not be read. */
export async function assignmentsOfPair(
  { reads, answers }: Collecting,
  { accountId, permissionSetArn }: Pick<ProvisionedPair, "accountId" | "permissionSetArn">,
): Promise<readonly Assignment[] | undefined> {
  const part = { kind: "assignments", accountId, permissionSetArn } as const;
  const principals = await answers.read(`assigned ${accountId} ${permissionSetArn}`, part, () =>
    reads.assignments(accountId, permissionSetArn),
  );
  if (principals === undefined) return undefined;
  return (principals ?? []).map((principal) => ({ accountId, permissionSetArn, principal }));
}

export const grantsKey = ({ type, id }: Principal): string => `grants ${type} ${id}`;

/** Undefined: could not be read. */
export const grantsOfPrincipal = (
  { reads, answers }: Collecting,
  principal: Principal,
): Promise<readonly Assignment[] | undefined> =>
  answers.read(grantsKey(principal), { kind: "grants-of", principal }, () => reads.grantsOf(principal));

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

/** What hides a ledger whose list or rows could not be read. */
export const PART_OF_LEDGER = {
  "create-assignment": "creation-requests",
  "delete-assignment": "deletion-requests",
  provision: "provisioning-requests",
} as const;

const LEDGERS: readonly Ledger[] = ["create-assignment", "delete-assignment", "provision"];

/** What failed or is under way in the three ledgers. */
export const requests = async (collecting: Collecting): Promise<readonly RequestRecord[]> =>
  (await Promise.all(LEDGERS.map((ledger) => requestsOf(collecting, ledger)))).flat().flatMap((rows) => rows ?? []);

/**
 * What failed or is under way in one ledger, described one by one: the lists give no more than ids (facts 3.2). One list
 * for each status, undefined where it could not be read.
 *
 * @param ended requests whose end is known: they are not described again.
 */
export async function requestsOf(
  { reads, answers, progress }: Collecting,
  ledger: Ledger,
  ended: ReadonlyMap<string, RequestRecord> = new Map(),
): Promise<readonly (readonly RequestRecord[] | undefined)[]> {
  const part = { kind: PART_OF_LEDGER[ledger] } as const;
  progress.expect(2);
  return sideBySide(["FAILED", "IN_PROGRESS"] as const, async (status) => {
    const rows = await answers.read(`requests ${ledger} ${status}`, part, () => reads.requests(ledger, status));
    progress.expect(rows?.length ?? 0);
    const described = rows && (await sideBySide(rows, ({ id }) => ended.get(id) ?? describedRequest(id)));
    return described?.flatMap((record) => record ?? []);
  });

  async function describedRequest(id: RequestId): Promise<RequestRecord | undefined> {
    const details = await answers.read(`request ${ledger} ${id}`, part, () => reads.request(ledger, id));
    return details ? requestRecord(ledger, details) : undefined;
  }
}

/** Undefined: AWS did not tell what the request was for. */
export function requestRecord(ledger: Ledger, details: RequestDetails): RequestRecord | undefined {
  const { id, status, failureReason, permissionSetArn, accountId, principal, createdAt } = details;
  if (permissionSetArn === undefined || createdAt === undefined) return undefined;
  const common = { id, status, permissionSetArn, createdAt, ...(failureReason ? { failureReason } : {}) };
  if (ledger === "provision") return { ...common, kind: ledger, ...(accountId ? { accountId } : {}) };
  return accountId && principal ? { ...common, kind: ledger, accountId, principal } : undefined;
}
