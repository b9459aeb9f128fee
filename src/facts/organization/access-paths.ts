/** Every way by which assignments reach users, row by row: the whole matrix with its paths, never in memory at once. */

import { rowsOf } from "./compressed-rows.ts";
import type { OrganizationFacts } from "./facts.ts";
import { allOf, isGroup, type Judgement, judgePair, judgeUser } from "./judgement.ts";
import { ABSENT, type AccountRow, type GroupRow, type PairRow, rowAt, type SetRow, type UserRow } from "./rows.ts";
import { isOrphan } from "./who-can.ts";

/** One way to one grant; a grant that reaches the user twice has two. Numbers are rows of the columns. */
export interface AccessPathRow {
  readonly user: UserRow;
  readonly account: AccountRow;
  readonly permissionSet: SetRow;
  /** Null: the user is assigned directly. */
  readonly group: GroupRow | null;
  /** The same for all ways to one grant. */
  readonly judgement: Judgement;
}

/** In the order of accounts, sets and principals. Who is assigned but proved not to be in the directory has none, as in who-can. */
export function* accessPaths(facts: OrganizationFacts): Generator<AccessPathRow> {
  const { pairs } = facts;
  const signIns = facts.columns.principals.ids.map((_, principal) => judgeUser(facts, rowAt(principal)));
  for (let at = 0; at < pairs.accounts.length; at += 1) {
    const pair = rowAt<PairRow>(at);
    const account = pairs.accounts[pair] ?? ABSENT;
    const permissionSet = pairs.permissionSets[pair] ?? ABSENT;
    const state = judgePair(facts, account, permissionSet);
    for (const principal of rowsOf(pairs.principals, pair)) {
      const group = isGroup(facts, principal) ? principal : null;
      for (const user of isGroup(facts, principal) ? rowsOf(facts.members, principal) : [principal]) {
        if (isOrphan(facts, user)) continue;
        const judgement = allOf(signIns[user] ?? judgeUser(facts, user), state);
        yield { user, account, permissionSet, group, judgement };
      }
    }
  }
}
