/** Whether a plan can be taken back at all, before anybody tries. */
import type { Plan } from "../../model/plan.ts";
import { undoOf } from "../../plan/changes/index.ts";
import { sentenceOf } from "./link-view.ts";

/** Why nothing of the plan can be undone; undefined where something of it can. */
export function whyNotUndone({ steps }: Pick<Plan, "steps">): string | undefined {
  const reasons = steps.flatMap(({ change }) => {
    const undo = undoOf(change);
    return undo.kind === "cannot" ? [undo.reason] : [];
  });
  return reasons.length === steps.length && reasons[0] !== undefined ? sentenceOf(reasons[0]) : undefined;
}
