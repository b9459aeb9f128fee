/** The role of a set, from what IAM of the account tells. */
import { expect, test } from "vitest";
import { accountIam, roleContent } from "../../facts/grant/testing/additional-facts.ts";
import { failed } from "../../facts/grant/testing/grant-facts.ts";
import { known, unread } from "../../model/reading.ts";
import { reservedRole } from "./role.ts";

test.each([
  {
    what: "there",
    iam: known(accountIam({ role: known(roleContent) })),
    state: "known",
    value: { arn: roleContent.arn },
  },
  { what: "missing", iam: known(accountIam({ role: known(null) })), state: "known", value: null },
  { what: "refused", iam: known(accountIam({ role: failed() })), state: "unknown" },
  { what: "behind an account that cannot be entered", iam: failed(), state: "unknown" },
  { what: "behind an account that was not looked at", iam: unread("no audit role"), state: "unread" },
])("$what", ({ what: _what, iam, ...expected }) => {
  expect(reservedRole(iam)).toMatchObject(expected);
});
