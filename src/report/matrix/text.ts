/** A matrix for people: the grid where it fits the terminal, else its rows and columns with their counts; and the same as Markdown. */
import type { Matrix, MatrixCell, MatrixLine } from "../../model/matrix.ts";
import { unreadWords } from "../effective-access-text.ts";
import { wrap } from "../layout.ts";
import { markdownText, plain } from "../sanitize.ts";
import type { TextStyle } from "../text-style.ts";
import { unreadLines } from "../unread-lines.ts";
import {
  byCount,
  countWords,
  lineName,
  linesWithCells,
  matrixHeadline,
  NOUNS,
  UNKNOWN_LEGEND,
  usedLines,
} from "./words.ts";

/** A grid of more is not read at a glance. */
const GRID_ROWS = 40;
/** Lines of a list; `--full` prints all. */
const LISTED = 15;

export function matrixText(matrix: Matrix, style: TextStyle): string {
  const { palette, width } = style;
  const grid = matrix.rows.length <= GRID_ROWS ? gridLines(matrix) : [];
  const isGrid = grid.length > 0 && grid.every((line) => line.length + 2 <= width);
  const body = isGrid ? ["", ...grid.map((line) => `  ${line}`)] : listLines(matrix, style);
  return `${[
    ...wrap(plain(matrixHeadline({ ...matrix, ...usedLines(matrix) })), width).map(palette.strong),
    ...body,
    ...openLines(matrix, style),
    ...(isGrid ? [] : [palette.faint("csv has every cell, html draws them as a heatmap")]),
    palette.faint(`as of ${plain(matrix.takenAt)}`),
  ].join("\n")}\n`;
}

/** Cells by row and column. */
export function cellsByPlace({
  cells,
}: Pick<Matrix, "cells">): (row: string, column: string) => MatrixCell | undefined {
  const found = new Map(cells.map((cell) => [`${cell.row} ${cell.column}`, cell]));
  return (row, column) => found.get(`${row} ${column}`);
}

/** What is not in the matrix is 0 for certain. */
const NONE = "·";

function gridLines(matrix: Matrix): readonly string[] {
  const { rows, columns, view } = matrix;
  if (rows.length === 0 || columns.length === 0) return [];
  const cellAt = cellsByPlace(matrix);
  const words = (row: MatrixLine, column: MatrixLine): string => {
    const cell = cellAt(row.id, column.id);
    return cell === undefined ? NONE : countWords(cell);
  };
  return rightAligned([
    ["", ...columns.map((column) => plain(lineName(column))), NOUNS[view].rows.count],
    ...rows.map((row) => [plain(lineName(row)), ...columns.map((column) => words(row, column)), countWords(row)]),
    [NOUNS[view].columns.count, ...columns.map(countWords), ""],
  ]).map((line) => line.trimEnd());
}

/** The first column to the left, the numbers to the right. */
function rightAligned(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows.map((row) =>
    row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join("  "),
  );
}

function listLines(matrix: Matrix, { palette, isFull }: TextStyle): readonly string[] {
  return (["columns", "rows"] as const).flatMap((axis) => {
    const { title, many, count, across } = NOUNS[matrix.view][axis];
    const lines = listed(matrix, axis);
    const shown = isFull === true ? lines : lines.slice(0, LISTED);
    const rest = lines.length - shown.length;
    const [head = "", ...body] = rightAligned([
      [title, count, ...(across === count ? [] : [across])],
      ...shown.map(({ name, words, cells }) => [name, words, ...(across === count ? [] : [cells])]),
    ]);
    return [
      "",
      palette.strong(head),
      ...body.map((line) => `  ${line}`),
      ...(rest > 0 ? [palette.faint(`  … and ${rest} more ${many}, with --full`)] : []),
    ];
  });
}

/** The lines of an axis with how many of their cells are not empty, the highest count first. */
function listed(matrix: Matrix, axis: "rows" | "columns") {
  const [along, across] = axis === "rows" ? (["row", "column"] as const) : (["column", "row"] as const);
  const cellsOf = new Map<string, MatrixCell[]>();
  for (const cell of matrix.cells) {
    const cells = cellsOf.get(cell[along]);
    if (cells === undefined) cellsOf.set(cell[along], [cell]);
    else cells.push(cell);
  }
  return [...matrix[axis]].sort(byCount).map((line) => {
    const cells = cellsOf.get(line.id) ?? [];
    const used = linesWithCells(cells.map((cell) => ({ line: cell[across], count: cell.count })));
    // A line that no cell leaves open may have cells in columns that could not be listed.
    const isWhole = used.isWhole && (line.isWhole || cells.some((cell) => !cell.isWhole));
    const shown = { count: used.count === 0 && !isWhole ? null : used.count, isWhole };
    return { name: plain(lineName(line)), words: countWords(line), cells: countWords(shown) };
  });
}

function openLines({ isWhole, unread, notExamined }: Matrix, style: TextStyle): readonly string[] {
  const { palette, width } = style;
  return [
    ...(isWhole
      ? []
      : [
          "",
          palette.warn("Incomplete: failed reads may hide others"),
          ...wrap(UNKNOWN_LEGEND, width),
          ...unreadLines(unread, unreadWords, style),
        ]),
    "",
    ...notExamined.flatMap((words) => wrap(`Not examined: ${plain(words)}`, width)),
  ];
}

export function matrixMarkdown(matrix: Matrix): string {
  const table = (axis: "rows" | "columns"): readonly string[] => {
    const { title, count, across } = NOUNS[matrix.view][axis];
    // Of people and accounts, a line's count is that of its cells.
    const more = (text: string): string => (across === count ? "" : ` ${text} |`);
    return [
      "",
      `| ${title} | ${count} |${more(`cells (${across})`)}`,
      `|---|---|${more("---").replaceAll(" ", "")}`,
      ...listed(matrix, axis).map(({ name, words, cells }) => `| ${markdownText(name)} | ${words} |${more(cells)}`),
    ];
  };
  return [
    `## ${markdownText(matrixHeadline({ ...matrix, ...usedLines(matrix) }))}`,
    ...table("columns"),
    ...table("rows"),
    "",
    ...(matrix.isWhole ? [] : [`${UNKNOWN_LEGEND}.`, ""]),
    ...matrix.unread.map((one) => `- could not read ${markdownText(unreadWords(one))}`),
    ...matrix.notExamined.map((words) => `- not examined: ${markdownText(words)}`),
    `_As of ${markdownText(matrix.takenAt)}_`,
    "",
  ].join("\n");
}
