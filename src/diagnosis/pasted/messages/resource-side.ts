/** Places that name a role of Identity Center and do not find it: policies, KMS keys, EKS (facts C13; observed sentences). */
import { likely, possible } from "../catalogue-ids.ts";
import { whyCommand } from "../command.ts";
import type { Explanation } from "../explanation.ts";
import { isAboutIdentityCenter } from "../identity-center-words.ts";
import { setOfRoleName } from "../principal.ts";
import { LACKS_PATH, listRolesCommand, openCondition, PLACES, roleWithoutPathIn, SUFFIX } from "../role-forms.ts";
import { type KnownMessage, sentence } from "./known-message.ts";

const REFUSED_PRINCIPAL =
  /Invalid principal in policy|MalformedPolicyDocument|MalformedPolicy\b|invalid principal|invalid principals|principalArn is invalid|PrincipalNotFound|Policy contains (?:a statement with )?(?:one or more )?invalid principal/i;

/** Account and set of the role that the text names without its path. */
function roleOf(line: string): Partial<Explanation> {
  const role = roleWithoutPathIn(line);
  if (role === undefined) return {};
  return {
    account: role.account,
    permissionSet: setOfRoleName(role.roleName) ?? null,
    resource: role.arn,
  };
}

const EKS = /EKS|eks|CreateAccessEntry|access entr|kubectl|kubernetes|aws-auth/i;

export const resourceSideMessages: readonly KnownMessage[] = [
  sentence({
    // IAM User Guide, "Switching to a role (console)": the page says no more than this.
    words:
      /Could not switch roles? using the provided information|Invalid information in one or more fields\. Check your information or contact your administrator/i,
    kind: "portal-error",
    layer: "role trust policy",
    title: "The console could not switch to the role",
    meaning: [
      "The page does not say whether the account or the role's name is wrong, the caller may not call sts:AssumeRole, or the role's trust policy does not let the caller in.",
      "Roles of Identity Center (AWSReservedSSO_…) can be switched to by nobody: their trust policy admits the sign-in through the access portal only.",
    ],
    next: [
      "If the role is one of Identity Center: open it in the access portal. Else read the role's trust policy in its account:",
      "aws iam get-role --role-name <role> --query Role.AssumeRolePolicyDocument",
    ],
    fits: possible("direct-assume-role"),
  }),
  sentence({
    words: [REFUSED_PRINCIPAL, /arn:aws[a-z-]{0,20}:iam::[^:\s]{1,40}:role\/AWSReservedSSO_/],
    kind: "api-error",
    layer: "resource-based policy",
    title: "The ARN lacks its path, and no role has it",
    meaning: (_, __, { line }) => [
      `${roleWithoutPathIn(line)?.arn ?? "The ARN"} is refused. ${LACKS_PATH}`,
      PLACES,
      SUFFIX,
    ],
    names: ({ input }) => roleOf(input),
    next: ({ input }) => {
      const { account = null, permissionSet = null } = roleOf(input);
      return [
        "In the account, print the full ARN and use that one:",
        listRolesCommand(permissionSet),
        ...(EKS.test(input) || account === null || permissionSet === null
          ? []
          : [`In a policy, leave the last digits open: ${openCondition(account, permissionSet)}`]),
        whyCommand(null, account, permissionSet),
      ];
    },
    fits: [...likely("malformed-identifier"), ...possible("role-renamed")],
  }),
  sentence({
    words: [REFUSED_PRINCIPAL, /AWSReservedSSO_/],
    kind: "api-error",
    layer: "resource-based policy",
    title: "A policy names a role of Identity Center that does not exist",
    meaning: [
      "The role was likely made again since and has another suffix.",
      SUFFIX,
      "A pattern (*) is not allowed inside of Principal; it is in a condition.",
    ],
    next: (_, { permissionSet }) => [
      "Print the ARN of today, in the account:",
      listRolesCommand(permissionSet),
      "Then write the policy with a condition ArnLike on aws:PrincipalArn that leaves the last 16 digits open.",
    ],
    fits: likely("role-renamed"),
    endsWithWhy: true,
  }),
  sentence({
    words: /Invalid principal in policy|one or more invalid principals?|specified principalArn is invalid/i,
    kind: "elsewhere",
    layer: "resource-based policy",
    title: "A policy names a principal that does not exist",
    meaning: [
      "AWS refuses a policy whose Principal is a role or user that does not exist, or a pattern. No role of Identity Center is named here, so this is about another principal.",
      "If the principal is meant to be a role of Identity Center (AWSReservedSSO_…), it needs the full ARN with its path, and the 16 digits of today.",
    ],
    next: [
      "Read which principals the policy names, and check that each exists in its account:",
      "aws iam list-roles --query 'Roles[].Arn'",
    ],
  }),
  sentence({
    words:
      /doesn'?t have access to Kubernetes objects on this cluster|must be logged in to the server \((?:Unauthorized|the server has asked)|the server has asked for the client to provide credentials|couldn'?t get current server API group list.{0,80}(?:provide credentials|Unauthorized)|error: You must be logged in/i,
    kind: "elsewhere",
    layer: "resource-based policy",
    title: "The Kubernetes cluster does not accept this caller",
    meaning: (_, __, { line }) => [
      "EKS decides this, not Identity Center: the caller's role needs an access entry, or a line in the ConfigMap aws-auth of the cluster. Assignments and permission sets do not change it.",
      ...(isAboutIdentityCenter(line)
        ? [PLACES, SUFFIX]
        : [
            "If the caller is a role of Identity Center (AWSReservedSSO_…): access entries take its full ARN with path, aws-auth the one without. If the permission set was assigned again, its role has a new suffix: see `idc-doctor causes role-renamed`.",
          ]),
    ],
    next: [
      "See which role calls, then what the cluster knows:",
      "aws sts get-caller-identity",
      "aws eks list-access-entries --cluster-name <cluster>",
      "kubectl -n kube-system get configmap aws-auth -o yaml",
    ],
    fits: (_, __, { line }) => (/AWSReservedSSO_/.test(line) ? possible("role-renamed") : []),
  }),
];
