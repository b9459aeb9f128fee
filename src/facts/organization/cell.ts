/** One cell of users × accounts × permission sets: can the user, through what, and which link decides. */

import { hasRow, placeOf, rowsOf } from "./compressed-rows.ts";
import type { OrganizationFacts } from "./facts.ts";
import { hiddenReach, isReached } from "./hidden-reach.ts";
import { allOf, type Judgement, judgePair, judgeUser, YES } from "./judgement.ts";
import { pairAt } from "./pairs.ts";
import { ABSENT, type AccountRow, type PairRow, type PrincipalRow, type SetRow, type UserRow } from "./rows.ts";

export interface Cell {
  readonly judgement: Judgement;
  /** The principals through which assignments reach the user: the user's own number for a direct one, else groups. */
  readonly via: readonly PrincipalRow[];
}

/** Whether the user can use the permission set in the account. */
export function judgeCell(facts: OrganizationFacts, user: UserRow, account: AccountRow, permissionSet: SetRow): Cell {
  const via = assignedVia(facts, user, pairAt(facts.pairs, account, permissionSet));
  const assigned = via.length > 0 ? YES : judgeUnassigned(facts, user, account, permissionSet);
  const judgement = allOf(judgeUser(facts, user), assigned, judgePair(facts, account, permissionSet));
  return { judgement, via };
}

function judgeUnassigned(
  facts: OrganizationFacts,
  user: UserRow,
  account: AccountRow,
  permissionSet: SetRow,
): Judgement {
  return isReached(hiddenReach(facts, account, permissionSet), user)
    ? { answer: "unknown", stage: "assignment", reason: "an assignment or membership could not be read" }
    : { answer: "no", stage: "assignment", reason: "no assignment reaches the user" };
}

/** The principals of the pair that are the user or one of the user's groups: first direct, then groups in their order. */
export function assignedVia(
  { pairs, groups }: OrganizationFacts,
  user: UserRow,
  pair: PairRow,
): readonly PrincipalRow[] {
  if (pair === ABSENT) return [];
  const direct = hasRow(pairs.principals, pair, user) ? [user] : [];
  const named = rowsOf(pairs.principals, pair);
  const own = rowsOf(groups, user);
  const shared: PrincipalRow[] = [];
  const [few, many] = named.length < own.length ? [named, own] : [own, named];
  for (const principal of few) if (placeOf(many, 0, many.length, principal) !== -1) shared.push(principal);
  return [...direct, ...shared];
}
