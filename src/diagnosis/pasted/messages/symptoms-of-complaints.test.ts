/** What is somebody's complaint about AWS, of which only the kind can be told. */
import { expect, test } from "vitest";
import { isComplaint } from "./symptoms-of-complaints.ts";

const words = (count: number): string => `AWS ${"x ".repeat(count - 1).trim()}`;

test.each([
  ["two words", words(2), true],
  ["one word", "aws,forbidden", false],
  ["one word between spaces", " aws,forbidden ", false],
  ["two words with spaces between", "AWS   denied", true],
  ["sixty words", words(60), true],
  ["sixty words, with many spaces", words(60).replaceAll(" ", "  "), true],
  ["more than sixty", words(61), false],
  ["nothing of AWS", "the printer is broken", false],
  ["an account by its number", "denied in 111122223333", true],
  ["digits that are no account", "denied in 1111222233334", false],
  ["an account by what it is for", "the sandbox account is broken", true],
  ["code", "AWS = broken", false],
  ["a line that a program prints", "error: AWS is broken", false],
  ["the same with spaces before the mark", "  WARN  [main] AWS is broken", false],
  ["the words of somebody who begins like a program", "error in AWS", true],
  ["an error that somebody quotes", "AWS says error: denied", true],
  ["the same with a space before the colon", "error : AWS is broken", false],
  ["an error behind spaces", "  error: AWS is broken", false],
  ["a short warning", "warn: AWS is broken", false],
  ["switching roles", "switch role denied", true],
  ["a frame of a stack", "AWS broke at foo.bar(x)", false],
  ["a program's access", "the AWS lambda is denied", false],
])("%s: %s", (_name, line, expected) => {
  expect(isComplaint(line)).toBe(expected);
});

const PROGRAMS =
  "function functions ec2 instance instances container containers pipeline pipelines job jobs workflow workflows runner runners bot bots";

test.each([
  ...PROGRAMS.split(" "),
  ...[
    "service account",
    "service accounts",
    "pod",
    "pods",
    "iam user",
    "iam users",
    "application role",
    "applications role",
  ],
])("no person's access: %s", (program) => {
  expect(isComplaint(`the AWS ${program} is denied`)).toBe(false);
});
