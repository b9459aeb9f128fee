/** A matrix as a spreadsheet: a line for each row with its own count, a column for each column, every cell. */
import type { Matrix, MatrixLine } from "../../model/matrix.ts";
import { csvText } from "../csv.ts";
import { cellsByPlace } from "./text.ts";
import { countWords } from "./words.ts";

const HEAD = {
  people: ["user_id", "user_name", "accounts"],
  sets: ["account_id", "account_name", "people"],
} as const;

/** 0 is certain; `?` could not be read, and `23+` is at least 23. */
export function matrixCsv(matrix: Matrix): string {
  const { rows, columns, view } = matrix;
  const cellAt = cellsByPlace(matrix);
  return csvText([
    [...HEAD[view], ...columns.map(heading)],
    ...rows.map((row) => [
      row.id,
      row.name ?? "",
      countWords(row),
      ...columns.map((column) => {
        const cell = cellAt(row.id, column.id);
        return cell === undefined ? "0" : countWords(cell);
      }),
    ]),
  ]);
}

/** Two accounts may have one name: their ids tell them apart. The names of permission sets are unique (facts B1). */
const heading = ({ id, name }: MatrixLine): string =>
  name === null ? id : id.startsWith("arn:") ? name : `${name} (${id})`;
