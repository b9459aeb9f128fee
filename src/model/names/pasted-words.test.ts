/** Names as they are pasted: from a mail, a portal, a role's ARN. */
import { expect, test } from "vitest";
import { plainAccount, plainSet, plainUser, plainWords } from "./pasted-words.ts";

const SESSION = "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Read_Only_0123456789abcdef/ana@example.com";
const ROLE =
  "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_ReadOnly_0123456789abcdef";

test.each([
  ["  ana@example.com ", "ana@example.com"],
  ["<ana@example.com>", "ana@example.com"],
  ["mailto:ana@example.com", "ana@example.com"],
  ["<MAILTO:ana@example.com>", "ana@example.com"],
  ['"Ana Ruiz"', "Ana Ruiz"],
  ["'Ana Ruiz'", "Ana Ruiz"],
  ["O'Brien", "O'Brien"],
  ["Ana <ana@example.com>", "Ana <ana@example.com>"],
  [SESSION, "ana@example.com"],
  // A role of somebody's own: its session is named by whoever assumed it.
  ["arn:aws:sts::111122223333:assumed-role/deploy/ana", "arn:aws:sts::111122223333:assumed-role/deploy/ana"],
])("user %j is %j", (words, plain) => expect(plainUser(words)).toBe(plain));

test.each([
  [" sandbox ", "sandbox"],
  ["Acme prod (222233334444)", "222233334444"],
  ["222233334444 (Acme prod)", "222233334444"],
  ["Acme (prod)", "Acme (prod)"],
  ["1234-5678-9012", "1234-5678-9012"],
])("account %j is %j", (words, plain) => expect(plainAccount(words)).toBe(plain));

test.each([
  [" ReadOnly ", "ReadOnly"],
  ["AWSReservedSSO_Read_Only_0123456789abcdef", "Read_Only"],
  [ROLE, "ReadOnly"],
  ["AWSReservedSSO_ReadOnly", "AWSReservedSSO_ReadOnly"],
  ["arn:aws:iam::111122223333:role/deploy", "arn:aws:iam::111122223333:role/deploy"],
])("permission set %j is %j", (words, plain) => expect(plainSet(words)).toBe(plain));

test("a session's ARN names the account and the set that are left open", () => {
  const open = { user: SESSION, account: null, permissionSet: null };
  const named = { user: "ana@example.com", account: "111122223333", permissionSet: "Read_Only" };
  expect(plainWords(open)).toEqual(named);
  expect(plainWords({ ...open, account: "prod", permissionSet: "Admin" })).toEqual({
    user: "ana@example.com",
    account: "prod",
    permissionSet: "Admin",
  });
  expect(plainWords({ user: " ana ", account: null, permissionSet: null })).toEqual({
    user: "ana",
    account: null,
    permissionSet: null,
  });
});
