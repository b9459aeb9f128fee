/** The organization document in canonical form: every id present, every reference an id. Snapshot, scene, fixture and lab state. */
import type { Coverage } from "../coverage.ts";
import type { AccountId, GroupId, PermissionSetArn, Principal, RequestId, UserId } from "../ids.ts";
import type { AccountAccessApplication, Entitlement } from "./account-access.ts";
import type { AccountIam, CustomerManagedPolicy } from "./account-iam.ts";
import type { Application, TrustedTokenIssuer } from "./applications.ts";
import type { Instance } from "./instance.ts";
import type { Fault, LabSettings } from "./lab-settings.ts";
import type { AccountSignIn } from "./sign-in.ts";

export {
  type AccessControlAttributes,
  INSTANCE_STATUSES,
  type Instance,
  type InstanceStatus,
  KMS_PROBLEMS,
  type KmsProblem,
  type RegionWork,
} from "./instance.ts";
export { FAULT_KINDS, type Fault, type LabSettings } from "./lab-settings.ts";

export const ORGANIZATION_DOCUMENT_SCHEMA = "idc-doctor/organization/1";

/** API model of organizations, `AccountState`; `Account.Status` is retired since 2026-09-09 (facts A12). */
export const ACCOUNT_STATES = ["PENDING_ACTIVATION", "ACTIVE", "SUSPENDED", "PENDING_CLOSURE", "CLOSED"] as const;
export type AccountState = (typeof ACCOUNT_STATES)[number];

/** API model of sso-admin, `StatusValues`. */
export const REQUEST_STATUSES = ["IN_PROGRESS", "FAILED", "SUCCEEDED"] as const;
export type RequestStatus = (typeof REQUEST_STATUSES)[number];

export interface Organization {
  /** `o-` and 10 to 32 characters. */
  readonly id: string;
  readonly managementAccountId: AccountId;
  /** Service principals with trusted access, `sso.amazonaws.com` among them when Identity Center may act in accounts. */
  readonly trustedServices: readonly string[];
  /** Accounts registered for `sso.amazonaws.com`; AWS takes one (facts 3.7). */
  readonly delegatedAdministrators: readonly AccountId[];
  /** Delegated administrators of other services, by service principal. */
  readonly delegatedServices?: Readonly<Record<string, readonly AccountId[]>> | undefined;
  /** Undefined: service control policies and resource control policies. */
  readonly policyTypes?: readonly PolicyType[] | undefined;
  /** Roots, units and accounts without AWS's own FullAWSAccess, by policy id. */
  readonly fullAccessDetachedFrom?: Readonly<Record<string, readonly string[]>> | undefined;
  readonly rootTags?: Readonly<Record<string, string>> | undefined;
  /** Sign-In policies are in force in every account (facts N1). */
  readonly consoleAuthorizationEnabled?: boolean | undefined;
}

/** API model of organizations, `PolicyType`; the first two bear on access. */
export const POLICY_TYPES = [
  "SERVICE_CONTROL_POLICY",
  "RESOURCE_CONTROL_POLICY",
  "TAG_POLICY",
  "BACKUP_POLICY",
  "AISERVICES_OPT_OUT_POLICY",
  "CHATBOT_POLICY",
  "DECLARATIVE_POLICY_EC2",
  "SECURITYHUB_POLICY",
  "INSPECTOR_POLICY",
  "UPGRADE_ROLLOUT_POLICY",
  "BEDROCK_POLICY",
  "S3_POLICY",
] as const;
export type PolicyType = (typeof POLICY_TYPES)[number];

export interface Account {
  readonly id: AccountId;
  readonly name: string;
  readonly email: string;
  readonly state: AccountState;
  /** ISO 8601: when an account that is closing goes on to its next state. */
  readonly nextStateAt?: string | undefined;
  /** Root or OU id. */
  readonly parentId: string;
  /** Customer managed policies that exist in this account; permission sets refer to them by name and path (facts D1). */
  readonly customerManagedPolicies: readonly CustomerManagedPolicy[];
  /** The alias, where it was read by itself; null: the account has none. `aliasOf` tells it wherever it is written. */
  readonly alias?: string | null | undefined;
  /** Undefined: nothing but what Identity Center and Organizations put there. */
  readonly iam?: AccountIam | undefined;
  /** Undefined: console authorization was never switched on, and there are no statements. */
  readonly signIn?: AccountSignIn | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

export interface OrganizationalUnit {
  readonly id: string;
  readonly name: string;
  readonly parentId: string;
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

export interface OrganizationPolicy {
  readonly id: string;
  readonly name: string;
  readonly description?: string | undefined;
  readonly type: PolicyType;
  readonly document: string;
  readonly tags?: Readonly<Record<string, string>> | undefined;
  /** Root, OU and account ids. */
  readonly targets: readonly string[];
}

export interface User {
  readonly id: UserId;
  readonly userName: string;
  readonly displayName: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly email?: string | undefined;
  readonly status: "ENABLED" | "DISABLED";
  /** What the lab's portal page asks for; without it the password is `lab`. */
  readonly password?: string | undefined;
  /** A device whose codes the lab's portal page asks for. */
  readonly mfa?: "totp" | undefined;
  /** The identity provider's id; present means the provider owns this user (facts A3). */
  readonly externalId?: string | undefined;
  /** ISO 8601. */
  readonly createdAt: string;
  /** ISO 8601. */
  readonly updatedAt?: string | undefined;
  /** Further attributes in the identity store API's own shape: Title, Addresses, Extensions, …; `Name` and `Email` hold the parts without a field here. */
  readonly attributes?: Readonly<Record<string, unknown>> | undefined;
}

export interface Group {
  readonly id: GroupId;
  readonly displayName: string;
  readonly description?: string | undefined;
  readonly externalId?: string | undefined;
  /** ISO 8601. */
  readonly createdAt: string;
  /** ISO 8601. */
  readonly updatedAt?: string | undefined;
}

export interface Membership {
  readonly id: string;
  readonly groupId: GroupId;
  readonly userId: UserId;
}

export interface PolicyReference {
  readonly name: string;
  readonly path: string;
}

export type PermissionsBoundary =
  | { readonly kind: "aws-managed"; readonly arn: string }
  | { readonly kind: "customer-managed"; readonly reference: PolicyReference };

/** Everything a permission set puts on its roles. */
export interface PermissionSetContent {
  /** AWS managed policy ARNs. */
  readonly managedPolicyArns: readonly string[];
  readonly customerManagedPolicies: readonly PolicyReference[];
  /** The policy's JSON text; empty for none. */
  readonly inlinePolicy: string;
  readonly permissionsBoundary?: PermissionsBoundary | undefined;
  readonly description?: string | undefined;
  /** ISO 8601 duration, PT1H to PT12H. */
  readonly sessionDuration: string;
  readonly relayState?: string | undefined;
}

export interface PermissionSet extends PermissionSetContent {
  readonly arn: PermissionSetArn;
  readonly name: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly tags: Readonly<Record<string, string>>;
}

export interface Assignment {
  readonly accountId: AccountId;
  readonly permissionSetArn: PermissionSetArn;
  /** May name a principal that no longer exists (facts A5, E16). */
  readonly principal: Principal;
}

/** A permission set as it stands in one account. */
export interface ProvisionedRole {
  readonly accountId: AccountId;
  readonly permissionSetArn: PermissionSetArn;
  readonly roleName: string;
  readonly freshness: "latest" | "outdated";
  /** False where Identity Center says provisioned but IAM has no such role (facts C4). */
  readonly isRolePresent: boolean;
  /** What the role carries; differs from the set where `outdated`. Undefined: the set's present content. */
  readonly content?: PermissionSetContent | undefined;
  /** ISO 8601. */
  readonly createdAt: string;
}

interface RequestCommon {
  readonly id: RequestId;
  readonly status: RequestStatus;
  readonly failureReason?: string | undefined;
  /** What an IN_PROGRESS request will end in: rights that its caller lacked when it was asked for (facts D3). */
  readonly failsWith?: string | undefined;
  readonly permissionSetArn: PermissionSetArn;
  /** ISO 8601. */
  readonly createdAt: string;
  /** ISO 8601; when an IN_PROGRESS request ends in the lab. Undefined: never. */
  readonly endsAt?: string | undefined;
}

/** One row of the three ledgers of asynchronous work (facts 3.2). */
export type RequestRecord =
  | (RequestCommon & {
      readonly kind: "create-assignment" | "delete-assignment";
      readonly accountId: AccountId;
      readonly principal: Principal;
    })
  /** No account: all accounts of a set that was in none. */
  | (RequestCommon & { readonly kind: "provision"; readonly accountId?: AccountId | undefined });

export interface ScimTokenRecord {
  readonly id: string;
  /** SHA-256 of the token, hexadecimal; a document never holds a token. */
  readonly digest: string;
  /** ISO 8601. */
  readonly createdAt: string;
  /** ISO 8601. */
  readonly expiresAt: string;
}

/** An access portal that a user opened earlier and that still shows what it showed then (facts A15). */
export interface PortalSession {
  readonly userId: UserId;
  /** ISO 8601. */
  readonly refreshedAt: string;
  readonly sees: readonly { readonly accountId: AccountId; readonly permissionSetName: string }[];
}

export interface OrganizationDocument {
  readonly schema: typeof ORGANIZATION_DOCUMENT_SCHEMA;
  /** ISO 8601: when the snapshot was taken, or the lab's clock. */
  readonly takenAt: string;
  /** No date was written: `takenAt` is the format's own, so nothing follows from it for conditions on time. */
  readonly isUndated?: boolean | undefined;
  readonly organization: Organization;
  readonly instance: Instance | null;
  readonly organizationalUnits: readonly OrganizationalUnit[];
  readonly policies: readonly OrganizationPolicy[];
  readonly accounts: readonly Account[];
  readonly users: readonly User[];
  readonly groups: readonly Group[];
  readonly memberships: readonly Membership[];
  readonly permissionSets: readonly PermissionSet[];
  readonly assignments: readonly Assignment[];
  readonly provisionedRoles: readonly ProvisionedRole[];
  readonly requests: readonly RequestRecord[];
  readonly applications: readonly Application[];
  readonly trustedTokenIssuers: readonly TrustedTokenIssuer[];
  readonly accountAccessApplications: readonly AccountAccessApplication[];
  readonly entitlements: readonly Entitlement[];
  /** Bearer tokens of the SCIM tenant by their digest: an expired one is why nothing is synchronised any more (facts E7). */
  readonly scimTokens: readonly ScimTokenRecord[];
  readonly portalSessions: readonly PortalSession[];
  /** CloudTrail events as AWS prints them, changes only; their times go with `takenAt`. */
  readonly events: readonly Readonly<Record<string, unknown>>[];
  readonly faults: readonly Fault[];
  readonly lab: LabSettings;
  /** For a snapshot of AWS: what could not be read. Undefined: the document is the whole truth. */
  readonly coverage?: Coverage | undefined;
}
