import { expect, test } from "vitest";
import { parseQuestionLine } from "./question-line.ts";

test.each([
  ["alice", { user: "alice" }],
  [
    "  alice@example.com  111122223333\tReadOnly ",
    { user: "alice@example.com", account: "111122223333", set: "ReadOnly" },
  ],
  ["\"Alice Moreau\" 'prod (EU)' Read\\ Only", { user: "Alice Moreau", account: "prod (EU)", set: "Read Only" }],
  ["o'neil@example.com o'brien-lab", { user: "o'neil@example.com", account: "o'brien-lab" }],
  ["o'neil@example.com 'prod (EU)'", { user: "o'neil@example.com", account: "prod (EU)" }],
  [
    '{"user":"alice","account":"sandbox","action":"s3:GetObject"}',
    { user: "alice", account: "sandbox", action: "s3:GetObject" },
  ],
])("%s", (line, question) => {
  expect(parseQuestionLine(line)).toEqual({ kind: "ok", question });
});

test.each([
  ["alice sandbox ReadOnly more", "at most three words"],
  ["'alice", "A quote is not closed"],
  ["alice --output json", 'no flags, and "--output"'],
  ["''", "The question has no user"],
  ["{user: alice}", "is not JSON"],
  ["{}", "The question has no user"],
  ['{"account":"sandbox"}', "The question has no user"],
  ['{"user":7}', '"user" has to be text'],
  ['{"user":""}', '"user" has to be text'],
  ['{"user":"alice","context":"a:b=c"}', '"context" has to be a list'],
  ['{"user":"alice","context":[7]}', '"context" has to be a list'],
  ['{"user":"alice","acount":"x"}', 'no member "acount"'],
  ['{"user":"alice","__proto__":{"set":"x"}}', 'no member "__proto__"'],
  [`alice ${"x".repeat(20_000)}`, "longer than 16384"],
])("%s is refused", (line, problem) => {
  expect(parseQuestionLine(line)).toMatchObject({ kind: "invalid", problem: expect.stringContaining(problem) });
});
