/** What AWS's sign-in pages, the access portal and identity providers show when somebody does not get in (facts A8, C16; observed sentences). */
import { consoleSignInPolicyIn } from "../../causes/console-sign-in-policy/cause.ts";
import { signInFailedIn } from "../../causes/sign-in-failed/cause.ts";
import { likely, possible } from "../catalogue-ids.ts";
import { type KnownMessage, ofCause, sentence } from "./known-message.ts";

const page = { kind: "portal-error", layer: "sign-in" } as const;

/** The order in which to look: the sign-in events decide. */
const IN_THIS_ORDER =
  "Check in this order: is the user in the directory under exactly the name that the identity provider sends; is the NameID an e-mail address; are the MFA code and the clocks right; is the user enabled.";
const SIGN_IN_EVENTS = [
  "Look at the user's sign-in events (CredentialVerification, UserAuthentication, ExternalIdPDirectoryLogin) in CloudTrail of the instance's account and Region; they name the step that failed:",
  "aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventSource,AttributeValue=signin.amazonaws.com",
  "Check that the user exists and is enabled under that name:",
  "idc-doctor why <user>",
] as const;
const WHO_IS_MISSING = [
  ...likely("user-not-found", "sign-in-name-mismatch", "sign-in-failed"),
  ...possible("user-disabled"),
];

export const signInPageMessages: readonly KnownMessage[] = [
  sentence({
    ...page,
    words: /invalid name ?id policy format|name ?id format.{0,60}(?:not supported|invalid|unsupported)/i,
    title: "The identity provider sends a NameID in another format than e-mail address",
    meaning: [
      "Identity Center asks for the NameID format emailAddress, and the value must be exactly the user's userName. The provider sends or offers another format.",
    ],
    next: [
      "Set the NameID format of the application at the identity provider to e-mail address, with the userName as its value. Then check the user:",
      "idc-doctor why <user>",
    ],
    fits: likely("sign-in-name-mismatch"),
  }),
  sentence({
    ...page,
    words: [
      /request included an invalid SAML response/i,
      /\bportal\b|start page|awsapps|\bclick\w* (?:on )?(?:the |a |my |any )?(?:role|account|permission set|management console)\b|\b(?:account|role) tile\b/i,
    ],
    title: "The account does not accept what the portal sends",
    // Facts C4, C5: behind the portal the account's own SAML provider and the set's role count; the sign-in is over by then.
    meaning: [
      "The person is in the portal already, so the identity provider did its part. Behind the role in the portal the account must have the SAML provider of Identity Center and the set's role: one of them was deleted or changed, or the role was made again.",
    ],
    next: [
      "Look in that account whether both exist:",
      "aws iam list-saml-providers",
      "aws iam list-roles --path-prefix /aws-reserved/sso.amazonaws.com/",
      "Provisioning the set again makes what is missing. Whether the access is whole:",
    ],
    fits: [...likely("saml-provider-missing", "role-missing"), ...possible("role-renamed")],
    endsWithWhy: true,
  }),
  sentence({
    ...page,
    words: /request included an invalid SAML response|invalid SAML (?:response|assertion)/i,
    title: "AWS does not accept the SAML response of the identity provider",
    meaning: [
      "The reasons are at the identity provider: its signing certificate was replaced and not uploaded to Identity Center, its clock differs, the audience or ACS address is another one, or the NameID is not the userName.",
    ],
    next: [
      "Compare certificate, clock, audience, ACS address and NameID with the settings page of Identity Center. Then:",
      ...SIGN_IN_EVENTS,
    ],
    fits: [...likely("sign-in-failed"), ...possible("sign-in-name-mismatch", "idp-acs-mismatch")],
  }),
  sentence({
    ...page,
    words:
      /It'?s not you, it(?:'| i)s us|couldn'?t complete your request right now|Your request could not be completed|MFA device could not be verified|Looks like this code isn'?t right|(?:couldn'?t|could not) verify your sign-in credentials|Invalid MFA credentials/i,
    title: "The sign-in page of AWS did not let the user in",
    meaning: [
      "The page shows the same words for several reasons: AWS could not use what the identity provider sent, or did not accept the code.",
      IN_THIS_ORDER,
    ],
    next: SIGN_IN_EVENTS,
    fits: WHO_IS_MISSING,
  }),
  sentence({
    ...page,
    words: /This application has not been enabled for your directory/i,
    title: "The address is not that of this directory's access portal",
    meaning: [
      "The address lacks /start, or belongs to the portal of another directory. This says nothing about the user's access.",
    ],
    next: [
      "Use the AWS access portal URL on the settings page of Identity Center, for example https://d-1234567890.awsapps.com/start",
    ],
    fits: likely("wrong-region-or-start-url"),
  }),
  ofCause(consoleSignInPolicyIn, {
    ...page,
    title: "A sign-in policy of the account refused the console",
    fits: possible("rcp-deny", "other-deny-context"),
  }),
  sentence({
    ...page,
    words:
      /Browser not supported|(?:couldn'?t|could not) update your password|(?:isn'?t|not|n't) (?:getting|receiving) (?:the |any )?(?:e-?mails?|invitation|verification)/i,
    title: "The user does not get through the sign-in page",
    meaning: [
      "Assignments are not read before the sign-in is complete. Users made by an API get no invitation by themselves: an administrator sends the e-mail or sets a one-time password in the console.",
    ],
    next: [
      "Allow the portal's domains in proxy and mail filters (awsapps.com, signin.aws, login.aws), use a current browser, and send the verification again in the console. Then check the user:",
      "idc-doctor why <user>",
    ],
    fits: [
      ...likely("sign-in-failed"),
      ...possible("user-not-invited", "mfa-not-registered", "portal-domains-blocked", "user-disabled"),
    ],
  }),
  sentence({
    ...page,
    // A sentence of many programs: only alone it is likely to be the sign-in page's (facts A8).
    words: /^.{0,40}An unexpected error has occurred.{0,60}$/i,
    title: "The sign-in page shows an unexpected error",
    meaning: [
      "Among other reasons, the page shows this to people whom the identity provider knows and Identity Center does not: the user was not provisioned, or the provider sends another name than the userName. Identity Center does not create users at sign-in.",
      IN_THIS_ORDER,
    ],
    next: SIGN_IN_EVENTS,
    fits: possible(
      "sign-in-failed",
      "user-not-found",
      "sign-in-name-mismatch",
      "user-disabled",
      "idp-acs-mismatch",
      "idp-attributes-refused",
    ),
  }),
  sentence({
    ...page,
    // Words of many pages: only alone they are likely to be the access portal's.
    words:
      /^.{0,40}\byou(?:'ve| have| were) (?:been )?signed out\b.{0,120}$|^.{0,40}\byour (?:\w+ )?session (?:has |is )?(?:expired|ended|over|timed out)\b.{0,120}$/i,
    title: "The session of the page has ended",
    meaning: [
      "Nobody is signed in on this page any more: the portal's session is over, or was signed out in another window. This says nothing about the user's access.",
    ],
    next: ["Sign in to the access portal again. If accounts are missing after that, ask about one of them:"],
    endsWithWhy: true,
    fits: likely("session-ended"),
  }),
  ofCause(signInFailedIn, { ...page, title: "The sign-in did not succeed" }),
];
