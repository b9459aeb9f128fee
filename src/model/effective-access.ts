/** The published answer of `who-can` and `what-can`: rows of who, where and with what, each with its path. */

import type { Stage } from "./access-path.ts";
import type { UnreadPart } from "./coverage.ts";
import type { Freshness } from "./organization-document/freshness.ts";
import type { ReadFailure } from "./reading.ts";

interface NamedAccount {
  readonly id: string;
  readonly name: string | null;
}

interface NamedPermissionSet {
  readonly arn: string;
  readonly name: string | null;
}

/** An IAM role that is entitled to, not the role of a permission set. */
export interface NamedRole {
  readonly arn: string;
  readonly name: string;
}

interface NamedUser {
  readonly id: string;
  readonly userName: string | null;
}

/** Through which assignments: the user's own, or those of groups. */
export type GrantedVia = "direct" | { readonly group: { readonly id: string; readonly name: string | null } };

export interface AccessRow {
  readonly user: NamedUser;
  readonly account: NamedAccount;
  readonly permissionSet: NamedPermissionSet;
  /** `no`: assigned, but it does not work. */
  readonly can: "yes" | "no" | "unknown";
  /** The link that decides; null for `yes`. */
  readonly stage: Stage | null;
  readonly reason: string | null;
  readonly via: readonly GrantedVia[];
}

/** An assignment to a principal that the directory does not have (facts A5, E16). */
export interface Orphan {
  readonly principal: { readonly type: "USER" | "GROUP"; readonly id: string };
  readonly account: NamedAccount;
  readonly permissionSet: NamedPermissionSet;
}

/** What account access manager gives: the role is in the account access portal, never in the access portal (facts AAM18). */
export interface EntitledRow extends Omit<AccessRow, "permissionSet"> {
  readonly role: NamedRole;
  /** Address of the account access portal; null: not known. */
  readonly portal: string | null;
}

/** An entitlement of a principal that the directory does not have (facts AAM47). */
export interface EntitledOrphan extends Pick<Orphan, "principal" | "account"> {
  readonly role: NamedRole;
}

export interface Unread extends Pick<ReadFailure, "operation" | "permission" | "kind" | "message"> {
  readonly part: UnreadPart;
}

export interface EffectiveAccess extends Freshness {
  readonly schema: "idc-doctor/effective-access/1";
  /** ISO 8601: the moment that the answer is about. */
  readonly takenAt: string;
  readonly question: {
    readonly user: NamedUser | null;
    readonly account: NamedAccount | null;
    readonly permissionSet: NamedPermissionSet | null;
    readonly role: NamedRole | null;
  };
  /** Different users who can, or grants and entitlements that work. */
  readonly total: number;
  readonly rows: readonly AccessRow[];
  readonly orphans: readonly Orphan[];
  readonly entitled: readonly EntitledRow[];
  readonly entitledOrphans: readonly EntitledOrphan[];
  /** False: somebody or something could be missing, because of what `unread` lists. */
  readonly isWhole: boolean;
  readonly unread: readonly Unread[];
  /** What the snapshot did not ask for, in words. */
  readonly notExamined: readonly string[];
}
