/** A draft seen in its surroundings: with real names, warnings and the refusals that can be foreseen. Nothing is written. */
import type { CallerStanding } from "../../facts/plan/caller-standing.ts";
import type { PlanSurroundings } from "../../facts/plan/plan-surroundings.ts";
import type { Context } from "../../model/context.ts";
import type { Plan } from "../../model/plan.ts";
import { allKnown, mapReading, unread } from "../../model/reading.ts";
import { ACCOUNT_ACCESS_SERVICE } from "../../model/service-principals.ts";
import { withRealNames } from "../../plan/adopt.ts";
import { joiningWarnings } from "../../plan/group-owner.ts";
import { withoutRefused } from "../../plan/leave-out.ts";
import type { Refusal } from "../../plan/refusal.ts";
import { predictRefusals } from "../../plan/refusals.ts";
import { neededRights } from "../../plan/rights.ts";
import { roleEvents, roleWarnings } from "../../plan/role-lifetime.ts";
import { readSurroundings } from "../../sources/plan/plan-surroundings.ts";
import type { PlanningReader } from "../../sources/plan-reader.ts";
import type { Draft } from "./draft.ts";

export interface Looked {
  readonly plan: Plan;
  readonly around: PlanSurroundings;
  readonly refusals: readonly Refusal[];
}

/** @throws AccessError where the draft does not fit what is there */
export async function lookAround(
  { plan: bare, instance, reader, difference }: Draft,
  context: Context,
): Promise<Looked> {
  const around = await readSurroundings(bare, reader, instance, context.now().toISOString());
  const fitting = withRealNames(difference.fit(bare, around), around, { isOwn: true });
  const standing = await callerStanding(fitting, around, reader);
  const foreseen = predictRefusals(fitting.steps, around, standing);
  const { plan, refusals } = difference.leavesOut
    ? withoutRefused(fitting, { refusals: foreseen.refusals, mayTakeAway: difference.mayTakeAway })
    : { plan: fitting, refusals: foreseen.refusals };
  const { warnings } = plan === fitting ? foreseen : predictRefusals(plan.steps, around, standing);
  const all = [
    ...plan.warnings,
    ...joiningWarnings(plan.steps, around),
    ...roleWarnings(roleEvents(plan.steps, around.grants)),
    ...warnings,
  ];
  return { plan: { ...plan, warnings: [...new Set(all)] }, around, refusals };
}

/** Resources that one question to the simulator names. */
const RESOURCES_AT_ONCE = 50;

/** What is asked depends on where the caller stands: in the management account there is no delegate's limit. */
export async function callerStanding(
  plan: Plan,
  { caller, instance }: Pick<PlanSurroundings, "caller" | "instance">,
  reader: PlanningReader,
): Promise<CallerStanding> {
  const notNeeded = unread("the caller is in the management account");
  if (caller.state !== "known")
    return { delegates: caller, accountAccessDelegates: caller, setsInManagementAccount: caller, rights: [] };
  const isOwner = caller.value.accountId === instance.ownerAccountId;
  const delegates = isOwner ? notNeeded : await reader.delegatedAdministrators();
  const isEntitling = plan.steps.some(({ change }) => "entitlement" in change);
  const accountAccessDelegates =
    isOwner || !isEntitling ? notNeeded : await reader.delegatedAdministrators(ACCOUNT_ACCESS_SERVICE);
  const lists = isOwner
    ? notNeeded
    : allKnown(
        await Promise.all(
          (["latest", "outdated"] as const).map((freshness) =>
            reader.provisionedSets(instance.arn, instance.ownerAccountId, freshness),
          ),
        ),
      );
  const rights = await Promise.all(
    neededRights(plan.steps, instance).map(async ({ why, actions, resources }) => {
      const parts: string[][] = [];
      for (let at = 0; at < resources.length; at += RESOURCES_AT_ONCE)
        parts.push(resources.slice(at, at + RESOURCES_AT_ONCE));
      const answers = await Promise.all(parts.map((part) => reader.ownRights(caller.value.arn, actions, part)));
      return { why, judged: mapReading(allKnown(answers), (judged) => judged.flat()) };
    }),
  );
  return {
    delegates,
    accountAccessDelegates,
    setsInManagementAccount: mapReading(lists, (found) => found.flat()),
    rights,
  };
}
