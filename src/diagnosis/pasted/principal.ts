/** Who an ARN stands for, and what a reserved role's name tells about account and permission set. */
import { parseReservedRoleName } from "../../model/reserved-role.ts";
import type { Who } from "./explanation.ts";

export interface Principal {
  readonly who: Who;
  readonly account: string | null;
  readonly permissionSet: string | null;
}

// Abbreviated events have placeholders where the account id was, so these take any account; `model/` takes ids only.
const SESSION = /^arn:[^:]*:sts::([^:]*):assumed-role\/([^/]+)\/(.+)$/;
const ROLE = /^arn:[^:]*:iam::([^:]*):role(\/(?:.*\/)?)([^/]+)$/;

/** Facts 4.2: the session name of a reserved role is the userName. */
export function principalOfArn(arn: string): Principal {
  const account = /^arn:[^:]*:[^:]*:[^:]*:([^:]+):/.exec(arn)?.[1] ?? null;
  const session = SESSION.exec(arn);
  if (session?.[2] !== undefined && session[3] !== undefined) return ofSession(arn, account, session[2], session[3]);
  const role = ROLE.exec(arn)?.[3];
  if (role !== undefined) return ofRole(arn, account, role);
  const user = /^arn:[^:]*:iam::[^:]*:user\/(.+)$/.exec(arn)?.[1];
  if (user !== undefined) return { who: { kind: "IAM user", name: user, arn }, account, permissionSet: null };
  const kind = arn.endsWith(":root") ? "account root" : "unknown";
  return { who: { kind, name: null, arn }, account, permissionSet: null };
}

function ofSession(arn: string, account: string | null, roleName: string, sessionName: string): Principal {
  const reserved = parseReservedRoleName(roleName);
  if (reserved)
    return {
      who: { kind: "Identity Center user", name: sessionName, arn },
      account,
      permissionSet: reserved.permissionSetName,
    };
  const isService = roleName.startsWith("AWSServiceRoleFor");
  const who = isService
    ? { kind: "AWS service", name: roleName, arn }
    : { kind: "role session", name: `${roleName}/${sessionName}`, arn };
  return { who, account, permissionSet: null };
}

/** Some services name the role where they could name its session: then the person is not known. */
function ofRole(arn: string, account: string | null, roleName: string): Principal {
  const reserved = parseReservedRoleName(roleName);
  const kind = reserved ? "Identity Center user" : roleName.startsWith("AWSServiceRoleFor") ? "AWS service" : "role";
  return {
    who: { kind, name: reserved ? null : roleName, arn },
    account,
    permissionSet: reserved?.permissionSetName ?? null,
  };
}

export interface ReservedRole {
  readonly account: string;
  /** Null where the ARN lies under `/aws-reserved/sso`, but names no role that Identity Center makes. */
  readonly permissionSet: string | null;
  /** Whether AWS makes roles with such an ARN (facts S6). */
  readonly isWellFormed: boolean;
}

/** Account and set of a reserved role's ARN, or of an attempt at one; undefined for every other ARN. */
export function reservedRoleOf(arn: string): ReservedRole | undefined {
  const [, account, path, name] = ROLE.exec(arn) ?? [];
  if (account === undefined || path === undefined || name === undefined) return undefined;
  const reserved = parseReservedRoleName(name);
  if (!reserved && !path.startsWith("/aws-reserved/sso")) return undefined;
  const isWellFormed = reserved !== undefined && /^\/aws-reserved\/sso\.amazonaws\.com\/([a-z0-9-]+\/)?$/.test(path);
  return { account, permissionSet: reserved?.permissionSetName ?? null, isWellFormed };
}
