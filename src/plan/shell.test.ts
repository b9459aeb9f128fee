/** A hostile name stays one word, a harmless one stays bare. */
import { describe, expect, test } from "vitest";
import { shellWord } from "../model/shell-word.ts";
import { awsCliCommand } from "./shell.ts";

describe("a word of the shell", () => {
  test.each([
    { text: "arn:aws:sso:::instance/ssoins-1", word: "arn:aws:sso:::instance/ssoins-1" },
    { text: "a_b@c%d+e=f:g,h.i/j-k", word: "a_b@c%d+e=f:g,h.i/j-k" },
    { text: "", word: "''" },
    { text: "two words", word: "'two words'" },
    { text: "x; rm -rf ~", word: "'x; rm -rf ~'" },
    { text: "$(id)", word: "'$(id)'" },
    { text: "it's o'clock", word: `'it'\\''s o'\\''clock'` },
    { text: "a;", word: "'a;'" },
    { text: ";a", word: "';a'" },
    { text: "a\u0000b\u001bc\u007fd\ne", word: "abcde" },
  ])("$text", ({ text, word }) => {
    expect(shellWord(text)).toBe(word);
  });
});

test("a command names operation and members as the aws CLI does, the Region last", () => {
  expect(awsCliCommand("sso-admin", "DescribeIt", { InstanceArn: "x", Both: { A: "1", B: "2 3" } }, "eu west")).toBe(
    "aws sso-admin describe-it --instance-arn x --both 'A=1,B=2 3' --region 'eu west'",
  );
});

test("a structure is written in short only where all its members are texts", () => {
  expect(awsCliCommand("s", "DoIt", { Mixed: { A: "1", B: { C: "2" } } }, "eu-west-1")).toBe(
    `aws s do-it --mixed '{"A":"1","B":{"C":"2"}}' --region eu-west-1`,
  );
});
