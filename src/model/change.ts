/** The API calls that a repair may consist of, as data. What carries them out lies in `apply`, what they mean in `plan/changes`. */
import type { AccountId, GroupId, IdentityStoreId, InstanceArn, PermissionSetArn, Principal, UserId } from "./ids.ts";

interface Grant {
  readonly instanceArn: InstanceArn;
  readonly accountId: AccountId;
  readonly permissionSetArn: PermissionSetArn;
  /** For people: the names behind the ids. */
  readonly permissionSetName: string;
  /** Absent until the account was read. */
  readonly accountName?: string | undefined;
}

interface Membership {
  readonly identityStoreId: IdentityStoreId;
  readonly groupId: GroupId;
  readonly groupName: string;
  readonly userId: UserId;
  readonly userName: string;
}

interface Assigned extends Grant {
  readonly principal: Principal;
  readonly principalName: string;
}

/** A user or group and a role of account access manager (facts AAM4). */
export interface Entitled {
  readonly applicationArn: string;
  readonly roleArn: string;
  /** Of the role. */
  readonly accountId: AccountId;
  /** Absent until the account was read. */
  readonly accountName?: string | undefined;
  readonly principal: Principal;
  readonly principalName: string;
}

/** A role's trust policy so that account access manager may take the role (facts AAM34 to AAM37). */
export interface TrustUpdate {
  readonly applicationArn: string;
  readonly roleArn: string;
  /** Of the role. */
  readonly accountId: AccountId;
  /** Absent until the account was read. */
  readonly accountName?: string | undefined;
  /** JSON, as it was read: IAM replaces whatever is there, so nothing else may be. */
  readonly before: string;
  /** JSON. */
  readonly after: string;
}

export type Change =
  | ({ readonly kind: "create-account-assignment" } & Assigned)
  | ({ readonly kind: "delete-account-assignment" } & Assigned)
  | ({ readonly kind: "provision-permission-set" } & Grant)
  | ({ readonly kind: "create-group-membership" } & Membership)
  | ({ readonly kind: "delete-group-membership" } & Membership)
  | { readonly kind: "create-entitlement"; readonly entitlement: Entitled }
  | { readonly kind: "delete-entitlement"; readonly entitlement: Entitled }
  | { readonly kind: "update-trust-policy"; readonly trust: TrustUpdate };

export type ChangeKind = Change["kind"];

/** What carrying a change out may do beside what it is for. Ratings: facts, section 2. */
export type Risk = "low" | "medium" | "high";
