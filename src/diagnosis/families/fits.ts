/** Causes that a text leads to, without the facts of a grant, and how far it leads. */
import type { CauseId } from "../../model/cause-ids.ts";
import type { Confidence } from "../../model/diagnosis.ts";

/** A cause of the catalogue that a text leads to, and how far. */
export interface Fit {
  readonly id: CauseId;
  readonly confidence: Confidence;
}

const fits =
  (confidence: Confidence) =>
  (...ids: readonly CauseId[]): readonly Fit[] =>
    ids.map((id) => ({ id, confidence }));

export const proved = fits("proved");
export const likely = fits("likely");
export const possible = fits("possible");
