/** What AWS's record of a refusal says: every statement that denied, the person's access, and the policies of now beside it. */
import type { RefusalFacts, RefusalRecord } from "../../facts/refusal-record.ts";
import { failureInWords } from "../../model/reading.ts";
import { compareDecision } from "./compared.ts";
import { accessOf, type PersonAsked } from "./recorded-access.ts";
import { principalOfRecord } from "./recorded-principal.ts";
import type { RecordedRefusal } from "./recorded-refusal.ts";
import { layerOfType, refusingStatements } from "./refusing-statements.ts";

interface Asked {
  /** The person's access, where the caller was a person of Identity Center. */
  readonly person: PersonAsked | undefined;
  /** Whether the request's context is wanted: it holds personal data (facts AT26). */
  readonly withContext: boolean;
  /** ARN of the policy that the pasted message names. */
  readonly named: string | null;
}

export function judgeRefusal(facts: RefusalFacts, { person, withContext, named }: Asked): RecordedRefusal {
  const { authorization } = facts;
  const record = recordIn(facts);
  if (typeof record === "string") return notRead(authorization, record);
  const refusedBy = refusingStatements(facts, record);
  const effect = record.evaluations.some((one) => one.effect === "EXPLICIT_DENY") ? "EXPLICIT_DENY" : "IMPLICIT_DENY";
  const principal = principalOfRecord(record);
  const decision = person?.diagnosis.decisions?.[0];
  return {
    authorization,
    notRead: null,
    effect,
    refusedBy,
    evaluated: countByLayer(record),
    access: principal && person ? accessOf(principal, person) : null,
    compared: decision ? compareDecision({ effect, refusedBy, named }, decision) : null,
    ...(withContext ? { requestContext: record.requestContext } : {}),
  };
}

/** A refusal whose record is not here, and why. */
export const notRead = (authorization: RecordedRefusal["authorization"], why: string): RecordedRefusal => ({
  authorization,
  notRead: why,
  effect: null,
  refusedBy: [],
  evaluated: {},
  access: null,
  compared: null,
});

/** The record, or why it is not here. */
function recordIn({ record, authorization: { region } }: RefusalFacts): RefusalRecord | string {
  switch (record.state) {
    case "known":
      return (
        record.value ??
        `AWS has no record of it in ${region}: records are kept for 24 hours, and only for callers of the same organization`
      );
    case "unknown":
      return failureInWords(record.failure);
    case "unread":
      return record.reason;
  }
}

function countByLayer({ policies }: RefusalRecord): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const { type } of policies) counts.set(layerOfType(type), (counts.get(layerOfType(type)) ?? 0) + 1);
  return Object.fromEntries(counts);
}
