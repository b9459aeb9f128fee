/** A plan on its way to being written, with all in which one kind of write differs from another, as data. */
import type { InstanceFacts } from "../../facts/grant/grant-facts.ts";
import type { PlanSurroundings } from "../../facts/plan/plan-surroundings.ts";
import type { Plan } from "../../model/plan.ts";
import type { PlanningReader } from "../../sources/plan-reader.ts";
import type { JournaledPlan } from "../../store/journal.ts";
import type { Verification } from "../../verify/verify.ts";

export interface Draft {
  readonly kind: "draft";
  readonly plan: Plan;
  readonly instance: InstanceFacts;
  /** What it has read already is not asked for again. */
  readonly reader: PlanningReader;
  readonly difference: Difference;
}

/** What one kind of write does differently on the road that all take. */
export interface Difference {
  /** Looks the plan over once its surroundings are known, before anything is said about it. @throws AccessError where it does not fit */
  readonly fit: (plan: Plan, around: PlanSurroundings) => Plan;
  /** Steps that AWS would refuse are left out and named; the others are offered. */
  readonly leavesOut: boolean;
  /** Taking access away is the purpose. */
  readonly mayTakeAway: boolean;
  /** Continues this plan of the journal; `plan` has the steps that are left of it. */
  readonly continues?: JournaledPlan;
  /** The id of the plan that this one takes back. */
  readonly undoes?: string;
  /** In place of a new diagnosis of what the plan promises. */
  readonly verify?: (plan: Plan) => Promise<Verification>;
}
