/** CSV that no spreadsheet misreads. */
import { expect, test } from "vitest";
import { csvText } from "./csv.ts";

test.each([
  ["plain", "alice", "alice"],
  ["a comma", "Moreau, Alice", '"Moreau, Alice"'],
  ["quotes", 'the "boss"', '"the ""boss"""'],
  ["a formula", '=HYPERLINK("x")', `"'=HYPERLINK(""x"")"`],
  ["a sign", "-1+1", "'-1+1"],
  ["a formula behind a space", " @SUM(A1)", "' @SUM(A1)"],
  ["a formula in full width", "\uff1dSUM(A1)", "'\uff1dSUM(A1)"],
  ["a full-width at sign", "\uff20A1", "'\uff20A1"],
  ["a formula behind a semicolon", ";=1+1", `"';=1+1"`],
  ["a semicolon in the middle, where it ends a cell", "a;=1+1", '"a;=1+1"'],
  ["a line break", "a\nb", "a\ufffdb"],
  ["an escape", "\u001b[2J", "\ufffd[2J"],
])("%s", (_, cell, written) => {
  expect(csvText([[cell, "x"]])).toBe(`${written},x\r\n`);
});
