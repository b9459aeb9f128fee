/** Telling words about people, groups and how they sign in. */
import { NOT, words } from "./symptom.ts";
import type { TellingWord } from "./telling-word.ts";

/** Identity Center or a sign-in is meant. */
const OURS = "\\b(?:aws|sso|identity cent(?:er|re)|sign[ -]?ins?|log[ -]?ins?|portal|start page)\\b";
const LOST = `(?:none|nobody|no one|nothing|lost|without|missing|gone|${NOT})`;

export const tellingWordsOfPeople: readonly TellingWord[] = [
  {
    // Facts A19: every call of an instance with a key of its own needs that key.
    lifts: ["kms-key-unusable"],
    asks: "user",
    words: words(
      `^(?=.*${OURS}).*\\b(?:kms|cmk|customer[ -]managed key|encryption key)\\w*\\b.{0,80}(?:disabl|delet|denied|unusable|rotat|revok|invalid|remov|no one|nobody|${NOT})`,
      `^(?=.*${OURS}).*(?:disabl|delet|schedul|rotat|revok|remov|denied)\\w*.{0,60}\\b(?:kms|cmk|customer[ -]managed key|encryption key)`,
    ),
    without: /\b(?:ebs|volumes?|s3|bucket|objects?|rds|dynamodb|snapshots?|secrets?|lambda|key policy)\b/i,
  },
  {
    // Facts C10: session tags come from the instance's attributes for access control.
    lifts: ["abac-attribute"],
    asks: "action",
    words: words(
      `\\babac\\b`,
      `attribute[ -]mappings?\\b`,
      `\\bprincipal ?tags?\\b`,
      `\\bsession[ -]tags?\\b`,
      `attributes? for access control|access[ -]control attributes?`,
    ),
    without: /sts:TagSession|\bNameID\b|\bscim\b|not authorized to perform/i,
  },
  {
    // Facts C19: the provider must send to the instance's own address and audience.
    lifts: ["idp-acs-mismatch"],
    asks: "user",
    words: words(
      `\\bacs\\b|assertion consumer`,
      `^(?=.*(?:saml|\\bidp\\b|okta|entra|identity provider|\\bping\\b|adfs|onelogin)).*(?:\\baudience\\b|\\bdestination\\b|\\bentity ?id\\b|reply ur[li])`,
    ),
  },
  {
    // Facts A23: who was created through the API gets no e-mail by itself.
    lifts: ["user-not-invited"],
    asks: "user",
    words: words(
      `\\b(?:invit(?:e|es|ed|ations?)|welcome|activation)\\b.{0,60}(?:${NOT}|missing|waiting|lost|expired)`,
      `(?:${NOT}|waiting|without|no|missing)\\b.{0,60}\\b(?:invit(?:e|es|ed|ations?)|welcome (?:e-?)?mail|activation (?:e-?)?mail)\\b`,
    ),
    // An account is invited into an organization.
    without: /invit\w*.{0,40}\baccounts?\b.{0,40}organi[sz]ation|\baccounts? (?:is |was |were |got )?invited\b/i,
  },
  {
    // Facts A4: members of a group inside the group are no members.
    lifts: ["nested-group"],
    words: words(
      `\\bnest(?:ed|ing)\\b.{0,30}\\bgroups?|\\bgroups?\\b.{0,30}\\bnest(?:ed|ing)\\b|\\bsub-?groups?\\b|\\b(?:child|parent) groups?\\b`,
      `\\bgroups?\\b.{0,30}\\b(?:inside|within)\\b.{0,40}\\bgroups?\\b`,
      `\\bgroups?\\b (?:is |was |are )?(?:a )?(?:member|part|placed|put|added|in) (?:\\w+ ){0,2}(?:another|other|an?|bigger|parent) (?:[\\w-]+ ){0,2}groups?\\b`,
      `\\bmember of (?:a|another) group (?:that|which) is\\b`,
      `\\b(?:has|have|contains?|holds?|with) (?:the |a |an |another |our |other )?groups? (?:[\\w-]+ ){0,2}(?:in|inside|as (?:a )?members?)\\b`,
      `\\bgroup (?:of|in) (?:a )?groups?\\b`,
      `\\bgroups?\\b.{0,40}\\b(?:contains?|holds?|has|consists of|made of) (?:only |just )?(?:other|more|further) groups\\b`,
    ),
    without: /gitlab|sidebar/i,
  },
  {
    // Facts A7.
    lifts: ["user-disabled"],
    asks: "user",
    words: words(
      `^(?=.*\\b(?:identity cent(?:er|re)|aws|sso)\\b).*\\b(?:users?|person|colleague|login|he|she|employee|contractor|wurde|profile)\\b.{0,60}\\b(?:disabled|deactivated|inactive)\\b`,
      `\\b(?:disabled|deactivated)\\b.{0,30}\\b(?:users?|person|colleague|employee|contractor)\\b.{0,60}\\b(?:identity cent(?:er|re)|aws|sso)\\b`,
    ),
    without:
      /\b(?:key|keys|region|mfa|account access|policy|feature|trusted access)\b.{0,30}\b(?:disabled|deactivated)\b/i,
  },
  {
    // Facts C16, C18: a lost device is removed by an administrator.
    lifts: ["mfa-not-registered", "sign-in-failed"],
    asks: "user",
    words: words(
      `\\b(?:mfa|2fa|totp|authenticator|second factor|security key|passkeys?|one-time (?:code|password)|yubikey)\\b`,
    ),
    without: /MultiFactorAuth|\bscp\b|polic(?:y|ies)|condition|\broot\b|not authorized to perform|get-session-token/i,
  },
  {
    // Facts A5: a new record has a new id, and none of the old one's assignments.
    lifts: ["principal-recreated", "principal-deleted"],
    asks: "user",
    words: words(
      `\\b(?:back|return(?:s|ed|ing)?)\\b.{0,20}\\b(?:from|after)\\b.{0,20}\\b(?:leave|sabbatical|maternity|paternity|parental|break|sick)`,
      `\\b(?:re-?hired|re-?joined|re-?onboarded|onboarded again|came back to the company)\\b`,
      `\\bnew (?:user|account|record|identity)\\b.{0,40}\\bsame (?:e-?mail|mail|name|user ?name|upn|address)`,
    ),
  },
  {
    // Facts A5, E16: a deleted principal's assignments stay, and show its id.
    lifts: ["principal-deleted", "principal-recreated"],
    words: words(
      `\\b(?:shown?|shows?|appears?|listed|lists?|displays?|displayed|point(?:s|ing)?|only|see|sees)\\b.{0,40}\\b(?:long id|guid|uuid|(?:an?|the) (?:bare |user |group |principal )?id|random id|cryptic id|just (?:an )?ids?)\\b`,
      `\\b(?:guids?|uuids?|ids?)\\b.{0,30}\\b(?:instead of|where|rather than|but no|without)\\b.{0,30}\\bname`,
      `assignments?\\b.{0,60}\\b(?:deleted|removed|former|unknown) (?:user|group|principal)`,
    ),
    without: /\baccount ids?\b|\bclient id\b|\brequest id\b|\bkey id\b/i,
  },
  {
    // Facts A3, E7: a push or synchronization that fails brings no members.
    lifts: ["membership-not-synced"],
    asks: "user",
    words: words(
      `\\b(?:group push|push groups?|scim|user sync|group sync|provisioning (?:log|job|cycle))\\b.{0,80}(?:\\bred\\b|error|fail|stuck|broken|quarantine|stopped|expired|${NOT})`,
    ),
    without: /permission sets?/i,
  },
  {
    // Facts B5.
    lifts: ["other-account-assigned", "no-assignment"],
    words: words(
      `\\b(?:has|have|got|get|gets)\\b.{0,60}\\bin [\\w-]+\\b.{0,20}\\bbut (?:\\w+ )?(?:needs?|should|wants?|wanted|requested)\\b.{0,30}\\b(?:in|for) [\\w-]+`,
    ),
    without: /\bregions?\b|\b[a-z]{2}-[a-z]+-\d\b/i,
  },
  {
    // Facts B1.
    lifts: ["other-set-assigned", "no-assignment"],
    words: words(
      `\\b(?:only|just|offers?|shows?|sees?|gets?|got|have|has|given)\\b.{0,40}\\b(?:read-?only|view-?only|viewer|read access)\\w*\\b.{0,80}\\b(?:promised|ordered|requested|asked|expected|supposed|should|approved|granted|needs?|wanted|instead)\\b`,
      `\\b(?:promised|ordered|requested|asked for|expected|supposed to|should have|approved for|granted|needs?|wanted)\\b.{0,40}\\b(?:admin\\w*|power ?user|write|full access)\\b.{0,80}\\b(?:only|just|but)\\b.{0,40}\\b(?:read-?only|view-?only|viewer|read)\\w*`,
      `\\b(?:admin\\w*|power ?user|write access|full access)\\b.{0,30}\\b(?:promised|ordered|requested|approved|expected)\\b.{0,60}\\b(?:read-?only|view-?only|viewer|read access)`,
      `\\b(?:read-?only|view-?only)\\w*\\b.{0,30}\\binstead of\\b.{0,30}\\b(?:admin|power|write|full)\\w*`,
    ),
  },
  {
    // What remains of LOST words about one group of Active Directory: facts A3, A26.
    lifts: ["primary-group", "group-empty"],
    words: words(`\\b(?:domain users|primary group)\\b.{0,120}${LOST}`),
  },
];
