/** What people say in few words, or about one thing that they did: asked after the symptoms that say more. */
import { likely, possible } from "../catalogue-ids.ts";
import { NOT, type Symptom, words } from "./symptom.ts";

const LOST = `(?:lost|loses|losing|no longer|gone|nothing|nobody|${NOT}|denied|without|stopped)`;

/** A move, a new name or a cluster: told beside what came of it, which is a symptom of its own. */
export const symptomsOfMoves: readonly Symptom[] = [
  {
    title: "The Kubernetes cluster does not accept the role",
    words: words(
      `^(?=.*(?:\\bsso\\b|identity cent|permission set|AWSReservedSSO)).*\\b(?:eks|kubectl|kubernetes)\\b.{0,60}(?:denied|unauthori[sz]ed|forbidden|not authori[sz]ed)(?!.*(?:since|after|recreat|again))`,
    ),
    // Facts C13.
    meaning: [
      "EKS decides this, not Identity Center: the caller's role needs an access entry, or a line in the ConfigMap aws-auth. Access entries take the role's full ARN with path, aws-auth the one without; both name a role that is gone once the set's last assignment in the account was removed.",
    ],
    fits: possible("role-renamed", "malformed-identifier"),
    question: "Which role calls (`aws sts get-caller-identity`), and which one does the cluster know? Access itself:",
  },
  {
    title: "The account stands under other policies now",
    words: words(
      `(?:mov|transfer|migrat)\\w*.{0,40}\\baccounts?\\b.{0,60}\\b(?:ou|organi[sz]ational unit)\\b.{0,100}${LOST}`,
      `\\baccounts?\\b.{0,40}(?:mov|transfer)\\w*.{0,60}\\b(?:ou|organi[sz]ational unit)\\b.{0,100}${LOST}`,
    ),
    without: /\b(?:google|facebook|meta|linkedin|microsoft) ads?\b|\badwords\b/i,
    // AWS Organizations User Guide, "SCP evaluation": an account inherits the policies of every unit above it.
    meaning: [
      "Service and resource control policies come from the units above an account. In another unit others hold; assignments and permission sets stay as they are.",
    ],
    fits: [...likely("scp-deny"), ...possible("rcp-deny", "account-not-in-organization")],
    asks: "action",
    question: "Which action is denied? With it, the policy that denies it is named:",
  },
  {
    asks: "user",
    title: "The user was renamed at the identity provider",
    words: words(
      `renam\\w*.{0,40}\\b(?:user|person|colleague|him|her|them|e-?mail|upn)\\b.{0,80}${LOST}`,
      `\\b(?:user ?name|e-?mail(?: address)?|upn|last name|surname|domain)\\b.{0,40}(?:chang|renam)\\w*.{0,80}${LOST}`,
      `(?:chang|renam)\\w*.{0,30}\\b(?:user ?name|e-?mail(?: address)?|upn|last name|surname)\\b.{0,80}${LOST}`,
      `(?:got|gets|getting) married.{0,100}${LOST}`,
    ),
    // Facts A6: the sign-in finds a user by the name that the provider sends.
    meaning: [
      "The sign-in finds the user by the name that the identity provider sends. Where the provider sends a new name without renaming the user in Identity Center, it is a stranger, or a second record is made, which has none of the first one's groups and assignments.",
    ],
    fits: [
      ...likely("sign-in-name-mismatch", "user-duplicate"),
      ...possible("principal-recreated", "user-not-found", "not-a-member"),
    ],
    question: "Under which name does the directory have the person, and is there a second record? Ask with both names:",
  },
];

export const symptomsInFewWords: readonly Symptom[] = [
  {
    title: "What was deleted and created again is another one to AWS",
    words: words(
      `(?:group|user)s?\\b.{0,60}(?:delet|remov)\\w*.{0,60}(?:and|then|but) (?:\\w+ ){0,3}(?:re-?creat|re-?add|re-?made|restored)\\w*`,
    ),
    // Facts A5.
    meaning: [
      "An assignment follows the id of a user or group, not the name. What was created again under the same name has a new id and none of the old assignments.",
    ],
    fits: [...likely("principal-recreated"), ...possible("principal-deleted", "assignment-removed")],
    question: "Which id does the assignment name? This shows it, and who deleted what:",
  },
  {
    title: "The role has another name since it was created again",
    words: words(
      `(?:bucket|key|trust|resource|kms)[ -]?policy.{0,60}(?:no longer|${NOT}) (?:\\w+ ){0,2}match\\w*.{0,60}(?:role|\\bsso\\b)`,
      `(?:role|\\bsso\\b).{0,60}(?:no longer|${NOT}) (?:\\w+ ){0,2}match\\w*.{0,60}(?:bucket|key|trust|resource|kms)[ -]?policy`,
    ),
    // Facts E4, C13.
    meaning: [
      "When the last assignment of a set in an account is deleted, its role goes; the next one has other digits at the end of its name. EKS access entries, key policies, bucket policies and trust policies that name the old role no longer match.",
    ],
    fits: [...likely("role-renamed"), ...possible("set-recreated", "other-deny-context")],
    question: "Which role does the policy name, and which one is there? Access itself:",
  },
  {
    title: "Sessions end too soon",
    words: words(
      `(?:access keys?|credentials?|tokens?)\\b.{0,60}(?:portal|\\bsso\\b|identity cent|start page).{0,60}(?:stop\\w*|expir\\w*|end\\w*|invalid).{0,40}\\b(?:hours?|minutes?)\\b`,
      `(?:portal|\\bsso\\b|identity cent|start page).{0,60}(?:access keys?|credentials?|tokens?)\\b.{0,60}(?:stop\\w*|expir\\w*|end\\w*|invalid).{0,40}\\b(?:hours?|minutes?)\\b`,
    ),
    // Facts E6.
    meaning: [
      "Credentials of an account are valid for the permission set's session duration, one hour unless set otherwise. The sign-in to the portal lasts longer: new ones can be fetched without signing in again.",
    ],
    fits: possible("session-too-short", "role-chaining-limit"),
    question:
      "Fetch new credentials from the portal, or use a profile, which renews them. To let them last longer, raise the set's session duration (at most 12 hours) and provision it. The access itself:",
  },
  {
    asks: "user",
    title: "The second factor is asked for again and again",
    words: words(
      `\\bmfa\\b.{0,40}(?:loop\\w*|again and again|over and over|keeps? (?:asking|looping|prompting|coming)|never ends)`,
      `(?:loop\\w*|keeps? asking|again and again|over and over).{0,40}\\bmfa\\b`,
    ),
    without: /\b(?:for|of|to) (?:my|our|the|a) (?!aws|sso|portal|access portal|console|start page)\w+/i,
    meaning: [
      "The sign-in is not finished after the second factor: the browser keeps no cookies of the portal's domains, or the device's clock or entry is not the one that was registered. No assignment is read before the sign-in.",
    ],
    fits: [...likely("sign-in-failed"), ...possible("mfa-not-registered", "portal-domains-blocked")],
    question: "Does it work in a private window? Whether the user may sign in:",
  },
  {
    title: "The sign-in of the CLI does not end",
    words: words(
      `\\bsso login\\b.{0,80}(?:\\bhangs?|\\bstuck|\\bwait|nothing happens|never (?:returns|ends|finishes|completes))`,
    ),
    // Facts 4.3: the authorization code comes back to a port on 127.0.0.1, for ten minutes at most.
    meaning: [
      "The CLI waits until the sign-in in the browser is finished and the browser has called back: on another machine, in a container or behind a proxy it never does. The access itself is not concerned.",
    ],
    fits: possible("portal-domains-blocked", "wrong-region-or-start-url"),
    question:
      "Does `aws sso login --use-device-code` end (aws CLI 2)? It needs no call back to this machine. The access itself:",
  },
  {
    title: "It works in one Region and not in another",
    words: words(
      `\\bin [a-z]{2}-[a-z]{4,9}-\\d\\b.{0,80}(?:denied|refused|fails?|error|blocked|${NOT}).{0,30}\\bin [a-z]{2}-[a-z]{4,9}-\\d\\b`,
      `(?:denied|refused|fails?|blocked|${NOT}).{0,30}\\bin [a-z]{2}-[a-z]{4,9}-\\d\\b.{0,80}\\bworks? in [a-z]{2}-[a-z]{4,9}-\\d\\b`,
    ),
    // Facts C11, C7, E13: a Region that is switched off, or a statement that reads aws:RequestedRegion.
    meaning: [
      "Assignment and role hold in every Region. A Region that is switched off in the account, or a policy of the organization that reads aws:RequestedRegion, refuses in one and not in another.",
    ],
    fits: [...likely("scp-deny"), ...possible("region-disabled", "relay-state-wrong-region", "rcp-deny")],
    asks: "action",
    question: "Which action is denied? Add --action-region to the question:",
  },
  {
    title: "A permission set was deleted",
    words: words(
      `(?:delet|remov)\\w* (?:\\w+ ){0,3}permission set\\b.{0,40}(?:by (?:accident|mistake)|accidentally)`,
      `(?:accidentally|by (?:accident|mistake)) (?:delet|remov)\\w* (?:\\w+ ){0,3}permission set`,
    ),
    // Facts B6; observed: a set that is still assigned cannot be deleted (ConflictException, ApplicationProfile).
    meaning: [
      "Before a set can be deleted, its assignments are: what was made again under the same name is another set, and each account and group has to be assigned once more. CloudTrail keeps who removed what for 90 days.",
    ],
    fits: [...likely("assignment-removed"), ...possible("set-recreated", "role-renamed")],
    question: "Who had it, and where? For each person, this names what was removed, by whom and when:",
    asks: "user",
  },
  {
    title: "One of several groups gives nothing",
    words: words(
      `(?:in|member of) (?:two|2|both|several|three|\\d+) (?:\\w+ )?groups\\b.{0,80}\\b(?:one|first|other|second)\\b.{0,40}(?:works?|${NOT})`,
    ),
    meaning: [
      "Each group brings its own assignments. The one that gives nothing has no assignment in this account, has one of another set or account, its assignment failed, or it was deleted and created again; or the user is not in it, as Identity Center sees it.",
    ],
    fits: [
      ...likely("no-assignment", "not-a-member"),
      ...possible(
        "membership-not-synced",
        "other-set-assigned",
        "other-account-assigned",
        "assignment-failed",
        "principal-recreated",
        "not-provisioned",
      ),
    ],
    question: "Which account and set should the second group give? This decides it:",
  },
];
