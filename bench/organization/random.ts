/** Repeatable randomness for generated organizations. */

export interface Random {
  /** A whole number from 0 to `below` - 1. */
  readonly below: (below: number) => number;
  /** From 0 up to, not including, 1. */
  readonly fraction: () => number;
}

/** mulberry32: 32 bits of state, the same numbers on every machine. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { fraction, below: (below) => Math.floor(fraction() * below) };
}

/** `count` different numbers below `size`, in an order that looks random: a walk with a step that shares no factor with `size`. */
export function* differentNumbers(random: Random, count: number, size: number): Generator<number> {
  let step = 1 + random.below(size);
  while (commonFactor(step, size) !== 1) step += 1;
  let at = random.below(size);
  for (let taken = 0; taken < Math.min(count, size); taken += 1) {
    yield at;
    at = (at + step) % size;
  }
}

function commonFactor(a: number, b: number): number {
  return b === 0 ? a : commonFactor(b, a % b);
}
