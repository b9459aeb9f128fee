/** What people tell of a change or a sign-in of theirs, and what went wrong with it: each has its own likely cause. */
import { likely, possible } from "../catalogue-ids.ts";
import { NOT, type Symptom, words } from "./symptom.ts";

const PROVIDER =
  "(?:okta|entra|azure(?: ad)?|google workspace|onelogin|jumpcloud|ping(?:one|federate)?|identity provider|idp|scim)";
const ARRIVE = "(?:appear|show|sync\\w*|arriv\\w*|exist|come|land|visible|listed|provision\\w*|there|reach)";
const AGAIN = "(?:re-?creat\\w*|re-?made|re-?assign\\w*|creat\\w* (?:\\w+ ){0,3}again|made (?:\\w+ ){0,3}again)";

/** Only what also names something of Identity Center. */
const OURS = "(?=.*(?:permission set|\\bsso\\b|\\brole\\b|assign|identity center))";

export const symptomsOfChanges: readonly Symptom[] = [
  {
    title: "A nested group gives nobody access",
    words: words(`nested groups?`, `groups? (?:with)?in(?:side)? (?:of )?(?:a |another |other )groups?`),
    // Facts A4.
    meaning: [
      "Groups cannot be nested in Identity Center: a member of a group inside the assigned group gets nothing through it. Identity providers send the direct members only.",
    ],
    fits: [...likely("nested-group"), ...possible("not-a-member")],
    question: "Is the user a direct member of the assigned group? This decides it:",
  },
  {
    asks: "user",
    title: "Users or groups of the identity provider do not arrive",
    words: words(
      `(?:users?|groups?|members?)\\b.{0,50}${PROVIDER}.{0,60}(?:${NOT}) ?(?:be |being |yet |even )?${ARRIVE}`,
      `${PROVIDER}\\b.{0,50}(?:users?|groups?|members?)\\b.{0,40}(?:${NOT}) ?(?:be |being |yet |even )?${ARRIVE}`,
      `\\b(?:added|add|put)\\b.{0,40}\\bgroup\\b.{0,60}\\b(?:aws|\\bsso\\b|identity center)\\b.{0,20}(?:${NOT}) (?:know|see|show|have|reflect)`,
      `(?:sync\\w*|provision\\w*) (?:\\w+ ){0,4}(?:users?|groups?|members?)\\b.{0,40}(?:${NOT}|fails?|failed|stopped)`,
    ),
    without: /\bpermission sets?\b|\bhid(?:e|den)\b/i,
    meaning: [
      "The identity provider sends a user or group only where the AWS application is assigned to it, with all required attributes and one value of each, and while its SCIM token is valid. Groups arrive with direct members only.",
    ],
    fits: [
      ...likely("membership-not-synced"),
      ...possible("user-not-found", "idp-application-not-assigned", "idp-attributes-refused", "nested-group"),
    ],
    question: "What does the provider's provisioning log say about them? What has arrived:",
  },
  {
    title: "The role has another name since it was created again",
    words: words(
      `${OURS}(?:\\beks\\b|kubectl|kubernetes|cluster|key policy|bucket policy|trust policy).{0,120}${AGAIN}`,
      `${OURS}${AGAIN}.{0,120}(?:\\beks\\b|kubectl|kubernetes|cluster|key policy|bucket policy|trust policy)`,
    ),
    // Facts E4, C13.
    meaning: [
      "When the last assignment of a set in an account is deleted, its role goes; the next one has other digits at the end of its name. EKS access entries, key policies, bucket policies and trust policies that name the old role no longer match.",
    ],
    fits: [...likely("role-renamed"), ...possible("set-recreated", "other-deny-context")],
    question: "Which role does the policy or access entry name, and which one is there? Access itself:",
  },
  {
    title: "What was deleted and created again is another one to AWS",
    words: words(
      `(?:delet|remov)\\w* (?:\\w+ ){0,3}(?:group|user)\\b.{0,60}(?:re-?creat|creat|add|made)\\w*.{0,100}(?:nobody|no one|lost|without|can'?t|cannot|gone|no access|denied)`,
      `(?:group|user)\\b.{0,40}${AGAIN}.{0,80}(?:nobody|no one|lost|without|can'?t|cannot|gone|no access|denied)`,
    ),
    // Facts A5.
    meaning: [
      "An assignment follows the id of a user or group, not the name. What was created again under the same name has a new id and none of the old assignments.",
    ],
    fits: [...likely("principal-recreated"), ...possible("principal-deleted", "assignment-removed")],
    question: "Which id does the assignment name? This shows it, and who deleted what:",
  },
  {
    title: "An assignment in the management account failed",
    words: words(
      `assign\\w*.{0,60}(?:fail|error|denied|refus)\\w*.{0,60}management account`,
      `(?:nobody|no one|${NOT}).{0,20} assign\\w*.{0,60}management account`,
      `management account.{0,60}assign\\w*.{0,60}(?:fail|error|denied|refus)`,
    ),
    // Facts D3.
    meaning: [
      "In the management account Identity Center makes the role with the IAM permissions of whoever assigns, and a delegated administrator cannot assign there at all.",
    ],
    fits: [
      ...likely("caller-lacks-iam-in-management-account"),
      ...possible("delegated-admin-limit", "assignment-failed"),
    ],
    question: "Paste the FailureReason of the request. Or ask about the access itself:",
  },
  {
    title: "The account is suspended or closed",
    words: words(`account (?:is |was |has been |got |gets )?(?:suspended|closed|being closed)\\b`),
    // What AWS suspends for want of payment is a matter of the invoice, told by nobody's access.
    without: /\b(?:unpaid|invoices?|payments?|credit card|billing|overdue|past due)\b/i,
    // Facts A12.
    meaning: [
      "Nobody can use an account that is suspended or closed, whatever is assigned; the portal may still show it. Assignments in it fail.",
    ],
    fits: [...likely("account-suspended"), ...possible("account-closed", "account-pending-closure")],
    question: "What state is the account in, in Organizations? This names it:",
  },
  {
    asks: "user",
    title: "The sign-in was made under another name",
    words: words(
      `(?:sign|log)(?:s|ed|ged|ging|ing)? ?(?:in|on) (?:with|as|under|using) (?:(?:the|a|an|my|his|her|their) )?(?:wrong|other|another|different|old|private|personal)\\b`,
    ),
    meaning: [
      "Access belongs to one user of the directory. Who signs in under another name or e-mail address is another user, or none, and sees what that one has.",
    ],
    fits: [...likely("sign-in-name-mismatch"), ...possible("user-duplicate", "user-not-found")],
    question: "Under which name did the person sign in? What the user with that name has:",
  },
  {
    asks: "user",
    title: "A code of the second factor is not accepted",
    words: words(
      `(?:\\bmfa\\b|authenticator|second factor|one-time|\\botp\\b).{0,60}(?:wrong|invalid|incorrect|rejected|refused|(?:${NOT}) (?:work|accept))`,
    ),
    meaning: [
      "The device's clock is wrong, the code is of another account's entry, or the device was registered for another user. An administrator can remove the device, and the user registers it again.",
    ],
    fits: [...likely("sign-in-failed"), ...possible("mfa-not-registered")],
    question: "Does the device set its clock by itself? Whether the user may sign in:",
  },
  {
    asks: "user",
    title: "An e-mail of the sign-in does not arrive",
    words: words(
      `(?:password|invitation|verification|reset|one-time)\\b.{0,40}(?:e-?mails?|mails?|links?|messages?)\\b.{0,40}(?:(?:${NOT}|didn'?t|doesn'?t) ?(?:be |being )?(?:arriv|receiv|sent|come|get|deliver|reach))`,
      `(?:${NOT}) ?(?:receiv|get|got)\\w* (?:\\w+ ){0,4}(?:password|invitation|verification|reset)\\b.{0,30}(?:e-?mail|mail|link|message)`,
    ),
    meaning: [
      "AWS sends it to the e-mail address that the user has in Identity Center; filters often hold it back. Users of an external identity provider get no e-mail of AWS: their password is there.",
    ],
    fits: [...possible("user-not-invited", "sign-in-failed", "user-not-found")],
    question: "Is the address right, and is the identity source Identity Center itself? What the directory has:",
  },
  {
    asks: "user",
    title: "The page stays blank after the sign-in",
    words: words(
      `(?:log|sign)[- ]?(?:in|on|ged in|ed in)\\b.{0,60}(?:white|blank|empty) (?:page|screen)`,
      `(?:white|blank|empty) (?:page|screen)\\b.{0,60}(?:log|sign)[- ]?(?:in|on|ged in|ed in)\\b`,
      `(?:portal|start page|\\bsso\\b|console)\\b.{0,60}(?:white|blank|empty) (?:page|screen)`,
    ),
    meaning: [
      "The browser could not load all parts of the portal: a proxy, filter or extension blocks one of its domains. Or the console opens a page that the relay state names and that is not there.",
    ],
    fits: possible("portal-domains-blocked", "relay-state-wrong-region", "sign-in-failed"),
    question:
      "Does it work in a private window, in another network? If it does, nothing is wrong with the access itself:",
  },
];
