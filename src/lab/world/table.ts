/**
 * A table of the lab's world: rows by one key, in the order of entry, with further indexes kept in step.
 *
 * Lists of hundreds of thousands of rows are read page by page, so every list can start anywhere: a row keeps the number of
 * its entry for life, and a page begins at the first row whose number is not below a given one.
 */

/** Rows in the order of entry. */
export interface Rows<Row> {
  readonly size: number;
  readonly [Symbol.iterator]: () => IterableIterator<Row>;
  /** At most `count` rows whose number is at least `number`, and the number where the next page begins, if there is one. */
  readonly page: (
    number: number,
    count: number,
  ) => { readonly rows: readonly Row[]; readonly next: number | undefined };
}

export interface Table<Row> extends Rows<Row> {
  readonly keyOf: (row: Row) => string;
  readonly get: (key: string) => Row | undefined;
  readonly has: (key: string) => boolean;
  /** Enters a row or replaces the one of the same key, which keeps its place. */
  readonly put: (row: Row) => void;
  readonly remove: (key: string) => Row | undefined;
  /** Rows that have a value in an index. */
  readonly under: (index: string, value: string) => Rows<Row>;
}

export interface TableOptions<Row> {
  readonly key: (row: Row) => string;
  /** For each index the value that a row has in it; undefined for rows that are not in it. */
  readonly indexes?: Readonly<Record<string, (row: Row) => string | undefined>>;
  /** Hears of every change: the row as it is now, or undefined where it is gone. */
  readonly onChange?: ((key: string, row: Row | undefined) => void) | undefined;
}

interface Entry<Row> {
  readonly number: number;
  row: Row;
}

export function createTable<Row>({ key: keyOf, indexes = {}, onChange }: TableOptions<Row>): Table<Row> {
  const byKey = new Map<string, Entry<Row>>();
  const all: Entry<Row>[] = [];
  const index = createIndexes(all, indexes);
  let entered = 0;

  const put = (row: Row): void => {
    const key = keyOf(row);
    const known = byKey.get(key);
    if (known === undefined) {
      const entry = { number: entered++, row };
      byKey.set(key, entry);
      all.push(entry);
      index.enter(entry);
    } else {
      const before = known.row;
      known.row = row;
      index.replace(known, before);
    }
    onChange?.(key, row);
  };

  const remove = (key: string): Row | undefined => {
    const entry = byKey.get(key);
    if (entry === undefined) return undefined;
    byKey.delete(key);
    all.splice(firstAt(all, entry.number), 1);
    index.leave(entry);
    onChange?.(key, undefined);
    return entry.row;
  };

  return {
    ...rowsOf(all),
    get size() {
      return all.length;
    },
    keyOf,
    get: (key) => byKey.get(key)?.row,
    has: (key) => byKey.has(key),
    put,
    remove,
    under: index.under,
  };
}

interface Indexes<Row> {
  readonly enter: (entry: Entry<Row>) => void;
  /** The entry has a new row in place of `before`. */
  readonly replace: (entry: Entry<Row>, before: Row) => void;
  readonly leave: (entry: Entry<Row>) => void;
  readonly under: (name: string, value: string) => Rows<Row>;
}

/** An index is made when it is first asked for: a large document loads fast, and few labs need all of them. */
function createIndexes<Row>(
  all: readonly Entry<Row>[],
  values: Readonly<Record<string, (row: Row) => string | undefined>>,
): Indexes<Row> {
  const made = new Map<string, Buckets<Row>>();
  const none = rowsOf<Row>([]);
  const make = (name: string): Buckets<Row> => {
    const buckets: Buckets<Row> = new Map();
    for (const entry of all) insert(buckets, values[name]?.(entry.row), entry);
    made.set(name, buckets);
    return buckets;
  };
  return {
    enter: (entry) => {
      for (const [name, buckets] of made) insert(buckets, values[name]?.(entry.row), entry);
    },
    replace: (entry, before) => {
      for (const [name, buckets] of made) {
        const [from, to] = [values[name]?.(before), values[name]?.(entry.row)];
        if (from === to) continue;
        withdraw(buckets, from, entry);
        insert(buckets, to, entry);
      }
    },
    leave: (entry) => {
      for (const [name, buckets] of made) withdraw(buckets, values[name]?.(entry.row), entry);
    },
    under: (name, value) => {
      const bucket = (made.get(name) ?? make(name)).get(value);
      return bucket ? rowsOf(Array.isArray(bucket) ? bucket : [bucket]) : none;
    },
  };
}

function rowsOf<Row>(entries: readonly Entry<Row>[]): Rows<Row> {
  return {
    get size() {
      return entries.length;
    },
    // As the rows are at this moment: whoever walks over them may remove them on the way.
    [Symbol.iterator]: () => entries.map(({ row }) => row)[Symbol.iterator](),
    page: (number, count) => {
      const from = number === 0 ? 0 : firstAt(entries, number);
      return { rows: entries.slice(from, from + count).map(({ row }) => row), next: entries[from + count]?.number };
    },
  };
}

/** A value that one row has is the rule in large worlds: it needs no list. */
type Buckets<Row> = Map<string, Entry<Row> | Entry<Row>[]>;

function insert<Row>(buckets: Buckets<Row>, value: string | undefined, entry: Entry<Row>): void {
  if (value === undefined) return;
  const bucket = buckets.get(value);
  if (bucket === undefined) buckets.set(value, entry);
  else if (!Array.isArray(bucket)) buckets.set(value, bucket.number < entry.number ? [bucket, entry] : [entry, bucket]);
  else if ((bucket.at(-1)?.number ?? -1) < entry.number) bucket.push(entry);
  else bucket.splice(firstAt(bucket, entry.number), 0, entry);
}

function withdraw<Row>(buckets: Buckets<Row>, value: string | undefined, entry: Entry<Row>): void {
  const bucket = value === undefined ? undefined : buckets.get(value);
  if (value === undefined || bucket === undefined) return;
  if (Array.isArray(bucket)) bucket.splice(firstAt(bucket, entry.number), 1);
  if (!Array.isArray(bucket) || bucket.length === 0) buckets.delete(value);
}

/** The place of the first entry whose number is not below the given one: entries are sorted by number. */
function firstAt<Row>(entries: readonly Entry<Row>[], number: number): number {
  let [low, high] = [0, entries.length];
  if ((entries[high - 1]?.number ?? -1) < number) return high;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((entries[middle]?.number ?? 0) < number) low = middle + 1;
    else high = middle;
  }
  return low;
}
