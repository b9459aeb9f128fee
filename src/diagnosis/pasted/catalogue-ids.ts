/** The causes that pasted texts speak of, by their ids in the catalogue; this folder names them and needs nothing else of theirs. */
import type { CauseId } from "../../model/cause-ids.ts";
import type { Confidence } from "../../model/diagnosis.ts";

/** A cause of the catalogue that the text leads to, and how far. */
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
