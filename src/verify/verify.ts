/** Compares what AWS shows after an apply with what the plan promised. */
import type { Diagnosis } from "../model/diagnosis.ts";

export type Verification =
  | { readonly kind: "verified"; readonly diagnosis: Diagnosis }
  | { readonly kind: "not-verified"; readonly diagnosis: Diagnosis; readonly reason: string };

/**
 * Diagnoses again with `diagnoseAgain`, from nothing that was read before the apply.
 * The promise is kept when the verdict is `works`, seen in the user's own portal where a token of the user was at hand.
 */
export async function verifyPromise(diagnoseAgain: () => Promise<Diagnosis>): Promise<Verification> {
  const diagnosis = await diagnoseAgain();
  if (diagnosis.verdict === "works") return { kind: "verified", diagnosis };
  const [cause] = diagnosis.causes;
  const reason = cause ? `${cause.id}: ${cause.summary}` : `the verdict is "${diagnosis.verdict}"`;
  return { kind: "not-verified", diagnosis, reason };
}
