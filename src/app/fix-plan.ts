/** The use case behind `fix --plan`: a plan from a file, held against the organization, on the road of every write. */
import type { PlanSurroundings } from "../facts/plan/plan-surroundings.ts";
import { AccessError } from "../model/errors.ts";
import { readWrittenPlan } from "../model/organization-document/written/plan.ts";
import type { Plan } from "../model/plan.ts";
import { adoptPlan, misfits, withRealNames } from "../plan/adopt.ts";
import { readPasted } from "./pasted-file.ts";
import type { Difference } from "./write/draft.ts";
import { instanceToWriteTo } from "./write/instance.ts";
import { write } from "./write/road.ts";
import { identityFor, type WriteServices } from "./write/services.ts";
import type { Written } from "./write/written.ts";

/**
 * Carries out the plan in the file. Steps that AWS would refuse are left out and named.
 *
 * @throws AccessError `unreadable-document` or `bad-input` where the file is no plan, or not one for this organization.
 */
export async function fixPlan(path: string, services: WriteServices): Promise<Written> {
  return fixAsPlanned(path, await readPlan(path, identityFor(services)), services);
}

/**
 * Carries out a plan that was made before. Steps that AWS would refuse are left out and named.
 *
 * @param name how messages call it
 * @throws AccessError `bad-input` where it does not fit this organization
 */
export async function fixAsPlanned(name: string, plan: Plan, services: WriteServices): Promise<Written> {
  const difference: Difference = {
    fit: (adopted, around) => fitting(name, adopted, around),
    leavesOut: true,
    mayTakeAway: false,
  };
  return write<never>(async (open) => {
    const reader = open(plan.region);
    return { kind: "draft", plan, instance: await instanceToWriteTo(reader), reader, difference };
  }, services);
}

const PROBLEMS_SHOWN = 5;

function fitting(name: string, plan: Plan, around: PlanSurroundings): Plan {
  const problems = misfits(plan, around);
  if (problems.length === 0) return withRealNames(plan, around);
  throw new AccessError(
    "bad-input",
    `${name} does not fit this organization:\n${problems.slice(0, PROBLEMS_SHOWN).join("\n")}`,
    { next: "Create the plan again with idc-doctor scan --plan" },
  );
}

async function readPlan(path: string, identity: { readonly id: string; readonly createdAt: string }): Promise<Plan> {
  const read = readWrittenPlan(parsed(path, await readPasted(path)));
  if (read.kind === "invalid")
    throw new AccessError("unreadable-document", `${path} is not a plan:\n${read.problems.join("\n")}`);
  const adopted = adoptPlan(read.plan, identity);
  if (adopted.kind === "plan") return adopted.plan;
  throw new AccessError("bad-input", `${path} contradicts itself: ${adopted.problem}`, {
    next: "Create the plan again with idc-doctor scan --plan",
  });
}

function parsed(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new AccessError("unreadable-document", `${path} is not JSON`, { cause: error });
  }
}
