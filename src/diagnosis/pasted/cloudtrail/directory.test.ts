/** The events of users, groups and memberships: what they did, and to whom the next question leads. */
import { describe, expect, test } from "vitest";
import { explainPasted } from "../index.ts";

const explain = (...events: readonly object[]) => explainPasted(JSON.stringify({ Records: events }));

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
