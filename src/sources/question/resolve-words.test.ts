/** A permission set's name in another case is taken only where no unread set can be the one that is meant. */
import { expect, test } from "vitest";
import { failed, instance } from "../../diagnosis/testing/grant-facts.ts";
import { certain, type PermissionSetArn, parsePermissionSetArn } from "../../model/ids.ts";
import { known, type Reading } from "../../model/reading.ts";
import type { Reader } from "../reader.ts";
import { permissionSetFromList } from "./resolve-words.ts";

const arn = (last: string) =>
  certain(parsePermissionSetArn(`arn:aws:sso:::permissionSet/ssoins-7223a5d90e0exam1/ps-a1b2c3d4e5f6a7b${last}`));
const [FIRST, SECOND] = [arn("1"), arn("2")];

const named = (first: Reading<string>, second: Reading<string>, words: string) => {
  const reader: Pick<Reader, "permissionSetArns" | "permissionSetName"> = {
    permissionSetArns: () => Promise.resolve(known([FIRST, SECOND])),
    permissionSetName: (_instance, asked: PermissionSetArn) => Promise.resolve(asked === FIRST ? first : second),
  };
  return permissionSetFromList(reader as Reader, instance, words);
};

test.each([
  { what: "the only one in another case", second: known("Billing"), words: "Admin", state: "known" },
  { what: "the exact one beside one in another case", second: known("Admin"), words: "Admin", state: "known" },
  { what: "one in another case while a name is unread", second: failed(), words: "Admin", state: "unknown" },
  { what: "the exact one while a name is unread", second: failed(), words: "admin", state: "known" },
] as const)("$what is $state", async ({ second, words, state }) => {
  const found = await named(known("admin"), second, words);
  expect(found.state).toBe(state);
  const isExactSecond = second.state === "known" && second.value === words;
  if (found.state === "known") expect(found.value.arn).toBe(isExactSecond ? SECOND : FIRST);
});
