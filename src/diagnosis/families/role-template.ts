/** An entitled role that a template made, or that AWS manages: said wherever the role is, and never patched (facts N12, N15). */
import { isOfNewExperience, type RoleTemplate } from "../../model/role-template.ts";
import { shellWord } from "../../model/shell-word.ts";
import { trustStatement } from "./account-access-trust.ts";

export const NO_SET_IS_NORMAL =
  "In organizations of AWS's new experience it is normal to have no permission set: members get their role by account access manager (inferred).";

export interface MadeRole {
  readonly roleArn: string;
  readonly template?: RoleTemplate | undefined;
}

/** Where the role comes from, for the end of a sentence about it; undefined: it is nobody's but the account's. */
export function originOf({ roleArn, template }: MadeRole): string | undefined {
  if (template) return `comes from the role template ${template.arn} (minor version ${template.minorVersion})`;
  return isOfNewExperience(roleArn) ? "is the role of AWS's new experience, which AWS manages" : undefined;
}

/** ` It comes from the role template …`, or nothing. */
export function originSentence(role: MadeRole): string {
  const origin = originOf(role);
  return origin === undefined ? "" : ` It ${origin}.`;
}

/**
 * What to do in place of a patch; undefined where the role is the account's own.
 *
 * That a role keeps to its template, and that a correction belongs there, is inferred: AWS documents only that the trust policy is
 * taken from it (IAM API Reference, AcquireRole).
 */
export function templateSteps(role: MadeRole, applicationArn: string): readonly string[] | undefined {
  const { template, roleArn } = role;
  if (originOf(role) === undefined) return undefined;
  const needed = `It must have this statement: ${trustStatement(applicationArn)}`;
  if (!template)
    return [
      `Do not change the trust policy of ${roleArn}: AWS manages this role (inferred).`,
      "Ask AWS Support, or entitle to a role of your own that trusts account access manager.",
    ];
  const version = `--template-arn ${shellWord(template.arn)}`;
  const isOfAws = template.arn.split(":")[4] === "aws";
  return [
    `Correct the trust policy at the template, not at ${roleArn}: the role takes it from there (inferred). ${needed}`,
    `Look at the template: aws iam get-role-template-version ${version} --minor-version ${template.minorVersion}`,
    isOfAws
      ? `The template is AWS's own: make the role from a version of it that has the statement (aws iam acquire-role ${version}), or entitle to a role of your own.`
      : `Let the owner of the template make a version of it that has the statement, and make the role again from it: aws iam acquire-role ${version}`,
  ];
}
