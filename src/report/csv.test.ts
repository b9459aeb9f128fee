/** CSV that no spreadsheet misreads. */
import { expect, test } from "vitest";
import { csvText } from "./csv.ts";

test.each([
  { what: "plain", cell: "alice", written: "alice" },
  { what: "a comma", cell: "Moreau, Alice", written: '"Moreau, Alice"' },
  { what: "quotes", cell: 'the "boss"', written: '"the ""boss"""' },
  { what: "a formula", cell: '=HYPERLINK("x")', written: `"'=HYPERLINK(""x"")"` },
  { what: "a sign", cell: "-1+1", written: "'-1+1" },
  { what: "a formula behind a space", cell: " @SUM(A1)", written: "' @SUM(A1)" },
  { what: "a formula in full width", cell: "\uff1dSUM(A1)", written: "'\uff1dSUM(A1)" },
  { what: "a full-width at sign", cell: "\uff20A1", written: "'\uff20A1" },
  { what: "a formula behind a semicolon", cell: ";=1+1", written: `"';=1+1"` },
  { what: "a semicolon in the middle, where it ends a cell", cell: "a;=1+1", written: '"a;=1+1"' },
  { what: "a line break", cell: "a\nb", written: "a\ufffdb" },
  { what: "an escape", cell: "\u001b[2J", written: "\ufffd[2J" },
])("$what", ({ cell, written }) => {
  expect(csvText([[cell, "x"]])).toBe(`${written},x\r\n`);
});
