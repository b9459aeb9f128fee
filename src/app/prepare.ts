/** From a plan to a proposal: what lies around it is read, refusals are foreseen, and it is rehearsed. Nothing is written. */

import type { InstanceFacts } from "../facts/grant/grant-facts.ts";
import type { CallerStanding } from "../facts/plan/caller-standing.ts";
import type { PlanSurroundings } from "../facts/plan/plan-surroundings.ts";
import type { Context } from "../model/context.ts";
import type { Plan } from "../model/plan.ts";
import { allKnown, mapReading, unread } from "../model/reading.ts";
import { joiningWarnings } from "../plan/group-owner.ts";
import type { Refusal } from "../plan/refusal.ts";
import { predictRefusals } from "../plan/refusals.ts";
import { neededRights } from "../plan/rights.ts";
import { roleEvents, roleWarnings } from "../plan/role-lifetime.ts";
import { readSurroundings } from "../sources/plan/plan-surroundings.ts";
import type { PlanningReader } from "../sources/plan-reader.ts";
import { type Rehearsal, rehearse } from "./rehearse.ts";

export type Prepared =
  | { readonly kind: "ready"; readonly plan: Plan; readonly rehearsal: Extract<Rehearsal, { kind: "passed" }> }
  /** AWS would refuse a step: known before anything is sent. */
  | { readonly kind: "refusal-predicted"; readonly plan: Plan; readonly refusals: readonly Refusal[] }
  | { readonly kind: "rehearsal-failed"; readonly plan: Plan; readonly reason: string };

export interface PrepareServices {
  readonly reader: PlanningReader;
  readonly instance: InstanceFacts;
  readonly context: Context;
  readonly onPlanned: (plan: Plan) => void;
  readonly onRehearsed: (rehearsal: Rehearsal) => void;
  /** Looks the plan over once its surroundings are known, before anything is said about it. */
  readonly check?: (plan: Plan, around: PlanSurroundings) => Plan;
}

export async function prepare(bare: Plan, services: PrepareServices): Promise<Prepared> {
  const { reader, instance, context, onPlanned, onRehearsed, check } = services;
  const around = await readSurroundings(bare, reader, instance, context.now().toISOString());
  const checked = check ? check(bare, around) : bare;
  const predicted = predictRefusals(checked.steps, around, await callerStanding(checked, around, reader));
  const warnings = [
    ...checked.warnings,
    ...joiningWarnings(checked.steps, around),
    ...roleWarnings(roleEvents(checked.steps, around.grants)),
    ...predicted.warnings,
  ];
  const plan: Plan = { ...checked, warnings: [...new Set(warnings)] };
  onPlanned(plan);
  if (predicted.refusals.length > 0) return { kind: "refusal-predicted", plan, refusals: predicted.refusals };
  const rehearsal = await rehearse(plan, around, context);
  onRehearsed(rehearsal);
  if (rehearsal.kind !== "passed") return { kind: "rehearsal-failed", plan, reason: rehearsal.reason };
  return { kind: "ready", plan, rehearsal };
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
  if (caller.state !== "known") return { delegates: caller, setsInManagementAccount: caller, rights: [] };
  const isOwner = caller.value.accountId === instance.ownerAccountId;
  const delegates = isOwner ? notNeeded : await reader.delegatedAdministrators();
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
  return { delegates, setsInManagementAccount: mapReading(lists, (found) => found.flat()), rights };
}
