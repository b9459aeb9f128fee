/** Carries a plan out, step by step, so that it can be stopped at any moment and continued: the journal knows what was sent. */
import type { Change } from "../model/change.ts";
import type { Context } from "../model/context.ts";
import { certain, parseRequestId } from "../model/ids.ts";
import type { Plan, PlanStep } from "../model/plan.ts";
import { callOf, pollingOf } from "../plan/changes/index.ts";
import type { JournalEntry, JournalEvent, PlanHold } from "../store/journal.ts";
import { isInPlace, type OpenReader, requestMadeSince, requestStatus } from "./current-state.ts";
import { runSteps } from "./schedule.ts";
import type { Send } from "./send.ts";
import type { StepEnd } from "./step-end.ts";

export type ApplyProgress =
  | { readonly kind: "step"; readonly step: PlanStep }
  | { readonly kind: "sent"; readonly step: PlanStep; readonly requestId: string | null }
  | { readonly kind: "waiting"; readonly step: PlanStep; readonly status: string; readonly milliseconds: number }
  /** Refused for the `attempt`th time of at most `of`; the next try is after the pause. */
  | {
      readonly kind: "retrying";
      readonly step: PlanStep;
      readonly reason: string;
      readonly attempt: number;
      readonly of: number;
      readonly milliseconds: number;
    }
  | { readonly kind: "done"; readonly step: PlanStep; readonly wasAlreadyDone: boolean }
  | { readonly kind: "failed"; readonly step: PlanStep; readonly reason: string }
  /** How far a long plan is; `millisecondsLeft` at the speed so far. */
  | { readonly kind: "pace"; readonly done: number; readonly total: number; readonly millisecondsLeft: number };

export interface ApplyServices {
  readonly send: Send;
  readonly open: OpenReader;
  /** Of the plan: nothing is recorded or sent once another process has taken it over. */
  readonly hold: Pick<PlanHold, "append" | "fence">;
  readonly context: Context;
  readonly onProgress: (progress: ApplyProgress) => void;
}

/** What a long plan left open besides the first step that did not end well. */
interface LeftOpen {
  readonly otherFailures: readonly { readonly step: PlanStep; readonly reason: string }[];
  /** Numbers of the steps that were not begun. */
  readonly notBegun: readonly number[];
}

/** The first step that did not end well, with all that is open; those behind it in its account were not begun. */
export type Applied =
  | { readonly kind: "applied" }
  | (Extract<StepEnd, { kind: "failed" }> & LeftOpen)
  | (Extract<StepEnd, { kind: "unfinished" }> & LeftOpen);

/** No upper bound of a request is documented (facts 8.14): after this it is left to AWS, and `--resume` looks again. */
const LONGEST_WAIT_MILLISECONDS = 15 * 60_000;
const FIRST_PAUSE_MILLISECONDS = 500;
const LONGEST_PAUSE_MILLISECONDS = 5000;
/** Conflicts and throttles of one step; with the pauses between them about half a minute (facts E11: they do pass). */
const REFUSALS_BORNE = 8;
const SPREAD = 8;

/** Plans of fewer steps tell no pace. */
const LONG_PLAN = 10;

/** Carries out what the journal does not yet show as done. A plan that was never begun starts at its first step. */
export async function applyPlan(
  plan: Plan,
  entries: readonly JournalEntry[],
  services: ApplyServices,
): Promise<Applied> {
  const { context, onProgress } = services;
  const total = plan.steps.length;
  const start = context.monotonic();
  let done = 0;
  const { ended, notBegun } = await runSteps(plan.steps, async (step) => {
    const before = entries.filter(({ event }) => event.step === step.number);
    const end = await applyStep(step, before, services);
    done += 1;
    const millisecondsLeft = ((context.monotonic() - start) / done) * (total - done);
    if (total >= LONG_PLAN) onProgress({ kind: "pace", done, total, millisecondsLeft });
    return end;
  });
  const problems = plan.steps
    .map(({ number }) => ended.get(number))
    .filter((end) => end !== undefined && end.kind !== "applied");
  const [first, ...otherFailures] = problems;
  if (!first) return { kind: "applied" };
  return { ...first, otherFailures, notBegun: notBegun.map(({ number }) => number) };
}

type StepEntries = readonly JournalEntry[];

async function applyStep(step: PlanStep, before: StepEntries, services: ApplyServices): Promise<StepEnd> {
  const { onProgress } = services;
  if (before.some(({ event }) => event.kind === "done" || event.kind === "already-done")) return { kind: "applied" };
  onProgress({ kind: "step", step });
  const write = (event: JournalEvent) => services.hold.append(services.context.now().toISOString(), event);
  const earlier = await earlierRequest(step, before, services);
  if (earlier.kind === "requested") return follow(step, earlier.requestId, write, services);
  if (await isInPlace(step.change, services.open)) {
    await write({ kind: earlier.kind === "unclear" ? "done" : "already-done", step: step.number });
    onProgress({ kind: "done", step, wasAlreadyDone: earlier.kind === "nothing" });
    return { kind: "applied" };
  }
  return sendStep(step, write, services);
}

type Earlier =
  | { readonly kind: "nothing" }
  | { readonly kind: "requested"; readonly requestId: string }
  /** It was about to be sent, and AWS shows no request of it. */
  | { readonly kind: "unclear" };

/** What became of an earlier attempt at this step. */
async function earlierRequest(step: PlanStep, before: StepEntries, services: ApplyServices): Promise<Earlier> {
  const last = before.at(-1);
  if (last?.event.kind === "sent" && last.event.requestId !== null)
    return { kind: "requested", requestId: last.event.requestId };
  if (last?.event.kind !== "sending") return { kind: "nothing" };
  return lostRequest(step.change, last.at, services);
}

async function lostRequest(change: Change, since: string, { open }: ApplyServices): Promise<Earlier> {
  const polling = pollingOf(change);
  const request = polling && (await requestMadeSince(change, polling.ledger, since, open));
  return request ? { kind: "requested", requestId: request.id } : { kind: "unclear" };
}

type Write = (event: JournalEvent) => Promise<void>;

/** Sends the step's call, once; a refusal that may pass is waited out, an unclear outcome is looked for before anything else. */
async function sendStep(step: PlanStep, write: Write, services: ApplyServices): Promise<StepEnd> {
  const { send, context, onProgress } = services;
  for (let refusals = 0; ; refusals += 1) {
    await write({ kind: "sending", step: step.number });
    const since = context.now().toISOString();
    const sent = await send(callOf(step.change));
    switch (sent.kind) {
      case "accepted":
        await write({ kind: "sent", step: step.number, requestId: sent.requestId ?? null });
        onProgress({ kind: "sent", step, requestId: sent.requestId ?? null });
        return sent.requestId === undefined
          ? finish(step, write, services)
          : follow(step, sent.requestId, write, services);
      case "refused":
        await write({ kind: "refused", step: step.number, reason: sent.reason });
        if (!sent.isTransient || refusals >= REFUSALS_BORNE) return fail(step, sent.reason, write, services);
        await pauseBefore(step, sent.reason, refusals, services);
        // A conflict may also mean that it is there already (facts 3.1).
        if (await isInPlace(step.change, services.open)) return finish(step, write, services);
        break;
      case "unclear": {
        const lost = await lostRequest(step.change, since, services);
        if (lost.kind === "requested") return follow(step, lost.requestId, write, services);
        if (await isInPlace(step.change, services.open)) return finish(step, write, services);
        if (refusals >= REFUSALS_BORNE) return { kind: "unfinished", step, requestId: null, reason: sent.reason };
        await pauseBefore(step, sent.reason, refusals, services);
      }
    }
  }
}

/** Waits, visibly. Steps that were refused together do not come back together: each has a share of its own in the pause. */
async function pauseBefore(
  step: PlanStep,
  reason: string,
  refusals: number,
  { context, onProgress }: ApplyServices,
): Promise<void> {
  const milliseconds = Math.round(pause(refusals) * (1 + (step.number % SPREAD) / SPREAD));
  onProgress({ kind: "retrying", step, reason, attempt: refusals + 1, of: REFUSALS_BORNE + 1, milliseconds });
  await context.delay(milliseconds, context.signal);
}

/** Growing pauses, capped: some conflicts never pass (facts 3.1). */
const pause = (round: number): number => Math.min(LONGEST_PAUSE_MILLISECONDS, FIRST_PAUSE_MILLISECONDS * 1.5 ** round);

/** Polls the request to its end. */
async function follow(step: PlanStep, requestId: string, write: Write, services: ApplyServices): Promise<StepEnd> {
  const { context, onProgress, open, hold } = services;
  const ledger = pollingOf(step.change)?.ledger;
  if (!ledger) return finish(step, write, services);
  const id = certain(parseRequestId(requestId));
  let waited = 0;
  for (let round = 0; waited <= LONGEST_WAIT_MILLISECONDS; round += 1) {
    const request = await requestStatus(step.change, ledger, id, open);
    // A record that is gone says nothing (facts 8.1); the verification behind the last step will tell.
    if (request === null) return unfinished(step, requestId, "AWS no longer has a record of the request");
    if (request.status === "SUCCEEDED") return finish(step, write, services);
    // A removal of what is gone already fails, too, and has reached its goal (facts D17).
    if (request.status === "FAILED" && step.change.kind === "delete-account-assignment")
      if (await isInPlace(step.change, open)) return finish(step, write, services);
    if (request.status === "FAILED") return fail(step, request.failureReason ?? "AWS gave no reason", write, services);
    onProgress({ kind: "waiting", step, status: request.status, milliseconds: waited });
    await context.delay(pause(round), context.signal);
    // Another process that has taken the plan over asks by itself.
    await hold.fence.ensure();
    waited += pause(round);
  }
  return unfinished(step, requestId, "AWS still works on it");
}

const unfinished = (step: PlanStep, requestId: string, reason: string): StepEnd => ({
  kind: "unfinished",
  step,
  requestId,
  reason,
});

async function finish(step: PlanStep, write: Write, { onProgress }: ApplyServices): Promise<StepEnd> {
  await write({ kind: "done", step: step.number });
  onProgress({ kind: "done", step, wasAlreadyDone: false });
  return { kind: "applied" };
}

async function fail(step: PlanStep, reason: string, write: Write, { onProgress }: ApplyServices): Promise<StepEnd> {
  await write({ kind: "failed", step: step.number, reason });
  onProgress({ kind: "failed", step, reason });
  return { kind: "failed", step, reason };
}
