/** For tests: texts in files of their own, with what each must tell. Neighbours of the handed-over kinds, the observed sentences, and symptoms as people type them. */
import neighbours from "./neighbours.json" with { type: "json" };
import observed from "./observed-sentences.json" with { type: "json" };
import type { PastedCase } from "./pasted-case.ts";

interface Recorded {
  readonly what: string;
  readonly text: string;
  readonly title: string;
  readonly who?: string;
  readonly account?: string;
  readonly set?: string;
  readonly cause?: string;
}

const casesOf = (all: readonly Recorded[]): readonly PastedCase[] =>
  all.map(({ title, ...one }) => ({
    ...one,
    title,
    ...(one.cause === undefined ? { claimsNothing: true } : {}),
  }));

export const NEIGHBOURS = casesOf(neighbours);
export const OBSERVED = casesOf(observed);
