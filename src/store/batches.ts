/** Rows of one statement: far below what each engine takes as parameters. */
const BATCH = 500;

export function* batches<T>(rows: readonly T[]): Generator<T[]> {
  for (let at = 0; at < rows.length; at += BATCH) yield rows.slice(at, at + BATCH);
}
