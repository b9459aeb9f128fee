/** The matrix in numbers: how many different users can use each account, each permission set, and each set in each account. */
import { rowsOf } from "./compressed-rows.ts";
import { type EnteringMembers, enteringMembers } from "./entering-members.ts";
import type { OrganizationFacts } from "./facts.ts";
import { judgePair } from "./judgement.ts";
import { createUserSet } from "./user-set.ts";

export interface MatrixCounts {
  /** Different users who can use the account, by account. */
  readonly usersOfAccounts: Uint32Array;
  /** Different users who can use the set somewhere, by permission set. */
  readonly usersOfSets: Uint32Array;
  /** Different users who can use the set in the account, by pair. */
  readonly usersOfPairs: Uint32Array;
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
      if (open.yes[pair] === 1) union.pour(pair);
    usersOfAccounts[account] = union.take();
  }
  const usersOfSets = new Uint32Array(columns.permissionSets.arns.length);
  for (let set = 0; set < usersOfSets.length; set += 1) {
    for (const pair of rowsOf(pairs.ofSet, set)) if (open.yes[pair] === 1) union.pour(pair);
    usersOfSets[set] = union.take();
  }
  for (let pair = 0; pair < open.yes.length; pair += 1) if (open.yes[pair] === 1) union.pour(pair);
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
  for (let pair = 0; pair < yes.length; pair += 1) {
    const { answer } = judgePair(facts, accounts[pair] ?? 0, permissionSets[pair] ?? 0);
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
  const pour = (pair: number): void => {
    const end = pairs.principals.offsets[pair + 1] ?? 0;
    for (let at = pairs.principals.offsets[pair] ?? 0; at < end; at += 1) {
      const principal = pairs.principals.values[at] ?? 0;
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

function pourPrincipal(words: Uint32Array, { offsets, users, bits }: EnteringMembers, principal: number): void {
  const large = bits[principal];
  if (large) {
    for (let at = 0; at < words.length; at += 1) words[at] = (words[at] ?? 0) | (large[at] ?? 0);
    return;
  }
  const last = offsets[principal + 1] ?? 0;
  for (let member = offsets[principal] ?? 0; member < last; member += 1) {
    const user = users[member] ?? 0;
    words[user >>> 5] = (words[user >>> 5] ?? 0) | (1 << (user & 31));
  }
}

const NO_WORDS = new Uint32Array(0);

/**
 * Most pairs have one principal or two: a stamp for each user last seen costs nothing to clear between pairs. The largest
 * group of a pair is counted whole where it is held as bits, and the others against it.
 */
function countPairs({ pairs, columns }: OrganizationFacts, open: Uint8Array, entering: EnteringMembers): Uint32Array {
  const { offsets, users, bits } = entering;
  const counts = new Uint32Array(open.length);
  const seen = new Int32Array(columns.principals.ids.length).fill(-1);
  for (let pair = 0; pair < open.length; pair += 1) {
    if (open[pair] !== 1) continue;
    const principals = rowsOf(pairs.principals, pair);
    const largest = largestOf(principals, entering);
    const whole = (principals.length === 1 || bits[largest]) && largest !== -1;
    const words = bits[largest] ?? NO_WORDS;
    let count = whole ? sizeOf(entering, largest) : 0;
    for (const principal of principals) {
      if (whole && principal === largest) continue;
      const last = offsets[principal + 1] ?? 0;
      for (let member = offsets[principal] ?? 0; member < last; member += 1) {
        const user = users[member] ?? 0;
        if (seen[user] === pair || (((words[user >>> 5] ?? 0) >>> (user & 31)) & 1) === 1) continue;
        seen[user] = pair;
        count += 1;
      }
    }
    counts[pair] = count;
  }
  return counts;
}

const sizeOf = ({ offsets }: EnteringMembers, principal: number): number =>
  (offsets[principal + 1] ?? 0) - (offsets[principal] ?? 0);

/** The principal with the most users behind it, or -1. */
function largestOf(principals: Uint32Array, entering: EnteringMembers): number {
  let largest = -1;
  for (const principal of principals)
    if (largest === -1 || sizeOf(entering, principal) > sizeOf(entering, largest)) largest = principal;
  return largest;
}
