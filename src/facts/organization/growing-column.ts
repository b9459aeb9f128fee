/** A column of integers that grows row by row: four bytes a row, doubled when it is full. */
import { asRows, type RowList } from "./rows.ts";

export interface GrowingColumn<Value extends number> {
  readonly push: (value: Value) => void;
  /** What was pushed so far, as a copy of its own size. */
  readonly toArray: () => RowList<Value>;
}

const FIRST_ROWS = 256;

export function growingColumn<Value extends number>(): GrowingColumn<Value> {
  let rows = new Uint32Array(FIRST_ROWS);
  let length = 0;
  return {
    push: (value) => {
      if (length === rows.length) {
        const wider = new Uint32Array(rows.length * 2);
        wider.set(rows);
        rows = wider;
      }
      rows[length] = value;
      length += 1;
    },
    toArray: () => asRows(rows.slice(0, length)),
  };
}
