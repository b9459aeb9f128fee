/** What was asked of AWS before: requests under way or failed, when the grant was made, and what else the user was given. */
import { readFailureReason } from "../../facts/grant/failure-reason.ts";
import type { Freshness, InstanceFacts, OtherGrant, RequestFacts } from "../../facts/grant/grant-facts.ts";
import { reaches } from "../../facts/grant/reach.ts";
import type { NotExamined } from "../../model/diagnosis.ts";
import type { AccountId, InstanceArn, PermissionSetArn, UserId } from "../../model/ids.ts";
import { allKnown, evidenceOf, known, mapReading, type Reading, unread } from "../../model/reading.ts";
import type { PrincipalGrant, Reader, RequestDetails, RequestRow } from "../reader.ts";
import { type Later, thenRead, thenReadBoth } from "./dependent-reads.ts";
import type { GrantInQuestion, Reach, Subject } from "./subject.ts";

type QuestionLedger = "create-assignment" | "provision";

/** The portal shows a new grant within the hour (facts A15): older requests explain nothing. */
const REFRESH_MILLISECONDS = 60 * 60 * 1000;
/** The ledgers' lists name no target (facts 3.2), so each request must be described: the newest come first, up to this many. */
const REQUESTS_DESCRIBED = 12;
/** Where none of those is of this grant, the next ones are described, and the next, up to this many. */
const MOST_REQUESTS_DESCRIBED = 48;
/** A hint only: it is not worth more. */
const RECENT_REQUESTS_DESCRIBED = 3;
/** What the user has elsewhere only helps to understand: it is not worth a thousand calls. */
const GROUPS_ASKED = 12;
const SETS_NAMED = 12;

/** The unfinished and the failed requests of a ledger. */
export async function unfinishedRows(
  reader: Reader,
  instanceArn: InstanceArn,
  ledger: QuestionLedger,
): Later<readonly RequestRow[]> {
  const lists = await Promise.all(
    (["IN_PROGRESS", "FAILED"] as const).map((status) => reader.requestRows(instanceArn, ledger, status)),
  );
  return mapReading(allKnown(lists), (rows) => newestFirst(rows.flat()));
}

/**
 * The unfinished and failed requests of this grant. The assignments' ledger is read when nothing reaches the user, the
 * provisioning ledger when the set is not there although it is assigned.
 */
export async function readRequests(
  subject: Subject,
  grant: GrantInQuestion,
  reach: Reading<Reach>,
  freshness: Reading<Freshness>,
): Promise<RequestsRead> {
  if (reach.state !== "known") return { requests: unread("the assignments are not known"), notExamined: [] };
  const isAssigned = reach.value.reaching.length > 0;
  const ledgers: QuestionLedger[] = [];
  // A ledger that was asked in advance is part of the answer, too: what was read is used, what failed is told.
  if (!isAssigned || isKnownAs(freshness, "not-provisioned") || (await grant.isSetLate))
    ledgers.push("create-assignment");
  if (reach.value.attached.length > 0 && !isKnownAs(freshness, "latest")) ledgers.push("provision");
  const older: NotExamined[] = [];
  const requests = await thenReadBoth(subject.instance, grant.permissionSet, async (home, set) => {
    const isOwn = (request: DescribedRequest): boolean =>
      request.accountId === grant.accountId && request.permissionSetArn === set.arn && concerns(request, reach.value);
    const found = await Promise.all(
      ledgers.map((ledger) => describeUnfinished(subject.reader, home.arn, { ledger, isWanted: isOwn })),
    );
    const own = mapReading(allKnown(found), (described) => {
      const left = described.reduce((sum, one) => sum + one.left, 0);
      if (left > 0)
        older.push({ what: "older requests", reason: `${left} unfinished or failed ones were not described` });
      return newestFirst(described.flatMap((one) => one.requests)).filter(isOwn);
    });
    return withGroupName(subject, home, own);
  });
  return { requests, notExamined: older };
}

export interface RequestsRead {
  readonly requests: Reading<readonly RequestFacts[]>;
  readonly notExamined: readonly NotExamined[];
}

/** The newest failed request of a group gets the group's name: its repair assigns that group again. */
async function withGroupName(
  { reader }: Subject,
  { identityStoreId }: InstanceFacts,
  requests: Reading<readonly RequestFacts[]>,
): Later<readonly RequestFacts[]> {
  if (requests.state !== "known") return requests;
  const failed = requests.value.find(
    ({ kind, status, principal }) => kind === "create-assignment" && status === "FAILED" && principal?.type === "GROUP",
  );
  if (failed?.principal?.type !== "GROUP") return requests;
  const group = await reader.group(identityStoreId, failed.principal.id, { isAdditional: true });
  const name = group.state === "known" ? group.value?.displayName : undefined;
  return known(
    requests.value.map((request) => (request === failed ? { ...request, principalName: name } : request)),
    [...requests.evidence, ...evidenceOf(group)],
  );
}

const isKnownAs = (freshness: Reading<Freshness>, value: Freshness): boolean =>
  freshness.state === "known" && freshness.value === value;

interface WantedRequests {
  readonly ledger: QuestionLedger;
  /** Older requests are described until one is wanted. */
  readonly isWanted?: (request: DescribedRequest) => boolean;
}

export interface Described {
  readonly requests: readonly DescribedRequest[];
  /** Older ones that were not described, although none of the newer ones was wanted. */
  readonly left: number;
}

/** The unfinished and failed requests of a ledger in full, the newest first. */
export async function describeUnfinished(
  reader: Reader,
  instanceArn: InstanceArn,
  { ledger, isWanted = () => true }: WantedRequests,
): Later<Described> {
  const rows = await unfinishedRows(reader, instanceArn, ledger);
  if (rows.state !== "known") return rows;
  const found: DescribedRequest[] = [];
  const evidence = [...rows.evidence];
  for (let at = 0; at < Math.min(rows.value.length, MOST_REQUESTS_DESCRIBED); at += REQUESTS_DESCRIBED) {
    const next = rows.value.slice(at, at + REQUESTS_DESCRIBED);
    const details = allKnown(await Promise.all(next.map(({ id }) => reader.request(instanceArn, ledger, id))));
    if (details.state !== "known") return details;
    found.push(...details.value.flatMap((request) => (request ? [{ ...request, kind: ledger }] : [])));
    evidence.push(...details.evidence);
    if (found.some(isWanted)) break;
  }
  const left = found.some(isWanted) ? 0 : Math.max(0, rows.value.length - MOST_REQUESTS_DESCRIBED);
  return known({ requests: found, left }, evidence);
}

export type DescribedRequest = RequestFacts & Pick<RequestDetails, "accountId" | "permissionSetArn">;

/**
 * Whether a request could have let the user in: it names the user, one of the groups, in provisioning nobody, or a
 * principal that AWS did not find (facts D13), which may be a group that the user was in.
 */
function concerns({ principal, failureReason }: RequestFacts, { groupIds, userId }: Reach): boolean {
  if (principal === undefined || reaches(principal, { userId, groupIds })) return true;
  return readFailureReason(failureReason).kind === "assignee-not-found";
}

export interface GrantedAtRead {
  readonly grantedAt: Reading<string | null>;
  readonly notExamined: readonly NotExamined[];
}

/** When this grant was made, if within the last hour; null: longer ago, or not in the ledger any more. */
export async function readGrantedAt(subject: Subject, grant: GrantInQuestion): Promise<GrantedAtRead> {
  const { reader } = subject;
  const left: NotExamined[] = [];
  const grantedAt = await thenReadBoth(subject.instance, grant.permissionSet, async (home, set) => {
    const rows = await reader.requestRows(home.arn, "create-assignment", "SUCCEEDED");
    if (rows.state !== "known") return rows;
    const since = Date.parse(subject.at) - REFRESH_MILLISECONDS;
    const recent = newestFirst(
      rows.value.filter(({ createdAt }) => createdAt !== undefined && Date.parse(createdAt) >= since),
    );
    if (recent.length === 0) return known(null, rows.evidence);
    const described = recent.slice(0, RECENT_REQUESTS_DESCRIBED);
    const details = allKnown(
      await Promise.all(described.map(({ id }) => reader.request(home.arn, "create-assignment", id))),
    );
    if (details.state !== "known") return details;
    const request = details.value.find((one) => one?.accountId === grant.accountId && one.permissionSetArn === set.arn);
    if (request || recent.length === described.length) return known(request?.createdAt ?? null, details.evidence);
    const reason = `${recent.length} assignments were made within the hour, and only the ${described.length} newest were read`;
    left.push({ what: "when the grant was made", reason });
    return unread(reason);
  });
  return { grantedAt, notExamined: left };
}

interface GrantsWanted {
  readonly accountId?: AccountId | undefined;
  readonly mostGroups?: number;
  /** Beyond the question's own calls; counted apart. */
  readonly isAdditional?: boolean;
}

/** The rows of the user and of their groups, in one account or everywhere; of the first groups only, where a number is given. */
export async function grantsReaching(
  reader: Reader,
  { arn, identityStoreId }: InstanceFacts,
  id: UserId,
  { accountId, mostGroups, isAdditional = false }: GrantsWanted = {},
): Later<readonly PrincipalGrant[]> {
  const own = await reader.grantsOf(arn, { type: "USER", id }, { accountId, isAdditional });
  if (own.state !== "known" || own.value.some(({ principal }) => principal.type === "GROUP")) return own;
  // Whether a USER query returns the rows of the user's groups is not documented (facts 3.4): ask for the groups too.
  const groups = await reader.groupIdsOf(identityStoreId, id);
  if (groups.state !== "known") return groups;
  const theirs = await Promise.all(
    groups.value
      .slice(0, mostGroups)
      .map((group) => reader.grantsOf(arn, { type: "GROUP", id: group }, { accountId, isAdditional })),
  );
  return mapReading(allKnown([own, ...theirs]), (lists) => lists.flat());
}

/**
 * What the user was given that may have been meant instead: other sets in this account, this set in other accounts, with the
 * names of the sets. Not read for a delegated administrator (facts 3.4).
 */
export async function readOtherGrants(subject: Subject, grant: GrantInQuestion): Later<readonly OtherGrant[]> {
  const { reader, instance, userId } = subject;
  const caller = await reader.callerIdentity();
  const set = await grant.permissionSet;
  return thenReadBoth(instance, userId, async (home, id) => {
    if (caller.state === "known" && caller.value.accountId !== home.ownerAccountId)
      return unread("ListAccountAssignmentsForPrincipal is for the management account only");
    const rows = await grantsReaching(reader, home, id, { mostGroups: GROUPS_ASKED });
    if (rows.state !== "known") return rows;
    const asked = set.state === "known" && set.value ? set.value.arn : undefined;
    const kin = nearestRows(rows.value, grant.accountId, asked);
    const named = await Promise.all(kin.map((row) => withSetName(reader, home.arn, row)));
    if (named.length === 0) return known([], rows.evidence);
    const grants = mapReading(allKnown(named), (found) => found.flatMap((one) => one ?? []));
    return grants.state === "known" ? known(grants.value, [...rows.evidence, ...grants.evidence]) : grants;
  });
}

/** The name of each set costs a call, so only the first sets are named; the asked one is known already. */
function nearestRows(
  rows: readonly PrincipalGrant[],
  accountId: AccountId,
  asked: PermissionSetArn | undefined,
): readonly PrincipalGrant[] {
  const near = rows.filter((row) => row.accountId === accountId || row.permissionSetArn === asked);
  const others = near.flatMap(({ permissionSetArn: arn }) => (arn === asked ? [] : arn));
  const named = [...new Set(others)].slice(0, SETS_NAMED);
  return near.filter(({ permissionSetArn: arn }) => arn === asked || named.includes(arn));
}

async function withSetName(reader: Reader, instanceArn: InstanceArn, row: PrincipalGrant): Later<OtherGrant | null> {
  const name = reader.permissionSetName(instanceArn, row.permissionSetArn);
  return thenRead(name, (setName) =>
    known({
      accountId: row.accountId,
      permissionSet: { arn: row.permissionSetArn, name: setName },
      via: row.principal,
    }),
  );
}

/** Requests without a time come last. */
function newestFirst<T extends { readonly createdAt: string | undefined }>(rows: readonly T[]): readonly T[] {
  return [...rows].sort((a, b) => (b.createdAt ?? "").localeCompare(a.createdAt ?? ""));
}
