/** Whether account access manager can take a role: it exists, and its trust policy lets the service in (facts AAM34 to AAM38). */
import { parseRoleArn } from "../../../model/reserved-role.ts";
import { ACCOUNT_ACCESS_SERVICE } from "../../world/account-access.ts";
import type { World } from "../../world/world.ts";
import { accountRole, type IamRole } from "../iam/account-roles.ts";
import { trusts } from "../sts/trust.ts";

/** The role of an ARN, its path to the letter; undefined where there is none, or its account is no member. */
export function roleOfArn(
  world: World,
  arn: string,
): { readonly accountId: string; readonly role: IamRole } | undefined {
  const parsed = parseRoleArn(arn);
  const role = parsed && accountRole(world, parsed.accountId, parsed.roleName);
  return parsed && role?.arn === arn ? { accountId: parsed.accountId, role } : undefined;
}

/** What the service brings to `sts:AssumeRole`: the application's account and ARN (facts AAM34, AAM35). */
const contextOf = (world: World, applicationArn: string) =>
  new Map([
    ["aws:sourceaccount", [applicationArn.split(":")[4] ?? ""]],
    ["aws:sourcearn", [applicationArn]],
    ["aws:sourceorgid", [world.organization.id]],
    ["aws:principalisawsservice", ["true"]],
    ["aws:principalservicename", [ACCOUNT_ACCESS_SERVICE]],
  ]);

/** Whether the role's trust policy lets the service do all of the actions for an application. */
export function trustsApplication(
  world: World,
  { trustPolicy }: IamRole,
  { applicationArn, actions }: { readonly applicationArn: string; readonly actions: readonly string[] },
): boolean {
  const context = contextOf(world, applicationArn);
  const principal = { kind: "service" as const, name: ACCOUNT_ACCESS_SERVICE };
  return actions.every((action) => trusts(trustPolicy, action, principal, context));
}

/** Without either of them the role cannot be taken; sts:TagSession is optional (facts AAM34, AAM36). */
export const NEEDED_ACTIONS = ["sts:AssumeRole", "sts:SetContext"];
