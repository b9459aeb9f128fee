/** The use case behind `fix --plan`: a plan from a file, checked, rehearsed, asked about, carried out and verified. */
import type { PlanSurroundings } from "../facts/plan/plan-surroundings.ts";
import { AccessError } from "../model/errors.ts";
import { readWrittenPlan } from "../model/organization-document/written/plan.ts";
import type { Plan } from "../model/plan.ts";
import { adoptPlan, misfits, withRealNames } from "../plan/adopt.ts";
import { createAwsReader } from "../sources/aws/reader.ts";
import { findInstance } from "../sources/question/find-instance.ts";
import { type Fixed, propose, type RehearsableServices } from "./fix.ts";
import { noInstance } from "./no-instance.ts";
import { readPasted } from "./pasted-file.ts";

/**
 * Carries out the plan in the file.
 *
 * @throws AccessError `unreadable-document` or `bad-input` where the file is no plan, or not one for this organization.
 */
export async function fixPlan(path: string, { isDryRun, ...services }: RehearsableServices): Promise<Fixed> {
  const { connection, context } = services;
  const plan = await readPlan(path, { id: context.newId(), createdAt: context.now().toISOString() });
  const aws = { ...connection.aws, region: plan.region };
  const reader = createAwsReader(aws, context);
  const { instance } = await findInstance(reader);
  if (instance.state !== "known")
    throw new AccessError(
      "refused",
      `Identity Center could not be found: ${instance.state === "unknown" ? `${instance.failure.permission}: ${instance.failure.message}` : instance.reason}`,
    );
  if (!instance.value) throw await noInstance(reader, plan.region);
  const check = (adopted: Plan, around: PlanSurroundings): Plan => fitting(path, adopted, around);
  return propose(plan, { reader, instance: instance.value, isDryRun, services, check });
}

const PROBLEMS_SHOWN = 5;

function fitting(path: string, plan: Plan, around: PlanSurroundings): Plan {
  const problems = misfits(plan, around);
  if (problems.length === 0) return withRealNames(plan, around);
  throw new AccessError(
    "bad-input",
    `${path} does not fit this organization:\n${problems.slice(0, PROBLEMS_SHOWN).join("\n")}`,
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
