/** What a user can use: every account and permission set that assignments reach, through what, and what of it does not work. */

import type { Gap } from "../../model/coverage.ts";
import { rowsOf } from "./compressed-rows.ts";
import type { OrganizationFacts } from "./facts.ts";
import { gapsOfUser } from "./gaps-that-touch.ts";
import { allOf, type Judgement, judgePair, judgeUser } from "./judgement.ts";
import {
  ABSENT,
  type AccountRow,
  type PairRow,
  type PrincipalRow,
  rowList,
  type SetRow,
  type UserRow,
} from "./rows.ts";

export interface UserGrant {
  readonly pair: PairRow;
  readonly account: AccountRow;
  readonly permissionSet: SetRow;
  readonly judgement: Judgement;
  /** The user's own row for a direct assignment, else groups. */
  readonly via: readonly PrincipalRow[];
}

export interface WhatCan {
  readonly user: UserRow;
  /** Whether the user can sign in at all. */
  readonly signIn: Judgement;
  /** In the order of accounts and sets. `no`: assigned but broken. */
  readonly grants: readonly UserGrant[];
  /** Failed reads that could hide a grant. Empty: the answer is whole. */
  readonly gaps: readonly Gap[];
}

export function whatCan(facts: OrganizationFacts, user: UserRow): WhatCan {
  const signIn = judgeUser(facts, user);
  const viaOfPair = new Map<PairRow, PrincipalRow[]>();
  for (const principal of [user, ...rowsOf(facts.groups, user)])
    for (const pair of rowsOf(facts.pairs.ofPrincipal, principal)) {
      const via = viaOfPair.get(pair);
      if (via) via.push(principal);
      else viaOfPair.set(pair, [principal]);
    }
  const pairs = rowList(viaOfPair.keys()).sort();
  const grants = Array.from(pairs, (pair): UserGrant => {
    const account = facts.pairs.accounts[pair] ?? ABSENT;
    const permissionSet = facts.pairs.permissionSets[pair] ?? ABSENT;
    const judgement = allOf(signIn, judgePair(facts, account, permissionSet));
    return { pair, account, permissionSet, judgement, via: viaOfPair.get(pair) ?? [] };
  });
  return { user, signIn, grants, gaps: gapsOfUser(facts, user) };
}
