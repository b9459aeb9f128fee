/** A matrix in columns: the map of thousands of people and accounts in one answer that a page draws by itself. */
import type { Matrix } from "./matrix.ts";

export const MATRIX_COLUMNS_SCHEMA = "idc-doctor/matrix-columns/1";

export interface MatrixColumns extends Omit<Matrix, "schema" | "cells"> {
  readonly schema: typeof MATRIX_COLUMNS_SCHEMA;
  /** The same cells in each list; what is not here is 0 for certain. */
  readonly cells: {
    /** Places in `rows` and `columns`. */
    readonly row: readonly number[];
    readonly column: readonly number[];
    /** -1 and less: a failed read may hide more; -1 is none that is known, -24 at least 23. */
    readonly count: readonly number[];
  };
}

export function matrixColumns({ cells, schema: _, ...matrix }: Matrix): MatrixColumns {
  const [rows, columns] = [matrix.rows, matrix.columns].map((lines) => new Map(lines.map(({ id }, at) => [id, at])));
  return {
    schema: MATRIX_COLUMNS_SCHEMA,
    ...matrix,
    cells: {
      row: cells.map(({ row }) => rows?.get(row) ?? 0),
      column: cells.map(({ column }) => columns?.get(column) ?? 0),
      count: cells.map(({ count, isWhole }) => (isWhole ? (count ?? 0) : -(count ?? 0) - 1)),
    },
  };
}
