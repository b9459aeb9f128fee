/** Errors of IAM, STS and what trusts the roles in the target account (facts 4.2, C4, C5, C10, C11, C13, C14). */

import { parseReservedRoleName } from "../../../model/reserved-role.ts";
import { regionDisabledIn } from "../../causes/region-disabled/cause.ts";
import { roleChainingLimitIn } from "../../causes/role-chaining-limit/cause.ts";
import { likely, possible } from "../catalogue-ids.ts";
import { whyCommand } from "../command.ts";
import { type KnownMessage, ofCause, sentence } from "./known-message.ts";

const setOf = (roleName: string | undefined): string | null =>
  parseReservedRoleName(roleName ?? "")?.permissionSetName ?? null;

export const accountMessages: readonly KnownMessage[] = [
  ofCause(roleChainingLimitIn, {
    kind: "api-error",
    layer: "role session",
    title: "The session would live for too long",
  }),
  ofCause(regionDisabledIn, { kind: "api-error", layer: "role session", title: "STS does not answer in this Region" }),
  sentence({
    words: /requested DurationSeconds exceeds the MaxSessionDuration set for this role/i,
    kind: "api-error",
    layer: "role session",
    title: "The session would live for longer than the role allows",
    meaning: [
      "The role that should be assumed has a maximum of its own. Roles of Identity Center allow 12 hours, so this is another role.",
    ],
    next: ["Ask for less, or raise the role's maximum session duration."],
  }),
  sentence({
    words: /Cannot perform the operation on the protected role '?([\w+=,.@-]{1,64})/i,
    kind: "api-error",
    layer: "Identity Center",
    title: "Only Identity Center may change its roles",
    meaning: ([, role]) => [
      `${role} is a protected role: nobody in the account can change its policies or its trust, and nobody can delete it.`,
    ],
    next: ([, role]) => [
      "Change the permission set instead, then provision it:",
      `idc-doctor provision ${setOf(role) ?? "<set>"} --all`,
    ],
  }),
  sentence({
    words:
      /(?:role with name|Role|role) '?(AWSReservedSSO_[\w+=,.@-]{1,64}?)'? (?:cannot be found|does not exist|not found)/i,
    kind: "api-error",
    layer: "Identity Center",
    title: "The account has no such role of Identity Center",
    meaning: [
      "Identity Center makes and drops these roles. One that comes back has another suffix, so a name that worked once may be gone.",
    ],
    next: ([, role]) => [
      "See under which name it is there now, and whether it should be:",
      whyCommand(null, null, setOf(role)),
    ],
    fits: [...likely("role-renamed"), ...possible("role-missing")],
  }),
  sentence({
    words: [/Invalid principal in policy|MalformedPolicyDocument|MalformedPolicy\b/i, /AWSReservedSSO_/],
    kind: "api-error",
    layer: "resource-based policy",
    title: "A policy names a role of Identity Center that is not there",
    meaning: ["The role was likely made again since and has another suffix."],
    next: [
      "Name it by a pattern (ArnLike on aws:PrincipalArn) that leaves the last 16 digits open; the name of today is printed by:",
      "aws iam list-roles --path-prefix /aws-reserved/sso.amazonaws.com/",
    ],
    fits: likely("role-renamed"),
  }),
  sentence({
    words:
      /must be logged in to the server \(Unauthorized\)|the server has asked for the client to provide credentials/i,
    kind: "api-error",
    layer: "resource-based policy",
    title: "The Kubernetes cluster does not know this role",
    meaning: [
      "Often aws-auth or the access entry names a role of Identity Center with an old suffix, or with its path, which does not work there.",
    ],
    next: ["Compare the role in it with the one that answers here:", "aws sts get-caller-identity"],
    fits: possible("role-renamed", "session-ended"),
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
    title: "STS does not let the portal into the role",
    meaning: [
      "The role, or the SAML provider that it trusts, is not what the portal expects; an organization's policy can refuse it as well.",
    ],
    next: ["See whether role and provider are there:"],
    fits: possible("role-missing", "saml-provider-missing", "scp-deny"),
    endsWithWhy: true,
  }),
];
