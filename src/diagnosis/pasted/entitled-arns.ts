/** Pasted ARNs of the second road: ordinary roles, which account access manager may entitle to, and its applications (facts AAM1, AAM9, N15). */
import { parseRoleArn } from "../../model/reserved-role.ts";
import { possible } from "./catalogue-ids.ts";
import { whyCommand } from "./command.ts";
import { type Explanation, explanation } from "./explanation.ts";

/** Made by Identity Center or by another service: nobody is entitled to these. */
const OF_A_SERVICE = /^\/(?:aws-reserved|aws-service-role|service-role)\//;

/** The role that members of AWS's new experience get (facts N15). */
const FULL_ACCESS = "/managed/AccountFullAccessRole";

export function ofOrdinaryRole(word: string): Explanation | undefined {
  const role = parseRoleArn(word);
  if (!role || OF_A_SERVICE.test(role.path) || role.roleName.startsWith("AWSReservedSSO_")) return undefined;
  const { accountId: account, path, roleName } = role;
  return explanation("arn", "An IAM role that no permission set makes", {
    account,
    meaning: [
      "It is an ordinary role of the account. People can have it through account access manager; then it is in the account access portal, not in the AWS access portal.",
      ...(`${path}${roleName}` === FULL_ACCESS
        ? ["In organizations of AWS's new experience, members get this role by account access manager."]
        : []),
    ],
    fits: possible("entitled-by-account-access-manager"),
    next: [
      "See who has it, on both roads; --audit-role also reads whether the role trusts account access manager:",
      `idc-doctor who-can ${account} ${roleName}`,
      whyCommand(null, account, roleName),
    ],
  });
}

export function ofApplication(word: string): Explanation | undefined {
  const [, region, account] =
    /^arn:aws[a-z-]*:account-access:([a-z0-9-]{1,32}):(\d{12}):application\/[a-zA-Z0-9-]{1,64}$/.exec(word) ?? [];
  if (region === undefined || account === undefined) return undefined;
  return explanation("arn", "An application of account access manager", {
    meaning: [
      `It belongs to the management account ${account} and lives in ${region}. Trust policies of entitled roles name this ARN in aws:SourceArn, and the account in aws:SourceAccount. An application that is created again has another ARN.`,
    ],
    fits: possible("entitlement-trust-mismatch", "account-access-application-not-active"),
    next: ["See whether it is there, and its ARN:", `aws account-access list-applications --region ${region}`],
  });
}
