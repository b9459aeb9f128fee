/** A word that says which cause it is, as the tables beside this file hold it. */
import type { CauseId } from "../../../model/cause-ids.ts";
import type { Symptom } from "./symptom.ts";

export interface TellingWord {
  /** One of these must be found. */
  readonly words: readonly RegExp[];
  readonly without?: RegExp;
  /** The causes that it lifts, the most telling first. */
  readonly lifts: readonly [CauseId, ...CauseId[]];
  readonly asks?: Symptom["asks"];
}
