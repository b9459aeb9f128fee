/** Changes as numbered steps: every word of a step is made from its change, so that it says what will be sent. */
import type { Change } from "../model/change.ts";
import type { Region } from "../model/ids.ts";
import type { PlanStep } from "../model/plan.ts";
import { commandOf, describeChange, effectsOf, riskOf } from "./changes/index.ts";

export interface ReasonedChange {
  readonly change: Change;
  readonly reason: string;
}

export const numberedSteps = (changes: readonly ReasonedChange[], region: Region): readonly PlanStep[] =>
  changes.map(({ change, reason }, index) => ({
    number: index + 1,
    change,
    reason,
    description: describeChange(change),
    effects: effectsOf(change),
    risk: riskOf(change),
    command: commandOf(change, region),
  }));
