/** How far a snapshot of a whole organization reaches: which walk it took, and what could not be read. Unknown is never absence. */
import type { AccountId, GroupId, PermissionSetArn, Principal, UserId } from "./ids.ts";
import type { ReadFailure } from "./reading.ts";

/**
 * `pairs` asks ListAccountAssignments for every provisioned pair, `principals` asks ListAccountAssignmentsForPrincipal for
 * every user and group, `both` does the two (design, section 8).
 */
export const WALKS = ["pairs", "principals", "both"] as const;
export type Walk = (typeof WALKS)[number];

/**
 * How entitlements of account access manager were asked for: by each account, by each user and group, or not at all, because
 * no application is set up.
 */
/**
 * Why a collection that was to make both walks did not make the one by principals: the caller may not (facts 3.4), or users and groups
 * could not all be listed.
 */
export const MISSED_WALKS = ["refused", "unlisted"] as const;
export type MissedWalk = (typeof MISSED_WALKS)[number];

export const ENTITLEMENT_WALKS = ["accounts", "principals", "no application"] as const;
export type EntitlementWalk = (typeof ENTITLEMENT_WALKS)[number];

/** What one failed read would have told. Nothing that lies in a gap may be called absent. */
export type UnreadPart =
  /** A whole list: without it nothing of its kind can be called absent. */
  | {
      readonly kind:
        | "accounts"
        | "units"
        | "delegated-administrators"
        | "permission-sets"
        | "users"
        | "groups"
        | "creation-requests"
        | "deletion-requests"
        | "provisioning-requests"
        | "account-access-applications"
        /** Whether the applications of account access manager are ACTIVE. */
        | "account-access-status";
    }
  | { readonly kind: "account"; readonly accountId: AccountId }
  | { readonly kind: "permission-set"; readonly permissionSetArn: PermissionSetArn }
  /** Which sets are in the account, or which accounts hold the set. */
  | { readonly kind: "provisioned-to-account"; readonly accountId: AccountId }
  | { readonly kind: "accounts-of-set"; readonly permissionSetArn: PermissionSetArn }
  /** Who is assigned to one pair. */
  | { readonly kind: "assignments"; readonly accountId: AccountId; readonly permissionSetArn: PermissionSetArn }
  /** What one principal is assigned to. */
  | { readonly kind: "grants-of"; readonly principal: Principal }
  /** Entitlements of account access manager to roles of the account, or of the principal. */
  | { readonly kind: "entitlements-of-account"; readonly accountId: AccountId }
  | { readonly kind: "entitlements-of"; readonly principal: Principal }
  | { readonly kind: "members"; readonly groupId: GroupId }
  | { readonly kind: "groups-of"; readonly userId: UserId }
  | { readonly kind: "principal"; readonly principal: Principal };

export interface Gap {
  readonly part: UnreadPart;
  readonly failure: ReadFailure;
}

/** What a collection may leave out (`units` are asked for on demand, delegated administrators by `--complete`): a document says nothing about it, although its fields are there. */
export const NEVER_ASKED = [
  "units",
  "delegated-administrators",
  "policies",
  "set-contents",
  "account-roles",
  "applications",
  "events",
  "portals",
] as const;
export type NeverAsked = (typeof NEVER_ASKED)[number];

export interface Coverage {
  readonly walk: Walk;
  /** Undefined: both walks were made, or were not asked for. */
  readonly missedWalk?: MissedWalk | undefined;
  /** Undefined: entitlements were not asked for, and nothing is known of them. */
  readonly entitlementWalk?: EntitlementWalk | undefined;
  /** What this walk cannot see even where every call succeeds, in one sentence; null: nothing. */
  readonly blindSpot: string | null;
  /** Empty: everything that the walk asks for was read. */
  readonly gaps: readonly Gap[];
  /** No gap: an alias is one more name, and hides nobody's access. Undefined: every alias that was asked for was read. */
  readonly unreadAliases?: UnreadAliases | undefined;
  /** Undefined: nothing is left out but for the gaps. */
  readonly neverAsked?: readonly NeverAsked[] | undefined;
  /** Of a document that was caught up from CloudTrail; undefined: all of it was collected at once. */
  readonly trail?: CaughtUp | undefined;
  /** Of a kept snapshot of a local Identity Center: which filling of it was collected. */
  readonly generation?: string | undefined;
}

/** Accounts whose alias was asked for and could not be read. */
export interface UnreadAliases {
  /** At least one. */
  readonly accountIds: readonly AccountId[];
  /** Of the first; the others' are most likely the same. */
  readonly failure: ReadFailure;
}

/** Where the last catching up ended. The next one looks back over the same stretch and must meet the same events there. */
export interface CaughtUp {
  /** ISO 8601: when the whole was collected last. */
  readonly collectedAt: string;
  /** Changes of the last minutes before the document was taken. */
  readonly eventIds: readonly string[];
}
