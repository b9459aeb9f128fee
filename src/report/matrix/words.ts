/** The words of a matrix that all of its forms share: its headline, its counts, what was not read. */
import type { UnreadPart } from "../../model/coverage.ts";
import type { Matrix, MatrixCount, MatrixLine, MatrixView } from "../../model/matrix.ts";
import { counted } from "../counted.ts";

/** `?` where nothing could be read, `23+` where a failed read may hide more. */
export const countWords = ({ count, isWhole }: MatrixCount): string =>
  count === null ? "?" : isWhole ? `${count}` : `${count}+`;

export const UNKNOWN_LEGEND = "? could not be read; 5+ means at least 5, because a failed read may hide more";

export const lineName = ({ name, id }: Pick<MatrixLine, "name" | "id">): string => name ?? id;

/** What the rows and the columns are, and what a line's own count is of. */
export const NOUNS: Readonly<Record<MatrixView, Readonly<Record<"rows" | "columns", AxisNouns>>>> = {
  people: {
    rows: { title: "People", one: "person", many: "people", count: "accounts", across: "accounts" },
    columns: { title: "Accounts", one: "account", many: "accounts", count: "people", across: "people" },
  },
  sets: {
    rows: { title: "Accounts", one: "account", many: "accounts", count: "people", across: "sets" },
    columns: {
      title: "Permission sets",
      one: "permission set",
      many: "permission sets",
      count: "people",
      across: "accounts",
    },
  },
};

interface AxisNouns {
  readonly title: string;
  readonly one: string;
  readonly many: string;
  /** What the count of a line is of. */
  readonly count: string;
  /** What stands in a line's cells that are not empty. */
  readonly across: string;
}

/** What a cell counts. */
export const CELL_NOUN: Readonly<Record<MatrixView, readonly [string, string]>> = {
  people: ["permission set", "permission sets"],
  sets: ["person", "people"],
};

/** What a headline counts, from whichever form of the matrix. */
interface HeadlineParts extends Pick<Matrix, "people" | "view" | "rows" | "columns" | "unread"> {
  /** Rows and columns with a cell that is not empty. */
  readonly usedRows: MatrixCount;
  readonly usedColumns: MatrixCount;
}

/** Of the published form. */
export const usedLines = ({ cells }: Pick<Matrix, "cells">): Pick<HeadlineParts, "usedRows" | "usedColumns"> => ({
  usedRows: linesWithCells(cells.map(({ row, count }) => ({ line: row, count }))),
  usedColumns: linesWithCells(cells.map(({ column, count }) => ({ line: column, count }))),
});

/** How many lines have a cell that is not empty. A line of which nothing is known may have one. */
export function linesWithCells(
  cells: readonly { readonly line: unknown; readonly count: number | null }[],
): MatrixCount {
  const known = new Set(cells.flatMap(({ line, count }) => ((count ?? 0) > 0 ? [line] : [])));
  const isWhole = cells.every(({ line, count }) => count !== null || known.has(line));
  return { count: known.size === 0 && !isWhole ? null : known.size, isWhole };
}

/** `1488 people can use 58 of 60 permission sets in 398 of 400 accounts`. */
export function matrixHeadline({ people, view, rows, columns, usedRows, usedColumns, unread }: HeadlineParts): string {
  const who = people.count === null ? "An unknown number of people" : counted(people.count, "person", "people");
  const least = people.isWhole || people.count === null ? who : `At least ${who}`;
  const isOpen = (kind: UnreadPart["kind"]): boolean => unread.some(({ part }) => part.kind === kind);
  const accounts = { isOpen: isOpen("accounts"), nouns: NOUNS.people.columns };
  if (view === "people") return `${least} can use ${used(usedColumns, columns, accounts)}`;
  const sets = { isOpen: isOpen("permission-sets"), nouns: NOUNS.sets.columns };
  return `${least} can use ${used(usedColumns, columns, sets)} in ${used(usedRows, rows, accounts)}`;
}

/** @param isOpen whether there may be more of them than are listed */
function used(
  { count, isWhole }: MatrixCount,
  { length }: readonly unknown[],
  { isOpen, nouns: { one, many } }: { readonly isOpen: boolean; readonly nouns: AxisNouns },
): string {
  const all = `${isOpen ? "at least " : ""}${counted(length, one, many)}`;
  if (count === length) return all;
  return `${count === null ? "?" : `${isWhole ? "" : "at least "}${count}`} of ${all}`;
}

/** The most first; the unknown before them, because nothing is known of them. */
export const byCount = (one: MatrixCount, other: MatrixCount): number =>
  (other.count ?? Number.MAX_SAFE_INTEGER) - (one.count ?? Number.MAX_SAFE_INTEGER);
