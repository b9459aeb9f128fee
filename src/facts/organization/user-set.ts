/** A set of principals as bits: 100,000 users are 13 KB, which stays in the processor's nearest memory while groups are poured in. */
import { asRows, type RowList, type UserRow } from "./rows.ts";

export interface UserSet<Row extends number = UserRow> {
  readonly add: (user: Row) => void;
  readonly has: (user: Row) => boolean;
  readonly size: () => number;
  /** Ascending. */
  readonly toArray: () => RowList<Row>;
  readonly clear: () => void;
  /** Users in both. */
  readonly sizeWith: (other: UserSet<Row>) => number;
  readonly words: Uint32Array;
}

export function createUserSet<Row extends number = UserRow>(principalCount: number): UserSet<Row> {
  const words = new Uint32Array(Math.ceil(principalCount / 32));
  return {
    words,
    add: (user) => {
      words[user >>> 5] = (words[user >>> 5] ?? 0) | (1 << (user & 31));
    },
    has: (user) => (((words[user >>> 5] ?? 0) >>> (user & 31)) & 1) === 1,
    size: () => bitsSet(words),
    toArray: () => asRows(toArray(words)),
    clear: () => void words.fill(0),
    sizeWith: (other) => bitsSet(words.map((word, at) => word & (other.words[at] ?? 0))),
  };
}

export function bitsSet(words: Uint32Array): number {
  let count = 0;
  for (let at = 0; at < words.length; at += 1) count += ones(words[at] ?? 0);
  return count;
}

/** Ones of a 32-bit word, summed in parallel by twos, fours and bytes. */
function ones(word: number): number {
  const twos = word - ((word >>> 1) & 0x55555555);
  const fours = (twos & 0x33333333) + ((twos >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function toArray(words: Uint32Array): Uint32Array<ArrayBuffer> {
  const users = new Uint32Array(bitsSet(words));
  let count = 0;
  for (let at = 0; at < words.length; at += 1)
    for (let word = words[at] ?? 0; word !== 0; word &= word - 1) {
      users[count] = at * 32 + (31 - Math.clz32(word & -word));
      count += 1;
    }
  return users;
}
