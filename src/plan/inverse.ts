/** The plan that takes back what another one carried out. */
import { type LeftOut, PLAN_SCHEMA, type Plan, type PlanStep } from "../model/plan.ts";
import { undoOf } from "./changes/index.ts";
import { numberedSteps, type ReasonedChange } from "./numbered.ts";
import type { PlanIdentity } from "./plan.ts";

/**
 * Promises nothing: what it takes back, its steps say.
 *
 * @param carriedOut numbers of the steps that did something; what was in place before them stays.
 */
export function inversePlan(plan: Plan, carriedOut: ReadonlySet<number>, identity: PlanIdentity): Plan {
  const inverses = plan.steps
    .filter(({ number }) => carriedOut.has(number))
    .reverse()
    .map((step) => ({ step, inverse: undoOf(step.change) }));
  const leftOut: LeftOut[] = [];
  const changes: ReasonedChange[] = [];
  for (const { step, inverse } of inverses)
    if (inverse.kind === "cannot") leftOut.push(staying(step, inverse.reason));
    else changes.push({ change: inverse, reason: `takes back step ${step.number} of ${plan.id}` });
  const { promise: _, promises: __, leftOut: ___, ...rest } = plan;
  return {
    ...rest,
    ...identity,
    schema: PLAN_SCHEMA,
    cause: `undo of ${plan.id}`,
    promises: [],
    warnings: [],
    steps: numberedSteps(changes, plan.region),
    ...(leftOut.length > 0 ? { leftOut } : {}),
  };
}

const staying = ({ change, description, number }: PlanStep, reason: string): LeftOut => ({
  change,
  description: `Step ${number}: ${description}`,
  reason,
});
