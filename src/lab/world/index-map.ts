/** Rows by one key with a second way to find them, kept in step: what relations (memberships, assignments) are held in. */

export interface IndexedRows<Row> {
  readonly size: number;
  readonly get: (key: string) => Row | undefined;
  readonly has: (key: string) => boolean;
  readonly put: (row: Row) => void;
  readonly remove: (key: string) => Row | undefined;
  /** Rows of an index (`byName` in `indexes`) under a value, in the order of entry. */
  readonly under: (index: string, value: string) => readonly Row[];
  readonly countUnder: (index: string, value: string) => number;
  readonly values: () => IterableIterator<Row>;
}

/** @param indexes for each index the value that a row has in it. */
export function indexedRows<Row>(
  keyOf: (row: Row) => string,
  indexes: Readonly<Record<string, (row: Row) => string>>,
): IndexedRows<Row> {
  const rows = new Map<string, Row>();
  const by = new Map(Object.keys(indexes).map((name) => [name, new Map<string, Map<string, Row>>()]));
  const remove = (key: string): Row | undefined => {
    const row = rows.get(key);
    if (row === undefined) return undefined;
    rows.delete(key);
    for (const [name, valueIn] of Object.entries(indexes)) {
      const bucket = by.get(name)?.get(valueIn(row));
      bucket?.delete(key);
      if (bucket?.size === 0) by.get(name)?.delete(valueIn(row));
    }
    return row;
  };
  return {
    get size() {
      return rows.size;
    },
    get: (key) => rows.get(key),
    has: (key) => rows.has(key),
    put: (row) => {
      const key = keyOf(row);
      remove(key);
      rows.set(key, row);
      for (const [name, valueIn] of Object.entries(indexes)) {
        const index = by.get(name);
        const bucket = index?.get(valueIn(row));
        if (bucket) bucket.set(key, row);
        else index?.set(valueIn(row), new Map([[key, row]]));
      }
    },
    remove,
    under: (index, value) => [...(by.get(index)?.get(value)?.values() ?? [])],
    countUnder: (index, value) => by.get(index)?.get(value)?.size ?? 0,
    values: () => rows.values(),
  };
}
