/** The events of users, groups and memberships: what they did, and to whom the next question leads. */
import { describe, expect, test } from "vitest";
import { explainPasted } from "../index.ts";

const explain = (...events: readonly object[]) => explainPasted(JSON.stringify({ Records: events }));

describe("the events of people who are put into groups", () => {
  const next = (eventName: string, requestParameters: object, responseElements: object = {}) =>
    explain({ eventSource: "identitystore.amazonaws.com", eventName, requestParameters, responseElements })[0];

  test.each([
    {
      name: "CreateGroupMembership",
      input: { groupId: "g", memberId: { userId: "u" } },
      response: {},
      title: "CreateGroupMembership: user u, group g",
      ask: "idc-doctor why u",
    },
    {
      name: "AddMemberToGroup",
      input: { groupId: "g", member: { memberId: "u" } },
      response: {},
      title: "AddMemberToGroup: user u, group g",
      ask: "idc-doctor why u",
    },
    {
      name: "UpdateUser",
      input: { userId: "u", displayName: "Alice" },
      response: {},
      title: "UpdateUser: Alice, user u",
      ask: "idc-doctor why u",
    },
    {
      name: "CreateUser",
      input: { userName: "alice" },
      response: { user: { userId: "u" } },
      title: "CreateUser: alice, user u",
      ask: "idc-doctor why u",
    },
    { name: "CreateUser", input: {}, response: { userId: "u" }, title: "CreateUser: user u", ask: "idc-doctor why u" },
    {
      name: "CreateGroup",
      input: {},
      response: { group: { groupId: "g", displayName: "Dev" } },
      title: "CreateGroup: Dev, group g",
      ask: "idc-doctor why <user> <account> <set>",
    },
    {
      name: "DeleteUser",
      input: { userId: "u" },
      response: {},
      title: "DeleteUser: user u",
      ask: "idc-doctor why <user> <account> <set>",
    },
    {
      name: "DeleteGroup",
      input: {},
      response: {},
      title: "DeleteGroup",
      ask: "idc-doctor why <user> <account> <set>",
    },
  ])("$name $input", ({ name, input, response, title, ask }) => {
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
