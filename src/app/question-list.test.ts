import { expect, test } from "vitest";
import { AccessError } from "../model/errors.ts";
import { endsList, listedQuestions } from "./question-list.ts";

test("every line but empty ones and comments, with its number, whatever the line ends are", () => {
  expect(listedQuestions("# people\n\nalice sandbox\r\n  # more\rbob").questions).toEqual([
    { line: 3, question: { user: "alice", account: "sandbox" } },
    { line: 5, question: { user: "bob" } },
  ]);
  expect(listedQuestions(" \n").questions).toEqual([]);
});

test("a line that cannot be read is bad input beside the others, with the nearest member or an example", () => {
  const [misspelt, bare] = listedQuestions('{"user":"alice","acount":"x"}\n{"account":"x"}\n').questions.map(
    ({ question }) => question,
  );
  expect(misspelt).toMatchObject({ code: "bad-input", next: 'Did you mean "account"?' });
  expect(bare).toMatchObject({
    code: "bad-input",
    next: expect.stringContaining("alice@example.com sandbox ReadOnly"),
  });
});

test("a table with a heading: its columns in any order, its line numbers, and JSON beside it", () => {
  expect(listedQuestions('# export\nsep=;\nSet;E-mail;Account ID\nReadOnly;"Moreau; Alice";\n{"user":"bob"}')).toEqual({
    headingLine: 3,
    questions: [
      { line: 4, question: { user: "Moreau; Alice", set: "ReadOnly" } },
      { line: 5, question: { user: "bob" } },
    ],
  });
});

test.each([
  ["user,acount\nalice,sandbox", 'column "acount"', 'Did you mean "account"?'],
  ["user\tticket\nalice\t17", 'column "ticket"', "Leave it out: the columns are user, account, set"],
  ["user,e-mail\nalice,a@example.com", 'column "e-mail"', "Leave it out"],
])("%j: a column that no question has is refused", (text, message, next) => {
  expect(() => listedQuestions(text)).toThrow(
    expect.objectContaining({ message: expect.stringContaining(message), next: expect.stringContaining(next) }),
  );
});

test("what is wrong with every question alike, and a bug, end a list; an unknown user does not", () => {
  expect(endsList(new AccessError("expired-credentials", "x"))).toBe(true);
  expect(endsList(new Error("bug"))).toBe(true);
  expect(endsList(new AccessError("not-found", "x"))).toBe(false);
});

test("a heading with two columns for one thing says which one is the second", () => {
  expect(() => listedQuestions("E-mail,User,Account\na@example.com,bob,sandbox\n")).toThrow(
    'The heading has two columns for the user, and "User" is the second',
  );
});
