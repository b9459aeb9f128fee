/** Whom an assignment that was not read could still reach in one account with one permission set. */

import { ORPHAN_USER } from "./columns.ts";
import { rowsOf } from "./compressed-rows.ts";
import type { OrganizationFacts } from "./facts.ts";
import { isGroup, isPairUnread, isPrincipalUnread } from "./judgement.ts";
import { pairAt } from "./pairs.ts";
import { type AccountRow, type GroupRow, type PrincipalRow, rowAt, type SetRow, type UserRow } from "./rows.ts";

/** `everybody`: any user. Else the users, and none but them. */
export type HiddenReach =
  | { readonly kind: "everybody" }
  | { readonly kind: "users"; readonly users: ReadonlySet<UserRow> };

const NOBODY: HiddenReach = { kind: "users", users: new Set() };
const EVERYBODY: HiddenReach = { kind: "everybody" };

/** A missing row names a principal; a missing membership makes a user of a group that is named, or could be. */
export function hiddenReach(facts: OrganizationFacts, account: AccountRow, permissionSet: SetRow): HiddenReach {
  const { gaps, pairs } = facts;
  if (gaps.gaps.length === 0) return NOBODY;
  const isPairHidden = isPairUnread(facts, account, permissionSet);
  if (isPairHidden && gaps.walk !== "both") return EVERYBODY;
  // With both walks a row is missing only where both of its reads failed.
  const isHidden = (principal: PrincipalRow): boolean =>
    (gaps.walk !== "both" || isPairHidden) && isPrincipalUnread(facts, principal);
  const named = rowsOf(pairs.principals, pairAt(pairs, account, permissionSet));
  const isAnyUnlistedHidden =
    gaps.lists.has("groups") && gaps.walk !== "pairs" && (gaps.walk === "principals" || isPairHidden);
  const hiddenGroups = unreadGroups(facts).filter(isHidden);
  const isGroupPossible =
    isAnyUnlistedHidden || hiddenGroups.length > 0 || named.some((principal) => isGroup(facts, principal));
  if (gaps.lists.has("groups") && isGroupPossible) return EVERYBODY;
  const isMembersUnread = (principal: PrincipalRow): boolean =>
    isGroup(facts, principal) && (gaps.members.has(principal) || gaps.principals.has(principal));
  if (hiddenGroups.some(isMembersUnread) || named.some(isMembersUnread)) return EVERYBODY;
  return {
    kind: "users",
    users: new Set([
      ...unreadUsers(facts).filter(isHidden),
      ...hiddenGroups.flatMap((group) => [...rowsOf(facts.members, group)]),
      ...(isGroupPossible ? usersOfUnreadGroups(facts) : []),
    ]),
  };
}

const unreadGroups = (facts: OrganizationFacts): readonly GroupRow[] =>
  unreadPrincipals(facts).filter((principal) => isGroup(facts, principal));

const unreadUsers = (facts: OrganizationFacts): readonly UserRow[] =>
  unreadPrincipals(facts).filter((principal): principal is UserRow => !isGroup(facts, principal));

/** Kept for each organization: the principals do not change between two questions. */
const unreadByFacts = new WeakMap<OrganizationFacts, readonly PrincipalRow[]>();

function unreadPrincipals(facts: OrganizationFacts): readonly PrincipalRow[] {
  const known = unreadByFacts.get(facts);
  if (known) return known;
  const found: PrincipalRow[] = [];
  for (let at = 0; at < facts.columns.principals.ids.length; at += 1) {
    const principal = rowAt<PrincipalRow>(at);
    if (isPrincipalUnread(facts, principal)) found.push(principal);
  }
  unreadByFacts.set(facts, found);
  return found;
}

/** Users whose groups were not read; those that the directory was asked for in vain, because nobody may have asked for their groups. */
function usersOfUnreadGroups(facts: OrganizationFacts): readonly UserRow[] {
  const { columns, gaps } = facts;
  const unread = [...gaps.principals].filter((principal): principal is UserRow => !isGroup(facts, principal));
  if (!gaps.lists.has("users")) return [...gaps.groupsOf, ...unread];
  const unlisted: UserRow[] = [];
  for (let at = 0; at < columns.principals.ids.length; at += 1)
    if (columns.principals.kinds[rowAt<PrincipalRow>(at)] === ORPHAN_USER) unlisted.push(rowAt(at));
  return [...gaps.groupsOf, ...unread, ...unlisted];
}

export const isReached = (reach: HiddenReach, user: UserRow): boolean =>
  reach.kind === "everybody" || reach.users.has(user);
