/** One whole organization as columns: what a collector, a saved document or a generator fills, before any index is built. */
import type { Coverage } from "../../model/coverage.ts";
import { ACCOUNT_STATES, type InstanceStatus } from "../../model/organization-document/document.ts";

/** `accounts.state` is a place in ACCOUNT_STATES, or this: rows name the account, the organization's list does not. */
export const UNLISTED_ACCOUNT = ACCOUNT_STATES.length;

/** `principals.kind`. Orphans, which assignments name and the directory lacks, have their own. */
export const PRINCIPAL_KINDS = ["user", "group", "orphan-user", "orphan-group"] as const;
export const USER = 0;
export const GROUP = 1;
export const ORPHAN_USER = 2;
export const ORPHAN_GROUP = 3;

/** Bits of `provisioned.flags`. */
export const OUTDATED = 1;
export const ROLE_PRESENT = 2;

export interface AccountColumns {
  readonly ids: readonly string[];
  /** Empty where unknown, as for every text below. */
  readonly names: readonly string[];
  readonly emails: readonly string[];
  readonly states: Uint8Array;
}

export interface PermissionSetColumns {
  readonly arns: readonly string[];
  readonly names: readonly string[];
  /** 1: the instance lists the set; 0: only rows name it. */
  readonly listed: Uint8Array;
}

/** Users, groups and orphans share one numbering, so that an assignment's principal is one integer. */
export interface PrincipalColumns {
  readonly ids: readonly string[];
  /** The userName of a user, the displayName of a group. */
  readonly names: readonly string[];
  /** Of users only. */
  readonly displayNames: readonly string[];
  readonly emails: readonly string[];
  readonly kinds: Uint8Array;
  /** 1: a disabled user. */
  readonly disabled: Uint8Array;
}

export interface MembershipColumns {
  readonly groups: Uint32Array;
  readonly users: Uint32Array;
}

export interface ProvisionedColumns {
  readonly accounts: Uint32Array;
  readonly permissionSets: Uint32Array;
  readonly flags: Uint8Array;
}

export interface AssignmentColumns {
  readonly accounts: Uint32Array;
  readonly permissionSets: Uint32Array;
  readonly principals: Uint32Array;
}

/** Every number in the last three tables is a row of one of the first three. Rows may repeat and come in any order. */
export interface OrganizationColumns {
  /** Null: there is no instance, and nobody can sign in. */
  readonly instanceStatus: InstanceStatus | null;
  readonly accounts: AccountColumns;
  readonly permissionSets: PermissionSetColumns;
  readonly principals: PrincipalColumns;
  readonly memberships: MembershipColumns;
  readonly provisioned: ProvisionedColumns;
  readonly assignments: AssignmentColumns;
  /** Undefined: the columns are the whole truth. */
  readonly coverage?: Coverage | undefined;
}
