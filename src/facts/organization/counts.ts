/** The matrix in numbers: how many different users can use each account, each permission set, and each set in each account. */

import { rowsOf } from "./compressed-rows.ts";
import { type EnteringMembers, enteringMembers } from "./entering-members.ts";
import type { OrganizationFacts } from "./facts.ts";
import { judgePair } from "./judgement.ts";
import {
  ABSENT,
  type AccountRow,
  type Column,
  type PairRow,
  type PrincipalRow,
  type RowList,
  rowAt,
  type SetRow,
} from "./rows.ts";
import { createUserSet } from "./user-set.ts";

type CountColumn<Row extends number> = Column<Row, Uint32Array>;

export interface MatrixCounts {
  /** Different users who can use the account, by account. */
  readonly usersOfAccounts: CountColumn<AccountRow>;
  /** Different users who can use the set somewhere, by permission set. */
  readonly usersOfSets: CountColumn<SetRow>;
  /** Different users who can use the set in the account, by pair. */
  readonly usersOfPairs: CountColumn<PairRow>;
  /** Different users who can use anything. */
  readonly users: number;
  /** Cells of users × accounts × sets that are `yes`. */
  readonly cells: number;
  /** Pairs whose state is unknown: who is behind them is not counted. */
  readonly unknownPairs: number;
}

/** Only cells that are `yes` count. */
export function matrixCounts(facts: OrganizationFacts): MatrixCounts {
  const { pairs, columns } = facts;
  const open = openPairs(facts);
  const entering = enteringMembers(facts);
  const usersOfPairs = countPairs(facts, open.yes, entering);
  const usersOfAccounts = new Uint32Array(columns.accounts.ids.length);
  const union = createUnion(facts, entering);
  for (let account = 0; account < usersOfAccounts.length; account += 1) {
    for (let pair = pairs.accountOffsets[account] ?? 0; pair < (pairs.accountOffsets[account + 1] ?? 0); pair += 1)
      if (open.yes[pair] === 1) union.pour(rowAt(pair));
    usersOfAccounts[account] = union.take();
  }
  const usersOfSets = new Uint32Array(columns.permissionSets.arns.length);
  for (let set = 0; set < usersOfSets.length; set += 1) {
    for (const pair of rowsOf(pairs.ofSet, rowAt<SetRow>(set))) if (open.yes[pair] === 1) union.pour(pair);
    usersOfSets[set] = union.take();
  }
  for (let pair = 0; pair < open.yes.length; pair += 1) if (open.yes[pair] === 1) union.pour(rowAt(pair));
  return {
    usersOfAccounts,
    usersOfSets,
    usersOfPairs,
    users: union.take(),
    cells: usersOfPairs.reduce((sum, count) => sum + count, 0),
    unknownPairs: open.unknown,
  };
}

/** 1 for pairs that work. */
function openPairs(facts: OrganizationFacts): { readonly yes: Uint8Array; readonly unknown: number } {
  const { accounts, permissionSets } = facts.pairs;
  const yes = new Uint8Array(accounts.length);
  let unknown = 0;
  for (let at = 0; at < yes.length; at += 1) {
    const pair = rowAt<PairRow>(at);
    const { answer } = judgePair(facts, accounts[pair] ?? ABSENT, permissionSets[pair] ?? ABSENT);
    if (answer === "yes") yes[pair] = 1;
    if (answer === "unknown") unknown += 1;
  }
  return { yes, unknown };
}

/** Pours pairs into one set of users, each principal once, and counts. */
function createUnion({ pairs, columns }: OrganizationFacts, entering: EnteringMembers) {
  const all = createUserSet(columns.principals.ids.length);
  const poured = new Uint32Array(columns.principals.ids.length);
  let round = 1;
  const pour = (pair: PairRow): void => {
    const end = pairs.principals.offsets[pair + 1] ?? 0;
    for (let at = pairs.principals.offsets[pair] ?? 0; at < end; at += 1) {
      const principal = pairs.principals.values[at] ?? ABSENT;
      if (poured[principal] === round) continue;
      poured[principal] = round;
      pourPrincipal(all.words, entering, principal);
    }
  };
  const take = (): number => {
    const size = all.size();
    all.clear();
    round += 1;
    return size;
  };
  return { pour, take };
}

/** Word by word where the group has more members than there are words, else member by member. */
function pourPrincipal(words: Uint32Array, { offsets, users, bits }: EnteringMembers, principal: PrincipalRow): void {
  const large = bits[principal];
  const first = offsets[principal] ?? 0;
  const last = offsets[principal + 1] ?? 0;
  if (large && last - first > words.length) {
    for (let at = 0; at < words.length; at += 1) words[at] = (words[at] ?? 0) | (large[at] ?? 0);
    return;
  }
  for (let member = first; member < last; member += 1) {
    const user = users[member] ?? 0;
    words[user >>> 5] = (words[user >>> 5] ?? 0) | (1 << (user & 31));
  }
}

/** Different users behind each pair that works. */
function countPairs({ pairs, columns }: OrganizationFacts, open: Uint8Array, entering: EnteringMembers): Uint32Array {
  const counts = new Uint32Array(open.length);
  const seen = createSeen(columns.principals.ids.length);
  for (let at = 0; at < open.length; at += 1) {
    const pair = rowAt<PairRow>(at);
    if (open[pair] !== 1) continue;
    const principals = rowsOf(pairs.principals, pair);
    const largest = largestOf(principals, entering);
    const words = entering.bits[largest];
    if (largest === ABSENT) continue;
    if (principals.length === 1) counts[pair] = sizeOf(entering, largest);
    else if (words) counts[pair] = sizeOf(entering, largest) + seen.countBeside(words, principals, largest, entering);
    else counts[pair] = seen.count(principals, entering);
  }
  return counts;
}

/**
 * Counts different users with a mark for each that was seen. Marks are bytes, so that those of all users stay near the
 * processor; the marks of 255 counts are told apart before they must be cleared.
 */
function createSeen(principalCount: number) {
  const marks = new Uint8Array(principalCount);
  let mark = 0;
  const nextMark = (): number => {
    mark = mark === 255 ? 1 : mark + 1;
    if (mark === 1) marks.fill(0);
    return mark;
  };
  const count = (principals: RowList<PrincipalRow>, { offsets, users }: EnteringMembers): number => {
    const own = nextMark();
    let different = 0;
    for (const principal of principals) {
      const last = offsets[principal + 1] ?? 0;
      for (let member = offsets[principal] ?? 0; member < last; member += 1) {
        const user = users[member] ?? 0;
        if (marks[user] === own) continue;
        marks[user] = own;
        different += 1;
      }
    }
    return different;
  };
  /** Those who are not in the largest group, whose bits are given. */
  const countBeside = (
    words: Uint32Array,
    principals: RowList<PrincipalRow>,
    largest: PrincipalRow,
    { offsets, users }: EnteringMembers,
  ): number => {
    const own = nextMark();
    let different = 0;
    for (const principal of principals) {
      if (principal === largest) continue;
      const last = offsets[principal + 1] ?? 0;
      for (let member = offsets[principal] ?? 0; member < last; member += 1) {
        const user = users[member] ?? 0;
        if (marks[user] === own || (((words[user >>> 5] ?? 0) >>> (user & 31)) & 1) === 1) continue;
        marks[user] = own;
        different += 1;
      }
    }
    return different;
  };
  return { count, countBeside };
}

const sizeOf = ({ offsets }: EnteringMembers, principal: PrincipalRow): number =>
  (offsets[principal + 1] ?? 0) - (offsets[principal] ?? 0);

/** The principal with the most users behind it, or ABSENT. */
function largestOf(principals: RowList<PrincipalRow>, entering: EnteringMembers): PrincipalRow {
  let largest: PrincipalRow = ABSENT;
  for (const principal of principals)
    if (largest === ABSENT || sizeOf(entering, principal) > sizeOf(entering, largest)) largest = principal;
  return largest;
}
