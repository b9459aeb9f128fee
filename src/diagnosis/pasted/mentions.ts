/** Account, permission set and user that a message names beside its sentence: in a command, a profile, an ARN. */
import { parsePermissionSetArn } from "../../model/ids.ts";
import { parseReservedRoleName } from "../../model/reserved-role.ts";
import { principalOfArn } from "./principal.ts";

export interface Mentions {
  readonly account: string | null;
  /** Name or ARN of the set. */
  readonly permissionSet: string | null;
  readonly user: string | null;
  /** The role name as it was given, where it is an IAM role's and not a permission set's (facts C1). */
  readonly iamRoleName: string | null;
}

const ACCOUNT =
  /(?:sso_account_id|--account-id|--target-id|account_?id|target_?id|AWS account|for account)["']?\s{0,3}[:= ]\s{0,3}["']?(\d{12})(?!\d)/i;
const ROLE_NAME = /(?:sso_role_name|--role-name|role_?name)["']?\s{0,3}[:= ]\s{0,3}["']?([\w+=,.@-]{1,128})/i;
const SESSION = /arn:aws[a-z-]{0,20}:sts::\d{12}:assumed-role\/AWSReservedSSO_[\w+=,.@-]{1,120}\/[\w+=,.@-]{1,64}/;
const ROLE =
  /(?:arn:aws[a-z-]{0,20}:iam::(\d{12}):role\/aws-reserved\/\S{0,60}\/)?(AWSReservedSSO_[\w+=,.@-]{1,32}_[0-9a-f]{16})/;
const SET_ARN = /arn:aws[a-z-]{0,20}:sso:::permissionSet\/[\w.-]{1,40}\/ps-[\w./-]{1,40}/;

export function mentionsIn(line: string): Mentions {
  const session = principalOfArn(SESSION.exec(line)?.[0] ?? "");
  const given = ROLE_NAME.exec(line)?.[1];
  const [, roleAccount, roleName] = ROLE.exec(line) ?? [];
  const reserved = given?.startsWith("AWSReservedSSO_") ? given : undefined;
  const arn = SET_ARN.exec(line)?.[0].replace(/[.]$/, "");
  return {
    account: ACCOUNT.exec(line)?.[1] ?? session.account ?? roleAccount ?? null,
    permissionSet:
      (arn !== undefined && parsePermissionSetArn(arn).kind === "ok" ? arn : undefined) ??
      (reserved === undefined ? given : parseReservedRoleName(reserved)?.permissionSetName) ??
      session.permissionSet ??
      parseReservedRoleName(roleName ?? "")?.permissionSetName ??
      null,
    user: session.who.kind === "Identity Center user" ? session.who.name : null,
    iamRoleName: reserved ?? null,
  };
}
