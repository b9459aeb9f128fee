import { expect, test } from "vitest";
import { AccessError } from "../model/errors.ts";
import { endsList, listedQuestions } from "./question-list.ts";

test("every line but empty ones and comments, with its number, whatever the line ends are", () => {
  expect(listedQuestions("# people\n\nalice sandbox\r\n  # more\rbob")).toEqual([
    { line: 3, question: { user: "alice", account: "sandbox" } },
    { line: 5, question: { user: "bob" } },
  ]);
  expect(listedQuestions(" \n")).toEqual([]);
});

test("a line that cannot be read is bad input beside the others, with the nearest member or an example", () => {
  const [misspelt, bare] = listedQuestions('{"user":"alice","acount":"x"}\n{"account":"x"}\n').map(
    ({ question }) => question,
  );
  expect(misspelt).toMatchObject({ code: "bad-input", next: 'Did you mean "account"?' });
  expect(bare).toMatchObject({
    code: "bad-input",
    next: expect.stringContaining("alice@example.com sandbox ReadOnly"),
  });
});

test("what is wrong with every question alike, and a bug, end a list; an unknown user does not", () => {
  expect(endsList(new AccessError("expired-credentials", "x"))).toBe(true);
  expect(endsList(new Error("bug"))).toBe(true);
  expect(endsList(new AccessError("not-found", "x"))).toBe(false);
});
