/** The second road: who may take which IAM role through account access manager, and what a user may take (facts AAM4, AAM12). */
import { APPLICATION_STATUSES } from "../../model/organization-document/account-access.ts";
import { ACTIVE_APPLICATION, ORPHAN_GROUP, ORPHAN_USER, ROLE_MISSING } from "./columns.ts";
import { hasRow, rowsOf } from "./compressed-rows.ts";
import type { OrganizationFacts } from "./facts.ts";
import { allOf, isGroup, type Judgement, judgeAccount, judgeUser, YES } from "./judgement.ts";
import {
  ABSENT,
  type AccountRow,
  type GroupRow,
  type PrincipalRow,
  type RoleRow,
  rowAt,
  rowList,
  type UserRow,
} from "./rows.ts";
import { bySignIn, isOrphan, type PairAccess, reachedUsers } from "./who-can.ts";

/** Everybody whom the entitlements to one role reach, as `PairAccess` is for a permission set. */
export interface RoleAccess
  extends Pick<PairAccess, "account" | "state" | "users" | "shutOut" | "unknownUsers" | "orphans"> {
  readonly role: RoleRow;
}

export interface UserEntitlement {
  readonly role: RoleRow;
  readonly account: AccountRow;
  readonly judgement: Judgement;
  /** The user's own row for a direct entitlement, else groups. */
  readonly via: readonly PrincipalRow[];
}

/**
 * Whether the account access portal lists the role and the role is there: what everybody who is entitled to it shares. Its
 * trust policy is no part of this.
 */
export function judgeRole(facts: OrganizationFacts, role: RoleRow): Judgement {
  const { roles } = facts.columns;
  const account = roles.accounts[role] ?? ABSENT;
  return allOf(judgeApplication(facts, role), judgeAccount(facts, account), judgePresence(facts, role));
}

/** Facts AAM6: only an application that is ACTIVE has a portal. */
function judgeApplication({ columns, gaps }: OrganizationFacts, role: RoleRow): Judgement {
  if (gaps.lists.has("account-access-status"))
    return { answer: "unknown", stage: "portal", reason: "the status of account access manager could not be read" };
  const status = columns.applications.statuses[columns.roles.applications[role] ?? ABSENT] ?? ACTIVE_APPLICATION;
  if (status === ACTIVE_APPLICATION) return YES;
  const reason = `the application of account access manager is ${APPLICATION_STATUSES[status]}`;
  return { answer: "no", stage: "portal", reason };
}

const judgePresence = ({ columns }: OrganizationFacts, role: RoleRow): Judgement =>
  columns.roles.presence[role] === ROLE_MISSING
    ? { answer: "no", stage: "role session", reason: "the account has no role of this ARN" }
    : YES;

/** Whom one role reaches. */
export function roleAccess(facts: OrganizationFacts, role: RoleRow): RoleAccess {
  const named = rowsOf(facts.entitled.principals, role);
  return {
    role,
    account: facts.columns.roles.accounts[role] ?? ABSENT,
    state: judgeRole(facts, role),
    ...bySignIn(facts, reachedUsers(facts, named)),
    orphans: [...named].filter((principal) => isOrphan(facts, principal)),
  };
}

/** The roles of the account to which somebody is entitled. */
export const rolesOfAccount = (facts: OrganizationFacts, account: AccountRow): readonly RoleRow[] => [
  ...rowsOf(facts.entitled.ofAccount, account),
];

/** The entitled roles of the user, by the user's own entitlements and those of the user's groups: AWS does not expand groups. */
export function entitlementsOf(facts: OrganizationFacts, user: UserRow): readonly UserEntitlement[] {
  const principals = [user, ...rowsOf(facts.groups, user)];
  const roles = new Set(principals.flatMap((principal) => [...rowsOf(facts.entitled.ofPrincipal, principal)]));
  return Array.from(rowList(roles).sort(), (role) => ({
    role,
    account: facts.columns.roles.accounts[role] ?? ABSENT,
    ...judgeEntitled(facts, user, role),
  }));
}

/** Whether the user may take the role, and through what. `no` is never said where a failed read could hide an entitlement. */
export function judgeEntitled(
  facts: OrganizationFacts,
  user: UserRow,
  role: RoleRow,
): Pick<UserEntitlement, "judgement" | "via"> {
  const named = rowsOf(facts.entitled.principals, role);
  const direct = hasRow(facts.entitled.principals, role, user) ? [user] : [];
  const groups = [...named].filter((one) => isGroup(facts, one) && hasRow(facts.groups, user, one));
  const via = [...direct, ...groups];
  const entitled = via.length > 0 ? YES : judgeUnentitled(facts, user, role);
  return { via, judgement: allOf(judgeUser(facts, user), entitled, judgeRole(facts, role)) };
}

/** Whether entitlements to roles of the account could be missing, or a membership of the user in a group that has one. */
function judgeUnentitled(facts: OrganizationFacts, user: UserRow, role: RoleRow): Judgement {
  const account = facts.columns.roles.accounts[role] ?? ABSENT;
  const groups = [...rowsOf(facts.entitled.principals, role)].filter((one): one is GroupRow => isGroup(facts, one));
  return areEntitlementsUnread(facts, account) || groups.some((group) => isMembershipUnread(facts, user, group))
    ? { answer: "unknown", stage: "assignment", reason: "an entitlement or membership could not be read" }
    : { answer: "no", stage: "assignment", reason: "no entitlement reaches the user" };
}

/** Members are read by group or by user: either may have failed, or nobody may have known whom to ask. */
function isMembershipUnread({ gaps, columns }: OrganizationFacts, user: UserRow, group: GroupRow): boolean {
  const isUserUnlisted = columns.principals.kinds[user] === ORPHAN_USER && gaps.lists.has("users");
  const isGroupUnlisted = columns.principals.kinds[group] === ORPHAN_GROUP && gaps.lists.has("groups");
  return (
    isUserUnlisted ||
    isGroupUnlisted ||
    gaps.groupsOf.has(user) ||
    gaps.principals.has(user) ||
    gaps.principals.has(group) ||
    gaps.members.has(group)
  );
}

/** Whether entitlements to roles of the account may be there although no row says so. */
export function areEntitlementsUnread({ gaps, columns }: OrganizationFacts, account: AccountRow): boolean {
  if (!areEntitlementsAsked({ columns })) return true;
  const { entitlementWalk } = columns.coverage ?? {};
  // Whoever was not listed was not asked.
  const areAllAsked =
    entitlementWalk === "accounts"
      ? !gaps.lists.has("accounts")
      : entitlementWalk !== "principals" || !(gaps.lists.has("users") || gaps.lists.has("groups"));
  return (
    !areAllAsked ||
    gaps.lists.has("account-access-applications") ||
    gaps.entitlementsOfAccounts.has(account) ||
    gaps.entitlementsOf.size > 0
  );
}

/** Whether the columns tell of entitlements at all: older snapshots do not, nor those of accounts that are shown no application. */
export const areEntitlementsAsked = ({ columns: { coverage } }: Pick<OrganizationFacts, "columns">): boolean =>
  coverage === undefined || coverage.entitlementWalk !== undefined;

/** One way to one role, as `AccessPathRow` is one way to a permission set. */
export interface EntitledPathRow {
  readonly user: UserRow;
  readonly role: RoleRow;
  /** Null: the user is entitled directly. */
  readonly group: GroupRow | null;
  readonly judgement: Judgement;
}

/** In the order of roles and principals. Who is entitled but proved not to be in the directory has none. */
export function* entitledPaths(facts: OrganizationFacts): Generator<EntitledPathRow> {
  for (let at = 0; at < facts.columns.roles.arns.length; at += 1) {
    const role = rowAt<RoleRow>(at);
    const state = judgeRole(facts, role);
    for (const principal of rowsOf(facts.entitled.principals, role)) {
      const group = isGroup(facts, principal) ? principal : null;
      for (const user of isGroup(facts, principal) ? rowsOf(facts.members, principal) : [principal])
        if (!isOrphan(facts, user)) yield { user, role, group, judgement: allOf(judgeUser(facts, user), state) };
    }
  }
}
