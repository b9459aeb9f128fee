/** The Identity Center instance of an organization document, and what can be wrong with it. */
import type { AccountId, IdentityStoreId, InstanceArn, Region } from "../ids.ts";

/** API model of sso-admin, `InstanceStatus`. */
export const INSTANCE_STATUSES = ["CREATE_IN_PROGRESS", "CREATE_FAILED", "DELETE_IN_PROGRESS", "ACTIVE"] as const;
export type InstanceStatus = (typeof INSTANCE_STATUSES)[number];

export interface Instance {
  readonly arn: InstanceArn;
  readonly identityStoreId: IdentityStoreId;
  readonly name?: string | undefined;
  readonly kind: "organization" | "account";
  readonly status: InstanceStatus;
  readonly statusReason?: string | undefined;
  readonly ownerAccountId: AccountId;
  readonly primaryRegion: Region;
  /** Replicated Regions, the primary not among them (facts 3.8). */
  readonly additionalRegions: readonly Region[];
  readonly startUrl: string;
  /** Who owns users and groups: edits belong into the owner. */
  readonly identitySource: "identity-center" | "external" | "active-directory";
  /** ISO 8601. */
  readonly createdAt?: string | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
  /** Attributes for access control: where each session tag takes its value from, such as `${path:enterprise.costCenter}` (facts C10). */
  readonly accessControlAttributes?: AccessControlAttributes | undefined;
  /** Undefined: a key that AWS owns. */
  readonly encryption?: Encryption | undefined;
  /** False: permission sets are switched off, as in an organization that uses account access manager alone (facts N2). */
  readonly permissionSetsEnabled?: boolean | undefined;
  /** A Region that is being added or removed (facts 3.8). */
  readonly regionWork?: RegionWork | undefined;
  /** Networks that the identity store takes requests from; undefined: every network (facts N3). */
  readonly networkControl?: NetworkControl | undefined;
}

export interface NetworkControl {
  /** Addresses or networks such as `192.0.2.0/24`; undefined: not limited. */
  readonly apiAllowSourceIps?: readonly string[] | undefined;
  readonly scimAllowSourceIps?: readonly string[] | undefined;
}

export interface AccessControlAttributes {
  readonly sources: Readonly<Record<string, string>>;
  /** ISO 8601; until then it is being created. */
  readonly readyAt?: string | undefined;
}

/** API model of sso-admin: the `Reason`s of its errors when the key cannot be used (facts A19). */
export const KMS_PROBLEMS = [
  "KMS_AccessDeniedException",
  "KMS_NotFoundException",
  "KMS_ThrottlingException",
  "KMS_InvalidKeyUsageException",
  "KMS_InvalidStateException",
  "KMS_DisabledException",
] as const;
export type KmsProblem = (typeof KMS_PROBLEMS)[number];

export interface Encryption {
  readonly kmsKeyArn: string;
  /** Why the key cannot be used: every call fails with this reason. */
  readonly problem?: KmsProblem | undefined;
}

export interface RegionWork {
  readonly region: Region;
  readonly kind: "adding" | "removing";
  /** ISO 8601 */
  readonly endsAt: string;
}
