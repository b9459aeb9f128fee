/** Chance that can be repeated: the same seed gives the same organization, on every machine. */

export interface Random {
  /** 0 to 1, without 1. */
  readonly next: () => number;
  /** A whole number from 0 to `count` - 1. */
  readonly below: (count: number) => number;
  /** A whole number, both ends included. */
  readonly between: (least: number, most: number) => number;
  readonly isHit: (probability: number) => boolean;
  /** @throws RangeError when there is nothing to pick from */
  readonly pick: <T>(from: readonly T[]) => T;
}

/** Mulberry32: 32 bits of state, more than enough to vary an organization. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (count: number): number => Math.floor(next() * count);
  return {
    next,
    below,
    between: (least, most) => least + below(most - least + 1),
    isHit: (probability) => next() < probability,
    pick: (from) => {
      const item = from[below(from.length)];
      if (item === undefined) throw new RangeError("there is nothing to pick from");
      return item;
    },
  };
}

/** The seed of one case of a run: neighbours have nothing in common. */
export const seedOfCase = (runSeed: number, at: number): number =>
  Math.floor(createRandom((runSeed ^ Math.imul(at + 1, 0x9e3779b1)) >>> 0).next() * 2 ** 32);
