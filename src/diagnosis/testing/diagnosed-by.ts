/** For tests: what one cause says of the facts of a grant. */
import type { GrantFacts } from "../../facts/grant/grant-facts.ts";
import type { DiagnosedCause } from "../../model/diagnosis.ts";
import type { Cause } from "../cause.ts";
import { walkGrant } from "../path/walk-grant.ts";

/** What one cause says of these facts; undefined when it does not hold. */
export const diagnosedBy = (cause: Cause, facts: GrantFacts): DiagnosedCause | undefined =>
  cause.diagnose(walkGrant(facts));
