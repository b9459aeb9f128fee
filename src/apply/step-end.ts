/** How a step of a plan may end. */
import type { PlanStep } from "../model/plan.ts";

/** How one step ended. `reason` is AWS's FailureReason, verbatim. */
export type StepEnd =
  | { readonly kind: "applied" }
  | { readonly kind: "failed"; readonly step: PlanStep; readonly reason: string }
  /** AWS still works on it, or cannot be asked. */
  | {
      readonly kind: "unfinished";
      readonly step: PlanStep;
      readonly requestId: string | null;
      readonly reason: string;
    };
