/** The lab's one source of randomness: role suffixes, ids, tokens. With a seed it repeats itself. */
import { randomBytes } from "node:crypto";

export interface Random {
  /** `digits` hexadecimal digits. */
  readonly hex: (digits: number) => string;
  readonly uuid: () => string;
}

/** Without a seed from the system; with one from a 32-bit generator (mulberry32), for repeatable runs. */
export function createRandom(seed?: number): Random {
  const hex = seed === undefined ? systemHex() : seededHex(seed);
  return {
    hex,
    uuid: () => {
      const digits = hex(32);
      return [
        digits.slice(0, 8),
        digits.slice(8, 12),
        `4${digits.slice(13, 16)}`,
        `a${digits.slice(17, 20)}`,
        digits.slice(20),
      ].join("-");
    },
  };
}

/** Asking the system is slow and the answers are short, so digits are fetched in bulk. */
const POOL_BYTES = 4096;

function systemHex(): (digits: number) => string {
  let pool = "";
  return (digits) => {
    if (pool.length < digits) pool = randomBytes(Math.max(POOL_BYTES, digits)).toString("hex");
    const taken = pool.slice(0, digits);
    pool = pool.slice(digits);
    return taken;
  };
}

function seededHex(seed: number): (digits: number) => string {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0).toString(16).padStart(8, "0");
  };
  return (digits) => {
    let text = "";
    while (text.length < digits) text += next();
    return text.slice(0, digits);
  };
}
