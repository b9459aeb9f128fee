/** The matrix in numbers: how many different users can use each account, each permission set, and each set in each account. */
import { rowsOf } from "./compressed-rows.ts";
import type { OrganizationFacts } from "./facts.ts";
import { isGroup, judgePair, judgeUser } from "./judgement.ts";
import { createUserSet, type UserSet } from "./user-set.ts";

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

/** Principal → the users behind it who can sign in: the members of a group, the user itself, nobody. */
interface EnteringMembers {
  readonly offsets: Uint32Array;
  readonly users: Uint32Array;
}

function enteringMembers(facts: OrganizationFacts): EnteringMembers {
  const count = facts.columns.principals.ids.length;
  const enters = new Uint8Array(count);
  for (let user = 0; user < count; user += 1)
    if (!isGroup(facts, user) && judgeUser(facts, user).answer === "yes") enters[user] = 1;
  const offsets = new Uint32Array(count + 1);
  const users = new Uint32Array(facts.members.values.length + count);
  let end = 0;
  for (let principal = 0; principal < count; principal += 1) {
    if (isGroup(facts, principal)) {
      const to = facts.members.offsets[principal + 1] ?? 0;
      for (let at = facts.members.offsets[principal] ?? 0; at < to; at += 1) {
        const user = facts.members.values[at] ?? 0;
        if (enters[user] === 1) users[end++] = user;
      }
    } else if (enters[principal] === 1) users[end++] = principal;
    offsets[principal + 1] = end;
  }
  return { offsets, users: users.slice(0, end) };
}

/** Pours pairs into one set of users, each principal once, and counts. */
function createUnion({ pairs, columns }: OrganizationFacts, { offsets, users }: EnteringMembers) {
  const all: UserSet = createUserSet(columns.principals.ids.length);
  const { words } = all;
  const poured = new Uint32Array(columns.principals.ids.length);
  let round = 1;
  const pour = (pair: number): void => {
    const end = pairs.principals.offsets[pair + 1] ?? 0;
    for (let at = pairs.principals.offsets[pair] ?? 0; at < end; at += 1) {
      const principal = pairs.principals.values[at] ?? 0;
      if (poured[principal] === round) continue;
      poured[principal] = round;
      const last = offsets[principal + 1] ?? 0;
      for (let member = offsets[principal] ?? 0; member < last; member += 1) {
        const user = users[member] ?? 0;
        words[user >>> 5] = (words[user >>> 5] ?? 0) | (1 << (user & 31));
      }
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

/** Most pairs have one principal or two: a stamp for each user last seen costs nothing to clear between pairs. */
function countPairs(
  { pairs, columns }: OrganizationFacts,
  open: Uint8Array,
  { offsets, users }: EnteringMembers,
): Uint32Array {
  const counts = new Uint32Array(open.length);
  const seen = new Int32Array(columns.principals.ids.length).fill(-1);
  const { offsets: first, values } = pairs.principals;
  for (let pair = 0; pair < open.length; pair += 1) {
    if (open[pair] !== 1) continue;
    const from = first[pair] ?? 0;
    const end = first[pair + 1] ?? 0;
    let count = 0;
    if (end - from === 1) count = (offsets[(values[from] ?? 0) + 1] ?? 0) - (offsets[values[from] ?? 0] ?? 0);
    else
      for (let at = from; at < end; at += 1) {
        const principal = values[at] ?? 0;
        const last = offsets[principal + 1] ?? 0;
        for (let member = offsets[principal] ?? 0; member < last; member += 1) {
          const user = users[member] ?? 0;
          if (seen[user] === pair) continue;
          seen[user] = pair;
          count += 1;
        }
      }
    counts[pair] = count;
  }
  return counts;
}
