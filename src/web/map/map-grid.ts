/** The cells of a map by row and column as they are shown: filtered, ordered, looked up. Nothing is judged here. */
import type { MatrixLine } from "../../model/matrix.ts";
import type { MatrixColumns } from "../../model/matrix-columns.ts";
import { folded } from "../findings/text-search.ts";

/** A cell: `count` is at least so many where it is not whole. */
export interface GridCell {
  readonly count: number;
  readonly isWhole: boolean;
}

/** Cells row by row: those of row `at` lie from `starts[at]` to `starts[at + 1]`. */
export interface MapGrid {
  readonly rows: readonly MatrixLine[];
  readonly columns: readonly MatrixLine[];
  readonly starts: Int32Array;
  readonly cellColumns: Int32Array;
  /** As in the answer: below 0 where it is not whole. */
  readonly counts: Int32Array;
  /** 1 to 5 by the count, 6 where a failed read may hide more. */
  readonly levels: Uint8Array;
}

export const UNKNOWN_LEVEL = 6;

export function createMapGrid({ rows, columns, cells }: MatrixColumns): MapGrid {
  const total = cells.count.length;
  const starts = new Int32Array(rows.length + 1);
  for (const row of cells.row) starts[row + 1] = (starts[row + 1] ?? 0) + 1;
  for (let at = 0; at < rows.length; at += 1) starts[at + 1] = (starts[at + 1] ?? 0) + (starts[at] ?? 0);
  const next = starts.slice();
  const [cellColumns, counts] = [new Int32Array(total), new Int32Array(total)];
  for (let at = 0; at < total; at += 1) {
    const row = cells.row[at] ?? 0;
    const place = next[row] ?? 0;
    next[row] = place + 1;
    cellColumns[place] = cells.column[at] ?? 0;
    counts[place] = cells.count[at] ?? 0;
  }
  const most = counts.reduce((top, count) => Math.max(top, count < 0 ? -count - 1 : count), 1);
  const levels = Uint8Array.from(counts, (count) => (count < 0 ? UNKNOWN_LEVEL : levelOf(count, most)));
  return { rows, columns, starts, cellColumns, counts, levels };
}

/** Few people are told apart one by one, many by magnitude. */
export const levelOf = (count: number, most: number): number =>
  count === 0
    ? 0
    : most <= 5
      ? Math.min(5, count)
      : Math.min(5, 1 + Math.floor((4.999 * Math.log(count)) / Math.log(most)));

export function cellAt({ starts, cellColumns, counts }: MapGrid, row: number, column: number): GridCell {
  const end = starts[row + 1] ?? 0;
  for (let at = starts[row] ?? 0; at < end; at += 1) {
    const count = counts[at] ?? 0;
    if (cellColumns[at] === column) return count < 0 ? { count: -count - 1, isWhole: false } : { count, isWhole: true };
  }
  return { count: 0, isWhole: true };
}

export interface MapFilter {
  /** Part of a name or id. */
  readonly rows: string;
  readonly columns: string;
  readonly isMostFirst: boolean;
}

/** Rows and columns that are shown, in their order, and where each column is. */
export interface MapOrder {
  readonly rows: Int32Array;
  readonly columns: Int32Array;
  /** By column: its place; -1: not shown. */
  readonly placeOfColumn: Int32Array;
}

export function mapOrder(grid: MapGrid, { rows, columns, isMostFirst }: MapFilter): MapOrder {
  const shownColumns = shown(grid.columns, columns, isMostFirst);
  const placeOfColumn = new Int32Array(grid.columns.length).fill(-1);
  for (const [place, column] of shownColumns.entries()) placeOfColumn[column] = place;
  return { rows: shown(grid.rows, rows, isMostFirst), columns: shownColumns, placeOfColumn };
}

function shown(lines: readonly MatrixLine[], words: string, isMostFirst: boolean): Int32Array {
  const wanted = folded(words.trim());
  const fits = ({ name, id }: MatrixLine): boolean =>
    wanted === "" || folded(name ?? "").includes(wanted) || id.includes(wanted);
  const places = lines.flatMap((line, at) => (fits(line) ? [at] : []));
  const rank = (at: number): number => lines[at]?.count ?? Number.MAX_SAFE_INTEGER;
  return Int32Array.from(isMostFirst ? places.sort((one, other) => rank(other) - rank(one)) : places);
}

/** A row or a column with its cells that are not empty: what stands beside the map as a table. */
export function lineCells(
  grid: MapGrid,
  { axis, at }: { readonly axis: "row" | "column"; readonly at: number },
): readonly (GridCell & { readonly line: MatrixLine; readonly at: number })[] {
  const others = axis === "row" ? grid.columns : grid.rows;
  return others.flatMap((line, other) => {
    const cell = axis === "row" ? cellAt(grid, at, other) : cellAt(grid, other, at);
    return cell.count > 0 || !cell.isWhole ? [{ ...cell, line, at: other }] : [];
  });
}
