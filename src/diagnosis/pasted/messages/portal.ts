/** Errors of the access portal: wire bodies and the names that SDKs give them (facts 4.1, C1, C2, C17). */
import { portalThrottledIn } from "../../causes/portal-throttled/cause.ts";
import { sessionEndedIn } from "../../causes/session-ended/cause.ts";
import { type Fit, likely, possible } from "../catalogue-ids.ts";
import type { Mentions } from "../mentions.ts";
import { type KnownMessage, ofCause, sentence } from "./known-message.ts";

/** `ForbiddenException` alone is a word of many services; only with these words it is the portal's. */
const NO_ACCESS =
  /ForbiddenException.{0,200}\bNo access\b|\bNo access\b.{0,200}ForbiddenException|^(?:message: )?"?No access"?$/i;

export const portalMessages: readonly KnownMessage[] = [
  sentence({
    words: [/\bNo access\b/i, /saml\/assertion\/apl-/],
    kind: "portal-error",
    layer: "portal",
    title: "The portal gives this user no such application",
    meaning: [
      "The address is that of an application, not of an account: applications are assigned apart from accounts.",
    ],
    next: [
      "Look whether the application is assigned to the user or a group of theirs; an account is asked about with:",
    ],
    fits: likely("application-not-account"),
    endsWithWhy: true,
  }),
  sentence({
    words: NO_ACCESS,
    kind: "portal-error",
    layer: "portal",
    title: "The portal gives this user no such role in this account",
    meaning: (_, { iamRoleName }) => [
      "The sign-in is valid, but the user has no such account and role.",
      iamRoleName === null
        ? "Most often the profile names the IAM role (AWSReservedSSO_…) instead of the permission set, the account id is another one, or the assignment was removed."
        : `${iamRoleName} is the name of an IAM role; the portal knows the permission set's name only.`,
      "Where access was given a moment ago: sign out of the portal and in again, for an old session does not have it yet.",
    ],
    next: (_, { permissionSet, iamRoleName }) => [
      iamRoleName !== null && permissionSet !== null
        ? `Set sso_role_name to ${permissionSet}, and check sso_account_id.`
        : "Set sso_role_name to the permission set's name and check sso_account_id.",
    ],
    fits: (_, mentions) => noAccessFits(mentions),
    endsWithWhy: true,
  }),
  ofCause(sessionEndedIn, { kind: "portal-error", layer: "portal", title: "The sign-in has ended" }),
  ofCause(portalThrottledIn, { kind: "portal-error", layer: "portal", title: "The portal was asked too often" }),
  sentence({
    words: [/MethodNotAllowedException/, /switchboard\.portal|portal\.sso\./],
    kind: "portal-error",
    layer: "portal",
    title: "The portal was asked with the wrong method",
    meaning: ["The lists and credentials of the portal are read with GET. This is a mistake of the program that asks."],
    next: ["Use the aws CLI or an SDK for the call: aws sso list-accounts --access-token <token>"],
  }),
];

/** A profile without its error shows this mistake, too (casebook C41). */
export const profileMessages: readonly KnownMessage[] = [
  sentence({
    words: /sso_role_name\s?=\s?(AWSReservedSSO_[\w+=,.@-]{1,64})/,
    kind: "client-error",
    layer: "client",
    title: "The profile names an IAM role",
    meaning: ([, role]) => [`${role} is the name of an IAM role; the portal knows the permission set's name only.`],
    next: (_, { permissionSet }) => [`Set sso_role_name to ${permissionSet ?? "the permission set's name"}.`],
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
