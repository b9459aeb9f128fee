/** The call plan of one grant: every fact is read as soon as what it depends on is known, and only when it can matter. */

import type { AccountFacts, AttachedPrincipal, Freshness, GrantFacts } from "../../facts/grant/grant-facts.ts";
import { reaches } from "../../facts/grant/reach.ts";
import type { UserFacts } from "../../facts/grant/user-facts.ts";
import type { AccountId, GroupId, Principal, UserId } from "../../model/ids.ts";
import { isSlipOf } from "../../model/names/nearest.ts";
import { evidenceOf, known, knownValue, mapReading, type Reading, unread } from "../../model/reading.ts";
import { readAdditional } from "./additional.ts";
import { type Later, shared, thenRead, thenReadBoth } from "./dependent-reads.ts";
import { readHeld } from "./held-grants.ts";
import { readGrantedAt, readOtherGrants, readRequests, unfinishedRows } from "./history.ts";
import { principalOfGroup, principalOfUser } from "./principal-facts.ts";
import type { GrantInQuestion, Reach, Subject } from "./subject.ts";
import { readTrail } from "./trail.ts";

/** How many attached principals are looked up when none of them is the user; the rest is not examined. */
const PRINCIPALS_LOOKED_UP = 10;
/** How many of them belong to the question's own dozen calls; looking at more is an additional source, and is told. */
const PRINCIPALS_OF_THE_QUESTION = 1;

/** The facts of one grant. */
export async function readGrant(subject: Subject, grant: GrantInQuestion): Promise<GrantFacts> {
  const { reader, instance } = subject;
  const { accountId, permissionSet } = grant;
  const caller = shared(reader.callerIdentity());
  const account = shared(reader.account(accountId));
  const user = shared(readUser(subject));
  const groupIds = shared(readGroupIds(subject));
  const freshness = shared(readFreshness(subject, grant));
  const assignments = shared(readAssignments(subject, grant));
  void shared(prefetchLedger(subject, grant));

  const [reach, fresh] = await Promise.all([readReach(assignments, subject.userId, groupIds), freshness]);
  const isReached = reach.state === "known" && reach.value.reaching.length > 0;
  const isUsable = isReached && fresh.state === "known" && fresh.value !== "not-provisioned";
  const isComplete = isUsable && fresh.value === "latest";
  const isHopeless = [await user, await account].some((one) => one.state === "known" && one.value === null);
  const standing = { reach, fresh, isReached, isUsable, isComplete, isHopeless };
  const attaching = shared(readAttached(subject, reach));
  const held = shared(
    isReached || isHopeless ? nothingHeld : readHeld(subject, grant, { isEverywhereRead: isNobodysGroup(reach) }),
  );
  const trail = shared(readTrailOf(subject, grant, { user, reach, attaching }));
  const [attached, { requests, ...further }] = await Promise.all([attaching, readStanding(subject, grant, standing)]);
  const [shownInPortal, additional] = await Promise.all([
    isUsable ? readPortalOf(subject, grant, user) : unread("behind the broken link"),
    readAdditional(subject, grant, {
      user: await user,
      account: await account,
      reach,
      attached,
      freshness: fresh,
      requests,
      trail,
      held,
    }),
  ]);
  return {
    question: await askedOf(subject, { accountId, user: await user, account: await account }),
    at: subject.at,
    ...(subject.reader.isUndated === true && { isUndated: true }),
    ...(grant.isLost && { isLost: true }),
    ...(grant.isOthers && { isOthers: true }),
    accountId,
    caller: await caller,
    instance: await instance,
    regionsLookedAt: (await subject.home).regionsLookedAt,
    user: await user,
    groupIds: await groupIds,
    account: await account,
    permissionSet: await permissionSet,
    attached,
    freshness: fresh,
    requests,
    ...further,
    portal: shownInPortal,
    additional,
  };
}

interface NamedPlace {
  readonly accountId: AccountId;
  readonly user: Reading<UserFacts | null>;
  readonly account: Reading<AccountFacts | null>;
}

const isNothing = (reading: Reading<unknown>): boolean => reading.state === "known" && reading.value === null;

/** The question, with those whose names or ids come close to one that nobody and nothing has. */
async function askedOf(subject: Subject, { accountId, user, account }: NamedPlace): Promise<GrantFacts["question"]> {
  const { question, reader } = subject;
  const people = isNothing(user) ? subject.nearUsers().near.map(({ userName }) => userName) : [];
  const home = isNothing(account) ? knownValue(await subject.instance) : undefined;
  const atHand = home ? reader.accountsAtHand(home.arn).filter(({ id }) => isSlipOf(accountId, id)) : [];
  const places = [...new Map(atHand.map(({ id, name }) => [id, { id, name }])).values()];
  return {
    ...question,
    ...(people.length > 0 && { nearUsers: people }),
    ...(places.length > 0 && { nearAccounts: places }),
  };
}

const readGroupIds = ({ reader, instance, userId }: Subject): Later<readonly GroupId[]> =>
  thenReadBoth(instance, userId, (home, id) => reader.groupIdsOf(home.identityStoreId, id), "there is no such user");

const readAssignments = (
  { reader, instance }: Subject,
  { accountId, permissionSet }: GrantInQuestion,
): Later<readonly Principal[]> =>
  thenReadBoth(instance, permissionSet, async (home, set) =>
    mapReading(await reader.assignments(home.arn, accountId, set.arn), (rows) => rows ?? []),
  );

const readPortalOf = ({ reader }: Subject, grant: GrantInQuestion, user: Later<UserFacts | null>) =>
  thenReadBoth(user, grant.permissionSet, ({ userName }, { name }) =>
    reader.portal({ accountId: grant.accountId, permissionSetName: name, userName }),
  );

const nothingHeld: Later<never> = Promise.resolve(unread("the grant reaches the user"));

interface Attaching {
  readonly user: Later<UserFacts | null>;
  readonly reach: Reading<Reach>;
  readonly attaching: Later<readonly AttachedPrincipal[]>;
}

const readTrailOf = async (subject: Subject, grant: GrantInQuestion, { user, reach, attaching }: Attaching) =>
  readTrail(subject, grant, { user: await user, reach, attached: await attaching });

interface Standing {
  readonly reach: Reading<Reach>;
  readonly fresh: Reading<Freshness>;
  readonly isReached: boolean;
  readonly isUsable: boolean;
  readonly isComplete: boolean;
  /** The user or the account is not there. */
  readonly isHopeless: boolean;
}

/** What is read once it is known whether the grant reaches the user: only what can matter then. */
async function readStanding(
  subject: Subject,
  grant: GrantInQuestion,
  { reach, fresh, isReached, isUsable, isComplete, isHopeless }: Standing,
) {
  const account = await subject.reader.account(grant.accountId);
  const [{ requests, notExamined }, granted, otherGrants, isSetInManagementAccount, role] = await Promise.all([
    isComplete || !isOpen(account)
      ? { requests: unread(isComplete ? "the grant is complete" : "the account is gone or closed"), notExamined: [] }
      : readRequests(subject, grant, reach, fresh),
    isComplete ? readGrantedAt(subject, grant) : { grantedAt: unread("the grant is not complete"), notExamined: [] },
    isNobodysGroup(reach) && !isReached && !isHopeless
      ? readOtherGrants(subject, grant)
      : unread("the set is assigned to the user or to a group in this account"),
    isComplete ? unread("there is nothing to repair") : readDelegateLimit(subject, grant),
    isUsable && isOpen(account) ? readRole(subject, grant) : unread("behind the broken link"),
  ]);
  const { grantedAt } = granted;
  const left = [...notExamined, ...granted.notExamined];
  return { requests, notExamined: left, grantedAt, otherGrants, isSetInManagementAccount, role };
}

/** Null, as known as the search for the user was, where there is no such user. */
async function readUser({ reader, instance, userId }: Subject): Later<UserFacts | null> {
  const id = await userId;
  if (id.state !== "known" || id.value === null) return id.state === "known" ? known(null, id.evidence) : id;
  const { value } = id;
  return thenRead(instance, (home) => reader.user(home.identityStoreId, value));
}

/** The first list that names the set decides; the second is only read when the first does not. */
async function readFreshness(
  { reader, instance }: Subject,
  { accountId, permissionSet }: GrantInQuestion,
): Later<Freshness> {
  // The first list does not depend on the set: it is asked while the set's name may still be looked up.
  const latest = shared(thenRead(instance, (home) => reader.provisionedSets(home.arn, accountId, "latest")));
  return thenReadBoth(instance, permissionSet, async (home, { arn }) => {
    const up = await latest;
    if (up.state !== "known") return up;
    if (up.value.includes(arn)) return known("latest", up.evidence);
    const outdated = await reader.provisionedSets(home.arn, accountId, "outdated");
    return mapReading(outdated, (arns): Freshness => (arns.includes(arn) ? "outdated" : "not-provisioned"));
  });
}

/** Behind an account that is gone or closed nothing of it can be looked at. */
const isOpen = (account: Reading<AccountFacts | null>): boolean =>
  account.state !== "known" || account.value?.state === "ACTIVE";

/** No group is assigned: then what the user has elsewhere may have been meant, and is read. */
const isNobodysGroup = (reach: Reading<Reach>): boolean =>
  reach.state === "known" && reach.value.attached.every(({ type }) => type !== "GROUP");

async function readReach(
  assignments: Later<readonly Principal[]>,
  userId: Later<UserId | null>,
  groupIds: Later<readonly GroupId[]>,
): Later<Reach> {
  const [rows, user, groups] = await Promise.all([assignments, userId, groupIds]);
  if (rows.state !== "known") return rows;
  if (user.state === "unknown") return user;
  const isUser = (principal: Principal) => user.state === "known" && principal.id === user.value;
  const direct = rows.value.filter(isUser);
  // Where the user is named directly, unread memberships change nothing.
  if (groups.state !== "known" && direct.length === 0 && groups.state === "unknown") return groups;
  const memberOf = groups.state === "known" ? groups.value : [];
  const userIdOrNull = user.state === "known" ? user.value : null;
  const reaching = rows.value.filter((one) => reaches(one, { userId: userIdOrNull, groupIds: memberOf }));
  return known(
    { attached: rows.value, reaching, groupIds: memberOf, userId: userIdOrNull },
    [rows, user, groups].flatMap(evidenceOf),
  );
}

/** The attached principals with names: those that reach the user, or, where none does, as many as may explain it. */
async function readAttached(subject: Subject, reach: Reading<Reach>): Later<readonly AttachedPrincipal[]> {
  if (reach.state !== "known") return reach;
  const { attached, reaching } = reach.value;
  const looked = reaching.length > 0 ? reaching : attached.slice(0, PRINCIPALS_LOOKED_UP);
  const isReached = reaching.length > 0;
  const rows = await Promise.all(
    attached.map((principal) => {
      const place = looked.indexOf(principal);
      return place === -1
        ? notLookedUp(principal, isReached)
        : lookUp(subject, principal, { isReached, isAdditional: place >= PRINCIPALS_OF_THE_QUESTION });
    }),
  );
  return known(rows, reach.evidence);
}

function notLookedUp(principal: Principal, isReached: boolean): AttachedPrincipal {
  const reason = isReached
    ? "the grant reaches the user without it"
    : `only the first ${PRINCIPALS_LOOKED_UP} attached principals were looked up`;
  return { principal, details: unread(reason), isEmpty: unread(reason) };
}

async function lookUp(
  { reader, instance, userId }: Subject,
  principal: Principal,
  { isReached, ...options }: { readonly isReached: boolean; readonly isAdditional: boolean },
): Promise<AttachedPrincipal> {
  const isTheUser = await userId.then((user) => user.state === "known" && user.value === principal.id);
  if (principal.type === "USER") {
    const user = thenRead(instance, (home) => reader.user(home.identityStoreId, principal.id, options));
    return { principal, details: mapReading(await user, principalOfUser), isEmpty: unread("a user is no group") };
  }
  const group = thenRead(instance, (home) => reader.group(home.identityStoreId, principal.id, options));
  const isEmpty =
    isReached || isTheUser
      ? unread("the user is a member")
      : thenRead(instance, (home) => reader.isGroupEmpty(home.identityStoreId, principal.id, options));
  return { principal, details: mapReading(await group, principalOfGroup), isEmpty: await isEmpty };
}

/** Only a caller outside the management account is bound by the delegate's limit (facts 3.7, D4). */
async function readDelegateLimit({ reader, instance }: Subject, { permissionSet }: GrantInQuestion): Later<boolean> {
  const caller = await reader.callerIdentity();
  if (caller.state !== "known") return unread("who asks is not known");
  return thenReadBoth(instance, permissionSet, async (home, set) => {
    if (caller.value.accountId === home.ownerAccountId) return unread("the caller is in the management account");
    const lists = await Promise.all(
      (["latest", "outdated"] as const).map((freshness) =>
        reader.provisionedSets(home.arn, home.ownerAccountId, freshness),
      ),
    );
    const failed = lists.find(({ state }) => state === "unknown");
    if (failed?.state === "unknown") return failed;
    const isThere = lists.some((list) => list.state === "known" && list.value.includes(set.arn));
    return known(isThere, lists.flatMap(evidenceOf));
  });
}

function readRole({ reader }: Subject, { accountId, permissionSet }: GrantInQuestion) {
  return thenRead(permissionSet, (set) => reader.reservedRole(accountId, set.name));
}

/**
 * Where the set's name came late, a later round would be one too many: the ledger of assignments is asked beside the
 * assignments, and the reader remembers the answers for `readRequests`. A failure is reported there.
 */
async function prefetchLedger(
  { reader, instance }: Subject,
  { accountId, permissionSet, isSetLate }: GrantInQuestion,
): Promise<void> {
  if (!(await isSetLate)) return;
  const [home, set, account] = await Promise.all([instance, permissionSet, reader.account(accountId)]);
  if (home.state !== "known" || !home.value || set.state !== "known" || !set.value || !isOpen(account)) return;
  await unfinishedRows(reader, home.value.arn, "create-assignment");
}
