/** Whole files of events: which are told, which are only counted; who stands behind an event; what a refusal adds. */
import { describe, expect, test } from "vitest";
import { explainPasted } from "../index.ts";

const ours = (more: object = {}) => ({ eventSource: "sso.amazonaws.com", eventName: "ListInstances", ...more });
const other = (more: object = {}) => ({
  eventSource: "ec2.amazonaws.com",
  eventName: "RunInstances",
  recipientAccountId: "111122223333",
  ...more,
});
const explain = (...events: readonly object[]) => explainPasted(JSON.stringify({ Records: events }));
const titles = (...events: readonly object[]) => explain(...events).map(({ title }) => title);

describe("a file of events", () => {
  test("tells what has to do with Identity Center or failed, and counts the rest", () => {
    expect(titles(ours(), other(), other({ errorCode: "AccessDenied" }), other())).toEqual([
      "ListInstances: a call of Identity Center's administration",
      "ec2.amazonaws.com: RunInstances",
      "2 more events were left out: they succeeded and have nothing to do with Identity Center",
    ]);
    expect(titles(ours(), other())[1]).toBe(
      "1 more event was left out: they succeeded and have nothing to do with Identity Center",
    );
  });

  test("tells every event where none has to do with it", () => {
    expect(titles(other(), other({ eventSource: undefined }))).toEqual([
      "ec2.amazonaws.com: RunInstances",
      "AWS: RunInstances",
    ]);
    expect(titles(other())).toEqual(["ec2.amazonaws.com: RunInstances"]);
  });

  test("tells a thousand", () => {
    const many = (count: number) => explain(...Array.from({ length: count }, () => ours()));
    expect(many(1000)).toHaveLength(1000);
    const cut = many(1002);
    expect(cut).toHaveLength(1001);
    expect(cut.at(-1)?.title).toBe("2 more events were left out: only the first 1000 are explained");
    expect(cut.at(-1)?.next).toEqual([expect.stringContaining("filter the file by time")]);
  });

  test("says of an event of no family where it happened, and that nothing is known", () => {
    expect(explain(other())[0]).toMatchObject({
      account: "111122223333",
      meaning: ["No more is known here about events of this kind."],
      action: "RunInstances",
      who: null,
    });
  });
});

const SET_ROLE =
  "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_ReadOnly_0123456789abcdef";
const SESSION = "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_ReadOnly_0123456789abcdef/alice";

describe("who stands behind an event", () => {
  const who = (userIdentity: object | undefined, more: object = {}) => explain(ours({ userIdentity, ...more }))[0]?.who;

  test.each<[string, object | undefined, object, object | null]>([
    ["nobody", undefined, {}, null],
    [
      "a person by session",
      { type: "AssumedRole", arn: SESSION },
      {},
      { kind: "Identity Center user", name: "alice", arn: SESSION },
    ],
    [
      "a person by the role's ARN and the session's name",
      { type: "AssumedRole", principalId: "AROAEXAMPLE:alice", sessionContext: { sessionIssuer: { arn: SET_ROLE } } },
      {},
      { kind: "Identity Center user", name: "alice", arn: SET_ROLE },
    ],
    [
      "a person by the role's ARN alone",
      { type: "AssumedRole", principalId: "x:alice", sessionContext: { sessionIssuer: { arn: SET_ROLE } } },
      {},
      { kind: "Identity Center user", name: null, arn: SET_ROLE },
    ],
    [
      "IdentityCenterUser",
      { type: "IdentityCenterUser", onBehalfOf: { userId: "u-1" } },
      {},
      { kind: "Identity Center user", name: "u-1", arn: null },
    ],
    [
      "Unknown, of Identity Center",
      { type: "Unknown", userName: "alice" },
      {},
      { kind: "Identity Center user", name: "alice", arn: null },
    ],
    [
      "Unknown, the name beside it",
      { type: "Unknown" },
      { additionalEventData: { UserName: "alice" } },
      { kind: "Identity Center user", name: "alice", arn: null },
    ],
    [
      "Unknown, of another service",
      { type: "Unknown" },
      { eventSource: "ec2.amazonaws.com" },
      { kind: "unknown", name: null, arn: null },
    ],
    [
      "SCIM",
      { type: "WebIdentityUser" },
      { eventSource: "identitystore-scim.amazonaws.com" },
      { kind: "identity provider (SCIM)", name: null, arn: null },
    ],
    [
      "SCIM that was not let in",
      { type: "Unknown" },
      { eventSource: "identitystore-scim.amazonaws.com" },
      { kind: "identity provider (SCIM)", name: null, arn: null },
    ],
    [
      "a web identity elsewhere",
      { type: "WebIdentityUser", userName: "w" },
      {},
      { kind: "WebIdentityUser", name: "w", arn: null },
    ],
    [
      "SAML into a role of Identity Center",
      { type: "SAMLUser", userName: "alice" },
      { requestParameters: { roleArn: SET_ROLE } },
      { kind: "Identity Center user", name: "alice", arn: null },
    ],
    [
      "SAML into another role",
      { type: "SAMLUser", userName: "alice" },
      { requestParameters: { roleArn: "arn:aws:iam::111122223333:role/Own" } },
      { kind: "SAML user", name: "alice", arn: null },
    ],
    ["SAML into nothing", { type: "SAMLUser", userName: "alice" }, {}, { kind: "SAML user", name: "alice", arn: null }],
    [
      "an IAM user",
      { type: "IAMUser", arn: "arn:aws:iam::111122223333:user/ci" },
      {},
      { kind: "IAM user", name: "ci", arn: "arn:aws:iam::111122223333:user/ci" },
    ],
    [
      "an IAM user without an ARN",
      { type: "IAMUser", userName: "ci" },
      {},
      { kind: "IAM user", name: "ci", arn: null },
    ],
    [
      "root",
      { type: "Root", arn: "arn:aws:iam::111122223333:root" },
      {},
      { kind: "account root", name: null, arn: "arn:aws:iam::111122223333:root" },
    ],
    [
      "a service",
      { type: "AWSService", invokedBy: "sso.amazonaws.com" },
      {},
      { kind: "AWS service", name: "sso.amazonaws.com", arn: null },
    ],
    [
      "a service on behalf of a person",
      { type: "AssumedRole", arn: SESSION, invokedBy: "cloudformation.amazonaws.com" },
      {},
      { kind: "Identity Center user", name: "alice", arn: SESSION },
    ],
    [
      "a service by its role",
      {
        type: "AssumedRole",
        arn: "arn:aws:sts::111122223333:assumed-role/AWSServiceRoleForSSO/AWS-SSO",
        invokedBy: "sso.amazonaws.com",
      },
      {},
      {
        kind: "AWS service",
        name: "sso.amazonaws.com",
        arn: "arn:aws:sts::111122223333:assumed-role/AWSServiceRoleForSSO/AWS-SSO",
      },
    ],
    ["a word of JavaScript's own", { type: "constructor" }, {}, { kind: "constructor", name: null, arn: null }],
    ["no type", {}, { eventSource: "ec2.amazonaws.com" }, { kind: "unknown", name: null, arn: null }],
  ])("%s", (_what, userIdentity, more, expected) => {
    expect(who(userIdentity, more)).toEqual(expected);
  });
});

describe("the events of people who are put into groups", () => {
  const next = (eventName: string, requestParameters: object, responseElements: object = {}) =>
    explain({ eventSource: "identitystore.amazonaws.com", eventName, requestParameters, responseElements })[0];

  test.each([
    [
      "CreateGroupMembership",
      { groupId: "g", memberId: { userId: "u" } },
      {},
      "CreateGroupMembership: user u, group g",
      "idc-doctor why u",
    ],
    [
      "AddMemberToGroup",
      { groupId: "g", member: { memberId: "u" } },
      {},
      "AddMemberToGroup: user u, group g",
      "idc-doctor why u",
    ],
    ["UpdateUser", { userId: "u", displayName: "Alice" }, {}, "UpdateUser: Alice, user u", "idc-doctor why u"],
    ["CreateUser", { userName: "alice" }, { user: { userId: "u" } }, "CreateUser: alice, user u", "idc-doctor why u"],
    ["CreateUser", {}, { userId: "u" }, "CreateUser: user u", "idc-doctor why u"],
    [
      "CreateGroup",
      {},
      { group: { groupId: "g", displayName: "Dev" } },
      "CreateGroup: Dev, group g",
      "idc-doctor why <user> <account> <set>",
    ],
    ["DeleteUser", { userId: "u" }, {}, "DeleteUser: user u", "idc-doctor why <user> <account> <set>"],
    ["DeleteGroup", {}, {}, "DeleteGroup", "idc-doctor why <user> <account> <set>"],
  ])("%s %j", (name, input, response, title, ask) => {
    const told = next(name, input, response);
    expect(told?.title).toBe(title);
    expect(told?.next.at(-1)).toBe(ask);
  });

  test("another service's group needs an identity store", () => {
    const of = (requestParameters: object) =>
      explain({ eventSource: "iam.amazonaws.com", eventName: "CreateGroup", requestParameters })[0]?.title;
    expect(of({ groupName: "x" })).toBe("iam.amazonaws.com: CreateGroup");
    expect(of({ identityStoreId: "d-1", displayName: "x" })).toBe("CreateGroup: x");
  });
});

describe("what the identity provider sent", () => {
  const scim = (eventName: string, requestParameters: object, more: object = {}) =>
    explain({ eventSource: "identitystore-scim.amazonaws.com", eventName, requestParameters, ...more })[0];

  test.each<[string, object, object, string, string]>([
    [
      "PatchGroup",
      {
        id: "g",
        httpBody: {
          operations: [{ op: "add", path: "members" }, { op: "remove" }, { op: "add", path: "members" }, 1, null],
        },
      },
      {},
      "PatchGroup over SCIM: group g",
      "The identity provider changed the group: add members, remove.",
    ],
    [
      "PatchGroup",
      { id: "g" },
      {},
      "PatchGroup over SCIM: group g",
      "The identity provider changed the group: the details are masked.",
    ],
    [
      "PutUser",
      { id: "u" },
      {},
      "PutUser over SCIM: user u",
      "The identity provider changed it; ids and assignments stay.",
    ],
    [
      "CreateUser",
      {},
      { responseElements: { user: { id: "u" } } },
      "CreateUser over SCIM: user u",
      "The identity provider created it. It has no assignments yet.",
    ],
    [
      "CreateGroup",
      {},
      { responseElements: { group: { id: "g" } } },
      "CreateGroup over SCIM: group g",
      "The identity provider created it. It has no assignments yet.",
    ],
    [
      "CreateGroup",
      {},
      { responseElements: { id: "g" } },
      "CreateGroup over SCIM: group g",
      "The identity provider created it. It has no assignments yet.",
    ],
    ["ListUsers", {}, {}, "ListUsers over SCIM", "A read by the identity provider; nothing was changed."],
    [
      "DeleteUser",
      { id: "u" },
      { errorCode: "X" },
      "DeleteUser over SCIM: user u",
      "AWS refused what the identity provider sent: the directory stays as it was.",
    ],
  ])("%s %j %j", (name, input, more, title, meaning) => {
    const told = scim(name, input, more);
    expect(told?.title).toBe(title);
    expect(told?.meaning[0]).toBe(meaning);
  });

  test("leads to the user, unless the user is gone", () => {
    expect(scim("PutUser", { id: "u" })?.next.at(-1)).toBe("idc-doctor why u");
    expect(scim("DeleteUser", { id: "u" })?.next.at(-1)).toBe("idc-doctor why <user> <account> <set>");
    expect(scim("PutGroup", { id: "g" })?.next.at(-1)).toBe("idc-doctor why <user> <account> <set>");
  });

  test("may be why somebody is missing", () => {
    const ids = (name: string, more: object) => scim(name, { id: "x" }, more)?.fits.map(({ id }) => id);
    expect(ids("CreateUser", { errorCode: "X" })).toEqual(["membership-not-synced", "user-not-found"]);
    expect(ids("CreateGroup", { errorCode: "X" })).toEqual(["membership-not-synced"]);
    expect(ids("DeleteGroup", {})).toEqual(["principal-deleted", "principal-recreated"]);
    expect(ids("PatchGroup", {})).toEqual(["portal-not-refreshed", "not-a-member"]);
    expect(ids("PutUser", {})).toEqual([]);
  });
});
