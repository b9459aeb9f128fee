/** A plan out of the journal: found by its id, believed only where its words say what its changes do. */
import type { PlanSurroundings } from "../facts/plan/plan-surroundings.ts";
import { AccessError } from "../model/errors.ts";
import { readWrittenPlan } from "../model/organization-document/written/plan.ts";
import type { Plan } from "../model/plan.ts";
import { strangers } from "../plan/adopt.ts";
import { disagreeingSteps } from "../plan/disagreement.ts";
import type { Journal, JournalConnection, JournaledPlan } from "../store/journal.ts";
import { type Connection, isUnpacedAt } from "./connection.ts";

const SHORTEST_ID = 4;
const PLANS_SHOWN = 5;

/**
 * The plan whose id begins so.
 *
 * @throws AccessError where there is none or more than one, or where it was edited
 */
export async function journaledPlan(planId: string, journal: Journal): Promise<JournaledPlan> {
  if (planId.length < SHORTEST_ID || !/^[\w-]+$/.test(planId))
    throw new AccessError("bad-input", `"${planId}" is not the id of a plan`, {
      next: `Give its first ${SHORTEST_ID} characters or more; idc-doctor fix --list shows the plans`,
    });
  const found = await journal.read(planId);
  if (!found) throw await notFound(planId, journal);
  if (!isIntact(found.plan))
    throw new AccessError(
      "unreadable-document",
      `Plan ${found.plan.id} in the journal was changed after it was written: its description and its changes disagree, so nothing was sent`,
      { next: "Diagnose again with idc-doctor why" },
    );
  return found;
}

/** Whether the plan has the form of a plan, and its words say what its changes do. */
export const isIntact = (plan: Plan): boolean =>
  readWrittenPlan(plan).kind === "ok" && disagreeingSteps(plan).length === 0;

async function notFound(planId: string, journal: Journal): Promise<AccessError> {
  const latest = (await journal.list()).slice(0, PLANS_SHOWN);
  return new AccessError("not-found", `No single plan in the journal begins with "${planId}"`, {
    next: latest.length > 0 ? "The latest plans are:" : "The journal is empty",
    candidates: latest.map(({ plan: { id, createdAt } }) => ({ id, name: createdAt })),
  });
}

/**
 * A plan goes on where it began: its Region and endpoint are part of the journal.
 *
 * @throws AccessError `bad-input` where the command names another endpoint or Region
 */
export function connectionLike(
  { plan, connection }: { readonly plan: Pick<Plan, "id">; readonly connection: JournalConnection },
  flags: Connection,
): Connection {
  const { endpointUrl, region } = flags.aws;
  if (endpointUrl !== undefined && endpointUrl !== (connection.endpointUrl ?? undefined))
    throw elsewhere(plan, connection.endpointUrl ?? "AWS itself", { given: endpointUrl, flag: "--endpoint-url" });
  if (flags.isRegionGiven && region !== connection.region)
    throw elsewhere(plan, connection.region, { given: region, flag: "--region" });
  return {
    ...flags,
    aws: {
      ...flags.aws,
      region: connection.region as Connection["aws"]["region"],
      endpointUrl: connection.endpointUrl ?? undefined,
      isUnpaced: isUnpacedAt(connection.endpointUrl ?? undefined, flags),
      profile: flags.aws.profile ?? connection.profile ?? undefined,
    },
  };
}

const elsewhere = (
  { id }: Pick<Plan, "id">,
  began: string,
  { given, flag }: { readonly given: string; readonly flag: string },
): AccessError =>
  new AccessError("bad-input", `Plan ${id} belongs to ${began}, and this command names ${given}`, {
    next: `Leave ${flag} and its variable out, or give ${began}`,
  });

/** @throws AccessError `bad-input` where the plan belongs to another organization */
export function fittingHere(plan: Plan, around: PlanSurroundings): Plan {
  const [problem] = strangers(plan, around);
  if (problem === undefined) return plan;
  throw new AccessError("bad-input", `Plan ${plan.id} does not fit this organization: ${problem}`, {
    next: "Check --profile and --endpoint-url",
  });
}
