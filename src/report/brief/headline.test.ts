/** Causes beside the first one, in few words. */
import { expect, test } from "vitest";
import type { DiagnosedCause } from "../../model/diagnosis.ts";
import { causesWords } from "./headline.ts";

const cause = (id: string, confidence: string) => ({ id, confidence }) as DiagnosedCause;

test.each([
  [[], ""],
  [[cause("a", "proved")], "a (proved)"],
  [[cause("a", "proved"), cause("b", "proved")], "a, b (both proved)"],
  [[cause("a", "likely"), cause("b", "proved"), cause("c", "proved")], "a (likely), b, c (both proved)"],
  [[cause("a", "likely"), cause("b", "likely"), cause("c", "likely")], "a, b, c (all likely)"],
])("%j", (causes, words) => {
  expect(causesWords(causes)).toBe(words);
});
