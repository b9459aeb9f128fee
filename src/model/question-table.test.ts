/** Lines of spreadsheets are read as tables, and lines of words stay words. */
import { describe, expect, test } from "vitest";
import { parseQuestionLine } from "./question-line.ts";
import { lineBelow, tableHeading } from "./question-table.ts";

const ALICE = { user: "alice@example.com", account: "sandbox", set: "ReadOnly" };

test.each([
  ["alice@example.com,sandbox,ReadOnly", ALICE],
  ["alice@example.com, sandbox , ReadOnly", ALICE],
  ["alice@example.com;sandbox;ReadOnly;", ALICE],
  ["alice@example.com\tsandbox\tReadOnly", ALICE],
  ['"alice@example.com","sandbox","ReadOnly"', ALICE],
  ["Alice Moreau\tProd (EU)", { user: "Alice Moreau", account: "Prod (EU)" }],
  ["alice@example.com,Prod (EU),Read Only", { user: "alice@example.com", account: "Prod (EU)", set: "Read Only" }],
  ['"Moreau, Alice",sandbox,"Read ""Only"""', { user: "Moreau, Alice", account: "sandbox", set: 'Read "Only"' }],
  ["Moreau, Alice;sandbox", { user: "Moreau, Alice", account: "sandbox" }],
  ["pat.o'brien@example.com,sandbox", { user: "pat.o'brien@example.com", account: "sandbox" }],
  ["alice@example.com,,ReadOnly", { user: "alice@example.com", set: "ReadOnly" }],
])("%j is a line of a table", (line, question) => {
  expect(parseQuestionLine(line)).toEqual({ kind: "ok", question });
});

test.each([
  ['"Moreau, Alice" sandbox ReadOnly', { user: "Moreau, Alice", account: "sandbox", set: "ReadOnly" }],
  ["'Moreau, Alice' sandbox ReadOnly", { user: "Moreau, Alice", account: "sandbox", set: "ReadOnly" }],
  ["Moreau,Alice sandbox ReadOnly", { user: "Moreau,Alice", account: "sandbox", set: "ReadOnly" }],
  ["Moreau\\,\\ Alice sandbox", { user: "Moreau, Alice", account: "sandbox" }],
  ['alice "Prod, EU" "Read; Only"', { user: "alice", account: "Prod, EU", set: "Read; Only" }],
  ["alice@example.com sandbox\tReadOnly", ALICE],
  ['alice@example.com\tsandbox\t"ReadOnly"', ALICE],
])("%j has words", (line, question) => {
  expect(parseQuestionLine(line)).toEqual({ kind: "ok", question });
});

test.each(['"', '""', ",", "a@", "a,", "\t", "'", "' ", '",', "\\,"])("a long line of %j is read at once", (piece) => {
  const line = piece.repeat(16_000 / piece.length);
  const start = performance.now();
  parseQuestionLine(line);
  parseQuestionLine(line, { separator: ",", columns: ["user"], wrong: [] });
  tableHeading(line);
  expect(performance.now() - start).toBeLessThan(500);
});

test.each([
  ["alice@example.com,sandbox,ReadOnly,more", "at most three columns"],
  [",sandbox,ReadOnly", "The question has no user"],
  [`alice@example.com,${"x".repeat(5000)}`, "longer than 4096"],
])("%j is refused", (line, problem) => {
  expect(parseQuestionLine(line)).toMatchObject({ kind: "invalid", problem: expect.stringContaining(problem) });
});

describe("a heading", () => {
  test.each([
    ["user,account,set", ",", ["user", "account", "set"]],
    ["User Name;Account-ID;Permission Set", ";", ["user", "account", "set"]],
    ['"set"\t"E-Mail"\t"action"', "\t", ["set", "user", "action"]],
  ])("%j", (line, separator, columns) => {
    expect(tableHeading(line)).toEqual({ separator, columns, wrong: [] });
  });

  test.each(["user", "alice,sandbox,ReadOnly", "account,set", "constructor,__proto__", '"user,account'])(
    "%j is none",
    (line) => {
      expect(tableHeading(line)).toBeUndefined();
    },
  );

  test("lines below it: fewer cells, more of them, and torn quotes", () => {
    const heading = { separator: ",", columns: ["account", "user", "context"], wrong: [] } as const;
    expect(parseQuestionLine("sandbox,alice,a:b=c", heading)).toEqual({
      kind: "ok",
      question: { user: "alice", account: "sandbox", context: ["a:b=c"] },
    });
    expect(lineBelow(heading, "sandbox,alice")).toEqual({
      kind: "members",
      members: { user: "alice", account: "sandbox" },
    });
    expect(lineBelow(heading, "a,b,c,d")).toMatchObject({ problem: expect.stringContaining("more columns") });
    expect(lineBelow(heading, 'a,"b')).toMatchObject({ problem: expect.stringContaining("quotes") });
    expect(parseQuestionLine("sandbox", heading)).toMatchObject({ problem: "The question has no user" });
  });
});
