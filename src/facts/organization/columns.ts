/** One whole organization as columns: what a collector, a saved document or a generator fills, before any index is built. */
import type { Coverage } from "../../model/coverage.ts";
import { APPLICATION_STATUSES } from "../../model/organization-document/account-access.ts";
import { ACCOUNT_STATES, type InstanceStatus } from "../../model/organization-document/document.ts";
import type {
  AccountRow,
  ApplicationRow,
  ByteColumn,
  GroupRow,
  PrincipalRow,
  RoleRow,
  RowColumn,
  RowList,
  SetRow,
  TextColumn,
  UserRow,
} from "./rows.ts";

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

/** `applications.statuses` of one that works: a place in APPLICATION_STATUSES. */
export const ACTIVE_APPLICATION = APPLICATION_STATUSES.indexOf("ACTIVE");

/** `roles.presence`: nobody looked into the account, IAM has the role, or IAM has no such role. */
export const ROLE_UNSEEN = 0;
export const ROLE_SEEN = 1;
export const ROLE_MISSING = 2;

export interface AccountColumns {
  readonly ids: TextColumn<AccountRow>;
  /** Empty where unknown, as for every text below. */
  readonly names: TextColumn<AccountRow>;
  readonly emails: TextColumn<AccountRow>;
  readonly states: ByteColumn<AccountRow>;
}

export interface PermissionSetColumns {
  readonly arns: TextColumn<SetRow>;
  readonly names: TextColumn<SetRow>;
  /** 1: the instance lists the set; 0: only rows name it. */
  readonly listed: ByteColumn<SetRow>;
}

/** Users, groups and orphans share one numbering, so that an assignment's principal is one integer. */
export interface PrincipalColumns {
  readonly ids: TextColumn<PrincipalRow>;
  /** The userName of a user, the displayName of a group. */
  readonly names: TextColumn<PrincipalRow>;
  /** Of users only. */
  readonly displayNames: TextColumn<PrincipalRow>;
  readonly emails: TextColumn<PrincipalRow>;
  readonly kinds: ByteColumn<PrincipalRow>;
  /** 1: a disabled user. */
  readonly disabled: ByteColumn<PrincipalRow>;
}

export interface MembershipColumns {
  readonly groups: RowList<GroupRow>;
  readonly users: RowList<UserRow>;
}

export interface ProvisionedColumns {
  readonly accounts: RowList<AccountRow>;
  readonly permissionSets: RowList<SetRow>;
  readonly flags: Uint8Array;
}

export interface AssignmentColumns {
  readonly accounts: RowList<AccountRow>;
  readonly permissionSets: RowList<SetRow>;
  readonly principals: RowList<PrincipalRow>;
}

/** Account access manager: its applications, the IAM roles that they entitle to, and whom (facts AAM4). */
export interface ApplicationColumns {
  readonly arns: TextColumn<ApplicationRow>;
  readonly tenantIds: TextColumn<ApplicationRow>;
  readonly statuses: ByteColumn<ApplicationRow>;
}

/** One row for each role of each application. */
export interface RoleColumns {
  readonly arns: TextColumn<RoleRow>;
  readonly applications: RowColumn<RoleRow, ApplicationRow>;
  readonly accounts: RowColumn<RoleRow, AccountRow>;
  readonly presence: ByteColumn<RoleRow>;
}

export interface EntitlementColumns {
  readonly roles: RowList<RoleRow>;
  readonly principals: RowList<PrincipalRow>;
}

/** Every number of a relation is a row of a table above it. Rows may repeat and come in any order. */
export interface OrganizationColumns {
  /** Null: there is no instance, and nobody can sign in. */
  readonly instanceStatus: InstanceStatus | null;
  readonly accounts: AccountColumns;
  readonly permissionSets: PermissionSetColumns;
  readonly principals: PrincipalColumns;
  readonly memberships: MembershipColumns;
  readonly provisioned: ProvisionedColumns;
  readonly assignments: AssignmentColumns;
  readonly applications: ApplicationColumns;
  readonly roles: RoleColumns;
  readonly entitlements: EntitlementColumns;
  /** Undefined: the columns are the whole truth. */
  readonly coverage?: Coverage | undefined;
}
