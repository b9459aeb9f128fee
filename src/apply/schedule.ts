/** Which steps of a plan run side by side: within AWS's limits, one at a time in an account, and removals last. */
import type { PlanStep } from "../model/plan.ts";
import { PROVISIONINGS_AT_ONCE, UNFINISHED_ASSIGNMENTS } from "../model/quotas.ts";
import { removes } from "../plan/order.ts";
import type { StepEnd } from "./step-end.ts";

type Pool = "assignments" | "provisioning" | "memberships" | "entitlements" | "roles";

/** Facts 3.6, D14: outstanding assignments, concurrent ProvisionPermissionSet. Memberships are done when they return. */
export const AT_ONCE: Readonly<Record<Pool, number>> = {
  assignments: UNFINISHED_ASSIGNMENTS,
  provisioning: PROVISIONINGS_AT_ONCE,
  memberships: 5,
  // Below the 20 requests a second of the API (facts AAM49).
  entitlements: 5,
  // Each in an account of its own, where others change roles, too.
  roles: 5,
};

export interface Lane {
  readonly pool: Pool;
  /** Steps with the same key run one after another, in their order: AWS updates one role at a time in an account (facts D14). */
  readonly key: string;
}

export function laneOf({ change }: PlanStep): Lane {
  switch (change.kind) {
    case "create-account-assignment":
    case "delete-account-assignment":
      return { pool: "assignments", key: change.accountId };
    case "provision-permission-set":
      return { pool: "provisioning", key: change.accountId };
    case "create-group-membership":
    case "delete-group-membership":
      return { pool: "memberships", key: change.groupId };
    case "create-entitlement":
    case "delete-entitlement":
      return { pool: "entitlements", key: change.entitlement.roleArn };
    case "update-trust-policy":
      return { pool: "roles", key: change.trust.roleArn };
  }
}

/** How the steps that were begun ended, and those that were not begun. */
export interface RunEnd {
  readonly ended: ReadonlyMap<number, StepEnd>;
  readonly notBegun: readonly PlanStep[];
}

/**
 * Runs the steps. A step that does not end well stops those behind it in its lane and every removal: nothing is taken away
 * while something that should be there is missing. An exception stops everything that has not begun, and is thrown when the
 * rest has ended.
 */
export async function runSteps(
  steps: readonly PlanStep[],
  carryOut: (step: PlanStep) => Promise<StepEnd>,
): Promise<RunEnd> {
  const ended = new Map<number, StepEnd>();
  const running = new Map<number, { readonly step: PlanStep; readonly end: Promise<void> }>();
  const thrown: unknown[] = [];
  const begin = (step: PlanStep): void => {
    const end = carryOut(step)
      .then((outcome) => void ended.set(step.number, outcome))
      .catch((error: unknown) => void thrown.push(error))
      .finally(() => running.delete(step.number));
    running.set(step.number, { step, end });
  };
  let next = nextStep(steps, running, ended);
  while (next || running.size > 0) {
    if (next) begin(next);
    else await Promise.race([...running.values()].map(({ end }) => end));
    next = thrown.length === 0 ? nextStep(steps, running, ended) : undefined;
  }
  if (thrown.length > 0) throw thrown[0];
  return { ended, notBegun: steps.filter(({ number }) => !ended.has(number)) };
}

type Running = ReadonlyMap<number, { readonly step: PlanStep }>;

function nextStep(
  steps: readonly PlanStep[],
  running: Running,
  ended: ReadonlyMap<number, StepEnd>,
): PlanStep | undefined {
  const wentWell = ({ number }: PlanStep) => ended.get(number)?.kind === "applied";
  const mayRemove = steps.every((step) => removes(step.change) || wentWell(step));
  const load = new Map<Pool, number>();
  for (const { step } of running.values()) load.set(laneOf(step).pool, (load.get(laneOf(step).pool) ?? 0) + 1);
  const busy = new Set<string>();
  for (const step of steps) {
    const { pool, key } = laneOf(step);
    const isFree = !busy.has(key);
    if (!wentWell(step)) busy.add(key);
    if (ended.has(step.number) || running.has(step.number) || !isFree) continue;
    if (removes(step.change) && !mayRemove) continue;
    if ((load.get(pool) ?? 0) < AT_ONCE[pool]) return step;
  }
  return undefined;
}
