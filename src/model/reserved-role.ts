/** The IAM role that Identity Center makes for a permission set in an account: its name, path and ARNs, read and written. */
import type { AccountId } from "./ids.ts";
import { partitionOf } from "./partition.ts";
import { IDENTITY_CENTER_SERVICE } from "./service-principals.ts";

/** Path of every reserved role where the identity source is hosted in us-east-1 (facts 4.2). */
export const RESERVED_ROLE_PATH = `/aws-reserved/${IDENTITY_CENTER_SERVICE}/`;

export interface ReservedRoleName {
  readonly permissionSetName: string;
  /** Sixteen hexadecimal digits, new each time the role is created (facts E4). */
  readonly suffix: string;
}

/**
 * The permission set's name and the suffix of `AWSReservedSSO_<set>_<16 hex>`, or undefined for any other role.
 * Greedy, because set names may contain underscores (facts 4.2).
 */
export function parseReservedRoleName(roleName: string): ReservedRoleName | undefined {
  const match = /^AWSReservedSSO_(.+)_([0-9a-f]{16})$/.exec(roleName);
  return match?.[1] && match[2] ? { permissionSetName: match[1], suffix: match[2] } : undefined;
}

export function reservedRoleName(permissionSetName: string, suffix: string): string {
  return `AWSReservedSSO_${permissionSetName}_${suffix}`;
}

/** The path has a Region segment unless the identity source is hosted in us-east-1 (facts 4.2, D[psref-new]). */
export function reservedRolePath(homeRegion: string): string {
  return homeRegion === "us-east-1" ? RESERVED_ROLE_PATH : `${RESERVED_ROLE_PATH}${homeRegion}/`;
}

export interface RoleArn {
  readonly accountId: string;
  /** With leading and trailing slash; `/` for none. */
  readonly path: string;
  readonly roleName: string;
}

/** The parts of `arn:aws:iam::<account>:role/<path>/<name>`, or undefined for anything else. */
export function parseRoleArn(arn: string): RoleArn | undefined {
  const match = /^arn:aws[a-z-]*:iam::(\d{12}):role(\/(?:.*\/)?)([^/]+)$/.exec(arn);
  return match?.[1] && match[2] && match[3] ? { accountId: match[1], path: match[2], roleName: match[3] } : undefined;
}

export interface SessionArn {
  readonly accountId: string;
  readonly roleName: string;
  /** For a reserved role the user's userName (facts 4.2). */
  readonly sessionName: string;
}

/** The parts of `arn:aws:sts::<account>:assumed-role/<role>/<session>`; the role's path is not in it (facts 4.2). */
export function parseSessionArn(arn: string): SessionArn | undefined {
  const match = /^arn:aws[a-z-]*:sts::(\d{12}):assumed-role\/([^/]+)\/(.+)$/.exec(arn);
  return match?.[1] && match[2] && match[3]
    ? { accountId: match[1], roleName: match[2], sessionName: match[3] }
    : undefined;
}

export function reservedRoleArn(accountId: AccountId, homeRegion: string, roleName: string): string {
  return `arn:${partitionOf(homeRegion)}:iam::${accountId}:role${reservedRolePath(homeRegion)}${roleName}`;
}
