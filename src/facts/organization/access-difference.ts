/** Whose effective access differs between two organizations: gained, lost, or not known because one side could not be read. */
import { assignedVia, judgeCell } from "./cell.ts";
import { rowsOf } from "./compressed-rows.ts";
import { allOf, isGroup, type Judgement, judgeAccount, judgePair, judgeUser, YES } from "./judgement.ts";
import { ABSENT, asRows, type PairRow, type PrincipalRow, type RowList, rowAt, rowList } from "./rows.ts";
import {
  type CommonAccount,
  type CommonPair,
  type CommonPrincipal,
  type CommonSet,
  type CommonUser,
  commonOf,
  commonPairs,
  type PrincipalPlaces,
  rowIn,
  type Side,
  type TwoOrganizations,
} from "./two-organizations.ts";
import { createUserSet } from "./user-set.ts";
import { pairAccess } from "./who-can.ts";

/** Numbers are common ones; `via` are principals of the side that shows the access. */
export interface AccessDifference {
  readonly change: "gained" | "lost" | "unknown";
  readonly seenIn: "before" | "after";
  readonly user: CommonUser;
  readonly account: CommonAccount;
  readonly permissionSet: CommonSet;
  readonly via: readonly CommonPrincipal[];
}

/** In the order of `before`'s pairs, then of those that only `after` has. */
export function* accessDifferences(two: TwoOrganizations): Generator<AccessDifference> {
  const changed = changedPrincipals(two);
  for (const pair of commonPairs(two)) if (isTouched(two, pair, changed)) yield* differencesAt(two, pair);
}

function* differencesAt({ before, after }: TwoOrganizations, pair: CommonPair): Generator<AccessDifference> {
  const [had, has] = [usersWith(before, pair.before), usersWith(after, pair.after)];
  for (const user of had) if (!has.has(user)) yield difference("before", { seen: before, other: after }, pair, user);
  for (const user of has) if (!had.has(user)) yield difference("after", { seen: after, other: before }, pair, user);
}

/** Users who can, in common numbers. */
function usersWith({ facts, principals }: Side, pair: PairRow): ReadonlySet<CommonUser> {
  if (pair === ABSENT) return new Set();
  const { state, users } = pairAccess(facts, pair);
  return new Set(state.answer === "yes" ? Array.from(users, (user) => commonOf(principals, user)) : []);
}

function difference(
  seenIn: "before" | "after",
  { seen, other }: { readonly seen: Side; readonly other: Side },
  pair: CommonPair,
  user: CommonUser,
): AccessDifference {
  const { account, permissionSet } = pair;
  const judgement = judgeCommon(other, user, account, permissionSet);
  // A role that nobody looked for is taken for present: its absence on the other side is news to us, and maybe not to AWS.
  const isRoleGuessed = judgement.answer === "no" && judgement.stage === "role session" && !seen.areRolesAsked;
  const change = judgement.answer !== "no" || isRoleGuessed ? "unknown" : seenIn === "before" ? "lost" : "gained";
  const via = assignedVia(seen.facts, rowIn(seen.principals, user), pair[seenIn]).map((principal) =>
    commonOf(seen.principals, principal),
  );
  return { change, seenIn, user, account, permissionSet, via };
}

/** The cell on one side, also where its columns lack the user, the account or the set. */
function judgeCommon(side: Side, user: CommonUser, account: CommonAccount, permissionSet: CommonSet): Judgement {
  const { facts } = side;
  const [userRow, accountRow] = [rowIn(side.principals, user), rowIn(side.accounts, account)];
  const setRow = rowIn(side.permissionSets, permissionSet);
  if (userRow !== ABSENT && accountRow !== ABSENT && setRow !== ABSENT)
    return judgeCell(facts, userRow, accountRow, setRow).judgement;
  return allOf(
    userRow === ABSENT ? missing(facts.gaps.lists.has("users"), "user") : judgeUser(facts, userRow),
    accountRow === ABSENT ? missing(facts.gaps.lists.has("accounts"), "account") : judgeAccount(facts, accountRow),
    setRow === ABSENT ? missing(facts.gaps.lists.has("permission-sets"), "provisioning") : YES,
  );
}

const missing = (isListUnread: boolean, stage: "user" | "account" | "provisioning"): Judgement => ({
  answer: isListUnread ? "unknown" : "no",
  stage,
  reason: isListUnread ? "its list could not be read" : "it is not there",
});

/** Principals whose own part of the path differs: users in whether they can sign in, groups in such users or in members. */
function changedPrincipals({ before, after, counts }: TwoOrganizations) {
  const changed = createUserSet<CommonPrincipal>(counts.principals);
  for (let number = 0; number < counts.principals; number += 1) {
    const principal = rowAt<CommonPrincipal>(number);
    if (signInOf(before, principal) !== signInOf(after, principal)) changed.add(principal);
  }
  const groups = createUserSet<CommonPrincipal>(counts.principals);
  for (let number = 0; number < counts.principals; number += 1) {
    const group = rowAt<CommonPrincipal>(number);
    const [had, has] = [membersOf(before, group), membersOf(after, group)];
    if (!isSame(had, has) || had.some((user) => changed.has(user))) groups.add(group);
  }
  return { has: (principal: CommonPrincipal): boolean => changed.has(principal) || groups.has(principal) };
}

function signInOf({ facts, principals }: Side, principal: CommonPrincipal): Judgement["answer"] | undefined {
  const row = rowIn(principals, principal);
  return row === ABSENT || isGroup(facts, row) ? undefined : judgeUser(facts, row).answer;
}

/** In common numbers, ascending. */
function membersOf({ facts, principals }: Side, group: CommonPrincipal): RowList<CommonPrincipal> {
  const row = rowIn(principals, group);
  return row === ABSENT || !isGroup(facts, row) ? rowList([]) : inCommon(rowsOf(facts.members, row), principals);
}

const inCommon = (rows: RowList<PrincipalRow>, places: PrincipalPlaces): RowList<CommonPrincipal> =>
  asRows(rows.map((row) => commonOf(places, row)).sort());

const isSame = (a: Uint32Array, b: Uint32Array): boolean =>
  a.length === b.length && a.every((number, at) => number === b[at]);

/** Whether anything on the path of the pair differs; pairs that are as they were cost no look at their users. */
function isTouched(
  { before, after }: TwoOrganizations,
  pair: CommonPair,
  changed: { readonly has: (principal: CommonPrincipal) => boolean },
): boolean {
  if (pair.before === ABSENT || pair.after === ABSENT) return true;
  if (stateOf(before, pair.before) !== stateOf(after, pair.after)) return true;
  const principals = principalsOf(before, pair.before);
  return !isSame(principals, principalsOf(after, pair.after)) || principals.some(changed.has);
}

function stateOf({ facts }: Side, pair: PairRow): string {
  const account = facts.pairs.accounts[pair] ?? ABSENT;
  return judgePair(facts, account, facts.pairs.permissionSets[pair] ?? ABSENT).answer;
}

const principalsOf = ({ facts, principals }: Side, pair: PairRow): RowList<CommonPrincipal> =>
  inCommon(rowsOf(facts.pairs.principals, pair), principals);
