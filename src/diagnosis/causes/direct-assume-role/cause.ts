/** Somebody tries to assume an Identity Center role directly; its trust policy never allows that. Noticed in a pasted error. */
import type { DiagnosedCause, Remedy } from "../../../model/diagnosis.ts";
import { parseReservedRoleName, parseRoleArn } from "../../../model/reserved-role.ts";
import { defineCause } from "../../cause.ts";

const ID = "direct-assume-role";
const TITLE = "An Identity Center role cannot be assumed directly";

export const directAssumeRole = defineCause({
  id: ID,
  stage: "role session",
  rank: 30,
  title: TITLE,
  facts: ["C6", "S6", "S7"],
  noticedIn: "pasted",
  explains: [],
  standsAlone: true,
  tellUser: [
    "Roles of IAM Identity Center cannot be assumed directly.",
    "Sign in with `aws sso login` and use the profile of that sign-in instead.",
  ],
  confidenceRule: "Always proved: the error text names the denied action and the role.",
  documentation: {
    symptoms: [
      "User: arn:aws:iam::…:user/… is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::…:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_…",
      "An error occurred (AccessDenied) when calling the AssumeRole operation",
      "An error occurred (AccessDenied) when calling the AssumeRoleWithSAML operation",
      "Cannot perform the operation on the protected role",
    ],
    why: "The role of a permission set trusts the SAML provider of Identity Center and nobody else. An IAM user or another role can never assume it, whatever its permissions, and its trust policy cannot be changed. People who sign in through the portal are not IAM users: the portal gets their credentials for them.",
    whatToDo:
      "Sign in through Identity Center (AWS CLI 2: `aws configure sso`, `aws sso login`), or have the reserved role assume a role of your own.",
    sources: [
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html",
      "https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithSAML.html",
    ],
  },
  // No API tells of the attempt: only a pasted error or a CloudTrail event does.
  find: () => undefined,
  explain: () => TITLE,
  remedy: () => signInInstead(undefined),
});

interface Attempt {
  readonly action: string;
  readonly role: string;
  readonly by: string | undefined;
}

/**
 * The cause in a pasted AccessDenied text, or undefined where the text is about something else.
 *
 * @example directAssumeRoleIn("User: arn:aws:iam::123456789012:user/ci is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::…:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_ReadOnly_0123456789abcdef")
 */
export function directAssumeRoleIn(text: string): DiagnosedCause | undefined {
  const attempt = attemptIn(text);
  const role = attempt && parseRoleArn(attempt.role);
  const reserved = role && parseReservedRoleName(role.roleName);
  if (!attempt || !role || !(reserved || role.path.startsWith("/aws-reserved/"))) return undefined;
  return {
    id: ID,
    stage: "role session",
    title: TITLE,
    confidence: "proved",
    summary: `${attempt.by ?? "Somebody"} called ${attempt.action} on ${attempt.role}. That is a role of Identity Center${reserved ? ` (permission set ${reserved.permissionSetName})` : ""}: it trusts the SAML provider of Identity Center only, so this call is always denied. This says nothing about the user's access through the portal.${reserved ? "" : notARoleOfAws(role.accountId)}`,
    evidence: [],
    remedy: signInInstead(reserved?.permissionSetName),
  };
}

function attemptIn(text: string): Attempt | undefined {
  const denied =
    /not authorized to perform: (sts:AssumeRole(?:WithSAML|WithWebIdentity)?) on resource: (arn:[\w+=,.@:/-]+)/.exec(
      text,
    );
  if (!denied?.[1] || !denied[2]) return undefined;
  // The portal's own call is sts:AssumeRoleWithSAML of a SAML user, never of an IAM user or role.
  return { action: denied[1], role: denied[2], by: /User: (arn:[\w+=,.@:/-]+)/.exec(text)?.[1] };
}

/** Facts S6: a widely read article prints a role ARN that AWS never makes. */
const notARoleOfAws = (accountId: string): string =>
  ` The ARN is not one that AWS creates, either; a correct one looks like arn:aws:iam::${accountId}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_ReadOnly_0123456789abcdef.`;

const signInInstead = (permissionSet: string | undefined): Remedy => ({
  kind: "human",
  summary: "Sign in through Identity Center instead of assuming the role",
  risk: "low",
  steps: [
    `For a person: \`aws configure sso\` with the start URL, the account and ${permissionSet ?? "the permission set's name"} as sso_role_name (the set's name, not the IAM role's), then \`aws sso login\`.`,
    "For a program: create your own IAM role, have it trust the program, and attach the policies that it needs.",
    "To reach a second account from an Identity Center session: have a role there trust the reserved role, and assume that one.",
  ],
});
