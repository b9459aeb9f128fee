/** The two walks of access tests: everybody named must be able to, or nobody named may be. */

import { assignedVia, judgeCell } from "../../facts/organization/cell.ts";
import { hasRow, rowsOf } from "../../facts/organization/compressed-rows.ts";
import type { OrganizationFacts } from "../../facts/organization/facts.ts";
import { hiddenReach } from "../../facts/organization/hidden-reach.ts";
import { isPairUnread, isPrincipalUnread, judgePair } from "../../facts/organization/judgement.ts";
import { pairAt, pairsOfAccount } from "../../facts/organization/pairs.ts";
import {
  ABSENT,
  type AccountRow,
  type GroupRow,
  type PairRow,
  type PrincipalRow,
  rowAt,
  type SetRow,
  type UserRow,
} from "../../facts/organization/rows.ts";
import { pairAccess } from "../../facts/organization/who-can.ts";
import type { Notes, Scope } from "./scope.ts";

/** Notes every cell of the scope that is not a yes; and every group without an assignment of its own. */
export function noteWhoCannot(scope: Scope, notes: Notes): void {
  const { facts, users, groups, accounts, sets } = scope;
  for (const account of accounts)
    for (const set of sets) {
      for (const group of groups) noteUnassigned(facts, group, account, set, notes);
      for (const user of users) {
        if (notes.isFull()) return;
        const { judgement, via } = judgeCell(facts, user, account, set);
        if (judgement.answer === "yes") continue;
        const found = judgement.answer === "no" ? "cannot" : "unknown";
        notes.note({ who: user, kind: "user", account, set, found, reason: judgement.reason, via });
      }
    }
}

function noteUnassigned(
  facts: OrganizationFacts,
  group: GroupRow,
  account: AccountRow,
  set: SetRow,
  notes: Notes,
): void {
  const row = { who: group, kind: "group", account, set } as const;
  if (rowsOf(facts.members, group).length === 0 && !areMembersUnread(facts, group))
    notes.note({ ...row, found: "cannot", reason: "the group has no members, so that nobody can" });
  if (isAssigned(facts, group, account, set)) return;
  if (isAssignmentHidden(facts, group, account, set))
    notes.note({ ...row, found: "unknown", reason: "the group's assignments could not be read" });
  else notes.note({ ...row, found: "cannot", reason: "the group itself is not assigned" });
}

/** Those who may, besides nobody. */
export interface Allowed {
  readonly users: ReadonlySet<UserRow>;
  /** True: members of an allowed group could not be read, so that anybody may be one. */
  readonly isOpen: boolean;
}

/** Notes everybody in the scope who can and is not allowed to; with `areOwnNoted`, groups that are assigned themselves. */
export function noteWhoCan(
  scope: Scope,
  { areOwnNoted, ...allowed }: Allowed & { readonly areOwnNoted: boolean },
  notes: Notes,
): void {
  const outsiders = new Set([...scope.users].filter((user) => !allowed.users.has(user)));
  for (const account of scope.accounts)
    for (const set of setsToLookAt(scope, account)) {
      if (notes.isFull()) return;
      if (areOwnNoted) for (const group of scope.groups) noteAssigned(scope.facts, group, account, set, notes);
      noteUsers(scope.facts, { account, set }, { outsiders, isOpen: allowed.isOpen }, notes);
    }
}

/** Where nothing is hidden, only pairs that have a row can let somebody in. */
function setsToLookAt({ facts, sets }: Scope, account: AccountRow): readonly SetRow[] {
  if (facts.gaps.gaps.length > 0) return sets;
  const wanted = new Set(sets);
  const [first, end] = pairsOfAccount(facts.pairs, account);
  const found: SetRow[] = [];
  for (let pair = first; pair < end; pair += 1) {
    const set = facts.pairs.permissionSets[rowAt<PairRow>(pair)];
    if (set !== undefined && wanted.has(set)) found.push(set);
  }
  return found;
}

function noteAssigned(facts: OrganizationFacts, group: GroupRow, account: AccountRow, set: SetRow, notes: Notes): void {
  const row = { who: group, kind: "group", account, set } as const;
  if (isAssigned(facts, group, account, set)) notes.note({ ...row, found: "assigned" });
  else if (isAssignmentHidden(facts, group, account, set))
    notes.note({ ...row, found: "unknown", reason: "the group's assignments could not be read" });
}

function noteUsers(
  facts: OrganizationFacts,
  { account, set }: { readonly account: AccountRow; readonly set: SetRow },
  { outsiders, isOpen }: { readonly outsiders: ReadonlySet<UserRow>; readonly isOpen: boolean },
  notes: Notes,
): void {
  const state = judgePair(facts, account, set);
  if (state.answer === "no") return;
  const pair = pairAt(facts.pairs, account, set);
  const row = { kind: "user", account, set } as const;
  const unknown = (who: PrincipalRow | undefined, reason: string) =>
    notes.note({ ...row, who, found: "unknown", reason });
  if (pair !== ABSENT) {
    const { users, unknownUsers } = pairAccess(facts, pair);
    for (const user of users) {
      if (!outsiders.has(user)) continue;
      if (state.answer === "unknown") unknown(user, state.reason);
      else if (isOpen) unknown(user, "whether the user is a member of an allowed group could not be read");
      else notes.note({ ...row, who: user, found: "can", via: assignedVia(facts, user, pair) });
    }
    for (const user of unknownUsers) if (outsiders.has(user)) unknown(user, "the user could not be read");
  }
  const reach = hiddenReach(facts, account, set);
  const reason = "an assignment or membership could not be read";
  if (reach.kind === "everybody") {
    if (outsiders.size > 0) unknown(undefined, reason);
  } else for (const user of reach.users) if (outsiders.has(user)) unknown(user, reason);
}

function isAssigned({ pairs }: OrganizationFacts, principal: PrincipalRow, account: AccountRow, set: SetRow): boolean {
  const pair = pairAt(pairs, account, set);
  return pair !== ABSENT && hasRow(pairs.principals, pair, principal);
}

/** With both walks a row is missing only where both of its reads failed. */
function isAssignmentHidden(
  facts: OrganizationFacts,
  principal: PrincipalRow,
  account: AccountRow,
  set: SetRow,
): boolean {
  const isPairHidden = isPairUnread(facts, account, set);
  const isPrincipalHidden = isPrincipalUnread(facts, principal);
  return facts.gaps.walk === "both" ? isPairHidden && isPrincipalHidden : isPairHidden || isPrincipalHidden;
}

/** Whether somebody could be a member of the group without having been read as one. */
export const areMembersUnread = ({ gaps }: OrganizationFacts, group: GroupRow): boolean =>
  gaps.members.has(group) ||
  gaps.principals.has(group) ||
  gaps.groupsOf.size > 0 ||
  gaps.lists.has("groups") ||
  gaps.lists.has("users");
