/** The one road of every write: look → foresee → rehearse → ask → look once more → journal → carry out → verify. */

import type { Plan } from "../../model/plan.ts";
import { uncheckedPolicies } from "../../plan/customer-policies.ts";
import { driftBetween } from "../../plan/drift.ts";
import { type AwsClients, createAwsClients } from "../../sources/aws/calling/clients.ts";
import { createAwsReader } from "../../sources/aws/reader.ts";
import type { PlanningReader } from "../../sources/plan-reader.ts";
import { withWayOn } from "../interruption.ts";
import { rehearse } from "../rehearse.ts";
import { carryOut } from "./carry-out.ts";
import type { Draft } from "./draft.ts";
import { type Looked, lookAround } from "./look-around.ts";
import type { Writer, WriteServices } from "./services.ts";
import { nothingToDo, type Written } from "./written.ts";

/** A reader that remembers nothing of earlier ones. Without a Region: where the connection points. */
export type OpenReader = (region?: string) => PlanningReader;

/**
 * Writes what `drafting` plans. It is asked again whenever what the plan rests on changed after the plan was shown.
 *
 * @param drafting a draft, or how the matter ends without one
 */
export async function write<End extends { readonly kind: string }>(
  drafting: (open: OpenReader) => Promise<Draft | End>,
  services: WriteServices,
): Promise<Written | End> {
  const { aws } = services.connection;
  const clients = createAwsClients(aws);
  const open: OpenReader = (region = aws.region) =>
    createAwsReader({ ...aws, region: region as typeof aws.region }, services.context, undefined, clients);
  try {
    let changes: readonly string[] = [];
    for (;;) {
      const draft = await drafting(open);
      if (!isDraft(draft)) return draft;
      const round = await propose(draft, { changes, open, clients, services });
      if (round.kind !== "changed") return round;
      changes = round.changes;
      services.onProgress({ kind: "changed-meanwhile", changes });
    }
  } catch (error) {
    throw withWayOn(error, () => "This command changed nothing. Run it again");
  } finally {
    clients.close();
  }
}

const isDraft = (made: Draft | { readonly kind: string }): made is Draft => made.kind === "draft";

interface Round {
  /** What made the plan before this one worthless. */
  readonly changes: readonly string[];
  readonly open: OpenReader;
  readonly clients: AwsClients;
  readonly services: WriteServices;
}

type Proposed = Written | { readonly kind: "changed"; readonly changes: readonly string[] };

async function propose(draft: Draft, { changes, open, clients, services }: Round): Promise<Proposed> {
  const { context, onProgress, isDryRun } = services;
  const { difference } = draft;
  if (difference.continues && draft.plan.steps.length === 0 && !isDryRun)
    return carryOut(draft.plan, draft, { clients, services, callerArn: null });
  const looked = await lookAround(draft, context);
  const { plan, around, refusals } = looked;
  const writer = writerOf(looked, services);
  onProgress({ kind: "writer", writer });
  onProgress({ kind: "planned", plan });
  if (refusals.length > 0) return { kind: "refusal-predicted", plan, refusals };
  if (plan.steps.length === 0) return nothingToDo(plan, difference.undoes === undefined ? "do" : "undo");
  const rehearsal = await rehearse(plan, around, { context, mayTakeAway: difference.mayTakeAway });
  onProgress({ kind: "rehearsed", rehearsal });
  if (rehearsal.kind !== "passed") return { kind: "rehearsal-failed", plan, reason: rehearsal.reason };
  if (isDryRun) return { kind: "rehearsed-only", plan, rehearsal };
  const proposal = { plan, rehearsal, writer, changes, unchecked: uncheckedPolicies(plan.steps, around) };
  if (!(await services.confirm(proposal)))
    return changes.length > 0 ? { kind: "changed-meanwhile", plan, changes } : { kind: "declined", plan };
  const drift = await lookedAgain(draft, looked, { open, services });
  if (drift.length > 0) return { kind: "changed", changes: drift };
  return carryOut(plan, draft, { clients, services, callerArn: writer.callerArn ?? null });
}

/** What is no longer as it was when the plan was shown. */
async function lookedAgain(
  draft: Draft,
  before: Looked,
  { open, services }: Pick<Round, "open" | "services">,
): Promise<readonly string[]> {
  const after = await lookAround({ ...draft, reader: open(draft.plan.region) }, services.context);
  const drift = driftBetween(before.around, after.around);
  if (drift.length > 0) return drift;
  return [...after.refusals.map(({ summary }) => summary), ...newlyLeftOut(before.plan, after.plan)];
}

const newlyLeftOut = (before: Plan, { leftOut = [] }: Plan): readonly string[] =>
  leftOut
    .filter(({ description }) => !before.leftOut?.some((one) => one.description === description))
    .map(({ description, reason }) => `${description}: ${reason}`);

function writerOf({ plan, around: { caller } }: Looked, { connection }: WriteServices): Writer {
  const known = caller.state === "known" ? caller.value : undefined;
  return {
    callerArn: known?.arn,
    accountId: known?.accountId,
    region: plan.region,
    endpointUrl: connection.aws.endpointUrl,
  };
}
