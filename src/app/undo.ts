/** The use case behind `fix --undo`: what a plan did is taken back by a plan of its own, on the road of every write. */
import type { PlanSurroundings } from "../facts/plan/plan-surroundings.ts";
import type { Plan } from "../model/plan.ts";
import { isInPlaceAround } from "../plan/in-place.ts";
import { inversePlan } from "../plan/inverse.ts";
import { numberedSteps } from "../plan/numbered.ts";
import type { JournaledPlan } from "../store/journal.ts";
import { connectionLike, fittingHere, journaledPlan } from "./journaled-plan.ts";
import type { Difference } from "./write/draft.ts";
import { instanceToWriteTo } from "./write/instance.ts";
import { write } from "./write/road.ts";
import { identityFor, type WriteServices } from "./write/services.ts";
import { nothingToDo, type Written } from "./write/written.ts";

/** Takes back what a plan carried out, in reverse order. What was in place before it stays. */
export async function undoFix(planId: string, services: WriteServices): Promise<Written> {
  const { journal } = services;
  const journaled = await journaledPlan(planId, journal);
  const plan = inversePlan(journaled.plan, carriedOut(journaled), identityFor(services));
  if (plan.steps.length === 0) return nothingToDo(plan, "undo");
  const difference: Difference = {
    fit: withoutWhatIsBack,
    leavesOut: true,
    mayTakeAway: true,
    undoes: journaled.plan.id,
  };
  return write<never>(
    async (open) => {
      const reader = open();
      return { kind: "draft", plan, instance: await instanceToWriteTo(reader), reader, difference };
    },
    { ...services, connection: connectionLike(journaled, services.connection) },
  );
}

/** The plans, out of all of the journal, that took something of this one back. */
export const undoingPlans = (planId: string, all: readonly JournaledPlan[]): readonly JournaledPlan[] =>
  all.filter((one) => one.undoes === planId && carriedOut(one).size > 0);

/** Steps that did something, and those of which an interruption left it open: what is there now decides about them. */
function carriedOut({ plan, entries }: JournaledPlan): ReadonlySet<number> {
  const last = new Map(entries.map(({ event }) => [event.step, event.kind]));
  const did = plan.steps.filter(({ number }) => ["done", "sent", "sending"].includes(last.get(number) ?? ""));
  return new Set(did.map(({ number }) => number));
}

/** What somebody took back meanwhile is not taken back once more. */
function withoutWhatIsBack(plan: Plan, around: PlanSurroundings): Plan {
  const fitting = fittingHere(plan, around);
  const back = fitting.steps.filter(({ change }) => isInPlaceAround(change, around));
  if (back.length === 0) return fitting;
  return {
    ...fitting,
    warnings: back.map(({ description }) => `Already as it was before: ${description}`),
    steps: numberedSteps(
      fitting.steps.filter((step) => !back.includes(step)),
      plan.region,
    ),
  };
}
