/** Who can use an account, with groups expanded: set by set, and what is assigned there but does not work. */

import type { Gap } from "../../model/coverage.ts";
import { ORPHAN_GROUP, ORPHAN_USER } from "./columns.ts";
import { rowsOf } from "./compressed-rows.ts";
import type { OrganizationFacts } from "./facts.ts";
import { gapsOfAccount } from "./gaps-that-touch.ts";
import { isGroup, type Judgement, judgePair, judgeUser } from "./judgement.ts";
import { pairsOfAccount } from "./pairs.ts";
import {
  ABSENT,
  type AccountRow,
  asRows,
  type PairRow,
  type PrincipalRow,
  type RowList,
  rowAt,
  rowList,
  type SetRow,
  type UserRow,
} from "./rows.ts";
import { createUserSet } from "./user-set.ts";

/** Everybody whom the assignments of one pair reach, ascending. */
export interface PairAccess {
  readonly pair: PairRow;
  readonly account: AccountRow;
  readonly permissionSet: SetRow;
  /** What they all share; where it is not `yes`, `users` have the grant but cannot use it, or it is unknown whether they can. */
  readonly state: Judgement;
  /** Users who can sign in. */
  readonly users: RowList<UserRow>;
  /** Users who are disabled, or are not in the directory. */
  readonly shutOut: RowList<UserRow>;
  /** Users of whom it is unknown whether they can sign in. */
  readonly unknownUsers: RowList<UserRow>;
  /** Principals that are assigned but not in the directory (facts A5, E16). */
  readonly orphans: readonly PrincipalRow[];
}

export interface WhoCan {
  readonly account: AccountRow;
  readonly pairs: readonly PairAccess[];
  /** Different users who can use at least one of the sets, ascending. */
  readonly users: RowList<UserRow>;
  /** Failed reads that could hide somebody. Empty: the answer is whole. */
  readonly gaps: readonly Gap[];
}

/** Who can use the account, with this set or with any. */
export function whoCan(facts: OrganizationFacts, account: AccountRow, permissionSet?: SetRow): WhoCan {
  const [first, end] = pairsOfAccount(facts.pairs, account);
  const pairs: PairAccess[] = [];
  for (let at = first; at < end; at += 1) {
    const pair = rowAt<PairRow>(at);
    if (permissionSet === undefined || facts.pairs.permissionSets[pair] === permissionSet)
      pairs.push(pairAccess(facts, pair));
  }
  const all = createUserSet(facts.columns.principals.ids.length);
  for (const { state, users } of pairs) if (state.answer === "yes") for (const user of users) all.add(user);
  return { account, pairs, users: all.toArray(), gaps: gapsOfAccount(facts, account, permissionSet) };
}

/** Whom one pair reaches. */
export function pairAccess(facts: OrganizationFacts, pair: PairRow): PairAccess {
  const account = facts.pairs.accounts[pair] ?? ABSENT;
  const permissionSet = facts.pairs.permissionSets[pair] ?? ABSENT;
  const named = rowsOf(facts.pairs.principals, pair);
  return {
    pair,
    account,
    permissionSet,
    state: judgePair(facts, account, permissionSet),
    ...bySignIn(facts, reachedUsers(facts, named)),
    orphans: [...named].filter((principal) => isOrphan(facts, principal)),
  };
}

/** The users that principals stand for, each once, ascending. */
export function reachedUsers(facts: OrganizationFacts, principals: RowList<PrincipalRow>): RowList<UserRow> {
  const [only] = principals;
  if (principals.length === 1 && only !== undefined && isGroup(facts, only)) return rowsOf(facts.members, only);
  const users = createUserSet(facts.columns.principals.ids.length);
  for (const principal of principals)
    if (isGroup(facts, principal)) for (const user of rowsOf(facts.members, principal)) users.add(user);
    else users.add(principal);
  return users.toArray();
}

export function bySignIn(facts: OrganizationFacts, reached: RowList<UserRow>) {
  const lists = { yes: new Uint32Array(reached.length), no: [] as UserRow[], unknown: [] as UserRow[] };
  let count = 0;
  for (const user of reached) {
    const { answer } = judgeUser(facts, user);
    if (answer === "yes") {
      lists.yes[count] = user;
      count += 1;
    } else lists[answer].push(user);
  }
  return {
    users: asRows<UserRow>(lists.yes.subarray(0, count)),
    shutOut: rowList(lists.no),
    unknownUsers: rowList(lists.unknown),
  };
}

/** Named by an assignment, not in the directory, and nothing that failed could hide it there. */
export function isOrphan({ columns, gaps }: OrganizationFacts, principal: PrincipalRow): boolean {
  const kind = columns.principals.kinds[principal];
  if (gaps.principals.has(principal)) return false;
  return (kind === ORPHAN_USER && !gaps.lists.has("users")) || (kind === ORPHAN_GROUP && !gaps.lists.has("groups"));
}
