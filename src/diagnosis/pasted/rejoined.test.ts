/** ARNs that a terminal broke in the middle, and the lines of a configuration that Terraform shows. */
import { describe, expect, test } from "vitest";
import { readMessage } from "./readable.ts";

const textOf = (raw: string) => readMessage(raw).text;
const lineOf = (raw: string) => readMessage(raw).line;

describe("a broken ARN", () => {
  const whole = [
    "arn:aws:sso:::instance/ssoins-1234567890abcdef",
    "arn:aws-us-gov:sso:::permissionSet/ssoins-1234567890abcdef/ps-1234567890abcdef",
    "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_ReadOnly_0123456789abcdef",
    "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_A.b_0123456789abcdef",
    "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_ReadOnly_0123456789abcdef/alice@example.com",
  ];
  test.each(whole)("is joined: %s", (arn) => {
    // Without the end of a session's name a session is whole, too.
    for (const at of arn.includes(":sts:") ? [20] : [20, arn.length - 5]) {
      const [start, rest] = [arn.slice(0, at), arn.slice(at)];
      expect(textOf(`see ${start}\n  ${rest} now`)).toBe(`see ${arn} now`);
      expect(textOf(`see ${start}\n${rest}.`)).toBe(`see ${arn}.`);
      expect(textOf(`see ${start}\n${rest}.,:`)).toBe(`see ${arn}.,:`);
    }
  });

  test.each([
    ["whole before the break", "arn:aws:sso:::instance/ssoins-1234567890abcdef", "words"],
    ["too short", "arn:aws:sso:::instance/ssoins-1234567", "890abcde"],
    ["too long", "arn:aws:sso:::instance/ssoins-1234567", "890abcdef0"],
    ["too long, with a dot", "arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-1234", "5678.90abcdefg"],
    ["of another service", "arn:aws:s3:::buc", "ket"],
    [
      "of a shorter account",
      "arn:aws:iam::1111222233:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_A_",
      "0123456789abcdef",
    ],
    [
      "of another suffix",
      "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_A_",
      "0123456789abcdeg",
    ],
    [
      "with more behind the suffix",
      "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_A_",
      "0123456789abcdef0",
    ],
  ])("stays: %s", (_what, start, rest) => {
    expect(textOf(`${start}\n${rest}`)).toBe(`${start}\n${rest}`);
  });
});

describe("the configuration that Terraform shows", () => {
  test.each([
    [
      'Error: x\n  on main.tf line 46, in resource "a":\n  46: resource "a" "b" {\nno',
      'Error: x on main.tf line 46, in resource "a": no',
    ],
    ["Error: x\non main.tf line 4:\n4: a\n 1234: b\nno", "Error: x on main.tf line 4: no"],
    ["on main.tf line 4:\nsee 4: a", "on main.tf line 4: see 4: a"],
    ["on main.tf line 4:\n1234567: a", "on main.tf line 4: 1234567: a"],
    // No such place is named: the lines are somebody's text.
    ["Error: x\n4: a", "Error: x 4: a"],
    ["see on main.tf line 4:\n4: a", "see on main.tf line 4: 4: a"],
    ["on main.tf line x:\n4: a", "on main.tf line x: 4: a"],
    ["on main.tf line 4\n4: a", "on main.tf line 4 4: a"],
    ["on  line 4:\n4: a", "on line 4: 4: a"],
  ])("%j", (raw, line) => {
    expect(lineOf(raw)).toBe(line);
  });
});
