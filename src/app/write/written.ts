/** How a write ends. */
import type { Applied } from "../../apply/apply.ts";
import type { Plan } from "../../model/plan.ts";
import type { Refusal } from "../../plan/refusal.ts";
import type { Verification } from "../../verify/verify.ts";
import type { Rehearsal } from "../rehearse.ts";

export type Written =
  /** Every step is in place already, or none can be taken. */
  | {
      readonly kind: "nothing-to-do";
      readonly purpose: "do" | "undo";
      readonly plan: Plan;
      readonly reasons: readonly string[];
    }
  /** AWS would refuse a step: known before anything is sent. */
  | { readonly kind: "refusal-predicted"; readonly plan: Plan; readonly refusals: readonly Refusal[] }
  | { readonly kind: "rehearsal-failed"; readonly plan: Plan; readonly reason: string }
  | {
      readonly kind: "rehearsed-only";
      readonly plan: Plan;
      readonly rehearsal: Extract<Rehearsal, { kind: "passed" }>;
    }
  | { readonly kind: "declined"; readonly plan: Plan }
  /** What the plan rests on changed after it was shown, and the new plan was not agreed to. */
  | { readonly kind: "changed-meanwhile"; readonly plan: Plan; readonly changes: readonly string[] }
  | { readonly kind: "applied"; readonly plan: Plan; readonly verification: Verification }
  | (Exclude<Applied, { kind: "applied" }> & { readonly plan: Plan });

/** With the reasons that the plan itself gives, and what it leaves out. */
export function nothingToDo(plan: Plan, purpose: "do" | "undo"): Written {
  const left = (plan.leftOut ?? []).map(({ description, reason }) => `${description}: ${reason}`);
  const reasons = [...plan.warnings, ...left];
  const none = purpose === "undo" ? "The plan changed nothing" : "Every step is done";
  return { kind: "nothing-to-do", purpose, plan, reasons: reasons.length > 0 ? reasons : [none] };
}
