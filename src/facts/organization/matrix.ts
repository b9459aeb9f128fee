/** The cells of accounts × permission sets and of people × accounts as counts, never 0 where a failed read could hide somebody. */
import { rowsOf } from "./compressed-rows.ts";
import type { MatrixCounts } from "./counts.ts";
import { enteringMembers } from "./entering-members.ts";
import type { OrganizationFacts } from "./facts.ts";
import { type HiddenReach, hiddenReach } from "./hidden-reach.ts";
import { isGroup, isPairUnread, judgePair, judgeUser } from "./judgement.ts";
import { pairAt, pairsOfAccount } from "./pairs.ts";
import { ABSENT, type AccountRow, type PairRow, type PrincipalRow, rowAt, type SetRow, type UserRow } from "./rows.ts";
import { isOrphan, reachedUsers } from "./who-can.ts";

/** A cell that is not known to be empty. */
export interface CountedCell<Row extends number, Column extends number> {
  readonly row: Row;
  readonly column: Column;
  /** At least so many. */
  readonly known: number;
  /** False: a failed read may hide more. */
  readonly isWhole: boolean;
}

/** How many different people can use each permission set in each account, account by account. */
export function* accountSetCells(
  facts: OrganizationFacts,
  { usersOfPairs }: Pick<MatrixCounts, "usersOfPairs">,
): Generator<CountedCell<AccountRow, SetRow>> {
  const { accounts } = facts.columns;
  for (let at = 0; at < accounts.ids.length; at += 1) {
    const row = rowAt<AccountRow>(at);
    for (const column of setsToLookAt(facts, row)) {
      const pair = pairAt(facts.pairs, row, column);
      const known = pair === ABSENT ? 0 : (usersOfPairs[pair] ?? 0);
      const isWhole = isNobody(unsureUsers(facts, row, column)) && !isUnlistedHidden(facts, row, column);
      if (known > 0 || !isWhole) yield { row, column, known, isWhole };
    }
  }
}

/** How many permission sets each person can use in each account, account by account. */
export function* personAccountCells(facts: OrganizationFacts): Generator<CountedCell<UserRow, AccountRow>> {
  const entering = enteringMembers(facts);
  const people = peopleOf(facts).filter((user) => judgeUser(facts, user).answer !== "no");
  const known = new Uint32Array(facts.columns.principals.ids.length);
  for (let at = 0; at < facts.columns.accounts.ids.length; at += 1) {
    const column = rowAt<AccountRow>(at);
    known.fill(0);
    const unsure = { isEverybody: false, users: new Set<UserRow>() };
    for (const set of setsToLookAt(facts, column)) {
      for (const user of peopleWith(facts, column, set, entering)) known[user] = (known[user] ?? 0) + 1;
      const open = unsureUsers(facts, column, set);
      if (open.kind === "everybody") unsure.isEverybody = true;
      else for (const user of open.users) unsure.users.add(user);
    }
    for (const row of people) {
      const isWhole = !unsure.isEverybody && !unsure.users.has(row);
      const count = known[row] ?? 0;
      if (count > 0 || !isWhole) yield { row, column, known: count, isWhole };
    }
  }
}

/** Everybody of the directory, and whoever is assigned and could not be looked up there. */
export function peopleOf(facts: OrganizationFacts): readonly UserRow[] {
  const people: UserRow[] = [];
  for (let at = 0; at < facts.columns.principals.ids.length; at += 1) {
    const principal = rowAt<PrincipalRow>(at);
    if (!isGroup(facts, principal) && !isOrphan(facts, principal)) people.push(principal);
  }
  return people;
}

/** Those of the account's own pairs; every one where something was not read, because any of them may be in the account. */
function setsToLookAt({ pairs, columns, gaps }: OrganizationFacts, account: AccountRow): readonly SetRow[] {
  if (gaps.gaps.length > 0) return columns.permissionSets.arns.map((_, set) => rowAt<SetRow>(set));
  const [first, end] = pairsOfAccount(pairs, account);
  return Array.from({ length: end - first }, (_, at) => pairs.permissionSets[rowAt<PairRow>(first + at)] ?? ABSENT);
}

/** Different people who can use the set there, for certain. */
function peopleWith(
  facts: OrganizationFacts,
  account: AccountRow,
  set: SetRow,
  { offsets, users }: ReturnType<typeof enteringMembers>,
): ReadonlySet<UserRow> {
  const found = new Set<UserRow>();
  if (judgePair(facts, account, set).answer !== "yes") return found;
  for (const principal of rowsOf(facts.pairs.principals, pairAt(facts.pairs, account, set)))
    for (let at = offsets[principal] ?? 0; at < (offsets[principal + 1] ?? 0); at += 1)
      found.add(rowAt(users[at] ?? 0));
  return found;
}

/** Whether somebody whom no list names may be assigned, or be in a group that is: memberships may be read user by user. */
function isUnlistedHidden(facts: OrganizationFacts, account: AccountRow, set: SetRow): boolean {
  const { gaps, columns, pairs } = facts;
  if (!gaps.lists.has("users") || columns.instanceStatus !== "ACTIVE") return false;
  if (judgePair(facts, account, set).answer === "no") return false;
  const isAssignmentHidden = gaps.walk === "principals" || (gaps.walk === "both" && isPairUnread(facts, account, set));
  const named = rowsOf(pairs.principals, pairAt(pairs, account, set));
  return isAssignmentHidden || named.some((principal) => isGroup(facts, principal));
}

const isNobody = (reach: HiddenReach): boolean => reach.kind === "users" && reach.users.size === 0;

/** The users whose cell is unknown: who is assigned and cannot be judged, and whom a row that was not read could reach. */
function unsureUsers(facts: OrganizationFacts, account: AccountRow, set: SetRow): HiddenReach {
  const state = judgePair(facts, account, set);
  const users = new Set<UserRow>();
  const nobody = { kind: "users", users } as const;
  if (facts.gaps.gaps.length === 0 || state.answer === "no" || facts.columns.instanceStatus !== "ACTIVE") return nobody;
  const reach = hiddenReach(facts, account, set);
  if (reach.kind === "everybody") return reach;
  const assigned = reachedUsers(facts, rowsOf(facts.pairs.principals, pairAt(facts.pairs, account, set)));
  for (const user of assigned) {
    const { answer } = judgeUser(facts, user);
    if (answer === "unknown" || (answer === "yes" && state.answer === "unknown")) users.add(user);
  }
  for (const user of reach.users)
    if (!assigned.includes(user) && judgeUser(facts, user).answer !== "no") users.add(user);
  return nobody;
}
