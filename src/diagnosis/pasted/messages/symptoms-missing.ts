/** Somebody does not get in, or does not see what they should: causes in the order of the access path. */
import { likely, possible } from "../catalogue-ids.ts";
import { BUT_NOT_SEEN, NO_ACCOUNT, NOT, PORTAL, SHOW, type Symptom, words } from "./symptom.ts";

export const missingSymptoms: readonly Symptom[] = [
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
      `accounts?(?: list)? (?:is|are|was|looks?) (?:now )?(?:empty|blank)`,
      `\\b(?:still |there is |there's )?nothing (?:\\w+ ){0,2}(?:in|on) (?:the|my|his|her|their) (?:\\w+ )?${PORTAL}`,
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
        "entitled-by-account-access-manager",
        "portal-not-refreshed",
      ),
    ],
    question:
      "Does it stay so after signing out of the portal and in again, and do others of the same group see the account? This decides it:",
  },
  {
    title: "The account is there, and a permission set is missing in it",
    words: words(
      `(?:permission set|role)\\b${NO_ACCOUNT}{0,60}(?:${NOT}) ?(?:be(?:ing)? |yet )?(?:${SHOW})`,
      `(?:permission set|role)\\b${NO_ACCOUNT}{0,30}\\b(?:missing|disappeared|gone|invisible)`,
      `(?:missing|only (?:one|see)) (?:\\w+ ){0,3}(?:permission set|role)`,
      `(?:${NOT}) (?:\\w+ ){0,3}(?:see|find) (?:(?!account)\\w+ ){0,4}(?:permission set|role)`,
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
    title: "One account does not appear in the portal",
    words: words(
      `account\\b.{0,60}(?:${NOT}) ?(?:be(?:ing)? |yet |even )?(?:${SHOW})`,
      `(?:${NOT}) (?:\\w+ ){0,3}(?:see|find|open|access|get to|reach) (?:\\w+ ){0,4}account`,
      `account\\b.{0,40}\\b(?:missing|invisible|hidden|absent|disappeared|gone|vanished)`,
      `(?:missing|invisible|disappeared) (?:\\w+ ){0,2}account`,
      `new account .{0,60}(?:configure sso|list)`,
      `account\\b.{0,60}(?:${NOT}) (?:\\w+ ){0,2}(?:on|in) (?:my|the|our|his|her|their) (?:\\w+ )?${PORTAL}`,
      `\\baccounts?\\b.{0,60}\\bonly (?:see|sees|have|has|get|gets) (?:\\d+|one|two|three|four|five)\\b`,
      `only (?:see|sees|have|has|get|gets) (?:\\d+|one|two|three|four|five) (?:of (?:\\w+ ){1,3})?(?:aws )?accounts?\\b`,
      `assign\\w*\\b.{0,80}\\b(?:but|yet|still|and)\\b.{0,40}(?:nobody|no one) (?:can )?(?:sees?|finds?|uses?)`,
      `(?:see|sees|shows?|visible|appears?)\\b.{0,80}\\baccounts?\\b.{0,80}${BUT_NOT_SEEN}`,
      `\\btiles?\\b.{0,60}(?:${NOT}|missing|gone|disappeared|vanished)`,
      `\\b(?:disappeared|vanished|gone|missing)\\b.{0,40}\\b(?:from|in|on)\\b.{0,20}${PORTAL}`,
      `(?:${NOT}) (?:see|find)\\b.{0,60}\\b(?:in|on) (?:the|my|our|his|her|their) (?:\\w+ )?${PORTAL}`,
      `only (?:see|sees|shows?|lists?|get|gets|have|has) (?:\\w+ ){0,4}of (?:\\w+ ){0,4}accounts\\b`,
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
    asks: "user",
    title: "Access that worked is gone",
    words: words(
      `(?:lost|losing|loses|no longer (?:have|has)|revoked|suddenly|stopped|used to|worked (?:yesterday|before|until|fine)|since (?:yesterday|today|last)).{0,80}(?:access|account|role|work|see|log|sign)`,
      `(?:re-?(?:added|created|made|synced)).{0,80}(?:\\bno\\b|nobody|lost|without|can'?t|cannot|gone).{0,30}(?:access|see|sign)`,
      `\\b(?:team|people|users?|everybody|everyone|colleagues?|developers?|some of us|half of us)\\b.{0,30}\\b(?:has|have|had) no (?:aws|access|accounts?)\\b`,
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
      `(?:login|log ?in|sign ?in|redirect) (?:loops?|fails?|failed|failure|error)`,
      `redirects? (?:infinitely|endlessly|forever|in (?:a )?circles?|again and again)`,
      `\\bMFA\\b.{0,60}(?:${NOT}|fail|reject|invalid|lost|block)`,
    ),
    meaning: [
      "No assignment is read before the sign-in. In this order: is the user in the directory under exactly the name that the identity provider sends, is the user enabled, does the second factor work, does the identity provider assign its application to the user.",
    ],
    fits: [
      ...likely("user-not-found", "sign-in-name-mismatch"),
      ...possible(
        "user-disabled",
        "idp-application-not-assigned",
        "mfa-not-registered",
        "user-not-invited",
        "sign-in-failed",
        "wrong-region-or-start-url",
        "portal-domains-blocked",
      ),
    ],
    question: "Which words does the page show? Paste them. Whether the user exists and is enabled:",
  },
  {
    title: "Members of a group of Active Directory are missing",
    words: words(`Domain Users`, `primary group`, `Foreign ?Security ?Principals?`),
    meaning: [
      "Identity Center cannot read the membership of the primary group (Domain Users, as a rule), and does not synchronize members from a trusted domain that the group holds as Foreign Security Principals.",
    ],
    fits: [
      ...likely("group-empty", "primary-group"),
      ...possible("ad-sync-scope", "not-a-member", "membership-not-synced"),
    ],
    question: "Use another group, of which the user is a direct member. Who is in it, as Identity Center sees it:",
  },
  {
    title: "The user was disabled",
    words: words(`Enable user access`, `user (?:is |was |has been )?(?:disabled|deactivated|suspended)`),
    meaning: [
      "A disabled user cannot sign in to the portal, whatever is assigned. The identity provider, or an administrator in the console, enables the user again; everything that was assigned then works again.",
    ],
    fits: likely("user-disabled"),
    asks: "user",
    question: "Is the user disabled in Identity Center or at the identity provider? This shows the first:",
  },
];
