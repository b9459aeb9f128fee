/** Account access manager: what its APIs, the aws CLI, Terraform and CloudFormation say of applications, entitlements and roles (facts AAM7 to AAM16, AAM38, AAM49). */
import { likely, possible } from "../catalogue-ids.ts";
import { type KnownMessage, sentence } from "./known-message.ts";

/** Names of the service as the CLI, SDKs, Terraform and CloudFormation write them. */
const SERVICE =
  /\baccount-access\b|Account ?Access\b|AccountAccess(?:Runtime)?|aws_accountaccess|AWS::AccountAccess|(?:Create|Delete|Get|List)Entitlements?\b|\bEntitlements?\b/i;
const RUNTIME = /account-access-runtime|Account ?Access ?Runtime|\/access\/credentials\?/i;

const about = { kind: "api-error", layer: "Identity Center" } as const;

export const accountAccessMessages: readonly KnownMessage[] = [
  sentence({
    ...about,
    words: [/\bverifying (?:the )?role\b/i, SERVICE],
    title: "Account access manager could not take the role, so nobody was entitled to it",
    meaning: [
      "Account access manager looks at the role when an entitlement is created. Either there is no role of this ARN, path included, or its trust policy does not let account-access.amazonaws.com take it with sts:AssumeRole and sts:SetContext.",
      "The most common mistake: aws:SourceAccount names the account of the role. It must be the management account, and aws:SourceArn the ARN of the application.",
    ],
    next: [
      "If the role or its trust policy was created in the last two minutes, try again.",
      "Compare the trust policy of the role, with credentials of its account:",
      "aws iam get-role --role-name <role> --query Role.AssumeRolePolicyDocument",
    ],
    fits: [...likely("entitlement-trust-mismatch"), ...possible("entitlement-role-missing")],
  }),
  sentence({
    ...about,
    words: [/AlreadyCreatedException/, SERVICE],
    title: "The instance has an application of account access manager already",
    meaning: ["There is one application for each instance of IAM Identity Center. Nothing was created."],
    next: [
      "Use the application that is there, or import it into what manages it:",
      "aws account-access list-applications",
    ],
  }),
  sentence({
    ...about,
    words: [/Entitlement not found/i, SERVICE],
    without: /EntitlementItem/,
    title: "There is no such entitlement any more",
    meaning: [
      "It was deleted, or the application was deleted and created again, which deletes all its entitlements. Its role is no longer in the account access portal.",
    ],
    next: ["To see what the person can reach, on both roads:"],
    endsWithWhy: true,
  }),
  sentence({
    ...about,
    words: [/ServiceQuotaExceededException/, SERVICE],
    without: /AccountAssignment|PermissionSet|SSO ?Admin/i,
    title: "A quota of account access manager is reached",
    meaning: [
      "By default 20 groups can be entitled to one IAM role, and 15 changes can be under way at the same time. Only the first can be raised.",
    ],
    next: [
      "Entitle one group that holds the members of the others, or request a quota increase. Where many entitlements are created at once, create fewer at a time.",
    ],
    fits: possible("group-limit-reached"),
  }),
  sentence({
    ...about,
    words: [
      /ConflictException/,
      /(?:Create|Delete)Entitlement|aws_accountaccess_entitlement|AWS::AccountAccess::Entitlement/,
    ],
    title: "The entitlement exists already, or another change to it is under way",
    meaning: ["Repeating a creation changes nothing: the same principal and role have one entitlement."],
    next: ["Use the entitlement that is there, or import it. To see whether the access works:"],
    endsWithWhy: true,
  }),
  sentence({
    ...about,
    words: [/AccessDeniedException|\b403\b/, RUNTIME],
    layer: "portal",
    title: "Account access manager does not give this user the role",
    meaning: [
      "The sign-in is valid, but the user is not entitled to the role, or the role can no longer be taken. A permission set gives no access here, and an entitlement gives none in the AWS access portal.",
    ],
    next: ["To see which of the two it is (--audit-role reads the role's trust policy):"],
    fits: possible("entitlement-trust-mismatch", "entitlement-role-missing", "not-a-member"),
    endsWithWhy: true,
  }),
  sentence({
    ...about,
    words: [/UnauthorizedException|\b401\b/, RUNTIME],
    layer: "portal",
    title: "The sign-in is not valid for account access manager",
    meaning: [
      "The token is missing, has expired, or is one of the AWS access portal: account access manager wants the scopes account_access:read_only and account_access:assume.",
    ],
    next: [
      "Sign in again through account access manager. In the CLI that is `aws login`; `aws sso login` does not give this access.",
    ],
  }),
];
