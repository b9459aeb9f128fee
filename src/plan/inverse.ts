/** The plan that takes back what another one carried out. */
import { PLAN_SCHEMA, type Plan } from "../model/plan.ts";
import { undoOf } from "./changes/index.ts";
import { numberedSteps } from "./numbered.ts";
import type { PlanIdentity } from "./plan.ts";

/** @param carriedOut numbers of the steps that did something; what was in place before them stays. */
export function inversePlan(plan: Plan, carriedOut: ReadonlySet<number>, identity: PlanIdentity): Plan {
  const inverses = plan.steps
    .filter(({ number }) => carriedOut.has(number))
    .reverse()
    .map(({ change, number }) => ({ inverse: undoOf(change), number }));
  const warnings = inverses.flatMap(({ inverse, number }) =>
    inverse.kind === "cannot" ? [`Step ${number} stays: ${inverse.reason}`] : [],
  );
  const changes = inverses.flatMap(({ inverse, number }) =>
    inverse.kind === "cannot" ? [] : [{ change: inverse, reason: `takes back step ${number} of ${plan.id}` }],
  );
  return { ...plan, ...identity, schema: PLAN_SCHEMA, warnings, steps: numberedSteps(changes, plan.region) };
}
