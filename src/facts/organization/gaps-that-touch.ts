/** Which failed reads could change the answer to who-can or what-can: without any, the answer is whole. */

import type { Gap } from "../../model/coverage.ts";
import { hasRow, rowsOf } from "./compressed-rows.ts";
import type { OrganizationFacts } from "./facts.ts";
import { type Places, placesOf } from "./gap-index.ts";
import { hiddenReach, isReached } from "./hidden-reach.ts";
import { isGroup, judgeAccount, judgePair, judgeUser } from "./judgement.ts";
import { PROVISIONED, pairAt, pairsOfAccount } from "./pairs.ts";
import {
  type AccountRow,
  type GroupRow,
  type PairRow,
  type PrincipalRow,
  rowAt,
  type SetRow,
  type UserRow,
} from "./rows.ts";

/** Gaps that could hide somebody who can use the account, with this set or with any. */
export function gapsOfAccount(facts: OrganizationFacts, account: AccountRow, permissionSet?: SetRow): readonly Gap[] {
  const { gaps } = facts.gaps;
  if (gaps.length === 0) return [];
  const shared = permissionSet === undefined ? judgeAccount(facts, account) : judgePair(facts, account, permissionSet);
  if (shared.answer === "no") return [];
  const place = placesOf(facts.columns);
  const named = principalsOf(facts, account, permissionSet);
  return gaps.filter(({ part }) => touchesAccount(facts, place, part, { account, permissionSet, named }));
}

interface AskedAccount {
  readonly account: AccountRow;
  readonly permissionSet: SetRow | undefined;
  /** Principals that the asked pairs name. */
  readonly named: ReadonlySet<PrincipalRow>;
}

function touchesAccount(facts: OrganizationFacts, place: Places, part: Gap["part"], asked: AskedAccount): boolean {
  const isAskedSet = (set: SetRow) => asked.permissionSet === undefined || asked.permissionSet === set;
  switch (part.kind) {
    case "accounts":
    case "permission-sets":
    case "users":
    case "groups":
    case "grants-of":
      return true;
    case "account":
    case "provisioned-to-account":
      return place.account(part.accountId) === asked.account;
    case "accounts-of-set": {
      const set = place.set(part.permissionSetArn);
      return isAskedSet(set) && !isProvisioned(facts, asked.account, set);
    }
    case "assignments":
      return place.account(part.accountId) === asked.account && isAskedSet(place.set(part.permissionSetArn));
    case "account-access-applications":
    case "account-access-status":
    case "entitlements-of":
      return asked.permissionSet === undefined;
    case "entitlements-of-account":
      return asked.permissionSet === undefined && place.account(part.accountId) === asked.account;
    case "members":
      return isNamedOrHidden(facts, place.group(part.groupId), asked.named);
    case "groups-of":
      return [...asked.named].some((principal) => isGroup(facts, principal)) || isAnyGroupHidden(facts);
    case "principal":
      return true;
    case "permission-set":
    case "units":
    case "delegated-administrators":
    case "creation-requests":
    case "deletion-requests":
    case "provisioning-requests":
      return false;
  }
}

const isProvisioned = ({ pairs }: OrganizationFacts, account: AccountRow, set: SetRow): boolean =>
  ((pairs.flags[pairAt(pairs, account, set)] ?? 0) & PROVISIONED) !== 0;

/** The group has grants there, or could have: its own rows or the rows of pairs were not all read. */
const isNamedOrHidden = ({ gaps }: OrganizationFacts, group: GroupRow, named: ReadonlySet<PrincipalRow>): boolean =>
  named.has(group) || gaps.grants.has(group) || arePairsUnread(gaps);

const isAnyGroupHidden = (facts: OrganizationFacts): boolean =>
  arePairsUnread(facts.gaps) ||
  facts.gaps.lists.has("groups") ||
  [...facts.gaps.grants].some((principal) => isGroup(facts, principal));

const arePairsUnread = ({
  lists,
  assignments,
  provisionedToAccounts,
  accountsOfSets,
}: OrganizationFacts["gaps"]): boolean =>
  assignments.size + provisionedToAccounts.size + accountsOfSets.size > 0 ||
  lists.has("accounts") ||
  lists.has("permission-sets");

function principalsOf(
  { pairs, entitled }: OrganizationFacts,
  account: AccountRow,
  permissionSet?: SetRow,
): ReadonlySet<PrincipalRow> {
  const [first, end] = pairsOfAccount(pairs, account);
  const named = new Set<PrincipalRow>();
  for (let at = first; at < end; at += 1) {
    const pair = rowAt<PairRow>(at);
    if (permissionSet === undefined || pairs.permissionSets[pair] === permissionSet)
      for (const principal of rowsOf(pairs.principals, pair)) named.add(principal);
  }
  if (permissionSet === undefined)
    for (const role of rowsOf(entitled.ofAccount, account))
      for (const principal of rowsOf(entitled.principals, role)) named.add(principal);
  return named;
}

/** Gaps that could hide something which the user can use. */
export function gapsOfUser(facts: OrganizationFacts, user: UserRow): readonly Gap[] {
  const { gaps } = facts.gaps;
  if (gaps.length === 0 || judgeUser(facts, user).answer === "no") return [];
  const place = placesOf(facts.columns);
  return gaps.filter(({ part }) => touchesUser(facts, place, part, user));
}

function touchesUser(facts: OrganizationFacts, place: Places, part: Gap["part"], user: UserRow): boolean {
  switch (part.kind) {
    case "accounts":
    case "permission-sets":
    case "groups":
      return true;
    case "users":
      return judgeUser(facts, user).answer === "unknown";
    case "account":
      return facts.gaps.walk !== "principals" || reachesAccount(facts, user, place.account(part.accountId));
    case "provisioned-to-account":
    case "accounts-of-set":
      return true;
    case "assignments":
      return isReached(hiddenReach(facts, place.account(part.accountId), place.set(part.permissionSetArn)), user);
    case "grants-of":
    case "entitlements-of":
      return mayBe(facts, user, place.principal(part.principal));
    case "account-access-applications":
    case "account-access-status":
      return true;
    case "entitlements-of-account":
      return judgeAccount(facts, place.account(part.accountId)).answer !== "no";
    case "members": {
      const group = place.group(part.groupId);
      return isNamedOrHidden(facts, group, new Set()) || hasGrants(facts, group);
    }
    case "groups-of":
      return place.user(part.userId) === user;
    case "principal":
      return part.principal.type === "GROUP" || place.user(part.principal.id) === user;
    case "permission-set":
    case "units":
    case "delegated-administrators":
    case "creation-requests":
    case "deletion-requests":
    case "provisioning-requests":
      return false;
  }
}

const hasGrants = ({ pairs, entitled }: OrganizationFacts, group: GroupRow): boolean =>
  rowsOf(pairs.ofPrincipal, group).length + rowsOf(entitled.ofPrincipal, group).length > 0;

/** The principal is the user, or a group that the user is in or could be in. */
function mayBe(facts: OrganizationFacts, user: UserRow, principal: PrincipalRow): boolean {
  const { gaps, groups } = facts;
  return (
    principal === user ||
    (isGroup(facts, principal) && (hasRow(groups, user, principal) || gaps.members.has(principal))) ||
    gaps.groupsOf.has(user) ||
    gaps.lists.has("groups")
  );
}

function reachesAccount(facts: OrganizationFacts, user: UserRow, account: AccountRow): boolean {
  const { pairs, entitled, columns } = facts;
  return [user, ...rowsOf(facts.groups, user)].some(
    (principal) =>
      rowsOf(pairs.ofPrincipal, principal).some((pair) => pairs.accounts[pair] === account) ||
      rowsOf(entitled.ofPrincipal, principal).some((role) => columns.roles.accounts[role] === account),
  );
}
