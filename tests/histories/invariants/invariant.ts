/** What must hold whatever happened: each invariant answers what is wrong, in sentences, or nothing. */
import type { Diagnosis } from "../../../src/model/diagnosis.ts";
import type { AskedQuestion } from "../questions.ts";
import type { RoleTruth, Truth } from "../truth.ts";
import type { HistoryWorld } from "../world.ts";

/** One question with its answer, and what is true of it. */
export interface Answered {
  readonly world: HistoryWorld;
  readonly truth: Truth;
  readonly question: AskedQuestion;
  readonly diagnosis: Diagnosis;
  /** The truth about every grant that the answer speaks of, by `account set`. */
  readonly roles: ReadonlyMap<string, RoleTruth>;
}

export type Invariant = (answered: Answered) => readonly string[];
