/** The use case behind `fix`: a diagnosis becomes a plan, and the plan takes the road of every write. */
import type { DiagnosedCause, Diagnosis } from "../model/diagnosis.ts";
import { AccessError } from "../model/errors.ts";
import type { Plan } from "../model/plan.ts";
import { planFor } from "../plan/plan.ts";
import type { Question } from "../sources/question/collect.ts";
import { why } from "./why.ts";
import type { Difference, Draft } from "./write/draft.ts";
import { type OpenReader, write } from "./write/road.ts";
import type { WriteServices } from "./write/services.ts";
import type { Written } from "./write/written.ts";

/** How a question ends that needs no plan or has none. */
export type NotPlanned =
  | { readonly kind: "works-already"; readonly diagnosis: Diagnosis }
  | { readonly kind: "undecided"; readonly diagnosis: Diagnosis }
  | { readonly kind: "no-api-remedy"; readonly diagnosis: Diagnosis; readonly cause: DiagnosedCause };

export type Fixed = Written | NotPlanned;

const FIX: Difference = { fit: (plan: Plan) => plan, leavesOut: false, mayTakeAway: false };

/** Diagnoses and repairs one grant. */
export async function fix(question: Question, services: WriteServices): Promise<Fixed> {
  if (services.connection.from)
    throw new AccessError("bad-input", "A saved document cannot be repaired", {
      next: "Load it into a lab with idc-doctor lab --load, and repair it there",
    });
  return write((open) => diagnosed(question, open, services), services);
}

async function diagnosed(
  question: Question,
  open: OpenReader,
  { context, onProgress }: WriteServices,
): Promise<Draft | NotPlanned> {
  const reader = open();
  const { diagnosis, gathered } = await why(question, reader, context);
  onProgress({ kind: "diagnosed", diagnosis });
  if (diagnosis.verdict === "works") return { kind: "works-already", diagnosis };
  if (diagnosis.verdict === "undecided") return { kind: "undecided", diagnosis };
  const planned = planFor(diagnosis, { id: context.newId(), createdAt: context.now().toISOString() });
  if (planned.kind === "nothing-to-do") return { kind: "undecided", diagnosis };
  if (planned.kind === "no-api-remedy") return { kind: "no-api-remedy", diagnosis, cause: planned.cause };
  const instance = gathered.grants[0]?.instance;
  if (instance?.state !== "known" || !instance.value) return { kind: "undecided", diagnosis };
  return { kind: "draft", plan: planned.plan, instance: instance.value, reader, difference: FIX };
}
