/** Relations as two arrays of integers: where each key's values begin, and the values. One lookup is two reads, one row is four bytes. */

import { asRows, type RowList } from "./rows.ts";

declare const key: unique symbol;

/** The values of key k are `values[offsets[k]]` up to, not including, `values[offsets[k + 1]]`. */
export interface CompressedRows<Key extends number = number, Value extends number = number> {
  readonly offsets: Uint32Array;
  readonly values: RowList<Value>;
  /** For the compiler: whose values these are. */
  readonly [key]?: Key;
}

/** The values of one key, as a view; none for a key outside of the table. */
export function rowsOf<Key extends number, Value extends number>(
  { offsets, values }: CompressedRows<Key, Value>,
  key: NoInfer<Key>,
): RowList<Value> {
  return values.subarray(offsets[key] ?? 0, offsets[key + 1] ?? 0);
}

/** Where each key's rows begin, for `keys` below `keyCount`; one entry more than keys. */
export function offsetsOf(keys: Uint32Array, keyCount: number): Uint32Array {
  const offsets = new Uint32Array(keyCount + 1);
  for (let row = 0; row < keys.length; row += 1)
    offsets[(keys[row] ?? 0) + 1] = (offsets[(keys[row] ?? 0) + 1] ?? 0) + 1;
  for (let key = 0; key < keyCount; key += 1) offsets[key + 1] = (offsets[key + 1] ?? 0) + (offsets[key] ?? 0);
  return offsets;
}

/** Row numbers ordered by key, rows of one key in the order they had: sorting by several columns is one pass each, last column first. */
export function orderBy(order: Uint32Array, keys: Uint32Array, keyCount: number): Uint32Array {
  const next = offsetsOf(keys, keyCount);
  const ordered = new Uint32Array(order.length);
  for (let at = 0; at < order.length; at += 1) {
    const row = order[at] ?? 0;
    const key = keys[row] ?? 0;
    const place = next[key] ?? 0;
    ordered[place] = row;
    next[key] = place + 1;
  }
  return ordered;
}

/** 0, 1, 2 … */
export function rowNumbers(count: number): Uint32Array {
  const numbers = new Uint32Array(count);
  for (let row = 0; row < count; row += 1) numbers[row] = row;
  return numbers;
}

/** The relation from keys to values, each key's values ascending and each once. */
export function compressRows<Key extends number, Value extends number>(
  keys: RowList<Key>,
  values: RowList<Value>,
  keyCount: number,
  valueCount: number,
): CompressedRows<Key, Value> {
  const order = orderBy(orderBy(rowNumbers(keys.length), values, valueCount), keys, keyCount);
  const offsets = new Uint32Array(keyCount + 1);
  const kept = new Uint32Array(keys.length);
  let count = 0;
  let lastKey = -1;
  for (let at = 0; at < order.length; at += 1) {
    const row = order[at] ?? 0;
    const key = keys[row] ?? 0;
    const value = values[row] ?? 0;
    if (key === lastKey && kept[count - 1] === value) continue;
    kept[count] = value;
    count += 1;
    offsets[key + 1] = (offsets[key + 1] ?? 0) + 1;
    lastKey = key;
  }
  for (let key = 0; key < keyCount; key += 1) offsets[key + 1] = (offsets[key + 1] ?? 0) + (offsets[key] ?? 0);
  return { offsets, values: asRows(count === kept.length ? kept : kept.slice(0, count)) };
}

/** The same relation asked from its values: each value's keys ascending. */
export function reversedRows<Key extends number, Value extends number>(
  { offsets, values }: CompressedRows<Key, Value>,
  valueCount: number,
): CompressedRows<Value, Key> {
  const reversed = offsetsOf(values, valueCount);
  const next = reversed.slice();
  const keys = new Uint32Array(values.length);
  for (let key = 0; key < offsets.length - 1; key += 1)
    for (let at = offsets[key] ?? 0; at < (offsets[key + 1] ?? 0); at += 1) {
      const value = values[at] ?? 0;
      const place = next[value] ?? 0;
      keys[place] = key;
      next[value] = place + 1;
    }
  return { offsets: reversed, values: asRows(keys) };
}

/** Whether the key has the value; by halving, because values ascend. */
export function hasRow<Key extends number, Value extends number>(
  { offsets, values }: CompressedRows<Key, Value>,
  key: NoInfer<Key>,
  value: NoInfer<Value>,
): boolean {
  return placeOf(values, offsets[key] ?? 0, offsets[key + 1] ?? 0, value) !== -1;
}

/** Where the value stands between `from` and `to` of an ascending array, or -1. */
export function placeOf(values: Uint32Array, from: number, to: number, value: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low < to && values[low] === value ? low : -1;
}
