/** The use case behind `explain`: understand what somebody pasted. Nothing is asked of AWS. */
import type { Explanation } from "../diagnosis/pasted/explanation.ts";
import { explainPasted } from "../diagnosis/pasted/index.ts";

export const EXPLANATION_SCHEMA = "idc-doctor/explanation/1";

export interface Explained {
  readonly schema: typeof EXPLANATION_SCHEMA;
  /** One for each event or message; at least one. */
  readonly explanations: readonly Explanation[];
}

export const explain = (text: string): Explained => ({
  schema: EXPLANATION_SCHEMA,
  explanations: explainPasted(text),
});
