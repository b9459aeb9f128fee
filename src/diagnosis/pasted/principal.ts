/** Who an ARN stands for, and what a reserved role's name tells about account and permission set. */
import { parseReservedRoleName, parseRoleArn, parseSessionArn } from "../../model/reserved-role.ts";
import type { Who } from "./explanation.ts";

export interface Principal {
  readonly who: Who;
  readonly account: string | null;
  readonly permissionSet: string | null;
}

/** Facts 4.2: the session name of a reserved role is the userName. */
export function principalOfArn(arn: string): Principal {
  const account = /^arn:[^:]*:[^:]*:[^:]*:([^:]+):/.exec(arn)?.[1] ?? null;
  const session = parseSessionArn(arn);
  const reserved = session && parseReservedRoleName(session.roleName);
  if (session && reserved)
    return {
      who: { kind: "Identity Center user", name: session.sessionName, arn },
      account: session.accountId,
      permissionSet: reserved.permissionSetName,
    };
  if (session)
    return {
      who: { kind: "role session", name: `${session.roleName}/${session.sessionName}`, arn },
      account: session.accountId,
      permissionSet: null,
    };
  if (/:user\//.test(arn))
    return { who: { kind: "IAM user", name: arn.slice(arn.indexOf(":user/") + 6), arn }, account, permissionSet: null };
  if (arn.endsWith(":root")) return { who: { kind: "account root", name: null, arn }, account, permissionSet: null };
  return { who: { kind: "unknown", name: null, arn }, account, permissionSet: null };
}

/** Account and set of a reserved role's ARN. */
export function reservedRoleOf(
  arn: string,
): { readonly account: string; readonly permissionSet: string | null } | undefined {
  const role = parseRoleArn(arn);
  if (!role) return undefined;
  const reserved = parseReservedRoleName(role.roleName);
  return reserved || role.path.startsWith("/aws-reserved/")
    ? { account: role.accountId, permissionSet: reserved?.permissionSetName ?? null }
    : undefined;
}
