/** What the SCIM endpoint and identity providers say when users and groups do not arrive (facts 5.5, 6, casebook C31 to C36). */
import { likely, possible } from "../catalogue-ids.ts";
import { type KnownMessage, sentence } from "./known-message.ts";

const about = { kind: "api-error", layer: "Identity Center" } as const;

export const scimMessages: readonly KnownMessage[] = [
  sentence({
    ...about,
    words: /Replacing group memberships is not supported|Missing path in PATCH request/i,
    title: "The identity provider sends memberships in a form that AWS does not take",
    meaning: [
      "AWS takes members one by one, with PATCH and add or remove; it takes no replacement of the whole list. Users arrive, their memberships do not.",
    ],
    next: ["Change how the identity provider sends memberships. Whom it concerns:", "idc-doctor why <user>"],
    fits: likely("membership-not-synced"),
  }),
  sentence({
    ...about,
    words: /Duplicate GroupDisplayName|Refused to create a new, duplicate resource|UNIQUENESS_CONSTRAINT_VIOLATION/i,
    title: "The directory has one of this name already",
    meaning: [
      "userName, primary e-mail, externalId and a group's name exist once only. Likely somebody made it by hand before the identity provider sent it.",
    ],
    next: [
      "Match the one that is there with the identity provider's, do not delete it: its assignments would be lost.",
      "idc-doctor why <user>",
    ],
    fits: possible("user-duplicate", "membership-not-synced"),
  }),
  sentence({
    ...about,
    words: /List attribute (\w{1,40}) (?:exceeds )?allowed limit of 1/i,
    title: "The identity provider sends more than one value where AWS takes one",
    meaning: ([, attribute]) => [
      `A user has one entry of ${attribute} in Identity Center; the user was not taken over.`,
    ],
    next: ["Send one value only. Whether the user is there:", "idc-doctor why <user>"],
    fits: possible("user-not-found"),
  }),
  sentence({
    ...about,
    words:
      /validation errors? detected: Value at '(name\.\w{1,40}|displayName|userName)' failed to satisfy constraint|Request is unparsable, syntactically incorrect, or violates schema|Invalid JSON from RequestBody/i,
    title: "The identity provider sends a user or group that AWS does not take",
    meaning: [
      "Given name, family name, userName and display name are all needed, and some characters are not taken. The user or group was not taken over.",
    ],
    next: ["Fill in what is missing at the identity provider. Whether the user is there:", "idc-doctor why <user>"],
    fits: possible("user-not-found", "membership-not-synced"),
  }),
  sentence({
    ...about,
    words: /Invalid Filter format/i,
    title: "The SCIM client asks with a filter that AWS does not know",
    meaning: ["AWS takes eq only, joined by and. This is a mistake of the SCIM client."],
    next: ["Let the SCIM client filter with eq."],
  }),
  sentence({
    ...about,
    words: [/scim\.[\w-]{1,30}\.amazonaws\.com|\/scim\/v2/, /\b401\b|UnauthorizedException|Unauthorized/],
    title: "AWS does not take the SCIM token",
    meaning: [
      "A SCIM token lives for one year; likely this one has expired or was deleted. Users and groups stay as they were at the last synchronization.",
    ],
    next: [
      "Make a new token in Identity Center and give it to the identity provider. Whom it concerns:",
      "idc-doctor why <user>",
    ],
    fits: likely("membership-not-synced"),
  }),
];
