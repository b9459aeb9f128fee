/** One attempt at a job in this process: it beats, reports, ends with its handler, and stops when it is no longer this process's. */
import { AccessError } from "../../model/errors.ts";
import { withoutSecrets, withoutSecretsDeep } from "../../model/secrets.ts";
import type { Engine } from "../engine.ts";
import { type Attempt, addEvent, beat, endAttempt } from "./job-rows.ts";
import type { Job, JobHandler } from "./queue.ts";

export interface RunOptions {
  readonly engine: Engine;
  readonly handler: JobHandler;
  /** Aborted when this process stops. */
  readonly stopping: AbortSignal;
  /** How long the process may be silent before another one begins the job again. */
  readonly leaseMilliseconds: number;
}

/** A job that ends every process that begins it is given up after these. */
const MOST_ATTEMPTS = 20;

/** `handed-over`: it is waiting for another process. `lost`: another process has begun it, or it was cancelled. */
export type RunEnd = "ended" | "handed-over" | "lost";

/** @param job as it was begun: its attempts are the number of this one. Never throws for what the handler does. */
export async function runJob(job: Job, { engine, handler, stopping, leaseMilliseconds }: RunOptions): Promise<RunEnd> {
  const attempt: Attempt = { id: job.id, number: job.attempts };
  if (job.attempts > MOST_ATTEMPTS) {
    const outcome = `Given up: ${MOST_ATTEMPTS} processes have begun it and did not finish it`;
    await endAttempt(engine, attempt, { state: "failed", outcome });
    return "ended";
  }
  const lost = new AbortController();
  const heartbeat = setInterval(() => {
    // A beat that cannot be written says nothing about who has the job.
    beat(engine, attempt, leaseMilliseconds).then(
      (isOurs) => isOurs || lost.abort(new AccessError("lease-lost", "The job was cancelled or taken over")),
      () => undefined,
    );
  }, leaseMilliseconds / 3);
  heartbeat.unref();
  try {
    const signal = AbortSignal.any([lost.signal, stopping]);
    const report = (event: unknown) => addEvent(engine, attempt, withoutSecretsDeep(event));
    const outcome = await handler({ job, signal, report });
    await endAttempt(engine, attempt, { state: "done", outcome: withoutSecrets(outcome) });
    return "ended";
  } catch (error) {
    if (lost.signal.aborted) return "lost";
    if (stopping.aborted || isLeaseLost(error)) {
      await endAttempt(engine, attempt, { state: "waiting", outcome: null });
      return "handed-over";
    }
    await endAttempt(engine, attempt, { state: "failed", outcome: inWords(error) });
    return "ended";
  } finally {
    clearInterval(heartbeat);
  }
}

/** Another process does the same work: whoever begins the job next finds it done, or goes on with it. */
const isLeaseLost = (error: unknown): boolean => error instanceof AccessError && error.code === "lease-lost";

function inWords(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const next = error instanceof AccessError && error.next !== undefined ? `. ${error.next}` : "";
  return withoutSecrets(`${message}${next}`);
}
