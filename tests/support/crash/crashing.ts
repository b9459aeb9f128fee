/** One crash: a victim begins a job, is killed or stopped at a random moment, and another process finishes it. */
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { DatabaseAt } from "../../../src/store/database.ts";
import type { Job } from "../../../src/store/jobs/queue.ts";
import type { TestLab } from "../lab.ts";
import { ORGANIZATION, openWorker, type Worker, type WorkerSettings } from "./working.ts";

/** Short, so that a test need not wait long for what it takes away. */
const LEASE_MILLISECONDS = 1500;
/** pg-boss takes ten seconds at least to miss a heartbeat. */
const STOPPED_MILLISECONDS = { embedded: 3 * LEASE_MILLISECONDS, postgres: 14_000 } as const;

export type Harm = "killed" | "stopped";

export interface Victim {
  readonly process: ChildProcess;
  readonly lines: readonly string[];
}

export interface Team {
  readonly lab: TestLab;
  readonly database: DatabaseAt;
}

export async function startVictim({ lab, database }: Team): Promise<Victim> {
  const settings = settingsOf({ lab, database });
  const child = spawn(process.execPath, [join(import.meta.dirname, "victim.ts"), JSON.stringify(settings)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => lines.push(line));
  await until("the victim works", () => lines.includes("working") || child.exitCode !== null);
  if (child.exitCode !== null) throw new Error(`the victim ended with ${child.exitCode}`);
  return { process: child, lines };
}

const settingsOf = ({ lab, database }: Team): WorkerSettings => ({
  database,
  endpointUrl: lab.url,
  leaseMilliseconds: LEASE_MILLISECONDS,
});

export const openOther = (team: Team): Promise<Worker> => openWorker(settingsOf(team), () => undefined);

export interface Crash {
  readonly queue: "collect" | "apply";
  readonly payload: unknown;
  readonly harm: Harm;
  /** After so many calls of the job. */
  readonly moment: number;
}

/** The job as it ended. The victim is dead afterwards, or has noticed that others went on without it. */
export async function crash(team: Team, victim: Victim, { queue, payload, harm, moment }: Crash): Promise<Job> {
  const other = await openOther(team);
  try {
    await team.lab.clearCalls();
    const { id } = await other.queue.enqueue({
      queue,
      organization: ORGANIZATION,
      key: null,
      payload,
      requestedBy: null,
    });
    await until("the victim begins", () => victim.lines.includes(`begun ${id}`));
    const isOver = () => victim.lines.some((line) => line.startsWith(`ended ${id}`));
    await until("the moment", async () => isOver() || (await team.lab.calls()).length >= moment);
    victim.process.kill(harm === "killed" ? "SIGKILL" : "SIGSTOP");
    await other.work();
    if (harm === "stopped") setTimeout(() => victim.process.kill("SIGCONT"), STOPPED_MILLISECONDS[team.database.kind]);
    await until("the job ends", async () => (await other.queue.read(id))?.endedAt != null);
    // Whoever wakes up late has to find out by itself.
    if (harm === "stopped") await until("the victim notices", isOver);
    const job = await other.queue.read(id);
    if (!job) throw new Error("the job is gone");
    return job;
  } finally {
    await other.stop();
  }
}

/** A condition that comes true, and a name for it where it does not. */
export async function until(what: string, isTrue: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 90_000;
  while (!(await isTrue())) {
    if (Date.now() > deadline) throw new Error(`${what}: it never came`);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}
