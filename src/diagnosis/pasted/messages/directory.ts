/** What the identity store, the SCIM endpoint and provisioning logs say when users and groups do not arrive (facts 5.5, 6, casebook C31 to C36; observed sentences). */
import { MEMBERS_PER_SCIM_REQUEST } from "../../../model/quotas.ts";
import { likely, possible, proved } from "../catalogue-ids.ts";
import { whyCommand } from "../command.ts";
import { type KnownMessage, sentence } from "./known-message.ts";

const about = { kind: "api-error", layer: "Identity Center" } as const;
/** AWS's own id of the refused SCIM request, for AWS Support. */
const requestOf = (line: string): readonly string[] => {
  const id = /exceptionRequestId["']?\s{0,3}[:=]\s{0,3}["']?([0-9a-f-]{36})/i.exec(line)?.[1];
  return id === undefined ? [] : [`AWS knows the SCIM request as ${id}.`];
};

/** Whom the sentence names, in quotation marks or without. */
const calledIn = ([, quoted, bare, group, bareGroup]: RegExpExecArray) => ({
  user: quoted ?? bare,
  group: group ?? bareGroup,
});

export const directoryMessages: readonly KnownMessage[] = [
  sentence({
    ...about,
    words:
      /Replacing group memberships is not supported|Missing path in PATCH request|Current PATCH support allows omitting \\?["']?path/i,
    title: "The identity provider sends memberships in a form that AWS does not accept",
    meaning: (_, __, { line }) => [
      "AWS takes members one by one, with PATCH, a path and add or remove; it does not accept a replacement of the whole list. Users arrive, their memberships do not.",
      ...requestOf(line),
    ],
    next: ["Change how the identity provider sends memberships. To see who it concerns:", "idc-doctor why <user>"],
    fits: likely("membership-not-synced"),
  }),
  sentence({
    ...about,
    words:
      /Duplicate (GroupDisplayName|UserName)|Refused to create a new, duplicate resource|UNIQUENESS_CONSTRAINT_VIOLATION|"status"\s{0,3}:\s{0,3}"?409|ObjectExistsSyncException/i,
    title: "The directory has a user or group of this name already",
    meaning: ([, what], __, { line }) => [
      `${what === "GroupDisplayName" ? "A group's name exists" : what === "UserName" ? "A userName exists" : "userName, primary e-mail, externalId and a group's name exist"} once only. Likely somebody created it by hand before the identity provider sent it, or the provider forgot that it had sent it. This conflict stays; repeating it does not help.`,
      ...requestOf(line),
    ],
    next: [
      "Match the existing one with the identity provider's. Do not delete it: its assignments would be lost.",
      "idc-doctor why <user>",
    ],
    fits: possible("user-duplicate", "membership-not-synced"),
  }),
  sentence({
    ...about,
    words: /List attribute (\w{1,40}) (?:exceeds )?allowed limit of 1/i,
    title: "The identity provider sends more than one value where AWS takes one",
    meaning: ([, attribute], __, { line }) => [
      `A user has one entry of ${attribute} in Identity Center; the user was not created or updated.`,
      ...requestOf(line),
    ],
    next: ["Send one value only. To check whether the user is there:", "idc-doctor why <user>"],
    fits: [...proved("idp-attributes-refused"), ...possible("user-not-found")],
  }),
  sentence({
    ...about,
    words:
      /(userName) is a required attribute|displayname: The attribute displayname is required|The attribute (\w{1,40}) is required/i,
    title: "The user lacks an attribute that Identity Center needs",
    meaning: ([, one, other]) => [
      `${one ?? other ?? "displayName and name"} is missing. Every user needs userName, display name, given name and family name; without them the user is not created.`,
    ],
    next: [
      "Fill it in and create the user again:",
      "aws identitystore create-user --identity-store-id <store> --user-name <userName> --display-name <name> --name GivenName=<name>,FamilyName=<name>",
    ],
    fits: possible("user-not-found"),
  }),
  sentence({
    ...about,
    words: /Value (?:'(null|None|undefined|)' )?at 'identityStoreId' failed to satisfy constraint/i,
    title: "The identity store id is missing",
    meaning: ([, value]) => [
      value === undefined
        ? "The value given as identity store id does not have the form d-0123456789."
        : "The program sent no identity store id: a variable or parameter is empty. Nothing was created or changed.",
    ],
    next: ["Give it the IdentityStoreId that this prints in the instance's Region:", "aws sso-admin list-instances"],
    fits: proved("malformed-identifier"),
  }),
  sentence({
    ...about,
    words:
      /value at '(emails|phoneNumbers|addresses)' (?:failed to satisfy constraint: Member )?must have length less than or equal to 1\b/i,
    title: "The identity provider sends several values where AWS takes one",
    // Facts C20.
    meaning: ([, attribute], _, { line }) => [
      `Identity Center keeps one value of ${attribute ?? "each attribute"} for a user, and the request has more. The user was not created or updated.`,
      ...requestOf(line),
    ],
    next: [
      `Map one value of this attribute only at the identity provider (the work address, as a rule), and let it provision again. To check whether the user is there:`,
      "idc-doctor why <user>",
    ],
    fits: [...likely("idp-attributes-refused"), ...possible("user-not-found", "membership-not-synced")],
  }),
  sentence({
    ...about,
    words:
      /validation errors? detected: Value (?:'[^']{0,200}' )?at '(name\.\w{1,40}|displayName|userName|emails[\w.]{0,40})' failed to satisfy constraint|Request is unparsable, syntactically incorrect, or violates schema|Invalid JSON from RequestBody/i,
    title: "The identity provider sends a user or group that AWS does not accept",
    meaning: (_, __, { line }) => [
      `Given name, family name, userName and display name are all required, some characters are not accepted, and a group may change at most ${MEMBERS_PER_SCIM_REQUEST} members in one request. The user or group was not created or updated.`,
      ...requestOf(line),
    ],
    next: [
      "Fill in what is missing at the identity provider. To check whether the user is there:",
      "idc-doctor why <user>",
    ],
    fits: possible("user-not-found", "membership-not-synced"),
  }),
  sentence({
    ...about,
    words: /Invalid Filter format/i,
    title: "The SCIM client asks with a filter that AWS does not know",
    meaning: ["AWS takes eq only, joined by and. This is a fault of the SCIM client."],
    next: ["Let the SCIM client filter with eq."],
  }),
  sentence({
    ...about,
    words: [
      /scim\.[\w-]{1,30}\.amazonaws\.com|\/scim\/v2|\bSCIM\b|CredentialValidationFailure|(?:Okta|Entra|Azure AD|OneLogin|JumpCloud|Google Workspace).{0,200}(?:provision|push|sync|import|remote server)/i,
      /\b401\b|UnauthorizedException|Unauthorized|CredentialValidationFailure|(?:invalid|expired) (?:bearer |access |SCIM )?token|\btoken (?:included in the request )?(?:is |has )?(?:expired|invalid)/i,
    ],
    title: "AWS does not accept the SCIM token",
    meaning: [
      "The token has expired (it is valid for one year), was deleted, or belongs to another tenant than the endpoint. Users and groups stay as they were at the last synchronization.",
    ],
    next: [
      "Generate a new token in Identity Center (Settings > Automatic provisioning) and give it, with the SCIM endpoint beside it, to the identity provider. To see who it concerns:",
      "idc-doctor why <user>",
    ],
    fits: likely("membership-not-synced"),
  }),
  sentence({
    ...about,
    words:
      /User (?:['"]([^'"\s]{1,128})['"]|([^'"\s]{1,128}[@.][^'"\s]{1,128})) (?:was |is )?not found in Identity Store|Group (?:['"]([^'"\n]{1,128})['"]|([\w.@-]{1,128})) (?:was |is )?not found in Identity Store/i,
    title: "The identity store has nobody of this name",
    meaning: (match) => [
      `${calledIn(match).user === undefined ? "The group" : "The user"} "${calledIn(match).user ?? calledIn(match).group}" is not in the identity store that was asked: the name differs (domain, spelling), it was not synchronized yet, or another store answered.`,
    ],
    names: (match) => {
      const { user } = calledIn(match);
      return user === undefined ? {} : { who: { kind: "Identity Center user", name: user, arn: null } };
    },
    next: (match, { account, permissionSet }) => {
      const { user } = calledIn(match);
      return [
        "Check what the directory has:",
        user === undefined
          ? "aws identitystore list-groups --identity-store-id <store>"
          : whyCommand(user, account, permissionSet),
      ];
    },
    fits: (match) => (calledIn(match).user === undefined ? likely("membership-not-synced") : likely("user-not-found")),
  }),
  sentence({
    ...about,
    words: /\b(USER|GROUP)\b:? ?(?:[\w-]{0,60} )?not found|"?ResourceType"? ?[:=] ?"?(USER|GROUP)\b/,
    title: "The directory has no such user or group",
    meaning: ["The identity store does not know the id or name. A new one of the same name has another id."],
    next: [
      "Let the identity provider send it, or use the id that it has now. To see what is there:",
      "idc-doctor why <user>",
    ],
    fits: ([, one, other]) =>
      (one ?? other) === "USER"
        ? [...likely("user-not-found"), ...possible("principal-deleted")]
        : possible("principal-deleted", "membership-not-synced"),
  }),
];
