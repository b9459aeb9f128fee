/** The use case behind `fix --list`: what was written, by whom, when, how it ended, and what took it back. */

import { describeChange } from "../plan/changes/index.ts";
import type { Journal, JournaledPlan } from "../store/journal.ts";
import { isIntact } from "./journaled-plan.ts";
import { undoingPlans } from "./undo.ts";

export type PlanState =
  | "not-started"
  | "interrupted"
  | "failed"
  | "not-verified"
  | "verified"
  /** Its words and its changes disagree: somebody edited the journal. */
  | "edited";

export interface ListedPlan {
  readonly id: string;
  /** ISO 8601. */
  readonly createdAt: string;
  /** ARN of the caller; null where it could not be read. */
  readonly caller: string | null;
  readonly region: string;
  readonly endpointUrl: string | null;
  readonly cause: string;
  /** What each step does. */
  readonly steps: readonly string[];
  readonly state: PlanState;
  readonly undoes: string | null;
  /** Ids of the plans that took something of it back, the newest first. */
  readonly undoneBy: readonly string[];
}

export interface ListedPlans {
  readonly kind: "listed";
  /** The newest first. */
  readonly plans: readonly ListedPlan[];
}

export async function listPlans(journal: Journal): Promise<ListedPlans> {
  const all = await journal.list();
  return { kind: "listed", plans: all.map((one) => listed(one, all)) };
}

function listed(journaled: JournaledPlan, all: readonly JournaledPlan[]): ListedPlan {
  const { plan, connection, undoes } = journaled;
  return {
    id: plan.id,
    createdAt: plan.createdAt,
    caller: connection.callerArn,
    region: connection.region,
    endpointUrl: connection.endpointUrl,
    cause: plan.cause,
    steps: isIntact(plan) ? plan.steps.map(({ change }) => describeChange(change)) : [],
    state: stateOf(journaled),
    undoes,
    undoneBy: undoingPlans(plan.id, all).map(({ plan: { id } }) => id),
  };
}

function stateOf({ plan, entries }: JournaledPlan): PlanState {
  if (!isIntact(plan)) return "edited";
  const [last] = entries.slice(-1);
  if (!last) return "not-started";
  if (last.event.kind === "verified" || last.event.kind === "not-verified") return last.event.kind;
  const ends = new Map(entries.map(({ event }) => [event.step, event.kind]));
  return [...ends.values()].includes("failed") ? "failed" : "interrupted";
}
