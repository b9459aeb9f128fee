/** Errors of IAM and STS about the roles in the target account (facts 4.2, C4, C5, C10, C11, C14). */

import { shellWord } from "../../../model/shell-word.ts";
import { regionDisabledIn } from "../../causes/region-disabled/cause.ts";
import { roleChainingLimitIn } from "../../causes/role-chaining-limit/cause.ts";
import { likely, possible } from "../catalogue-ids.ts";
import { provisionEverywhere, whyCommand } from "../command.ts";
import { isAboutIdentityCenter } from "../identity-center-words.ts";
import { setOfRoleName } from "../principal.ts";
import { type KnownMessage, ofCause, sentence } from "./known-message.ts";

const setOf = (roleName: string | undefined): string | null => setOfRoleName(roleName ?? "") ?? null;

export const accountMessages: readonly KnownMessage[] = [
  ofCause(roleChainingLimitIn, {
    kind: "api-error",
    layer: "role session",
    title: "The requested session is too long",
  }),
  ofCause(regionDisabledIn, {
    kind: "api-error",
    layer: "role session",
    title: "STS is not active in this Region for the account",
  }),
  sentence({
    words: /requested DurationSeconds exceeds the MaxSessionDuration set for this role/i,
    kind: "api-error",
    layer: "role session",
    title: "The requested session is longer than the role allows",
    meaning: [
      "The role that should be assumed has its own maximum. Roles of Identity Center allow 12 hours, so this is another role.",
    ],
    next: ["Ask for a shorter session, or raise the role's maximum session duration."],
  }),
  sentence({
    words: /Cannot perform the operation on the protected role '?([\w+=,.@-]{1,64})/i,
    kind: "api-error",
    layer: "Identity Center",
    title: "Only Identity Center may change its roles",
    meaning: ([, role]) => [
      `${role} is a protected role: nobody in the account can change its policies or its trust policy, or delete it.`,
    ],
    next: ([, role]) => ["Change the permission set instead, then provision it:", provisionEverywhere(setOf(role))],
  }),
  sentence({
    words:
      /(?:role with name|Role|role) '?(AWSReservedSSO_[\w+=,.@-]{1,64}?)'? (?:cannot be found|does not exist|not found)/i,
    kind: "api-error",
    layer: "Identity Center",
    title: "The account has no such role of Identity Center",
    meaning: [
      "Identity Center makes and deletes these roles. A role that is made again has another suffix, so a name that worked once may be gone.",
    ],
    next: ([, role]) => [
      "Check under which name it exists now, and whether it should:",
      whyCommand(null, null, setOf(role)),
    ],
    fits: [...likely("role-renamed"), ...possible("role-missing")],
  }),
  sentence({
    words:
      /Specified provider doesn'?t exist|(?:SAML|identity) provider.{0,80}(?:does not exist|not found|cannot be found)/i,
    kind: "api-error",
    layer: "role trust policy",
    title: "The SAML provider that the role trusts is not in the account",
    meaning: [
      "Identity Center signs people in to an account through a SAML provider named AWSSSO_…_DO_NOT_DELETE. STS says that the provider of the sign-in does not exist there. Another identity provider with its own federation shows the same words.",
    ],
    next: [
      "In the account, check whether the provider exists; provisioning a set to the account is expected to restore it (likely):",
      "aws iam list-saml-providers",
    ],
    fits: (_, __, { line }) =>
      isAboutIdentityCenter(line) ? likely("saml-provider-missing") : possible("saml-provider-missing"),
    endsWithWhy: true,
  }),
  sentence({
    words: /PackedPolicyTooLarge|Packed policy consumes \d{1,5}%/i,
    kind: "api-error",
    layer: "role session",
    title: "The session's tags are too large",
    meaning: [
      "STS refuses the session because policies and tags together are too large. Likely these are the attributes for access control.",
    ],
    next: [
      "Shorten or remove attributes for access control:",
      "aws sso-admin describe-instance-access-control-attribute-configuration --instance-arn <instance ARN>",
    ],
    fits: likely("abac-attribute"),
  }),
  sentence({
    words: /Not authorized to perform:? sts:AssumeRoleWithSAML/i,
    kind: "api-error",
    layer: "role trust policy",
    title: "STS did not let the portal into the role",
    meaning: [
      "The role, or the SAML provider that it trusts, is not what the portal expects; a policy of the organization can refuse it as well.",
    ],
    next: ["Check whether the role and the provider exist:"],
    fits: possible("role-missing", "saml-provider-missing", "scp-deny"),
    endsWithWhy: true,
  }),
  sentence({
    words:
      /unable to assume (?:the )?role.{0,200}(arn:aws[a-z-]{0,20}:iam::\d{12}:role\/[\w+=,.@/-]{1,200})|(?:could not be used to assume|error assuming role|cannot assume (?:IAM )?role|unable to assume role) ?[^\s]{0,40}['"( ](arn:aws[a-z-]{0,20}:iam::\d{12}:role\/[\w+=,.@/-]{1,200})/i,
    kind: "api-error",
    layer: "role trust policy",
    title: "A second role could not be assumed",
    meaning: ([, one, other]) => [
      `The sign-in gives a first session; the program then assumes ${one ?? other} with it, and that failed. Look at this role's trust policy first: it must let the first session's role in. Then the first role's permission for sts:AssumeRole.`,
    ],
    next: ([, one, other]) => [
      "See who calls, then (in the account of the second role) whom it trusts:",
      "aws sts get-caller-identity",
      `aws iam get-role --role-name ${shellWord((one ?? other ?? "").split("/").at(-1) ?? "")} --query Role.AssumeRolePolicyDocument`,
    ],
    fits: (_, __, { line }) => (isAboutIdentityCenter(line) ? possible("other-deny-context", "session-ended") : []),
  }),
];
