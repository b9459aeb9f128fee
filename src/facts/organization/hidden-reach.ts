/** Whom an assignment that was not read could still reach in one account with one permission set. */
import { ORPHAN_USER } from "./columns.ts";
import { rowsOf } from "./compressed-rows.ts";
import type { OrganizationFacts } from "./facts.ts";
import { isGroup, isPairUnread, isPrincipalUnread } from "./judgement.ts";
import { pairAt } from "./pairs.ts";

/** `everybody`: any user. Else the users, and none but them. */
export type HiddenReach =
  | { readonly kind: "everybody" }
  | { readonly kind: "users"; readonly users: ReadonlySet<number> };

const NOBODY: HiddenReach = { kind: "users", users: new Set() };
const EVERYBODY: HiddenReach = { kind: "everybody" };

/** A missing row names a principal; a missing membership makes a user of a group that is named, or could be. */
export function hiddenReach(facts: OrganizationFacts, account: number, permissionSet: number): HiddenReach {
  const { gaps, pairs } = facts;
  if (gaps.gaps.length === 0) return NOBODY;
  const isPairHidden = isPairUnread(facts, account, permissionSet);
  if (isPairHidden && gaps.walk !== "both") return EVERYBODY;
  // With both walks a row is missing only where both of its reads failed.
  const isHidden = (principal: number): boolean =>
    (gaps.walk !== "both" || isPairHidden) && isPrincipalUnread(facts, principal);
  const named = rowsOf(pairs.principals, pairAt(pairs, account, permissionSet));
  const isAnyUnlistedHidden =
    gaps.lists.has("groups") && gaps.walk !== "pairs" && (gaps.walk === "principals" || isPairHidden);
  const hiddenGroups = unreadGroups(facts).filter(isHidden);
  const isGroupPossible =
    isAnyUnlistedHidden || hiddenGroups.length > 0 || named.some((principal) => isGroup(facts, principal));
  if (gaps.lists.has("groups") && isGroupPossible) return EVERYBODY;
  const isMembersUnread = (principal: number): boolean =>
    gaps.members.has(principal) || (gaps.principals.has(principal) && isGroup(facts, principal));
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

const unreadGroups = (facts: OrganizationFacts): readonly number[] =>
  unreadPrincipals(facts).filter((principal) => isGroup(facts, principal));

const unreadUsers = (facts: OrganizationFacts): readonly number[] =>
  unreadPrincipals(facts).filter((principal) => !isGroup(facts, principal));

/** Kept for each organization: the principals do not change between two questions. */
const unreadByFacts = new WeakMap<OrganizationFacts, readonly number[]>();

function unreadPrincipals(facts: OrganizationFacts): readonly number[] {
  const known = unreadByFacts.get(facts);
  if (known) return known;
  const found = facts.columns.principals.ids.flatMap((_, principal) =>
    isPrincipalUnread(facts, principal) ? [principal] : [],
  );
  unreadByFacts.set(facts, found);
  return found;
}

/** Users whose groups were not read; those that the directory was asked for in vain, because nobody may have asked for their groups. */
function usersOfUnreadGroups({ columns, gaps }: OrganizationFacts): readonly number[] {
  if (!gaps.lists.has("users")) return [...gaps.groupsOf, ...gaps.principals];
  const unlisted = columns.principals.ids.flatMap((_, user) =>
    columns.principals.kinds[user] === ORPHAN_USER ? [user] : [],
  );
  return [...gaps.groupsOf, ...gaps.principals, ...unlisted];
}

export const isReached = (reach: HiddenReach, user: number): boolean =>
  reach.kind === "everybody" || reach.users.has(user);
