/** The use case behind `why`: gather the facts of a question, diagnose them. */
import { diagnose } from "../diagnosis/diagnose.ts";
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
 * Why the user can or cannot use the account.
 *
 * @throws AccessError when the words cannot be resolved, or no credentials are at hand.
 */
export async function why(question: Question, reader: Reader, context: Context): Promise<WhyAnswer> {
  const gathered = await collectFacts(question, reader, context);
  return { gathered, diagnosis: diagnose(gathered) };
}

/** The organization as an earlier snapshot has it, to compare with. */
export const snapshotReader = (document: OrganizationDocument): Reader => createDocumentReader(document);
