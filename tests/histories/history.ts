/** A history as data: a number for the organization, and steps of a kind with a number each, so that any part of it can be played again. */
import { createRandom, type Random } from "../agreement/random.ts";
import { entitlementSteps } from "./steps/entitlements.ts";
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
  /** Whether account access manager is set up. */
  readonly usesAccountAccess: boolean;
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
  // By chance of its own: what else a seed gives stays as it was.
  const chance = createRandom(seed ^ 0x2f6e2b15);
  const usesAccountAccess = chance.isHit(0.4);
  return { seed, isExternal, usesAccountAccess, steps: usesAccountAccess ? withEntitlements(steps, chance) : steps };
}

/** A few changes of entitlements among the others. */
function withEntitlements(steps: readonly HistoryStep[], chance: Random): readonly HistoryStep[] {
  const kinds = Object.keys(entitlementSteps);
  const all = [...steps];
  for (let left = chance.between(3, 8); left > 0; left -= 1)
    all.splice(chance.below(all.length + 1), 0, { kind: chance.pick(kinds), seed: number(chance) });
  return all;
}
