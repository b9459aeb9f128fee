/** What people say of the portal in their own words: the likely causes in the order of the access path, and the one question or command that decides. */
import { type Fit, likely, possible } from "../catalogue-ids.ts";
import { whyCommand } from "../command.ts";
import { type Explanation, explanation } from "../explanation.ts";
import { mentionsIn, openChoices } from "../mentions.ts";
import type { Message } from "../readable.ts";

interface Symptom {
  readonly title: string;
  /** One of these must be found. */
  readonly words: readonly RegExp[];
  readonly without?: RegExp;
  readonly meaning: readonly string[];
  readonly fits: readonly Fit[];
  /** The question that decides, to be asked before the command. */
  readonly question: string;
  /** What the command asks about: the user alone, the user's access to one account (as a rule), or one action there. */
  readonly asks?: "user" | "action";
}

const NOT = "(?:n['o]?t|not|never|no longer|cannot|can ?not|fail(?:s|ed)? to)";
const SHOW = "(?:appear|show|visible|listed|display|there|see|find|present|come up)";
const PORTAL = "(?:access portal|portal|start page|sso page|login page|dashboard|aws sso|identity center|landing page)";

const words = (...patterns: readonly string[]): readonly RegExp[] => patterns.map((one) => new RegExp(one, "i"));

/** Longer texts are logs or documents; nobody describes a symptom at such length. */
const LONGEST = 4000;

const SYMPTOMS: readonly Symptom[] = [
  {
    asks: "user",
    title: "The user has more access than was meant",
    words: words(
      `still (?:has|have|had|can|sees?|works?|able).{0,80}(?:after|although|even though|despite)`,
      `(?:removed|revoked|deleted|disabled|offboarded).{0,80}(?:but|and|yet).{0,20}still`,
    ),
    meaning: [
      "Access that was removed lives on for a while: removal from a group takes up to one hour for new sessions and up to two for existing ones, and a role's session lasts as long as the permission set says (up to 12 hours). Another group or assignment may give the same access.",
    ],
    fits: possible("outlives-revocation", "too-many-groups", "account-access-manager"),
    question: "Is the assignment gone, or does another road still give the access? This lists every road:",
  },
  {
    title: "The account is there, and what is done in it is denied",
    words: words(
      `(?:see|sees|shows?|lists?|visible|appears?|there)\\b.{0,80}(?:account|role|permission set).{0,80}(?:denied|forbidden|unauthori[sz]ed|error|refused|rejected|cannot|can'?t)`,
      `account.{0,60}(?:visible|listed|shown|shows|appears).{0,80}(?:denied|forbidden|unauthori[sz]ed|error|refused|cannot|can'?t)`,
      `(?:assume|use|open|click|select|enter|access).{0,40}(?:role|account|console|permission set).{0,60}(?:denied|permission denied|forbidden|access denied)`,
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
    asks: "user",
    title: "The portal shows no account at all",
    words: words(
      `\\bno (?:aws )?accounts? (?:are |is |were |was )?(?:visible|available|shown|showing|listed|displayed|found|there|at all|assigned|in (?:the|my|their) ${PORTAL})`,
      `\\b(?:any|no) (?:aws )?accounts?\\b.{0,40}\\b${PORTAL}`,
      `${PORTAL}.{0,60}(?:is |are |was )?(?:empty|blank|shows? nothing|nothing|without any account|no (?:aws )?accounts?)`,
      `(?:${NOT}).{0,30}\\b(?:see|find|show|list|display)\\b.{0,20}\\bany (?:of (?:my|the|their) )?(?:aws )?accounts?`,
      `(?:see|sees|saw|shows?|lists?|gets?|got|there (?:is|are)) no (?:aws )?accounts?`,
      `You (?:do not|don'?t) have (?:access to )?any (?:applications|accounts)`,
      `no applications? (?:assigned|available|visible)`,
      `(?:added|add) (?:\\w+ ){0,6}(?:to|into) (?:\\w+ ){0,4}group.{0,80}\\bno (?:aws )?account`,
      `empty (?:${PORTAL})`,
    ),
    meaning: [
      "Along the access path: the wrong portal was opened; the person signs in as another user than the one who was given access; the user is not in the group that is assigned, or the group did not arrive from the identity provider; nothing is assigned, or the assignment failed, is still running, or names a group that was deleted and created again; the portal has not been refreshed since.",
    ],
    fits: [
      ...possible("wrong-region-or-start-url", "user-duplicate", "sign-in-name-mismatch"),
      ...likely("not-a-member"),
      ...possible("group-empty", "membership-not-synced"),
      ...likely("no-assignment"),
      ...possible(
        "assignment-in-progress",
        "assignment-failed",
        "principal-recreated",
        "assignment-removed",
        "account-access-manager",
        "portal-not-refreshed",
      ),
    ],
    question:
      "Does it stay so after signing out of the portal and in again, and do others of the same group see the account? This decides it:",
  },
  {
    title: "One account does not appear in the portal",
    words: words(
      `account\\b.{0,60}(?:${NOT}) ?(?:be(?:ing)? |yet |even )?(?:${SHOW})`,
      `(?:${NOT}) (?:\\w+ ){0,3}(?:see|find|open|access|get to|reach) (?:\\w+ ){0,4}account`,
      `account\\b.{0,40}\\b(?:missing|invisible|hidden|absent|disappeared|gone|vanished)`,
      `(?:missing|invisible|disappeared) (?:\\w+ ){0,2}account`,
      `new account .{0,60}(?:configure sso|list)`,
    ),
    without: /account ?(?:id|number).{0,20}(?:invalid|wrong)/i,
    meaning: [
      "Along the access path: the person signs in as another user; they are not in the group that is assigned, or the group did not arrive; the account or the permission set is not the one that was assigned; the assignment failed, is still running, was removed, or names a group that was created again; the account is suspended or left the organization; the portal or the client's list has not been refreshed.",
    ],
    fits: [
      ...possible("sign-in-name-mismatch"),
      ...likely("not-a-member"),
      ...possible("group-empty", "membership-not-synced"),
      ...likely("no-assignment"),
      ...possible(
        "other-account-assigned",
        "assignment-in-progress",
        "assignment-failed",
        "assignment-removed",
        "principal-recreated",
        "provisioning-failed",
        "account-suspended",
        "account-not-in-organization",
        "portal-not-refreshed",
        "client-list-truncated",
      ),
    ],
    question: "Does the account appear after signing out of the portal and in again? If not, this decides it:",
  },
  {
    title: "The account is there, and a permission set is missing in it",
    words: words(
      `(?:permission set|role)\\b.{0,60}(?:${NOT}) ?(?:be(?:ing)? |yet )?(?:${SHOW})`,
      `(?:permission set|role)\\b.{0,30}\\b(?:missing|disappeared|gone|invisible)`,
      `(?:missing|only (?:one|see)) (?:\\w+ ){0,3}(?:permission set|role)`,
      `(?:${NOT}) (?:\\w+ ){0,3}(?:see|find) (?:\\w+ ){0,4}(?:permission set|role)`,
    ),
    meaning: [
      "Along the access path: the user is not in the group that has this set; another set was assigned, or the same set in another account; the set was deleted and created again; the assignment failed or is still running; the portal or the client's list has not been refreshed.",
    ],
    fits: [
      ...likely("not-a-member"),
      ...likely("other-set-assigned"),
      ...possible(
        "no-assignment",
        "other-account-assigned",
        "set-recreated",
        "assignment-in-progress",
        "assignment-failed",
        "provisioning-failed",
        "portal-not-refreshed",
        "client-list-truncated",
      ),
    ],
    question: "Which set is assigned to which of the user's groups in this account? This decides it:",
  },
  {
    title: "The work on an assignment or a permission set does not end",
    words: words(
      `(?:provision(?:ing|ed)?|assignment|permission set).{0,60}(?:stuck|hangs?|pending|in[ _]progress|forever|never (?:finish|complete|end)s?)`,
      `(?:stuck|hanging|pending) .{0,40}(?:provision|assignment|permission set)`,
      `permission set.{0,40}not provisioned`,
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
      `(?:console|portal|browser)\\b.{0,60}\\bworks?\\b.{0,60}\\b(?:cli|terminal|terraform|sdk)\\b.{0,40}(?:${NOT}|fail|denied|error)`,
      `(?:cli|terminal|terraform|sdk)\\b.{0,40}(?:${NOT}|fails?|denied|error).{0,60}(?:console|portal|browser)\\b.{0,30}\\bworks?`,
    ),
    meaning: [
      "The access is in order, because the portal gives it. The profile names another account, role or Region, its sign-in has ended, or access keys in the environment win over it.",
    ],
    fits: [
      ...likely("wrong-role-name"),
      ...possible("wrong-account-id", "wrong-region-or-start-url", "session-ended", "client-list-truncated"),
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
    fits: possible("rcp-deny", "other-deny-context", "region-disabled"),
    question:
      "Which words does the console's page show? Paste them. The account's sign-in policy is read with `aws signin get-resource-policy`. The access itself:",
  },
  {
    asks: "user",
    title: "Access that worked is gone",
    words: words(
      `(?:lost|losing|loses|no longer (?:have|has)|revoked|suddenly|stopped|used to|worked (?:yesterday|before|until|fine)|since (?:yesterday|today|last)).{0,80}(?:access|account|role|work|see|log|sign)`,
      `access (?:\\w+ ){0,3}(?:stopped|disappeared|gone|lost|vanished)`,
    ),
    meaning: [
      "Along the access path: the user was disabled or created again; left the group, or the group was deleted and created again by a synchronization; the assignment was removed, or failed when it was changed; the permission set was created again; the account was suspended; the role was made again and a policy still names the old one; or only the sign-in has ended.",
    ],
    fits: possible(
      "user-disabled",
      "not-a-member",
      "membership-not-synced",
      "assignment-removed",
      "principal-recreated",
      "set-recreated",
      "account-suspended",
      "role-renamed",
      "session-ended",
    ),
    question: "When did it work last, and what was changed since? This names what was removed, by whom and when:",
  },
  {
    asks: "user",
    title: "The user cannot sign in",
    words: words(
      `(?:${NOT}) (?:\\w+ ){0,3}(?:log ?in|sign ?in|login|log on|authenticate)`,
      `(?:login|log ?in|sign ?in|redirect) (?:loop|fails?|failed|failure|error)`,
      `\\bMFA\\b.{0,60}(?:${NOT}|fail|reject|invalid|lost|block)`,
    ),
    meaning: [
      "No assignment is read before the sign-in. In this order: is the user in the directory under exactly the name that the identity provider sends, is the user enabled, does the second factor work, does the identity provider assign its application to the user.",
    ],
    fits: [
      ...likely("user-not-found", "sign-in-name-mismatch"),
      ...possible("user-disabled", "sign-in-failed", "wrong-region-or-start-url"),
    ],
    question: "Which words does the page show? Paste them. Whether the user exists and is enabled:",
  },
  {
    title: "Members of a group of Active Directory are missing",
    words: words(`Domain Users`, `primary group`, `Foreign ?Security ?Principals?`),
    meaning: [
      "Identity Center cannot read the membership of the primary group (Domain Users, as a rule), and does not synchronize members from a trusted domain that the group holds as Foreign Security Principals.",
    ],
    fits: [...likely("group-empty"), ...possible("not-a-member", "membership-not-synced")],
    question: "Use another group, of which the user is a direct member. Who is in it, as Identity Center sees it:",
  },
];

/** A short text in somebody's own words; nothing where it holds no symptom. */
export function explainSymptoms({ line }: Message): readonly Explanation[] {
  if (line.length > LONGEST) return [];
  const symptom = SYMPTOMS.find((one) => one.words.some((pattern) => pattern.test(line)) && !one.without?.test(line));
  if (!symptom) return [];
  const mentions = mentionsIn(line);
  const { account, permissionSet } = mentions;
  const user = mentions.user ?? /\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+\b/.exec(line)?.[0] ?? null;
  return [
    explanation("symptom", symptom.title, {
      who: user === null ? null : { kind: "Identity Center user", name: user, arn: null },
      account,
      permissionSet,
      meaning: [...symptom.meaning, ...openChoices(mentions)],
      next: [symptom.question, commandOf(symptom, { user, account, permissionSet })],
      fits: symptom.fits,
    }),
  ];
}

interface Asked {
  readonly user: string | null;
  readonly account: string | null;
  readonly permissionSet: string | null;
}

function commandOf({ asks }: Symptom, { user, account, permissionSet }: Asked): string {
  if (asks === "user" && account === null)
    return user === null ? "idc-doctor why <user>" : whyCommand(user, null, null);
  // A placeholder for the set stands bare, so that nobody pastes it.
  const why = whyCommand(user, account, permissionSet);
  if (asks !== "action") return why;
  return `${permissionSet === null && account !== null ? `${why} <set>` : why} --action <service:Action>`;
}
