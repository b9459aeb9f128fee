/** Account access manager in the organization document: its applications, and the entitlements to IAM roles. */
import type { InstanceArn, Parsed, Principal } from "../ids.ts";

/** API model of account-access, `Status`. */
export const APPLICATION_STATUSES = [
  "CREATE_IN_PROGRESS",
  "ACTIVE",
  "DELETE_IN_PROGRESS",
  "CREATE_FAILED",
  "DELETE_FAILED",
] as const;
export type ApplicationStatus = (typeof APPLICATION_STATUSES)[number];

export function parseApplicationStatus(value: string): Parsed<ApplicationStatus> {
  const status = APPLICATION_STATUSES.find((one) => one === value);
  if (status) return { kind: "ok", value: status };
  const problem = `it is none of ${APPLICATION_STATUSES.join(", ")}`;
  return { kind: "malformed", what: "status of an application", value, problem, example: "ACTIVE" };
}

/** API model of account-access, `ErrorCode`. */
export const APPLICATION_ERROR_CODES = [
  "AUTHORIZATION_ERROR",
  "RESOURCE_NOT_FOUND_ERROR",
  "SERVICE_QUOTA_EXCEEDED_ERROR",
  "INTERNAL_SERVICE_ERROR",
] as const;

export interface ApplicationError {
  readonly code: (typeof APPLICATION_ERROR_CODES)[number];
  readonly message: string;
}

/** The tenant of an application that AWS tells none of, as while it is being created (API model: not required). */
export const UNKNOWN_TENANT = "unknown";

/** What makes account access manager work for an instance; there is at most one that works (facts AAM25). */
export interface AccountAccessApplication {
  readonly arn: string;
  /** Names the account access portal: `https://<tenantId>.account-access.<region>.app.aws` (facts AAM3). */
  readonly tenantId: string;
  readonly instanceArn: InstanceArn;
  /** The application that sso-admin lists for it (facts AAM22); undefined: none. */
  readonly identityCenterApplicationArn?: string | undefined;
  readonly status: ApplicationStatus;
  readonly error?: ApplicationError | undefined;
  /** What work that is in progress will end in. */
  readonly failsWith?: ApplicationError | undefined;
  /** ISO 8601; when work that is in progress ends in the lab. Undefined: never. */
  readonly endsAt?: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  /** ISO 8601. */
  readonly createdAt: string;
  /** ISO 8601. */
  readonly updatedAt: string;
}

/** A user or group and the IAM role that they may take; it never changes (facts AAM4). */
export interface Entitlement {
  readonly id: string;
  readonly applicationArn: string;
  /** May name a principal that no longer exists (facts AAM47). */
  readonly principal: Principal;
  /** May name a role that no longer exists, or no longer trusts account access manager (facts AAM46). */
  readonly roleArn: string;
  /** ISO 8601. */
  readonly createdAt: string;
}

/** API model of account-access, `ApplicationArn`. */
export const ACCOUNT_ACCESS_APPLICATION_ARN =
  /^arn:[a-z0-9-]+:account-access:[a-z0-9]+(-[a-z0-9]+)*:\d{12}:application\/[a-zA-Z0-9-]+$/;

/** API model of account-access, `RoleArn`. */
export const ENTITLED_ROLE_ARN = /^arn:[a-z0-9-]+:iam::\d{12}:role\/([a-zA-Z0-9+=,.@_-]+\/)*[a-zA-Z0-9+=,.@_-]+$/;

/** The Identity Center application of account access manager, as sso-admin names it (facts AAM22). */
export const ACCOUNT_ACCESS_APPLICATION_NAME = "AWS account access";
/** Its provider; the ARN is open (facts AAM section 9). */
export const ACCOUNT_ACCESS_PROVIDER = "arn:aws:sso::aws:applicationProvider/account-access";
