/** The use case behind `why`: gather the facts of a question, diagnose them. */
import type { GatheredFacts } from "../facts/grant/gathered-facts.ts";
import type { Context } from "../model/context.ts";
import type { Diagnosis } from "../model/diagnosis.ts";
import type { OrganizationDocument } from "../model/organization-document/document.ts";
import { createDocumentReader } from "../sources/document/reader.ts";
import { collectFacts, type Question } from "../sources/question/collect.ts";
import type { Reader } from "../sources/reader.ts";

export interface WhyAnswer {
  readonly diagnosis: Diagnosis;
  /** What the diagnosis was made from; the rehearsal builds its twin from it. */
  readonly gathered: GatheredFacts;
}

/**
 * Why the user can or cannot use the account. Several questions may share a reader, and with it what was read.
 *
 * @throws AccessError when the words cannot be resolved, or no credentials are at hand.
 */
export async function why(question: Question, reader: Reader, context: Context): Promise<WhyAnswer> {
  const earlier = Object.keys(reader.evidence()).length;
  const own = earlier === 0 ? reader : { ...reader, calls: () => reader.calls(earlier) };
  const gathering = collectFacts(question, own, context);
  // Behind what the question needs sooner: nothing of the causes is needed before every answer is there.
  reader.meanwhile?.(diagnosisLoaded);
  const gathered = await gathering;
  const { diagnose } = await diagnosisLoaded();
  const diagnosis = diagnose(gathered);
  return {
    gathered,
    diagnosis: earlier === 0 ? diagnosis : { ...diagnosis, evidence: ownEvidence(diagnosis, earlier) },
  };
}

const diagnosisLoaded = () => import("../diagnosis/diagnose.ts");

/** Of a reader that answered other questions before: what this diagnosis cites, and what was read for it. */
function ownEvidence({ evidence, ...rest }: Diagnosis, earlier: number): Diagnosis["evidence"] {
  const cited = new Set<unknown>();
  JSON.stringify(rest, (key, value: unknown) => {
    if (key === "evidence" && Array.isArray(value)) for (const id of value) cited.add(id);
    return value;
  });
  const isOwn = (id: string): boolean => cited.has(id) || !(Number(/^e(\d+)$/.exec(id)?.[1]) <= earlier);
  return Object.fromEntries(Object.entries(evidence).filter(([id]) => isOwn(id)));
}

/** The organization as an earlier snapshot has it, to compare with. */
export const snapshotReader = (document: OrganizationDocument): Reader => createDocumentReader(document);
