/** A plan without the steps that AWS would refuse: the others are still worth taking. */
import type { LeftOut, Plan } from "../model/plan.ts";
import { numberedSteps } from "./numbered.ts";
import type { Refusal } from "./refusal.ts";

/** What is about the whole plan stays a refusal; so does everything where no step would be left. */
export function withoutRefused(
  plan: Plan,
  refusals: readonly Refusal[],
): { readonly plan: Plan; readonly refusals: readonly Refusal[] } {
  const reasons = new Map<number, string>();
  for (const { affects = [], summary } of refusals)
    for (const number of affects)
      reasons.set(number, [...(reasons.has(number) ? [reasons.get(number)] : []), summary].join("; "));
  const kept = plan.steps.filter(({ number }) => !reasons.has(number));
  if (reasons.size === 0 || kept.length === 0) return { plan, refusals };
  const leftOut = plan.steps.flatMap(({ number, change, description }): LeftOut[] => {
    const reason = reasons.get(number);
    return reason === undefined ? [] : [{ change, description, reason }];
  });
  return {
    plan: { ...plan, steps: numberedSteps(kept, plan.region), leftOut: [...(plan.leftOut ?? []), ...leftOut] },
    refusals: refusals.filter(({ affects }) => affects === undefined),
  };
}
