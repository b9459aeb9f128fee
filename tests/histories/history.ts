/** A history as data: a number for the organization, and steps of a kind with a number each, so that any part of it can be played again. */
import { createRandom, type Random } from "../agreement/random.ts";
import { WEIGHTED_KINDS } from "./steps/index.ts";

export interface HistoryStep {
  /** A name of `steps/index.ts`. */
  readonly kind: string;
  /** What chance decides within the step. */
  readonly seed: number;
}

export interface History {
  readonly seed: number;
  readonly isExternal: boolean;
  readonly steps: readonly HistoryStep[];
}

const SHORTEST = 8;
const LONGEST = 30;

const number = (random: Random): number => random.below(2 ** 31);

/** The same seed gives the same history, on every machine. */
export function historyOf(seed: number): History {
  const random = createRandom(seed);
  const isExternal = random.isHit(0.4);
  const steps = Array.from({ length: random.between(SHORTEST, LONGEST) }, () => ({
    kind: random.pick(WEIGHTED_KINDS),
    seed: number(random),
  }));
  return { seed, isExternal, steps };
}
