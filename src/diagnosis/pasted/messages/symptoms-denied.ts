/** Somebody gets in, and what they do there is refused, old or more than was meant. */
import { likely, possible } from "../catalogue-ids.ts";
import { BUT_NOT_SEEN, NOT, type Symptom, words } from "./symptom.ts";

/** How people call what is not a browser. */
const CLIENT = "(?:cli|terminal|terraform|sdk|boto3|command line|aws [a-z0-9-]{2,30} [a-z-]{2,40})";

export const deniedSymptoms: readonly Symptom[] = [
  {
    asks: "user",
    title: "The user has more access than was meant",
    without: /\bstill (?:can'?t|cannot|can not|not|no|does ?n'?t|do ?n'?t|is ?n'?t|has ?n'?t|fails?|denied)\b/i,
    words: words(
      `\\bwhy (?:does|do|did|has|have|can) .{1,40}\\b(?:have|has|got|get|see|use)\\b.{0,30}\\b(?:admin\\w*|write|power ?user|full access|production|prod)\\b`,
      `still (?:has|have|had|can|sees?|works?|able).{0,80}(?:after|although|even though|despite)`,
      `(?:removed|revoked|deleted|disabled|offboarded).{0,80}(?:but|and|yet).{0,20}still`,
    ),
    meaning: [
      "Access that was removed lives on for a while: removal from a group takes up to one hour for new sessions and up to two for existing ones, and a role's session lasts as long as the permission set says (up to 12 hours). Another group or assignment may give the same access.",
    ],
    fits: possible("outlives-revocation", "too-many-groups", "entitled-by-account-access-manager"),
    question: "Is the assignment gone, or does another road still give the access? This lists every road:",
  },
  {
    title: "The account is there, and what is done in it is denied",
    without: new RegExp(BUT_NOT_SEEN, "i"),
    words: words(
      `(?:see|sees|shows?|lists?|visible|appears?|there)\\b.{0,80}(?:account|role|permission set).{0,80}(?:denied|forbidden|unauthori[sz]ed|error|refused|rejected|cannot|can'?t)`,
      `account.{0,60}(?:visible|listed|shown|shows|appears).{0,80}(?:denied|forbidden|unauthori[sz]ed|error|refused|cannot|can'?t)`,
      `(?:assume|use|open|click|select|enter|access).{0,40}(?:role|account|console|permission set).{0,60}(?:denied|permission denied|forbidden|access denied)`,
      `\\b(?:click|open|select|switch|enter)\\w*\\b.{0,60}\\b(?:(?:management|aws) console|role|account|access keys|command line)\\b.{0,40}(?:nothing happens|\\b403\\b|forbidden)`,
      `(?:\\b403\\b|forbidden|not authori[sz]ed).{0,60}\\b(?:switch|assum|open|click|select|enter)\\w*\\b.{0,30}\\b(?:role|console|account)\\b`,
      `\\b(?:account|role|permission set|tile)\\b.{0,40}\\b(?:shows?|appears?|visible|there|listed)\\b.{0,80}(?:denied|forbidden|unauthori[sz]ed|not authori[sz]ed|no permission|refused)`,
      `(?:permission|access) denied (?:error )?(?:when|after|while|as soon as).{0,60}(?:assum|open|click|select|switch|log|sign)`,
    ),
    meaning: [
      "The assignment works, because the portal shows it. What refuses lies behind it: the role's session, the permission set's policies, or a policy of the account, the organization or the resource.",
    ],
    fits: possible(
      "outdated",
      "role-missing",
      "saml-provider-missing",
      "direct-assume-role",
      "no-policy",
      "policy-does-not-allow",
      "boundary-deny",
      "scp-deny",
      "rcp-deny",
      "abac-attribute",
      "other-deny-context",
      "region-disabled",
    ),
    question:
      "Paste the message itself: it names the action and often the policy. Or ask about one action that is denied:",
    asks: "action",
  },
  {
    title: "The work on an assignment or a permission set does not end",
    words: words(
      `(?:provision(?:ing|ed)?|assignment|permission set).{0,60}\\b(?:stuck|hangs?|pending|in[ _]progress|forever|never (?:finish|complete|end)s?)`,
      `\\bprovision\\w*.{0,40}\\bpermission sets?\\b.{0,40}(?:fail|error)\\w*`,
      `(?:stuck|hanging|pending) .{0,40}(?:provision|assignment|permission set)`,
      `permission set.{0,40}not provisioned`,
      `(?:assign|provision)\\w*.{0,80}(?:stays?|stayed|remains?|still|stuck|keeps?|kept)\\b.{0,20}in[ _]progress`,
      `(?:provision\\w*|assignment|permission set).{0,60}(?:stays?|stayed|remains?|still) (?:in )?(?:creating|running|waiting|unfinished)`,
    ),
    meaning: [
      "Assignments and provisioning run in the background and report their reason only in the status of the request. In one account one role is changed at a time.",
    ],
    fits: [
      ...possible("assignment-in-progress"),
      ...possible("provisioning-in-progress", "provisioning-failed", "assignment-failed", "concurrent-operation"),
    ],
    question: "Paste the answer of the Describe…Status call. Or ask about the access itself:",
  },
  {
    title: "A change of the permission set has no effect",
    words: words(
      `(?:chang|updat|edit|modif|added|attached).{0,60}(?:permission set|policy|permissions).{0,80}(?:${NOT}|old|no effect|still)`,
      `(?:permission set|policy|permissions).{0,60}(?:chang|updat|edit|modif).{0,60}(?:${NOT} (?:\\w+ ){0,2}(?:effect|appl|work|reflect)|no effect|old|still)`,
      `(?:old|outdated|stale) (?:permissions|policy|policies)`,
    ),
    meaning: [
      "Accounts keep the version of a set from before the change until the set is provisioned to them again; and a session that is open keeps what it had only until the role's policies are changed.",
    ],
    fits: [
      ...likely("outdated"),
      ...possible("provisioning-failed", "provisioning-in-progress", "policy-differs-per-account"),
    ],
    question: "Is the set outdated in this account? This decides it:",
  },
  {
    title: "The portal and the CLI do not give the same",
    words: words(
      `(?:console|portal|browser)\\b.{0,60}\\bworks?\\b.{0,60}\\b${CLIENT}\\b.{0,40}(?:${NOT}|fail|denied|error)`,
      `${CLIENT}\\b.{0,40}(?:${NOT}|fails?|denied|error).{0,60}(?:console|portal|browser)\\b.{0,30}\\bworks?`,
    ),
    meaning: [
      "The access is in order, because the portal gives it. The profile names another account, role or Region, its sign-in has ended, or access keys in the environment win over it.",
    ],
    fits: [
      ...likely("wrong-role-name"),
      ...possible(
        "wrong-account-id",
        "environment-keys-win",
        "wrong-region-or-start-url",
        "session-ended",
        "client-list-truncated",
      ),
    ],
    question: "What does the CLI use? Paste its message, look at `aws configure list`, or let the profile be judged:",
  },
  {
    title: "The CLI works, and the console does not open",
    words: words(
      `(?:cli|terminal|api|sdk)\\b.{0,40}\\bworks?\\b.{0,60}\\b(?:console|browser)\\b.{0,40}(?:${NOT}|fail|denied|error|blocked)`,
      `(?:console|browser)\\b.{0,40}(?:${NOT}|fails?|denied|blocked).{0,60}\\b(?:cli|api|sdk|terminal)\\b.{0,20}\\bworks?`,
    ),
    meaning: [
      "Access is in order, because the CLI gets it. A sign-in policy of the account or organization (signin:* actions) can keep people out of the console only; a relay state can lead to a Region that is not allowed.",
    ],
    fits: possible(
      "console-sign-in-policy",
      "rcp-deny",
      "other-deny-context",
      "relay-state-wrong-region",
      "region-disabled",
    ),
    question:
      "Which words does the console's page show? Paste them. Whether a sign-in policy refuses the console (with --audit-role the account's own is read, too):",
    asks: "console",
  },
];

/** Nothing is said but that something is denied: asked after everything that says more. */
export const somethingDenied: Symptom = {
  title: "Something is denied",
  words: words(
    `(?:access|permission) (?:is |was )?denied.{0,200}(?:\\bsso\\b|portal|account|group|permission set|identity center)`,
    `(?:\\bsso\\b|portal|account|group|permission set|identity center).{0,200}(?:access|permission) (?:is |was )?denied`,
    `^\\W*(?:aws )?(?:(?:access|permission) (?:is |was )?denied|not authori[sz]ed|denied|403(?: forbidden)?|forbidden)\\W*$`,
  ),
  meaning: [
    "The words do not say what refused. If the portal shows the account, the assignment works and a policy or the role's session refuses; if it does not, the way to the account is broken. After a change of groups the portal shows it within the hour, or after a new sign-in.",
  ],
  fits: possible(
    "not-a-member",
    "no-assignment",
    "portal-not-refreshed",
    "outdated",
    "policy-does-not-allow",
    "boundary-deny",
    "scp-deny",
  ),
  asks: "action",
  question: "Paste the message itself: it names the caller and the action. Or ask about one action that is denied:",
};
