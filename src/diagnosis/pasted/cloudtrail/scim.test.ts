/** What the identity provider sent over SCIM. */
import { describe, expect, test } from "vitest";
import { explainPasted } from "../index.ts";

const explain = (...events: readonly object[]) => explainPasted(JSON.stringify({ Records: events }));

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
