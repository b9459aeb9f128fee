/** Everything that was gathered for one question: the facts of each grant that it covers, what proves them and what they cost. */
import type { DiagnosedQuestion, NotExamined } from "../../model/diagnosis.ts";
import type { CallSummary, Evidence, EvidenceId } from "../../model/evidence.ts";
import type { GrantFacts } from "./grant-facts.ts";

export interface GatheredFacts {
  readonly question: DiagnosedQuestion;
  /** ISO 8601. */
  readonly at: string;
  /** At least one. */
  readonly grants: readonly GrantFacts[];
  /** What of the question was not followed to its end. */
  readonly notExamined?: readonly NotExamined[];
  readonly evidence: Readonly<Record<EvidenceId, Evidence>>;
  readonly calls: CallSummary;
}
