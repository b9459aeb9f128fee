/** The words of a matrix that all of its forms share: its headline, its counts, what was not read. */
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
interface HeadlineParts extends Pick<Matrix, "people" | "view" | "rows" | "columns"> {
  /** Rows and columns with a cell that is not empty. */
  readonly usedRows: number;
  readonly usedColumns: number;
}

/** Of the published form. */
export function usedLines({ cells }: Pick<Matrix, "cells">): Pick<HeadlineParts, "usedRows" | "usedColumns"> {
  const used = cells.filter(({ count }) => count !== 0);
  return {
    usedRows: new Set(used.map(({ row }) => row)).size,
    usedColumns: new Set(used.map(({ column }) => column)).size,
  };
}

/** `1488 people can use 58 of 60 permission sets in 398 of 400 accounts`. */
export function matrixHeadline({ people, view, rows, columns, usedRows, usedColumns }: HeadlineParts): string {
  const who = people.count === null ? "An unknown number of people" : counted(people.count, "person", "people");
  const least = people.isWhole || people.count === null ? who : `At least ${who}`;
  if (view === "people") return `${least} can use ${used(usedColumns, columns, NOUNS.people.columns)}`;
  return `${least} can use ${used(usedColumns, columns, NOUNS.sets.columns)} in ${used(usedRows, rows, NOUNS.sets.rows)}`;
}

const used = (some: number, all: readonly unknown[], { one, many }: AxisNouns): string =>
  `${some === all.length ? "" : `${some} of `}${counted(all.length, one, many)}`;

/** The most first; the unknown before them, because nothing is known of them. */
export const byCount = (one: MatrixCount, other: MatrixCount): number =>
  (other.count ?? Number.MAX_SAFE_INTEGER) - (one.count ?? Number.MAX_SAFE_INTEGER);
