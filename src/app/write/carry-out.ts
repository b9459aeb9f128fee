/** The end of the road: journaled, carried out, verified. The only place that sends a write to AWS. */
import { type Applied, applyPlan } from "../../apply/apply.ts";
import { createSender } from "../../apply/send.ts";
import { AccessError } from "../../model/errors.ts";
import type { Plan } from "../../model/plan.ts";
import type { AwsClients } from "../../sources/aws/calling/clients.ts";
import { createAwsReader } from "../../sources/aws/reader.ts";
import { LEASE_MILLISECONDS } from "../../store/fence.ts";
import type { JournalEntry, PlanHold } from "../../store/journal.ts";
import type { Connection } from "../connection.ts";
import { withWayOn } from "../interruption.ts";
import { verifyPlan } from "../verify-plan.ts";
import type { Draft } from "./draft.ts";
import type { WriteServices } from "./services.ts";
import type { Written } from "./written.ts";

interface CarryingOut {
  readonly clients: AwsClients;
  readonly services: WriteServices;
  readonly callerArn: string | null;
}

/** @param plan as it was agreed to; of a continued plan the steps that are left. */
export async function carryOut(
  plan: Plan,
  { difference }: Draft,
  { clients, services, callerArn }: CarryingOut,
): Promise<Written> {
  const { connection, journal, onProgress, isDryRun } = services;
  if (isDryRun) throw new AccessError("bad-input", "A dry run writes nothing");
  const hold = await holdPlan(plan, services);
  try {
    // Only now: another process may have gone on with the plan until this one got hold of it.
    const begun = await journal.read(plan.id);
    if (!begun) await journal.begin(plan, journalConnection(connection, plan, callerArn), difference.undoes);
    onProgress({ kind: "journaled", plan });
    return await applyAndVerify(plan, difference, { clients, services, hold, entries: begun?.entries ?? [] });
  } catch (error) {
    throw withWayOn(
      error,
      () =>
        `The journal has what was done. Go on with idc-doctor fix --resume ${plan.id}, or take it back with idc-doctor fix --undo ${plan.id}`,
    );
  } finally {
    await hold.release();
  }
}

/** Milliseconds between two attempts, and after how many of them a command gives up: a dead process is known by then. */
const ATTEMPT_EVERY = 250;
const ATTEMPTS = Math.ceil((1.5 * LEASE_MILLISECONDS) / ATTEMPT_EVERY);

/** @throws AccessError `bad-input` where another process goes on carrying the plan out */
async function holdPlan(
  { id }: Plan,
  { journal, context, onProgress, waitsForOthers }: WriteServices,
): Promise<PlanHold> {
  for (let attempt = 0; ; attempt += 1) {
    const held = await journal.hold(id);
    if (held.kind === "held") return held.hold;
    if (attempt === 0) onProgress({ kind: "held-elsewhere", holder: held.holder });
    if (attempt >= ATTEMPTS && waitsForOthers !== true)
      throw new AccessError("bad-input", `Plan ${id} is being carried out by ${held.holder}`, {
        next: "Wait until it has ended",
      });
    await context.delay(ATTEMPT_EVERY, context.signal);
  }
}

interface Carried extends Pick<CarryingOut, "clients" | "services"> {
  readonly hold: PlanHold;
  /** What was done of the plan before. */
  readonly entries: readonly JournalEntry[];
}

async function applyAndVerify(
  plan: Plan,
  difference: Draft["difference"],
  { clients, services, hold, entries }: Carried,
): Promise<Written> {
  const { connection, context, onProgress } = services;
  const aws = { ...connection.aws, region: plan.region };
  const { continues } = difference;
  const applied: Applied = await applyPlan(plan, entries, {
    send: createSender(aws, context, { clients, fence: hold.fence }),
    open: () => createAwsReader(aws, context, undefined, clients),
    hold,
    context,
    onProgress: (progress) => onProgress({ kind: "applying", progress }),
  });
  if (applied.kind !== "applied") return { ...applied, plan };
  onProgress({ kind: "verifying" });
  const whole = continues ? continues.plan : plan;
  const verification = await (difference.verify?.(plan) ?? verifyPlan(whole, { ...connection, aws }, context, clients));
  const event =
    verification.kind === "verified"
      ? { kind: "verified" as const, step: null }
      : { kind: "not-verified" as const, step: null, reason: verification.reason };
  await hold.append(context.now().toISOString(), event);
  return { kind: "applied", plan: whole, verification };
}

const journalConnection = ({ aws }: Connection, plan: Plan, callerArn: string | null) => ({
  region: plan.region,
  endpointUrl: aws.endpointUrl ?? null,
  profile: aws.profile ?? null,
  callerArn,
});
