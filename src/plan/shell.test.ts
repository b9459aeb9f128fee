/** A hostile name stays one word, a harmless one stays bare. */
import { describe, expect, test } from "vitest";
import { shellWord } from "../model/shell-word.ts";
import { awsCliCommand } from "./shell.ts";

describe("a word of the shell", () => {
  test.each([
    ["arn:aws:sso:::instance/ssoins-1", "arn:aws:sso:::instance/ssoins-1"],
    ["a_b@c%d+e=f:g,h.i/j-k", "a_b@c%d+e=f:g,h.i/j-k"],
    ["", "''"],
    ["two words", "'two words'"],
    ["x; rm -rf ~", "'x; rm -rf ~'"],
    ["$(id)", "'$(id)'"],
    ["it's o'clock", `'it'\\''s o'\\''clock'`],
    ["a;", "'a;'"],
    [";a", "';a'"],
    ["a\u0000b\u001bc\u007fd\ne", "abcde"],
  ])("%j", (text, word) => {
    expect(shellWord(text)).toBe(word);
  });
});

test("a command names operation and members as the aws CLI does, the Region last", () => {
  expect(awsCliCommand("sso-admin", "DescribeIt", { InstanceArn: "x", Both: { A: "1", B: "2 3" } }, "eu west")).toBe(
    "aws sso-admin describe-it --instance-arn x --both 'A=1,B=2 3' --region 'eu west'",
  );
});
