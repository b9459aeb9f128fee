/** What a person can do about a cause that the text itself proves. */
import type { DiagnosedCause } from "../../model/diagnosis.ts";

/** None where the remedy is changes that this program makes: a text alone proves no such cause. */
export const stepsOf = ({ remedy }: DiagnosedCause): readonly string[] => (remedy.kind === "api" ? [] : remedy.steps);
