/** Who can use an account, with groups expanded: set by set, and what is assigned there but does not work. */
import type { Gap } from "../../model/coverage.ts";
import { ORPHAN_GROUP, ORPHAN_USER } from "./columns.ts";
import { rowsOf } from "./compressed-rows.ts";
import type { OrganizationFacts } from "./facts.ts";
import { gapsOfAccount } from "./gaps-that-touch.ts";
import { hiddenReach } from "./hidden-reach.ts";
import { isGroup, type Judgement, judgePair, judgeUser } from "./judgement.ts";
import { pairsOfAccount } from "./pairs.ts";
import { createUserSet } from "./user-set.ts";

/** Everybody whom the assignments of one pair reach, ascending. */
export interface PairAccess {
  readonly pair: number;
  readonly account: number;
  readonly permissionSet: number;
  /** What they all share; where it is not `yes`, `users` have the grant but cannot use it, or it is unknown whether they can. */
  readonly state: Judgement;
  /** Users who can sign in. */
  readonly users: Uint32Array;
  /** Users who are disabled, or are not in the directory. */
  readonly shutOut: Uint32Array;
  /** Users of whom it is unknown whether they can sign in. */
  readonly unknownUsers: Uint32Array;
  /** Whether an assignment that was not read could reach others: `everybody`, or how many users. */
  readonly others: "everybody" | number;
  /** Principals that are assigned but not in the directory (facts A5, E16). */
  readonly orphans: readonly number[];
}

export interface WhoCan {
  readonly account: number;
  readonly pairs: readonly PairAccess[];
  /** Different users who can use at least one of the sets, ascending. */
  readonly users: Uint32Array;
  /** Failed reads that could hide somebody. Empty: the answer is whole. */
  readonly gaps: readonly Gap[];
}

/** Who can use the account, with this set or with any. */
export function whoCan(facts: OrganizationFacts, account: number, permissionSet?: number): WhoCan {
  const [first, end] = pairsOfAccount(facts.pairs, account);
  const pairs: PairAccess[] = [];
  for (let pair = first; pair < end; pair += 1)
    if (permissionSet === undefined || facts.pairs.permissionSets[pair] === permissionSet)
      pairs.push(pairAccess(facts, pair));
  const all = createUserSet(facts.columns.principals.ids.length);
  for (const { state, users } of pairs) if (state.answer === "yes") for (const user of users) all.add(user);
  return { account, pairs, users: all.toArray(), gaps: gapsOfAccount(facts, account, permissionSet) };
}

/** Whom one pair reaches. */
export function pairAccess(facts: OrganizationFacts, pair: number): PairAccess {
  const account = facts.pairs.accounts[pair] ?? 0;
  const permissionSet = facts.pairs.permissionSets[pair] ?? 0;
  const named = rowsOf(facts.pairs.principals, pair);
  const reach = hiddenReach(facts, account, permissionSet);
  return {
    pair,
    account,
    permissionSet,
    state: judgePair(facts, account, permissionSet),
    ...bySignIn(facts, reachedUsers(facts, named)),
    others: reach.kind === "everybody" ? "everybody" : reach.users.size,
    orphans: [...named].filter((principal) => isOrphan(facts, principal)),
  };
}

/** The users that principals stand for, each once, ascending. */
export function reachedUsers(facts: OrganizationFacts, principals: Uint32Array): Uint32Array {
  const [only] = principals;
  if (principals.length === 1 && only !== undefined && isGroup(facts, only)) return rowsOf(facts.members, only);
  const users = createUserSet(facts.columns.principals.ids.length);
  for (const principal of principals)
    if (isGroup(facts, principal)) for (const user of rowsOf(facts.members, principal)) users.add(user);
    else users.add(principal);
  return users.toArray();
}

function bySignIn(facts: OrganizationFacts, reached: Uint32Array) {
  const lists = { yes: new Uint32Array(reached.length), no: [] as number[], unknown: [] as number[] };
  let count = 0;
  for (const user of reached) {
    const { answer } = judgeUser(facts, user);
    if (answer === "yes") {
      lists.yes[count] = user;
      count += 1;
    } else lists[answer].push(user);
  }
  return {
    users: lists.yes.subarray(0, count),
    shutOut: Uint32Array.from(lists.no),
    unknownUsers: Uint32Array.from(lists.unknown),
  };
}

/** Named by an assignment, not in the directory, and nothing that failed could hide it there. */
export function isOrphan({ columns, gaps }: OrganizationFacts, principal: number): boolean {
  const kind = columns.principals.kinds[principal];
  if (gaps.principals.has(principal)) return false;
  return (kind === ORPHAN_USER && !gaps.lists.has("users")) || (kind === ORPHAN_GROUP && !gaps.lists.has("groups"));
}
