/** A plan from a file as a plan of our own: every word made anew from its changes, the order ours, contradictions refused. */
import type { PlanSurroundings } from "../facts/plan/plan-surroundings.ts";
import type { Change } from "../model/change.ts";
import type { WrittenPlan } from "../model/organization-document/written/plan.ts";
import { PLAN_SCHEMA, type Plan } from "../model/plan.ts";
import { callOf } from "./changes/index.ts";
import { numberedSteps } from "./numbered.ts";
import { createBeforeDelete, removes } from "./order.ts";
import type { PlanIdentity } from "./plan.ts";

export type Adopted =
  | { readonly kind: "plan"; readonly plan: Plan }
  | { readonly kind: "contradiction"; readonly problem: string };

export function adoptPlan(written: WrittenPlan, identity: PlanIdentity): Adopted {
  const { region, cause, changes, promises } = written;
  const [promise] = promises;
  const distinct = new Map(changes.map((one) => [keyOf(one.change), one]));
  const order = createBeforeDelete([...distinct.values()]);
  const kept = new Set(order.map(({ change }) => keyOf(change)));
  const dropped = changes.findIndex(({ change }) => !kept.has(keyOf(change)));
  if (dropped !== -1)
    return {
      kind: "contradiction",
      problem: `step ${dropped + 1} removes what another step of the same plan adds`,
    };
  return {
    kind: "plan",
    plan: {
      schema: PLAN_SCHEMA,
      ...identity,
      region,
      cause,
      ...(promise ? { promise } : {}),
      promises,
      steps: numberedSteps(order, region),
      warnings: [],
    },
  };
}

const keyOf = (change: Change): string => `${change.kind} ${JSON.stringify(callOf(change).input)}`;

/** Why the plan does not fit the organization that it is to be carried out on; none where it does. */
export function misfits({ steps, region }: Plan, { instance, sets }: PlanSurroundings): readonly string[] {
  const found = steps.flatMap(({ number, change }): readonly (string | undefined)[] => {
    if ("groupId" in change)
      return [
        change.identityStoreId === instance.identityStoreId
          ? undefined
          : `step ${number} is for the identity store ${change.identityStoreId}; here it is ${instance.identityStoreId}`,
      ];
    const set = sets.find(({ arn }) => arn === change.permissionSetArn);
    const name = set?.name.state === "known" ? set.name.value : undefined;
    return [
      change.instanceArn === instance.arn
        ? undefined
        : `step ${number} is for the instance ${change.instanceArn}; here it is ${instance.arn}`,
      name === null && !removes(change)
        ? `step ${number} names the permission set ${change.permissionSetArn}, which does not exist`
        : undefined,
      typeof name === "string" && name !== change.permissionSetName
        ? `step ${number} calls ${change.permissionSetArn} "${change.permissionSetName}"; its name is "${name}"`
        : undefined,
    ];
  });
  const home =
    region === instance.region ? [] : [`the plan is for ${region}; Identity Center is in ${instance.region}`];
  return [...home, ...found.filter((problem) => problem !== undefined)];
}

/** The same plan with the names that the directory has for its ids: a file may call anybody anything. */
export function withRealNames(plan: Plan, { people, groups }: PlanSurroundings): Plan {
  const names = new Map<string, string>();
  for (const { id, user } of people) if (user.state === "known" && user.value) names.set(id, user.value.userName);
  for (const { id, details } of groups)
    if (details.state === "known" && details.value) names.set(id, details.value.name);
  const nameOf = (id: string): string => names.get(id) ?? id;
  const renamed = (change: Change): Change => {
    if ("principal" in change) return { ...change, principalName: nameOf(change.principal.id) };
    if ("groupId" in change) return { ...change, groupName: nameOf(change.groupId), userName: nameOf(change.userId) };
    return change;
  };
  const steps = plan.steps.map(({ change, reason }) => ({ change: renamed(change), reason }));
  return { ...plan, steps: numberedSteps(steps, plan.region) };
}
