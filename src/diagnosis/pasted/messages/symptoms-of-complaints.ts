/** What is left when no symptom is recognised: somebody complains about AWS in a sentence, and its kind is all that it tells. Asked last. */
import { likely, possible } from "../catalogue-ids.ts";
import { PRINTED } from "../typed-words.ts";
import { NOT, type Symptom, words } from "./symptom.ts";
import { somethingDenied } from "./symptoms-denied.ts";

const SIGN_IN =
  "(?:log(?:ging|ged)?[ -]?(?:in|on)\\b|sign(?:ing|ed)?[ -]?(?:in|on)\\b|login|logon|tile|start page|(?:sso|aws|access) portal|identity cent(?:er|re)|\\bsso\\b)";
const BROKEN =
  "(?:went wrong|errors?\\b|fail(?:s|ed|ure|ing)?\\b|broken|loops?\\b|refus\\w+|reject\\w+|block\\w+|times? out|spinn\\w+|crash\\w*)";

/** The kinds, the most telling first; what they are asked of is a complaint (`isComplaint`) already. */
export const complaints: readonly Symptom[] = [
  {
    title: "The client works with another identity than was meant",
    words: words(
      `(?:different|wrong|another|other|unexpected|old|not the (?:right|same)|incorrect) (?:aws )?(?:accounts?|identity|user|role|profile|credentials)\\b.{0,60}(?:than|caller|identity|expect|cli|terraform|profile|using|used|logged|signed)`,
      `(?:get-caller-identity|whoami|aws (?:cli|profile)|terraform|sdk|cli)\\b.{0,80}(?:different|wrong|another|other|unexpected|old|not the (?:right|same)|incorrect) (?:aws )?(?:accounts?|identity|user|role|profile|credentials)`,
      `(?:log|sign)(?:s|ged|ging|ed|ing)? (?:me |us |him |her |them )?in(?:to)? (?:to )?(?:the |a |an )?(?:different|wrong|another|other) (?:aws )?(?:account|role|user)`,
      `\\bcredentials (?:are|were|belong) (?:for|of|to)\\b`,
    ),
    // Facts C21: keys in the environment come before a profile.
    meaning: [
      "Clients take the first credentials that they find: keys in the environment before a profile, the named profile before the default one. A browser keeps the last sign-in: another user's portal session, or another role's console session.",
    ],
    fits: [
      ...likely("environment-keys-win"),
      ...possible("wrong-account-id", "wrong-role-name", "sign-in-name-mismatch"),
    ],
    question:
      "Which identity is used, and from where (`aws sts get-caller-identity`, `aws configure list`)? In a browser: does a private window do the same? Let the profile be judged:",
  },
  {
    asks: "user",
    title: "The session ends too often",
    words: words(
      `(?:log|kick|sign|throw|boot)(?:s|ged|ging|ed|ing)? (?:me|us|him|her|them|people|everyone|everybody|users?) (?:back )?out\\b`,
      `(?:get|gets|getting|got|being|am|are|is|keeps?) (?:\\w+ )?(?:logged|signed|kicked|thrown) (?:back )?out\\b`,
      `(?:have|has|need|must) (?:\\w+ )?to (?:log|sign)[ -]?(?:in|on) (?:\\w+ )?(?:again|every|each|several|many|over)`,
      `(?:log|sign)[ -]?in again (?:and again|every|all the time)`,
    ),
    // Facts E6.
    meaning: [
      "Two sessions end apart: the portal's (8 hours unless the instance or the identity provider says otherwise) and each role's (1 hour unless the permission set says otherwise, 12 at most).",
    ],
    fits: [
      ...likely("session-too-short"),
      ...possible("session-ended", "role-chaining-limit", "portal-domains-blocked"),
    ],
    question: "Which one ends: the portal's, the console's or the CLI's, and after how long? The access itself:",
  },
  {
    title: "A role of Identity Center is opened in the portal, not by switching roles",
    words: words(
      `(?:${NOT}|how (?:do|can|to)|unable to|error|fail\\w*|denied).{0,40}\\bswitch(?:ing)? (?:the |to |to the |to a )?(?:iam )?roles?\\b`,
      `\\bswitch(?:ing)? (?:the |to |to the )?roles?\\b.{0,60}(?:${NOT}|unable|error|fail\\w*|denied|invalid)`,
    ),
    // Facts C6: the trust policy of a reserved role never has sts:AssumeRole.
    meaning: [
      'Roles named AWSReservedSSO_… trust nothing but the account\'s SAML provider of Identity Center: neither "Switch role" nor sts:AssumeRole opens them. Switching to a role of your own needs its trust policy and the permission sts:AssumeRole of the role that you are in.',
    ],
    fits: [...likely("direct-assume-role"), ...possible("policy-does-not-allow", "scp-deny")],
    question: "Is the role that you switch to named AWSReservedSSO_…? Then open it in the portal. Whether you have it:",
  },
  {
    title: "The account is there without a role to choose",
    words: words(
      `\\baccounts?\\b.{0,60}\\b(?:but|with|without|and|has|have|shows?)\\b.{0,20}\\b(?:no|zero|any|empty)\\b.{0,15}\\b(?:roles?|permission sets?)\\b`,
      `\\b(?:no|zero) (?:roles?|permission sets?)\\b.{0,40}\\b(?:under|in|for|below|of|inside|on)\\b.{0,30}\\baccounts?\\b`,
    ),
    // Facts A1: the portal shows exactly what is assigned; A15, N9: it may still show what was.
    meaning: [
      "The portal shows an account only while a permission set is assigned to the user there. An account without a role to choose is an old page: the assignment was removed since, or the page has not been reloaded.",
    ],
    fits: [
      ...likely("portal-not-refreshed", "assignment-removed"),
      ...possible("assignment-in-progress", "account-suspended"),
    ],
    question: "Does it stay so after signing out and in again? What is assigned there, and what was removed by whom:",
  },
  {
    title: "A page of billing is refused",
    words: words(
      `\\b(?:billing|invoices?|cost explorer|cost management|bills?|budgets?)\\b.{0,80}(?:${NOT}|denied|access|permission|authori[sz]ed|forbidden|need)`,
      `(?:${NOT}|denied|forbidden|no access|authori[sz]ed|permission)\\b.{0,80}\\b(?:billing|invoices?|cost explorer|cost management|bills?|budgets?)\\b`,
    ),
    // AWS Billing User Guide, "Granting access to your billing information and tools".
    meaning: [
      "Billing has a switch of its own: until the root user of the account activates IAM access to Billing, no role of Identity Center sees it, whatever its policies allow. Then the permission set must allow the billing actions.",
    ],
    fits: possible("policy-does-not-allow", "scp-deny", "boundary-deny"),
    question:
      "Is IAM access to Billing activated in that account (Account page, as its root user)? If so, ask about an action:",
    asks: "action",
  },
  {
    ...somethingDenied,
    title: "Something in AWS is denied",
    words: words(
      `(?:access|permissions?) (?:is |was |gets? )?(?:denied|refused)|not (?:authori[sz]ed|permitted|allowed)|unauthori[sz]ed|forbidden|\\b403\\b|(?:lack|missing|without|no|insufficient|need|not enough) (?:the )?permissions?|(?:${NOT}) (?:have )?permission`,
    ),
  },
  {
    asks: "user",
    title: "The sign-in does not succeed",
    words: words(
      `${SIGN_IN}.{0,80}(?:${BROKEN}|${NOT}|stopped working|unable)`,
      `(?:${BROKEN}|${NOT}|unable to|sorry|trouble|problems?).{0,80}${SIGN_IN}`,
    ),
    // Facts A6, A7, A8, A25.
    meaning: [
      "Until the sign-in ends no assignment is read. The identity provider must have the application assigned to the person and send the name of a user that Identity Center has; the user must be enabled; a second factor may be asked for.",
    ],
    fits: [
      ...possible("wrong-region-or-start-url", "portal-domains-blocked"),
      ...likely("sign-in-failed"),
      ...possible(
        "idp-application-not-assigned",
        "sign-in-name-mismatch",
        "user-not-found",
        "user-disabled",
        "mfa-not-registered",
      ),
    ],
    question:
      "Which words does the page show, and whose page is it (the identity provider's or AWS's)? Whether the user may sign in:",
  },
  {
    title: "Access to AWS is missing",
    without: /\b(?:help|support|training|docs|documentation|tutorial|course|certificat\w+)\b/i,
    words: words(
      `\\b(?:no|lost|lose|loses|losing|missing|without|get|gets|give|gave|grant(?:ed)?|request(?:ed)?|needs?|wants?|(?:do|does|did|has|have|had)(?:n'?t| not)(?: \\w+){0,2})\\b.{0,30}\\b(?:access|roles?|accounts?|permission sets?|aws)\\b`,
      `\\b(?:access|roles?|accounts?|permission sets?|permissions?)\\b.{0,60}\\b(?:gone|lost|missing|disappeared|vanished|removed|revoked|not there|went away|no longer|(?:${NOT}))`,
    ),
    // Facts A1 to A5, in the order of the access path.
    meaning: [
      "In the order of the access path: the person has no user, or signs in with a different name; is not in the assigned group; nothing is assigned, or it was removed, failed or names an old id; the set is not provisioned; the portal has not been refreshed since.",
    ],
    fits: [
      ...possible("user-not-found", "sign-in-name-mismatch"),
      ...likely("not-a-member"),
      ...possible("membership-not-synced"),
      ...likely("no-assignment"),
      ...possible(
        "assignment-removed",
        "assignment-failed",
        "principal-recreated",
        "not-provisioned",
        "portal-not-refreshed",
      ),
    ],
    question:
      "Who needs what, and where? For one person this names what they have, what they lost and what is missing:",
  },
];

/** What a program prints begins like this; and nobody says more at once. */
const NO_SENTENCE = /^\s*(?:error|fatal|warn(?:ing)?|info|debug)\b\s*[:[(]|\bat \w+\.\w+\(/i;
const MOST_WORDS = 60;
const FEWEST_WORDS = 2;

/** AWS or Identity Center is meant, by a name that nothing else has. */
const ABOUT_AWS =
  /\b(?:aws|sso|amazon)\b|identity cent|access portal|(?:aws|sso) portal|\b(?:my|the|our) portal\b|start page|permission sets?|AWSReservedSSO|get-caller-identity|\bcloudshell\b|\bquick ?sight\b|management console|\b(?:prod|production|staging|stage|sandbox|dev|test|management|member) accounts?\b|\bswitch roles?\b|\bconsole\b.{0,60}\baccount\b|\b\d{12}\b/i;

/** A program's access, and users that are not Identity Center's. */
const NO_PERSON =
  /\b(?:lambda|functions?|ec2|ecs|fargate|instances?|instance profile|service accounts?|pods?|containers?|pipelines?|codebuild|codepipeline|glue|cron|batch|jobs?|workflows?|runners?|iam users?|root user|bots?|applications? role|app server|backend|database|rds|dynamodb)\b/i;

/** Whether the text is somebody's complaint about AWS, of which only the kind can be told. */
export function isComplaint(line: string): boolean {
  const count = line.trim().split(/\s+/).length;
  return (
    count >= FEWEST_WORDS &&
    count <= MOST_WORDS &&
    ABOUT_AWS.test(line) &&
    !PRINTED.test(line) &&
    !NO_SENTENCE.test(line) &&
    !NO_PERSON.test(line)
  );
}
