/** Compares an answer with what its scene expects. */
import { expect } from "vitest";
import type { Scene } from "../../scenes/scene.ts";
import type { Diagnosis } from "../../src/model/diagnosis.ts";

/** Verdict, and of the first cause its id, confidence and kind of remedy. */
export function expectAnswer(diagnosis: Diagnosis, { expect: expected }: Scene): void {
  const [first] = diagnosis.causes;
  const answer = {
    verdict: diagnosis.verdict,
    cause: first?.id ?? null,
    confidence: first?.confidence ?? null,
    remedy: first?.remedy.kind ?? null,
  };
  const { verdict, cause, confidence, remedy } = expected;
  expect(answer).toEqual({ verdict, cause, confidence, remedy });
}
