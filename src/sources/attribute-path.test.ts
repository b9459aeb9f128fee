/** Paths of attributes for access control, in the spellings of AWS's list. */
import { describe, expect, test } from "vitest";
import { attributeValue } from "./attribute-path.ts";

const USER = {
  UserName: "alice",
  Name: { GivenName: "Alice" },
  Emails: [{ Value: "a@example.com" }],
  Title: "",
  Locale: 3,
  CostCode: "42",
  Extensions: { "aws:identitystore:enterprise": { CostCenter: "red", manager: { displayName: "Bob" } } },
};

describe("a path", () => {
  test.each([
    { path: "userName", value: "alice" },
    { path: "name.givenName", value: "Alice" },
    { path: "email", value: "a@example.com" },
    { path: "emails[primary eq true].value", value: "a@example.com" },
    { path: "enterprise.costCenter", value: "red" },
    { path: "Enterprise.COSTCENTER", value: "red" },
    { path: "enterprise.manager.displayName", value: "Bob" },
    { path: "costCode", value: "42" },
    { path: "title", value: null },
    { path: "locale", value: null },
    { path: "nickname", value: null },
    { path: "enterprise.division", value: null },
    { path: "enterprise.manager", value: null },
    { path: "enterprise.costCenter.deeper", value: null },
  ])("$path: $value", ({ path, value }) => {
    expect(attributeValue(USER, `\${path:${path}}`)).toBe(value);
  });
});

test.each([undefined, "", "userName", `\${path:}`, `\${path:userName} and more`])("%s is no path", (source) => {
  expect(attributeValue(USER, source)).toBeNull();
});

test.each([undefined, null, "alice", {}])("%s has no attributes", (user) => {
  expect(attributeValue(user, `\${path:userName}`)).toBeNull();
});
