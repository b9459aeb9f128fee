/** Telling words about accounts, permission sets, roles and their quotas. */

import { ROLE_OF_ONES_OWN } from "../identity-center-words.ts";
import { NOT, words } from "./symptom.ts";
import type { TellingWord } from "./telling-word.ts";

const LIMIT = "(?:quotas?|limits?|exceed\\w*|maximum|too many|used up|no more)";
const OF_A_SET = "\\b(?:assign\\w*|permission sets?|provision\\w*|sso|identity cent(?:er|re)|AWSReservedSSO)\\b";
const GONE = "(?:gone|delet\\w*|remov\\w*|nuk\\w*|wiped?|destroy\\w*|missing|vanished|disappeared|clean\\w* up)";
const AWAY = "(?:destroy\\w*|delet\\w*|dropp?\\w*|remov\\w*|replac\\w*|tore down)";
const ANEW = "(?:creat\\w*|re-?creat\\w*|made|built|new one|again)";

/** The two of them near each other, in either order; the sentence speaks of sets or of Identity Center. */
const quota = (what: string): readonly RegExp[] =>
  words(`^(?=.*${OF_A_SET}).*${what}.{0,80}${LIMIT}`, `^(?=.*${OF_A_SET}).*${LIMIT}.{0,80}${what}`);

export const tellingWordsOfAccounts: readonly TellingWord[] = [
  {
    // Facts 2.4 D9.
    lifts: ["saml-provider-quota"],
    words: quota("(?:saml[ -]?providers?|SAMLProvidersPerAccount|CreateSAMLProvider|identity providers)\\b"),
  },
  {
    // Facts 2.4 D6.
    lifts: ["managed-policy-quota"],
    words: quota(
      "(?:PoliciesPerRole|managed policies|policies (?:per|on|in) (?:a |the |one )?(?:role|set|permission set))\\b",
    ),
  },
  {
    // Facts 2.4 D8, B8.
    lifts: ["set-quota"],
    words: words(
      `\\bpermission sets? (?:per|in (?:the|this|one|an)|for (?:the|this)) (?:aws )?account\\b.{0,80}${LIMIT}`,
      `\\b(?:one more|another|add|create|assign|provision)\\b.{0,40}\\bpermission sets?\\b.{0,80}${LIMIT}`,
      `${LIMIT}.{0,40}\\b(?:of|for|on) (?:\\w+ ){0,2}permission sets\\b`,
    ),
    without:
      /RolesPerAccount|PoliciesPerRole|\broles?\b.{0,20}(?:quota|limit)|(?:quota|limit)\w*.{0,20}\b(?:iam )?roles?\b|polic(?:y|ies)/i,
  },
  {
    // Facts 2.4 D5.
    lifts: ["role-quota"],
    words: quota("(?:RolesPerAccount|(?:iam )?roles?)\\b"),
    without: /AWSReservedSSO_\w+_[0-9a-f]{16}|PoliciesPerRole|saml|\bsession|chain|throttl|get_?role/i,
  },
  {
    // Facts 3.7, 2.4 D4: a delegated administrator cannot manage what the management account has.
    lifts: ["delegated-admin-limit"],
    words: words(
      `\\bdelegat\\w* (?:\\w+ )?admin\\w*\\b.{0,160}\\b(?:management|master|payer|root) account`,
      `\\b(?:management|master|payer|root) account\\b.{0,160}\\bdelegat\\w* (?:\\w+ )?admin\\w*`,
    ),
  },
  {
    // Facts A12.
    lifts: ["account-not-in-organization"],
    words: words(
      `\\baccounts?\\b.{0,40}\\b(?:mov|transferr?|migrat|left|leav|remov|kick)\\w*\\b.{0,40}\\b(?:org|organi[sz]ations?)\\b`,
      `\\b(?:mov|transferr?|migrat|remov)\\w*\\b.{0,30}\\baccounts?\\b.{0,40}\\b(?:org|organi[sz]ations?)\\b`,
    ),
    without: /\borgani[sz]ational unit|\bou\b/i,
  },
  {
    // Facts A12: the states of an account in Organizations.
    lifts: ["account-suspended", "account-pending-closure", "account-closed"],
    words: words(`^(?=.*\\b(?:accounts?|organi[sz]ations?|sandbox[\\w-]*|portal)\\b).*\\b(?:suspended|suspension)\\b`),
    without:
      /\b(?:unpaid|invoices?|payments?|credit card|billing|overdue|past due)\b|\busers? (?:is|was|has been|got|are) suspended|suspended users?\b/i,
  },
  {
    lifts: ["account-closed", "account-pending-closure", "account-suspended"],
    words: words(
      `\\baccounts?\\b.{0,30}\\b(?:closed|closing|closure|terminated)\\b`,
      `\\bclos(?:ed|ing) (?:\\w+ ){0,3}accounts?\\b`,
    ),
  },
  {
    // Facts B6: the new set is another one, without the old one's assignments.
    lifts: ["set-recreated", "assignment-removed"],
    words: words(
      `${AWAY}\\b.{0,40}\\b${ANEW}\\b.{0,40}\\bpermission sets?\\b`,
      `${AWAY}\\b.{0,60}\\bpermission sets?\\b.{0,60}\\b${ANEW}\\b`,
      `\\bpermission sets?\\b.{0,60}\\b(?:${AWAY})\\b.{0,40}\\b${ANEW}\\b`,
    ),
    without: /\b(?:eks|kubectl|kubernetes|aws-auth|bucket|key policy|trust policy)\b/i,
  },
  {
    // Facts C4: the portal lists what is assigned, and the role behind it is gone.
    lifts: ["role-missing", "saml-provider-missing"],
    words: words(
      `\\bAWSReservedSSO\\w*\\b.{0,40}\\broles?\\b.{0,40}\\b${GONE}\\b`,
      `\\b${GONE}\\b.{0,60}\\bAWSReservedSSO`,
      `\\b(?:aws-?nuke|cloud-?nuke)\\b.{0,120}\\b(?:roles?|sso|portal|saml)\\b`,
      `\\b(?:roles?)\\b.{0,20}\\b(?:of|from|for) (?:sso|identity cent(?:er|re))\\b.{0,40}\\b${GONE}\\b`,
    ),
    without: /trust policy|\bassum(?:e|ing)\b/i,
  },
  {
    // Facts A13: an account instance has no permission sets.
    lifts: ["account-instance-only"],
    words: words(
      `^(?=.*(?:identity cent(?:er|re)|\\bsso\\b)).*\\b(?:only|just)\\b.{0,20}\\bapplications?\\b(?!.{0,20}\\bportal).{0,80}\\b(?:console|created|enabled|account|menu)`,
      `^(?=.*(?:identity cent(?:er|re)|\\bsso\\b)).*\\b(?:creat|enabl|set up|activat)\\w*\\b.{0,30}\\b(?:it |this |one |identity cent(?:er|re) |instance )?(?:myself|ourselves|on my own)?.{0,10}\\b(?:in|from) (?:our|my|his|her|their|a|the|one) (?:own |member |test |dev |linked )?account\\b.{0,120}\\b(?:permission sets?|applications)\\b`,
      `^(?=.*(?:identity cent(?:er|re)|\\bsso\\b)).*\\b(?:no|${NOT}).{0,30}\\bpermission sets?\\b.{0,60}\\b(?:menu|only applications|created it|own account|member account)`,
    ),
  },
  {
    // Facts C7. A role of one's own is refused in the same words, and is nobody's access.
    lifts: ["scp-deny"],
    asks: "action",
    words: words(
      `\\bscps?\\b.{0,60}\\b(?:den(?:y|ies|ied)|block\\w*|refus\\w*|forbid\\w*|prevent\\w*|stops?)`,
      `\\b(?:den(?:y|ies|ied)|block\\w*|refus\\w*|forbidden|prevented|stopped)\\b.{0,40}\\bscps?\\b`,
    ),
    without: ROLE_OF_ONES_OWN,
  },
  {
    // Facts C6: nobody assumes a reserved role but through the portal.
    lifts: ["direct-assume-role"],
    words: words(
      `\\bassume[- ]?role\\b.{0,120}\\bAWSReservedSSO`,
      `\\bAWSReservedSSO\\w*.{0,120}\\b(?:assume[- ]?role|switch role)\\b`,
    ),
    without: /cdk-|:role\/(?!aws-reserved|AWSReserved)/i,
  },
  {
    // Facts E1: an account keeps the set's old version until it is provisioned again.
    lifts: ["outdated"],
    words: words(
      `\\b(?:out[- ]of[- ]date|outdated|stale|not up to date)\\b.{0,60}\\b(?:permission sets?|sets?|provision\\w*|account)\\b`,
      `\\b(?:permission sets?|sets?|provision\\w*)\\b.{0,60}\\b(?:out[- ]of[- ]date|outdated|stale|not up to date)\\b`,
    ),
    without:
      /\b(?:cli|browser|sdk|provider|version|client|app)\b.{0,20}\b(?:out[- ]of[- ]date|outdated)|\boutdated (?:cli|browser|sdk|client|version|app)/i,
  },
];
