/** What every cell of users × accounts × permission sets is made of: yes, no or unknown, never no where a gap could hide a yes. */
import type { Stage } from "../../model/access-path.ts";
import { ACCOUNT_STATES } from "../../model/organization-document/document.ts";
import { GROUP, ORPHAN_GROUP, ORPHAN_USER, ROLE_PRESENT, UNLISTED_ACCOUNT, USER } from "./columns.ts";
import type { OrganizationFacts } from "./facts.ts";
import { pairKey } from "./gap-index.ts";
import { PROVISIONED, pairAt } from "./pairs.ts";
import type { AccountRow, GroupRow, PrincipalRow, SetRow, UserRow } from "./rows.ts";

/** `no` and `unknown` name the stage of the access path that decided. */
export type Judgement =
  | { readonly answer: "yes" }
  | { readonly answer: "no"; readonly stage: Stage; readonly reason: string }
  | { readonly answer: "unknown"; readonly stage: Stage; readonly reason: string };

export const YES: Judgement = { answer: "yes" };
const no = (stage: Stage, reason: string): Judgement => ({ answer: "no", stage, reason });
const unknown = (stage: Stage, reason: string): Judgement => ({ answer: "unknown", stage, reason });

const ACTIVE = ACCOUNT_STATES.indexOf("ACTIVE");

/** All of them must hold: the first that is known not to decides, then the first that is not known. */
export function allOf(...judgements: readonly Judgement[]): Judgement {
  return (
    judgements.find(({ answer }) => answer === "no") ?? judgements.find(({ answer }) => answer === "unknown") ?? YES
  );
}

/** Whether the user can sign in at all, to an instance that is there and ACTIVE (facts A7, A8, A20). */
export function judgeUser({ columns, gaps }: OrganizationFacts, user: UserRow): Judgement {
  if (columns.instanceStatus !== "ACTIVE") return no("instance", instanceReason(columns.instanceStatus));
  const kind = columns.principals.kinds[user];
  if (kind === USER) return columns.principals.disabled[user] === 1 ? no("user", "the user is disabled") : YES;
  if (kind === ORPHAN_USER && (gaps.lists.has("users") || gaps.principals.has(user)))
    return unknown("user", "the user could not be read");
  return no("user", "the directory has no such user");
}

const instanceReason = (status: OrganizationFacts["columns"]["instanceStatus"]): string =>
  status === null ? "there is no instance of Identity Center" : `the instance is ${status}`;

/** Whether the account is a member of the organization and ACTIVE (facts A12). */
export function judgeAccount({ columns, gaps }: OrganizationFacts, account: AccountRow): Judgement {
  if (gaps.accounts.has(account)) return unknown("account", "the account's state could not be read");
  const state = columns.accounts.states[account] ?? UNLISTED_ACCOUNT;
  if (state === ACTIVE) return YES;
  if (state !== UNLISTED_ACCOUNT) return no("account", `the account is ${ACCOUNT_STATES[state]}`);
  return gaps.lists.has("accounts")
    ? unknown("account", "the accounts could not be listed")
    : no("account", "the account is not in the organization");
}

/**
 * Whether the account is open and the set has its role there: what everybody who is assigned shares (facts S2, C4). The
 * account comes first, because nothing can be provisioned in one that is closed (facts A12).
 */
export function judgePair(facts: OrganizationFacts, account: AccountRow, permissionSet: SetRow): Judgement {
  return allOf(judgeAccount(facts, account), judgeProvisioning(facts, account, permissionSet));
}

function judgeProvisioning(facts: OrganizationFacts, account: AccountRow, permissionSet: SetRow): Judgement {
  const flags = facts.pairs.flags[pairAt(facts.pairs, account, permissionSet)] ?? 0;
  if ((flags & PROVISIONED) === 0)
    return isProvisioningUnread(facts, account, permissionSet)
      ? unknown("provisioning", "what is provisioned in the account could not be read")
      : no("provisioning", "the permission set is not provisioned in the account");
  return (flags & ROLE_PRESENT) === 0 ? no("role session", "the account has no role of the permission set") : YES;
}

/** Whether the pair may be provisioned although no row says so. */
export function isProvisioningUnread({ gaps }: OrganizationFacts, account: AccountRow, permissionSet: SetRow): boolean {
  return (
    gaps.accounts.has(account) ||
    gaps.provisionedToAccounts.has(account) ||
    gaps.accountsOfSets.has(permissionSet) ||
    gaps.lists.has("accounts") ||
    gaps.lists.has("permission-sets")
  );
}

/** Whether rows of the pair may be missing because the pair was not asked for, or in vain. */
export function isPairUnread(facts: OrganizationFacts, account: AccountRow, permissionSet: SetRow): boolean {
  const { gaps, pairs } = facts;
  if (gaps.gaps.length === 0) return false;
  if (gaps.assignments.has(pairKey(account, permissionSet))) return true;
  if (gaps.walk === "principals") return false;
  const isAsked = ((pairs.flags[pairAt(pairs, account, permissionSet)] ?? 0) & PROVISIONED) !== 0;
  return !isAsked && isProvisioningUnread(facts, account, permissionSet);
}

/** Whether rows of the principal may be missing because the principal was not asked for, or in vain. */
export function isPrincipalUnread({ columns, gaps }: OrganizationFacts, principal: PrincipalRow): boolean {
  if (gaps.grants.has(principal)) return true;
  if (gaps.walk === "pairs") return false;
  if (gaps.principals.has(principal)) return true;
  const kind = columns.principals.kinds[principal];
  return (kind === ORPHAN_USER && gaps.lists.has("users")) || (kind === ORPHAN_GROUP && gaps.lists.has("groups"));
}

export const isGroup = ({ columns }: OrganizationFacts, principal: PrincipalRow): principal is GroupRow => {
  const kind = columns.principals.kinds[principal];
  return kind === GROUP || kind === ORPHAN_GROUP;
};
