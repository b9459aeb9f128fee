/** An identifier is the same one in a question, in quotes and in a line that was cut out of JSON or Terraform. */
import { describe, expect, test } from "vitest";
import { explainPasted } from "./index.ts";

const ROLE = "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_ReadOnly_0123456789abcdef";
const INSTANCE = "arn:aws:sso:::instance/ssoins-1234567890abcdef";
const SET = "arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-1234567890abcdef";
const KNOWN: readonly (readonly [string, string])[] = [
  [ROLE, "A role of Identity Center"],
  [INSTANCE, "An instance ARN in the right form"],
  [SET, "A permission set ARN in the right form"],
  ["arn:aws:iam::111122223333:saml-provider/okta", "A SAML provider that does not belong to Identity Center"],
  ["AWSReservedSSO_ReadOnly_0123456789abcdef", "A role of Identity Center"],
  ["111122223333", "An account id"],
];

describe.each(KNOWN)("%s", (word, title) => {
  test.each([
    (one: string) => one,
    (one: string) => `"${one}"`,
    (one: string) => `"${one}",`,
    (one: string) => `'${one}';`,
    (one: string) => `\`${one}\`:`,
    (one: string) => `(${one})`,
    (one: string) => `${one}?`,
    (one: string) => `${one}!`,
    (one: string) => `  ${one},\n`,
  ])("is known, however it is set off", (setOff) => {
    expect(explainPasted(setOff(word)).map((one) => one.title)).toEqual([title]);
  });
});

const titles = (text: string) => explainPasted(text).map(({ title }) => title);

describe("in a sentence", () => {
  test.each([".", ":", "?", "!", ",", ")", " "])("a role is one whatever mark follows: %j", (mark) => {
    expect(titles(`what is ${ROLE}${mark}`)).toEqual(["A role of Identity Center"]);
  });

  test.each([INSTANCE, SET])("a right ARN is never said to be wrong: %s", (arn) => {
    for (const mark of [".", ":", "?", "!", ",", ")", " and more", "\nand more"])
      expect(titles(`what is ${arn}${mark}`), mark).toEqual(["Nothing in this text is known here."]);
  });

  test.each([
    ["arn:aws:sso:::instance/ssoins-123", "Not a valid instance ARN"],
    ["arn:aws:sso:::permissionSet/ssoins-123/ps-1", "Not a valid permission set ARN"],
  ])("a wrong one is: %s", (arn, title) => {
    expect(titles(`the set ${arn}? no`)).toEqual([title]);
    expect(titles(`the set ${arn}. No`)).toEqual([title]);
  });

  test.each(["...", "…", "***"])("one that was shortened with %s is neither", (mark) => {
    expect(titles(`the set arn:aws:sso:::instance/ssoins-12${mark} of ours`)).toEqual([
      "Nothing in this text is known here.",
    ]);
  });
});
