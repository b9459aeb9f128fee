/** A plan from a file as a plan of our own: every word made from its changes, the order ours, contradictions refused. */
import { correctedTrust } from "../diagnosis/families/trust-patch.ts";
import type { InstanceFacts } from "../facts/grant/grant-facts.ts";
import type { PlanSurroundings } from "../facts/plan/plan-surroundings.ts";
import type { Change, Entitled, TrustUpdate } from "../model/change.ts";
import type { AccountId, Region } from "../model/ids.ts";
import type { WrittenPlan, WrittenStep } from "../model/organization-document/written/plan.ts";
import { PLAN_SCHEMA, type Plan, type PlanStep } from "../model/plan.ts";
import { changeKey } from "./changes/index.ts";
import { numberedSteps, worded } from "./numbered.ts";
import { createBeforeDelete, removes } from "./order.ts";
import type { PlanIdentity } from "./plan.ts";

export type Adopted =
  | { readonly kind: "plan"; readonly plan: Plan }
  | { readonly kind: "contradiction"; readonly problem: string };

export function adoptPlan(written: WrittenPlan, identity: PlanIdentity): Adopted {
  const { region, cause, changes, promises } = written;
  const foreign = changes.findIndex(({ change }) => "trust" in change && !isOwnCorrection(change.trust));
  if (foreign !== -1)
    return {
      kind: "contradiction",
      problem: `step ${foreign + 1} sets a trust policy that idc-doctor does not make of the one that it replaces`,
    };
  const lie = changes.findIndex((step) => !saysWhatItDoes(step, region));
  if (lie !== -1)
    return {
      kind: "contradiction",
      problem: `the description or the command of step ${lie + 1} says something else than its change does`,
    };
  const [promise] = promises;
  const distinct = new Map(changes.map((one) => [changeKey(one.change), one]));
  const order = createBeforeDelete([...distinct.values()]);
  const kept = new Set(order.map(({ change }) => changeKey(change)));
  const dropped = changes.findIndex(({ change }) => !kept.has(changeKey(change)));
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

/** A file may let nobody else take a role. */
const isOwnCorrection = ({ before, after, ...role }: TrustUpdate): boolean =>
  correctedTrust({ ...role, trustPolicy: before }) === after;

/** Words that are there have to be those of the change: somebody may have read nothing else. */
function saysWhatItDoes({ change, reason, description, command }: WrittenStep, region: Region): boolean {
  const made = worded({ number: 1, change, reason }, region);
  return (description ?? made.description) === made.description && (command ?? made.command) === made.command;
}

/** Why the plan does not fit the organization that it is to be carried out on; none where it does. */
export function misfits(plan: Plan, { instance, sets }: PlanSurroundings): readonly string[] {
  const found = plan.steps.flatMap((step): readonly (string | undefined)[] => {
    const { number, change } = step;
    if (!("permissionSetArn" in change)) return [strangeness(step, instance)];
    const set = sets.find(({ arn }) => arn === change.permissionSetArn);
    const name = set?.name.state === "known" ? set.name.value : undefined;
    return [
      strangeness(step, instance),
      name === null && !removes(change)
        ? `step ${number} names the permission set ${change.permissionSetArn}, which does not exist`
        : undefined,
      typeof name === "string" && name !== change.permissionSetName
        ? `step ${number} calls ${change.permissionSetArn} "${change.permissionSetName}"; its name is "${name}"`
        : undefined,
    ];
  });
  return [...strangeHome(plan, instance), ...found.filter((problem) => problem !== undefined)];
}

/** Why a plan of our own journal is for another organization than the one that is seen now; none where it is for this one. */
export const strangers = (plan: Plan, { instance }: Pick<PlanSurroundings, "instance">): readonly string[] => [
  ...strangeHome(plan, instance),
  ...plan.steps.map((step) => strangeness(step, instance)).filter((problem) => problem !== undefined),
];

const strangeHome = ({ region }: Plan, instance: InstanceFacts): readonly string[] =>
  region === instance.region ? [] : [`the plan is for ${region}; Identity Center is in ${instance.region}`];

function strangeness({ number, change }: PlanStep, instance: InstanceFacts): string | undefined {
  const { arn, identityStoreId } = instance;
  if ("entitlement" in change) return strangeApplication(number, change.entitlement, instance);
  if ("trust" in change) return strangeApplication(number, change.trust, instance);
  if ("groupId" in change)
    return change.identityStoreId === identityStoreId
      ? undefined
      : `step ${number} is for the identity store ${change.identityStoreId}; here it is ${identityStoreId}`;
  return change.instanceArn === arn
    ? undefined
    : `step ${number} is for the instance ${change.instanceArn}; here it is ${arn}`;
}

/** The application is in the account and Region of the instance (facts AAM25). */
function strangeApplication(
  number: number,
  { applicationArn }: Pick<Entitled, "applicationArn">,
  { region, ownerAccountId }: InstanceFacts,
): string | undefined {
  const [, , , place, account] = applicationArn.split(":");
  return place === region && account === ownerAccountId
    ? undefined
    : `step ${number} is for the application ${applicationArn}; here it would be in ${region} and account ${ownerAccountId}`;
}

interface Place {
  readonly accountId: AccountId;
  readonly accountName?: string | undefined;
}

/** The same plan with the names that were read for its ids. A file may call anybody anything: what it says is then not kept. */
export function withRealNames(
  plan: Plan,
  { people, groups, accounts }: Pick<PlanSurroundings, "people" | "groups" | "accounts">,
  { isOwn = false }: { readonly isOwn?: boolean } = {},
): Plan {
  const names = new Map<string, string>();
  for (const { id, user } of people) if (user.state === "known" && user.value) names.set(id, user.value.userName);
  for (const { id, details } of groups)
    if (details.state === "known" && details.value) names.set(id, details.value.name);
  for (const { id, account } of accounts)
    if (account.state === "known" && account.value) names.set(id, account.value.name);
  const nameOf = (id: string, ours: string): string => names.get(id) ?? (isOwn ? ours : id);
  const placeOf = ({ accountId, accountName: ours }: Place): Pick<Place, "accountName"> => {
    const accountName = names.get(accountId) ?? (isOwn ? ours : undefined);
    return accountName === undefined ? {} : { accountName };
  };
  const renamed = (change: Change): Change => {
    if ("groupId" in change) {
      const { groupId, groupName, userId, userName } = change;
      return { ...change, groupName: nameOf(groupId, groupName), userName: nameOf(userId, userName) };
    }
    if ("entitlement" in change) {
      const { accountName: _, ...rest } = change.entitlement;
      const principalName = nameOf(rest.principal.id, rest.principalName);
      return { ...change, entitlement: { ...rest, ...placeOf(change.entitlement), principalName } };
    }
    if ("trust" in change) {
      const { accountName: _, ...rest } = change.trust;
      return { ...change, trust: { ...rest, ...placeOf(change.trust) } };
    }
    const { accountName: _, ...rest } = change;
    const placed = { ...rest, ...placeOf(change) };
    return "principal" in placed
      ? { ...placed, principalName: nameOf(placed.principal.id, placed.principalName) }
      : placed;
  };
  const steps = plan.steps.map(({ number, change, reason }) =>
    worded({ number, change: renamed(change), reason }, plan.region),
  );
  return { ...plan, steps };
}
