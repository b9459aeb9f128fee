/** Changes as numbered steps: every word of a step is made from its change, so that it says what will be sent. */
import type { Change } from "../model/change.ts";
import type { Region } from "../model/ids.ts";
import type { PlanStep } from "../model/plan.ts";
import { commandOf, describeChange, effectsOf, riskOf } from "./changes/index.ts";

export interface ReasonedChange {
  readonly change: Change;
  readonly reason: string;
}

/** The step with its words made from its change; its number stays. */
export const worded = (
  { number, change, reason }: ReasonedChange & Pick<PlanStep, "number">,
  region: Region,
): PlanStep => ({
  number,
  change,
  reason,
  description: describeChange(change),
  effects: effectsOf(change),
  risk: riskOf(change),
  command: commandOf(change, region),
});

export const numberedSteps = (changes: readonly ReasonedChange[], region: Region): readonly PlanStep[] =>
  changes.map(({ change, reason }, index) => worded({ number: index + 1, change, reason }, region));
