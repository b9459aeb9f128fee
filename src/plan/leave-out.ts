/** A plan without the steps that AWS would refuse: the others are still worth taking. */
import type { Change } from "../model/change.ts";
import { type GrantPromise, type LeftOut, type Plan, type PlanStep, promisesOf } from "../model/plan.ts";
import { numberedSteps } from "./numbered.ts";
import type { Refusal } from "./refusal.ts";

interface Remaining {
  readonly plan: Plan;
  readonly refusals: readonly Refusal[];
}

/**
 * What is about the whole plan stays a refusal; so does everything where no step would be left. Unless taking access away is the
 * plan's purpose, a removal does not go ahead without the step that gives access in its place.
 */
export function withoutRefused(
  plan: Plan,
  { refusals, mayTakeAway }: { readonly refusals: readonly Refusal[]; readonly mayTakeAway: boolean },
): Remaining {
  const refused = reasonsByStep(refusals);
  const reasons = mayTakeAway ? refused : withRemovals(plan.steps, refused);
  const kept = plan.steps.filter(({ number }) => !reasons.has(number));
  if (reasons.size === 0 || kept.length === 0) return { plan, refusals };
  const leftOut = plan.steps.flatMap(({ number, change, description }): LeftOut[] => {
    const reason = reasons.get(number);
    return reason === undefined ? [] : [{ change, description, reason }];
  });
  return {
    plan: {
      ...withoutPromisesOf(leftOut, plan),
      steps: numberedSteps(kept, plan.region),
      leftOut: [...(plan.leftOut ?? []), ...leftOut],
    },
    refusals: refusals.filter(({ affects }) => affects === undefined),
  };
}

type Reasons = ReadonlyMap<number, string>;

function reasonsByStep(refusals: readonly Refusal[]): Reasons {
  const reasons = new Map<number, string>();
  for (const { affects = [], summary } of refusals)
    for (const number of affects)
      reasons.set(number, [...(reasons.has(number) ? [reasons.get(number)] : []), summary].join("; "));
  return reasons;
}

const isRemoval = ({ kind }: Change): boolean => kind.startsWith("delete-");

/** With the removals that a left out step would have made up for. */
function withRemovals(steps: readonly PlanStep[], refused: Reasons): Reasons {
  const notGiven = steps.filter(({ number, change }) => refused.has(number) && !isRemoval(change));
  const removals = steps.filter(
    ({ number, change }) =>
      !refused.has(number) && isRemoval(change) && notGiven.some((given) => areRelated(given.change, change)),
  );
  const reason = "it takes access away, and the step that gives access in its place is left out";
  return new Map([...refused, ...removals.map(({ number }) => [number, reason] as const)]);
}

/** The same person or group, the same set in the same account, or the same role. */
function areRelated(one: Change, other: Change): boolean {
  const [subject, otherSubject] = [subjectOf(one), subjectOf(other)];
  if (subject !== undefined && subject === otherSubject) return true;
  return (
    "accountId" in one &&
    "accountId" in other &&
    one.accountId === other.accountId &&
    one.permissionSetArn === other.permissionSetArn
  );
}

function subjectOf(change: Change): string | undefined {
  if ("userId" in change) return change.userId;
  if ("entitlement" in change) return change.entitlement.roleArn;
  if ("trust" in change) return change.trust.roleArn;
  return "principal" in change ? change.principal.id : undefined;
}

function withoutPromisesOf(leftOut: readonly LeftOut[], plan: Plan): Plan {
  const promises = promisesOf(plan);
  const kept = promises.filter((promise) => !leftOut.some(({ change }) => mayServe(change, promise)));
  if (kept.length === promises.length) return plan;
  const { promise: _, promises: __, ...rest } = plan;
  const [first] = kept;
  return first === undefined ? rest : { ...rest, promise: first, ...(plan.promises ? { promises: kept } : {}) };
}

/** Whether a promise may rest on a change; of a group it is not known here who is in it. */
function mayServe(change: Change, promise: GrantPromise): boolean {
  const { userName, accountId, permissionSetName } = promise;
  if ("entitlement" in change) return change.entitlement.roleArn === promise.roleArn;
  if ("trust" in change) return change.trust.roleArn === promise.roleArn;
  if ("userName" in change) return change.userName === userName;
  if (change.accountId !== accountId || change.permissionSetName !== permissionSetName) return false;
  return !("principal" in change) || change.principal.type === "GROUP" || change.principalName === userName;
}
