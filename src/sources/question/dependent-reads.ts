/** Reads that depend on reads: the next one is asked when the one before is known; what failed before it stays the reason. */
import { type Reading, unread } from "../../model/reading.ts";

export type Later<T> = Promise<Reading<T>>;

/**
 * A promise that several wait for. Where one of them gives up first, a rejection still reaches all who wait, but does not
 * count as unhandled.
 */
export function shared<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

/** Reads on from a known value; null (absence) and everything not known end the chain. */
export async function thenRead<A, B>(
  before: Later<A | null>,
  read: (value: A) => Later<B> | Reading<B>,
  absent = "there is nothing to read it for",
): Later<B> {
  const reading = await before;
  if (reading.state !== "known") return reading;
  return reading.value === null ? unread(absent) : read(reading.value);
}

/** Reads on from two known values that are waited for side by side. */
export async function thenReadBoth<A, B, C>(
  first: Later<A | null>,
  second: Later<B | null>,
  read: (a: A, b: B) => Later<C> | Reading<C>,
  absent?: string,
): Later<C> {
  const other = second;
  return thenRead(first, (a) => thenRead(other, (b) => read(a, b), absent), absent);
}
