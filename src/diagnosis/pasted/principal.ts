/** Who an ARN is about, and what a reserved role's name says of account and permission set. */
import { parseUserId } from "../../model/ids.ts";
import { parseReservedRoleName } from "../../model/reserved-role.ts";
import type { Who } from "./explanation.ts";
import { asValue } from "./placeholders.ts";

export interface Principal {
  readonly who: Who;
  readonly account: string | null;
  readonly permissionSet: string | null;
  /** The session has the form that account access manager gives its own: an ordinary role, named by a user id (facts AAM39). */
  readonly entitled?: { readonly role: string; readonly userId: string } | undefined;
}

// Abbreviated events have placeholders where the account id was, so these take any account; `model/` takes ids only.
const SESSION = /^arn:[^:]*:sts::([^:]*):assumed-role\/([^/]+)\/(.+)$/;
const ROLE = /^arn:[^:]*:iam::([^:]*):role(\/(?:.*\/)?)([^/]+)$/;
/** A reserved role's name whose suffix was taken out, was shortened, or never was there. */
const ABBREVIATED =
  /^AWSReservedSSO_([\w+=,.@-]{1,32}?)(?:_(?:<[^<>]{0,60}>|[xX*#•.…]+|[0-9a-f]{1,15}(?:\.{2,}|…|\*+|[xX]{2,})|[0-9a-f]{3,15}|\[?(?:redacted|hash|suffix|random|id)\]?|[0-9a-f]{16}))?$/i;

const RESERVED = "AWSReservedSSO_";

/** Whether it is somebody who signed in through Identity Center, with a known set or one that was taken out of the text. */
export const isIdentityCenterUser = ({ who: { kind } }: Principal): boolean => kind === "Identity Center user";

/** The permission set in a reserved role's name, abbreviated or not; undefined for every other name. */
export const setOfRoleName = (roleName: string): string | undefined =>
  parseReservedRoleName(roleName)?.permissionSetName ?? asValue(ABBREVIATED.exec(roleName)?.[1]);

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
  const permissionSet = setOfRoleName(roleName);
  // Whose role it is shows, too, where the set's name was taken out.
  if (roleName.startsWith(RESERVED))
    return {
      who: { kind: "Identity Center user", name: asValue(sessionName) ?? null, arn },
      account,
      permissionSet: permissionSet ?? null,
    };
  const isService = roleName.startsWith("AWSServiceRoleFor");
  const isUserId = !isService && parseUserId(sessionName).kind === "ok";
  const who = isService
    ? { kind: "AWS service", name: roleName, arn }
    : { kind: "role session", name: `${roleName}/${sessionName}`, arn };
  const entitled = isUserId ? { role: roleName, userId: sessionName } : undefined;
  return { who, account, permissionSet: null, ...(entitled && { entitled }) };
}

/** Some services name the role where they could name its session: then the person is not known. */
function ofRole(arn: string, account: string | null, roleName: string): Principal {
  const permissionSet = setOfRoleName(roleName);
  const kind = roleName.startsWith(RESERVED)
    ? "Identity Center user"
    : roleName.startsWith("AWSServiceRoleFor")
      ? "AWS service"
      : "role";
  return {
    who: { kind, name: roleName.startsWith(RESERVED) ? null : roleName, arn },
    account,
    permissionSet: permissionSet ?? null,
  };
}

export interface ReservedRole {
  readonly account: string;
  /** Null where the ARN lies under `/aws-reserved/sso`, but names no role that Identity Center makes. */
  readonly permissionSet: string | null;
  /** Whether AWS makes roles with such an ARN (facts S6). */
  readonly isWellFormed: boolean;
  /** The name is right, and the path `/aws-reserved/sso.amazonaws.com/` is not there (facts 4.2). */
  readonly lacksPath: boolean;
}

/** Account and set of a reserved role's ARN, or of an attempt at one; undefined for every other ARN. */
export function reservedRoleOf(arn: string): ReservedRole | undefined {
  const [, account, path, name] = ROLE.exec(arn) ?? [];
  if (account === undefined || path === undefined || name === undefined) return undefined;
  const permissionSet = setOfRoleName(name);
  if (permissionSet === undefined && !path.startsWith("/aws-reserved/sso")) return undefined;
  const isWellFormed =
    permissionSet !== undefined && /^\/aws-reserved\/sso\.amazonaws\.com\/([a-z0-9-]+\/)?$/.test(path);
  return {
    account,
    permissionSet: permissionSet ?? null,
    isWellFormed,
    lacksPath: permissionSet !== undefined && path === "/",
  };
}
