/** The use case behind `fix --resume`: what is left of an interrupted plan takes the road of every write. */
import { AccessError } from "../model/errors.ts";
import type { Plan } from "../model/plan.ts";
import type { JournaledPlan } from "../store/journal.ts";
import { connectionLike, fittingHere, journaledPlan } from "./journaled-plan.ts";
import { undoingPlans } from "./undo.ts";
import type { Difference } from "./write/draft.ts";
import { instanceToWriteTo } from "./write/instance.ts";
import { write } from "./write/road.ts";
import type { WriteServices } from "./write/services.ts";
import type { Written } from "./write/written.ts";

/**
 * Continues an interrupted plan by its id or the beginning of it. What is done stays done.
 *
 * @throws AccessError where there is no such plan, or where it was undone
 */
export async function resumeFix(planId: string, services: WriteServices): Promise<Written> {
  const journaled = await journaledPlan(planId, services.journal);
  const { plan } = journaled;
  const [undoing] = undoingPlans(plan.id, await services.journal.list());
  if (undoing)
    throw new AccessError("bad-input", `Plan ${plan.id} was undone by ${undoing.plan.id}`, {
      next: "Run fix again with the user, the account and the permission set",
    });
  const difference: Difference = {
    fit: fittingHere,
    leavesOut: false,
    mayTakeAway: journaled.undoes !== null,
    continues: journaled,
  };
  const steps = plan.steps.filter(({ number }) => !isDone(number, journaled));
  const left: Plan = { ...plan, warnings: doneWords(plan.steps.length, steps.length), steps };
  return write<never>(
    async (open) => {
      const reader = open();
      return { kind: "draft", plan: left, instance: await instanceToWriteTo(reader), reader, difference };
    },
    { ...services, connection: connectionLike(journaled, services.connection) },
  );
}

const doneWords = (all: number, left: number): readonly string[] =>
  left === all ? [] : [`Of ${all} steps, ${all - left} ${all - left === 1 ? "is" : "are"} done already`];

const isDone = (number: number, { entries }: JournaledPlan): boolean =>
  entries.some(({ event }) => event.step === number && (event.kind === "done" || event.kind === "already-done"));
