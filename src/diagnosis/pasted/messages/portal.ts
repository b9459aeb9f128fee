/** Errors of the access portal: wire bodies and the names that SDKs give them (facts 4.1, C1, C2, C17). */
import { LARGEST_PAGE } from "../../../model/quotas.ts";
import { portalThrottledIn } from "../../causes/portal-throttled/cause.ts";
import { type Fit, likely, possible } from "../catalogue-ids.ts";
import type { Mentions } from "../mentions.ts";
import { type KnownMessage, ofCause, sentence } from "./known-message.ts";

/**
 * `ForbiddenException` alone is a word of many services; only with these words it is the portal's. Java prints
 * `SsoException: No access (Service: Sso, Status Code: 403`, Go `api error ForbiddenException: No access`, .NET and
 * PowerShell `Amazon.SSO.AmazonSSOException: No access`, Rust `message: Some("No access")`.
 */
const NO_ACCESS =
  /(?:ForbiddenException|SsoException|AmazonSSOException|SSO\.Model|CredentialsProviderError|GetRoleCredentials|\(sso\)|Service: ?(?:Sso|AWSSSO)).{0,300}\bNo access\b|\bNo access\b.{0,300}(?:ForbiddenException|\(Service: ?(?:Sso|AWSSSO)|GetRoleCredentials|SSOAWSCredentials|RoleCredentials)|\bportal#ForbiddenException|^(?:message: )?"?No access"?\.?$|^(?:[\w.-]{1,40}: )?No access (?:for|to) (?:the )?(?:role|permission set)\b/;

/** The token is unknown there: because it ended, or because the token is of another Region's portal (facts C2, C3). */
const UNKNOWN_TOKEN =
  /Session token not found or invalid|\(UnauthorizedException\) when calling the (?:ListAccounts|ListAccountRoles|GetRoleCredentials|Logout)\b|operation error SSO: \w{1,60},.{0,300}\bUnauthorizedException|\bportal#UnauthorizedException|services\.sso\.model\.UnauthorizedException|AmazonSSOException.{0,80}Unauthorized/i;
const JUST_SIGNED_IN =
  /Successfully logged into|just (?:logged|signed) in|(?:right|immediately|directly|even) after|after (?:a |an |the |running )?(?:fresh |successful )?(?:`?aws sso login|login|logging in|signing in)|(?:logged|signed) in (?:again|successfully)|(?:second|minute|moment)s? ago/i;

/** The Region comes first: a new sign-in does not help where the wrong portal is asked. */
const REGION_FIRST = [
  "Check that sso_region is the Region of the Identity Center instance, and that the tool is recent enough to use it. The portal's address shows the Region, and so does:",
  "aws sso-admin list-instances --region <sso_region>",
  "Then sign in again (aws CLI 2). If the message comes back right after that, run `aws sso logout` first:",
  "aws sso login",
] as const;

export const portalMessages: readonly KnownMessage[] = [
  sentence({
    words: [/\bNo access\b|Invalid callback URL/, /saml\/assertion\/apl-|signing in to the application/i],
    kind: "portal-error",
    layer: "portal",
    title: "The portal does not give this user the application",
    meaning: [
      "This is an application, not an AWS account. Applications are assigned separately from accounts, and no permission set changes that.",
      '"No access" means that the application is not assigned to the user or to one of their groups; "Invalid callback URL" means that the application\'s own sign-in settings are wrong.',
    ],
    next: [
      "Assign the application to the user or a group of theirs (IAM Identity Center > Applications), or correct its sign-in settings. If an AWS account was meant:",
    ],
    fits: likely("application-not-account"),
    endsWithWhy: true,
  }),
  sentence({
    words: NO_ACCESS,
    kind: "portal-error",
    layer: "portal",
    title: "The portal does not give this user this role in this account",
    meaning: (_, { iamRoleName }) => [
      "The sign-in is valid, but the portal has no such account and role for this user.",
      iamRoleName === null
        ? "Most often the profile names the IAM role (AWSReservedSSO_…) instead of the permission set, the account id is another one, or the assignment was removed."
        : `${iamRoleName} is the name of an IAM role. The portal knows the permission set's name only.`,
      "If access was given a moment ago: sign out of the portal and in again, because an older session does not have it yet.",
    ],
    next: (_, { permissionSet, iamRoleName }) => [
      iamRoleName !== null && permissionSet !== null
        ? `Set sso_role_name to ${permissionSet}, and check sso_account_id.`
        : "Set sso_role_name to the permission set's name, and check sso_account_id.",
    ],
    fits: (_, mentions) => noAccessFits(mentions),
    endsWithWhy: true,
  }),
  sentence({
    words: [UNKNOWN_TOKEN, JUST_SIGNED_IN],
    kind: "portal-error",
    layer: "portal",
    title: "The portal that was asked does not know this sign-in",
    meaning: [
      "Right after a sign-in, this usually means that the portal of another Region was asked: the program used the profile's region in place of sso_region. Old versions of tools do that, too.",
      "This says nothing about the user's access.",
    ],
    next: REGION_FIRST,
    fits: [...likely("wrong-region-or-start-url"), ...possible("session-ended")],
  }),
  sentence({
    words: UNKNOWN_TOKEN,
    kind: "portal-error",
    layer: "portal",
    title: "The portal does not know this sign-in",
    meaning: [
      "Either the sign-in ended (expired, signed out or revoked), or the portal of another Region was asked: some programs use the profile's region in place of sso_region. The message is the same.",
      "This says nothing about the user's access.",
    ],
    next: REGION_FIRST,
    fits: [...likely("session-ended"), ...possible("wrong-region-or-start-url")],
  }),
  ofCause(portalThrottledIn, {
    kind: "portal-error",
    layer: "portal",
    title: "The portal was called too often",
  }),
  sentence({
    words: /ResultSize parameter must be within the valid limits of: ?1-(\d{1,5})/i,
    kind: "portal-error",
    layer: "portal",
    title: "The client asks the portal for too many rows at once",
    meaning: ([, most]) => [
      `The portal returns at most ${most} accounts or roles a page; this client asks for more. That is a fault of the client's version, not of the user's access.`,
    ],
    next: [
      `Update the client (aws CLI, SDK or tool), or set its page size to ${LARGEST_PAGE} or less: aws sso list-accounts --page-size ${LARGEST_PAGE} --access-token <token>`,
    ],
    fits: possible("client-list-truncated"),
  }),
  sentence({
    words: [/MethodNotAllowedException/, /switchboard\.portal|portal\.sso\./],
    kind: "portal-error",
    layer: "portal",
    title: "The client called the portal with the wrong HTTP method",
    meaning: ["The portal's lists and credentials are read with GET. This is a fault of the client."],
    next: ["Use the aws CLI or an SDK for the call: aws sso list-accounts --access-token <token>"],
  }),
];

/** A profile without its error shows this mistake, too (casebook C41). */
export const profileMessages: readonly KnownMessage[] = [
  sentence({
    words:
      /sso_role_name\s?=\s?["']?((?:arn:aws[a-z-]{0,20}:iam::\S{1,20}:role\/\S{0,80})?(?:AWSReservedSSO_[\w+=,.@-]{1,64}|AWSServiceRoleForSSO))/,
    kind: "client-error",
    layer: "client",
    title: "The profile names an IAM role",
    meaning: ([, role]) => [`${role} is the name of an IAM role. The portal knows the permission set's name only.`],
    next: (_, { permissionSet }) => [
      `Set sso_role_name to ${permissionSet === null ? "the permission set's name, as the access portal shows it" : permissionSet}.`,
    ],
    fits: likely("wrong-role-name"),
    endsWithWhy: true,
  }),
];

/** Facts C1, casebook C39 and C41. */
const noAccessFits = ({ iamRoleName }: Mentions): readonly Fit[] =>
  iamRoleName === null
    ? possible(
        "wrong-role-name",
        "wrong-account-id",
        "no-assignment",
        "not-a-member",
        "assignment-removed",
        "other-account-assigned",
        "other-set-assigned",
        "portal-not-refreshed",
      )
    : likely("wrong-role-name");
