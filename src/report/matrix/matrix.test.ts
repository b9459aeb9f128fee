/** The forms of a matrix: a grid or lists, a spreadsheet, Markdown and a page, each with its unknown cells and with names that stay names. */
import { describe, expect, test } from "vitest";
import type { Matrix } from "../../model/matrix.ts";
import { palette } from "../palette.ts";
import { matrixCsv } from "./csv.ts";
import { torn } from "./testing/matrix.ts";
import { matrixMarkdown, matrixText } from "./text.ts";

const style = (width: number, isFull = false) => ({ palette: palette({ isColored: false }), width, isFull });

const named: Matrix = { ...torn, rows: torn.rows.map((row, at) => ({ ...row, name: at === 0 ? "sandbox" : "shop" })) };

/** So many accounts that no grid fits. */
const many: Matrix = {
  ...torn,
  rows: Array.from({ length: 50 }, (_, at) => ({ id: `${at}`, name: `account-${at}`, count: at, isWhole: true })),
  cells: [],
};

describe("text", () => {
  test("a grid where it fits, with what was not read told from 0", () => {
    const lines = matrixText(named, style(140)).split("\n");
    expect(lines[0]).toBe("At least 24 people can use at least 2 of 3 permission sets in 2 accounts");
    expect(lines.find((line) => line.startsWith("  sandbox"))).toMatch(/^ {2}sandbox +23 +· +· +23$/);
    expect(lines.find((line) => line.startsWith("  shop"))).toMatch(/^ {2}shop +· +1\+ +\? +1\+$/);
    expect(lines.find((line) => line.startsWith("  people"))).toMatch(/^ {2}people +23 +1\+ +\?$/);
    expect(lines.join("\n")).toContain("? could not be read; 5+ means at least 5");
    expect(lines.join("\n")).toContain("users: ListUsers (identitystore:ListUsers) refused, not authorized");
  });

  test("lists where it does not, the unknown first, then the most", () => {
    const text = matrixText(named, style(60));
    expect(text).toMatch(
      /Permission sets .*people +accounts\n {2}arn:\S+ +\? +\?\n {2}ReadOnly +23 +1\n {2}TeamAdmin +1\+ +1\n/,
    );
    expect(text).toMatch(/Accounts +people +sets\n {2}sandbox +23 +1\n {2}shop +1\+ +1\+\n/);
  });

  test("nothing is known: no number is made of it", () => {
    const cells = torn.cells.map((cell) => ({ ...cell, count: null, isWhole: false }));
    const unknown = { ...torn, cells, people: { count: null, isWhole: false } };
    expect(matrixText(unknown, style(100))).toMatch(
      /^An unknown number of people can use \? of 3 permission sets in \? of 2 accounts\n/,
    );
  });

  test("sets that could not be listed may be more, in accounts without a cell, too", () => {
    const [refused] = torn.unread;
    const unlisted: Matrix = {
      ...torn,
      rows: [...torn.rows, { id: "333344445555", name: "old", count: null, isWhole: false }],
      unread: refused ? [{ ...refused, part: { kind: "permission-sets" } }] : [],
    };
    expect(matrixText(unlisted, style(100))).toContain(" can use at least 2 of at least 3 permission sets in ");
    expect(matrixText(unlisted, style(100))).toMatch(/^ {2}old +\? +\?$/m);
  });

  test("fifteen of many, all of them with --full", () => {
    expect(matrixText(many, style(100))).toContain("  … and 35 more accounts, with --full\n");
    expect(matrixText(many, style(100)).match(/^ {2}account-/gm)).toHaveLength(15);
    expect(matrixText(many, style(100, true)).match(/^ {2}account-/gm)).toHaveLength(50);
  });

  test("an organization without anything", () => {
    const empty = {
      ...torn,
      rows: [],
      columns: [],
      cells: [],
      isWhole: true,
      unread: [],
      people: { count: 0, isWhole: true },
    };
    expect(matrixText(empty, style(80))).toMatch(/^0 people can use 0 permission sets in 0 accounts\n/);
  });
});

test("csv: every cell, 0 only where it is certain, and no formula", () => {
  const [head, sandbox, shop, end] = matrixCsv(torn).split("\r\n");
  expect(head).toMatch(/^account_id,account_name,people,ReadOnly,TeamAdmin,arn:/);
  expect(sandbox).toMatch(/^222233334444,.*,23,23,0,0$/);
  expect(shop).toBe("111122223333,'=shop,1+,0,1+,?");
  expect(end).toBe("");
});

test("csv: accounts of one name are told apart by their ids", () => {
  const { rows, columns } = torn;
  const people: Matrix = {
    ...torn,
    view: "people",
    rows: columns,
    columns: rows.map((row) => ({ ...row, name: "shop" })),
    cells: [],
  };
  expect(matrixCsv(people).split("\r\n")[0]).toBe("user_id,user_name,accounts,shop (222233334444),shop (111122223333)");
});

test("markdown: both lists, names escaped", () => {
  const text = matrixMarkdown(torn);
  expect(text).toContain("| TeamAdmin | 1+ | 1 |");
  expect(text).toMatch(/^\| arn:\S+ \| \? \| \? \|$/m);
  expect(matrixMarkdown({ ...torn, view: "people" })).toContain("\n| Accounts | people |\n|---|---|\n");
  expect(text).not.toMatch(/[^\\]<img/);
  expect(text).toContain("- could not read users: ListUsers");
});
