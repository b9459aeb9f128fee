/** What the identity provider sent over SCIM. */
import { describe, expect, test } from "vitest";
import { explainPasted } from "../index.ts";

const explain = (...events: readonly object[]) => explainPasted(JSON.stringify({ Records: events }));

describe("what the identity provider sent", () => {
  const scim = (eventName: string, requestParameters: object, more: object = {}) =>
    explain({ eventSource: "identitystore-scim.amazonaws.com", eventName, requestParameters, ...more })[0];

  test.each<{
    readonly name: string;
    readonly input: object;
    readonly more: object;
    readonly title: string;
    readonly meaning: string;
  }>([
    {
      name: "PatchGroup",
      input: {
        id: "g",
        httpBody: {
          operations: [{ op: "add", path: "members" }, { op: "remove" }, { op: "add", path: "members" }, 1, null],
        },
      },
      more: {},
      title: "PatchGroup over SCIM: group g",
      meaning: "The identity provider changed the group: add members, remove.",
    },
    {
      name: "PatchGroup",
      input: { id: "g" },
      more: {},
      title: "PatchGroup over SCIM: group g",
      meaning: "The identity provider changed the group: the details are masked.",
    },
    {
      name: "PutUser",
      input: { id: "u" },
      more: {},
      title: "PutUser over SCIM: user u",
      meaning: "The identity provider changed it; ids and assignments stay.",
    },
    {
      name: "CreateUser",
      input: {},
      more: { responseElements: { user: { id: "u" } } },
      title: "CreateUser over SCIM: user u",
      meaning: "The identity provider created it. It has no assignments yet.",
    },
    {
      name: "CreateGroup",
      input: {},
      more: { responseElements: { group: { id: "g" } } },
      title: "CreateGroup over SCIM: group g",
      meaning: "The identity provider created it. It has no assignments yet.",
    },
    {
      name: "CreateGroup",
      input: {},
      more: { responseElements: { id: "g" } },
      title: "CreateGroup over SCIM: group g",
      meaning: "The identity provider created it. It has no assignments yet.",
    },
    {
      name: "ListUsers",
      input: {},
      more: {},
      title: "ListUsers over SCIM",
      meaning: "A read by the identity provider; nothing was changed.",
    },
    {
      name: "DeleteUser",
      input: { id: "u" },
      more: { errorCode: "X" },
      title: "DeleteUser over SCIM: user u",
      meaning: "AWS refused what the identity provider sent: the directory stays as it was.",
    },
  ])("$name $input $more", ({ name, input, more, title, meaning }) => {
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
