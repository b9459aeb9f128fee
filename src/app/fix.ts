/** The use case behind `fix`: a diagnosis becomes a plan, and the plan takes the road of every write. */
import type { DiagnosedCause, Diagnosis } from "../model/diagnosis.ts";
import { AccessError } from "../model/errors.ts";
import type { Plan } from "../model/plan.ts";
import { planFor } from "../plan/plan.ts";
import { createAwsReader } from "../sources/aws/reader.ts";
import type { PlanningReader } from "../sources/plan-reader.ts";
import type { Question } from "../sources/question/collect.ts";
import { withNamesOfNow } from "../sources/question/newer-namesakes.ts";
import { why } from "./why.ts";
import type { Difference, Draft } from "./write/draft.ts";
import { write } from "./write/road.ts";
import { identityFor, type WriteServices } from "./write/services.ts";
import type { Written } from "./write/written.ts";

/** How a question ends that needs no plan or has none. */
export type NotPlanned =
  | { readonly kind: "works-already"; readonly diagnosis: Diagnosis }
  | { readonly kind: "undecided"; readonly diagnosis: Diagnosis }
  | { readonly kind: "no-api-remedy"; readonly diagnosis: Diagnosis; readonly cause: DiagnosedCause };

export type Fixed = Written | NotPlanned;

const FIX: Difference = { fit: (plan: Plan) => plan, leavesOut: false, mayTakeAway: false };

/**
 * Diagnoses and repairs one grant.
 *
 * @param shared a reader of questions before this one: the first diagnosis is made with it, whatever follows a change is not
 */
export async function fix(question: Question, services: WriteServices, shared?: PlanningReader): Promise<Fixed> {
  if (services.connection.from)
    throw new AccessError("bad-input", "A saved document cannot be repaired", {
      next: "Load it into a lab with idc-doctor lab --load, and repair it there",
    });
  let first = shared;
  return write((open) => {
    const reader = first ?? open();
    first = undefined;
    return diagnosed(question, reader, services);
  }, services);
}

/** Repairs one grant after another; what was read is shared until something is written, or might have been. */
export function fixesOfList(services: WriteServices): (question: Question) => Promise<Fixed> {
  const { connection, context } = services;
  let shared: PlanningReader | undefined;
  return async (question) => {
    const reader = shared ?? createAwsReader(connection.aws, context);
    shared = undefined;
    const fixed = await fix(question, services, reader);
    if (LEAVES_ALL_AS_IT_WAS.has(fixed.kind)) shared = reader;
    return fixed;
  };
}

const LEAVES_ALL_AS_IT_WAS: ReadonlySet<Fixed["kind"]> = new Set([
  "works-already",
  "undecided",
  "no-api-remedy",
  "nothing-to-do",
  "rehearsed-only",
  "rehearsal-failed",
  "refusal-predicted",
]);

async function diagnosed(
  question: Question,
  reader: PlanningReader,
  services: WriteServices,
): Promise<Draft | NotPlanned> {
  const { context, onProgress } = services;
  const { diagnosis, gathered } = await why(question, withNamesOfNow(reader), context);
  onProgress({ kind: "diagnosed", diagnosis });
  if (diagnosis.verdict === "works") return { kind: "works-already", diagnosis };
  if (diagnosis.verdict === "undecided") return { kind: "undecided", diagnosis };
  const planned = planFor(diagnosis, identityFor(services));
  if (planned.kind === "nothing-to-do") return { kind: "undecided", diagnosis };
  if (planned.kind === "no-api-remedy") return { kind: "no-api-remedy", diagnosis, cause: planned.cause };
  const instance = gathered.grants[0]?.instance;
  if (instance?.state !== "known" || !instance.value) return { kind: "undecided", diagnosis };
  return { kind: "draft", plan: planned.plan, instance: instance.value, reader, difference: FIX };
}
