/** What somebody writes into the field of Ask becomes a question, in the words of a ticket too. */
import { expect, test } from "vitest";
import { writtenQuestion } from "./written-question.ts";

test.each([
  ["alice", { user: "alice" }],
  ["alice sandbox", { user: "alice", account: "sandbox" }],
  ["alice, sandbox, ReadOnly", { user: "alice", account: "sandbox", set: "ReadOnly" }],
  ["Alice cannot see sandbox", { user: "Alice", account: "sandbox" }],
  ["Alice Moreau can’t see the account sandbox.", { user: "Alice Moreau", account: "sandbox" }],
  ["alice@example.com does not see payroll-prod anymore", { user: "alice@example.com", account: "payroll-prod" }],
  ["Alice cannot use ReadOnly in sandbox", { user: "Alice", account: "sandbox", set: "ReadOnly" }],
  [
    "Why can't Bob Tanaka use Admin in the account payroll-prod?",
    { user: "Bob Tanaka", account: "payroll-prod", set: "Admin" },
  ],
  ["bob cannot open 1234-5678-9012 as Admin", { user: "bob", account: "1234-5678-9012", set: "Admin" }],
  ["", {}],
])("%s", (text, question) => {
  expect(writtenQuestion(text)).toEqual(question);
});
