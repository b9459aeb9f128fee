/** A column of integers that grows row by row: four bytes a row, doubled when it is full. */

export interface GrowingColumn {
  readonly push: (value: number) => void;
  /** What was pushed so far, as a copy of its own size. */
  readonly toArray: () => Uint32Array;
}

const FIRST_ROWS = 256;

export function growingColumn(): GrowingColumn {
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
    toArray: () => rows.slice(0, length),
  };
}
