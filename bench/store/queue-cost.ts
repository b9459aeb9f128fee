/** What the queue itself costs: the schedules of a thousand organizations on two processes, with work that does nothing; and the size of what is kept. */
import { type ChildProcess, fork } from "node:child_process";
import { mkdtempSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DatabaseAt, openDatabase, type Store } from "../../src/store/database.ts";
import { missingPostgres, testPostgres } from "../../src/store/testing/postgres-server.ts";
import { say } from "../verdict.ts";
import type { WorkerMessage } from "./queue-worker.ts";

const ORGANIZATIONS = 1000;
/** Milliseconds of CPU of a worker for one job, beginning, end and event among them. */
const MOST_CPU = 25;
/** An hour's schedules of a thousand organizations begin one after another: this is 30 times as fast. */
const LEAST_A_SECOND = 10;

const newFile = (): string => join(mkdtempSync(join(tmpdir(), "idc-doctor-bench-")), "store.sqlite");

export async function queueCost(): Promise<void> {
  await measured("SQLite", { kind: "embedded", file: newFile() });
  const missing = missingPostgres();
  if (missing === undefined)
    await measured("PostgreSQL (pg-boss)", { kind: "postgres", url: await (await testPostgres()).newDatabase() });
  else process.stdout.write(`- the queue on PostgreSQL: skipped, ${missing}\n`);
  await idle();
}

async function measured(name: string, at: DatabaseAt): Promise<void> {
  const store = await openDatabase(at);
  const queue = await store.openJobs();
  for (let number = 0; number < ORGANIZATIONS; number += 1)
    await queue.schedule({
      queue: "refresh",
      key: `organization ${number}`,
      cron: "* * * * *",
      organization: `organization ${number}`,
      payload: { number },
    });
  const start = performance.now();
  let done = 0;
  let whole = (): void => undefined;
  const allDone = new Promise<void>((resolve) => {
    whole = resolve;
  });
  const onDone = (): void => {
    done += 1;
    if (done === ORGANIZATIONS) whole();
  };
  const workers = await Promise.all([startWorker(at, onDone), startWorker(at, onDone)]);
  await allDone;
  const seconds = (performance.now() - start) / 1000;
  const cpu = (await Promise.all(workers.map(stopWorker))).reduce((sum, one) => sum + one, 0);
  const jobs = await queue.list({ organization: null, limit: 3 * ORGANIZATIONS });
  const each = new Set(jobs.map(({ key, createdAt }) => `${key} ${createdAt.slice(0, 16)}`));
  say(
    each.size === jobs.length,
    `${name}: ${jobs.length} jobs of ${ORGANIZATIONS} schedules on two processes, each once a minute`,
  );
  const [aSecond, cpuEach] = [ORGANIZATIONS / seconds, cpu / jobs.length];
  say(
    aSecond >= LEAST_A_SECOND && cpuEach <= MOST_CPU,
    `${name}: ${aSecond.toFixed(0)} jobs a second (at least ${LEAST_A_SECOND}), ${cpuEach.toFixed(1)} ms of CPU in the workers for each (at most ${MOST_CPU} ms)`,
  );
  await queue.stop();
  await store.close();
}

/** Resolves when it works. */
async function startWorker(at: DatabaseAt, onDone: () => void): Promise<ChildProcess> {
  const child = fork(join(import.meta.dirname, "queue-worker.ts"), [JSON.stringify(at)], {
    execArgv: process.execArgv,
  });
  await new Promise<void>((resolve) =>
    child.on("message", ({ kind }: WorkerMessage) => {
      if (kind === "working") resolve();
      if (kind === "done") onDone();
    }),
  );
  return child;
}

/** Milliseconds of CPU that it took since it began to work. */
const stopWorker = (child: ChildProcess): Promise<number> =>
  new Promise((resolve) => {
    child.on("message", (message: WorkerMessage) => {
      if (message.kind === "stopped") resolve(message.cpu);
    });
    child.send("stop");
  });

/** A year of one organization with an hourly refresh: 20,000 findings that live and die, and what retention leaves of the snapshots. */
async function idle(): Promise<void> {
  const file = newFile();
  const store = await openDatabase({ kind: "embedded", file });
  const start = performance.now();
  await keepSnapshots(store);
  const kept = (await store.snapshots.list("one", 1000)).length;
  await store.close();
  const megabytes = statSync(file).size / 1e6;
  say(
    kept <= 60,
    `40 days of hourly snapshots of 1 MB: ${kept} are kept (at most 60), the file has ${megabytes.toFixed(0)} MB, ${((performance.now() - start) / 1000).toFixed(1)} s`,
  );
}

const HOUR = 3_600_000;

async function keepSnapshots({ snapshots, endRetention }: Store): Promise<void> {
  const begin = Date.parse("2026-01-01T00:00:00Z");
  // Text that deflates as documents do.
  const document = new TextEncoder().encode(
    JSON.stringify(
      Array.from({ length: 8000 }, (_, number) => ({ accountId: String(number * 7919), set: number % 97 })),
    ),
  );
  for (let hour = 0; hour < 40 * 24; hour += 1) {
    const at = new Date(begin + hour * HOUR);
    const time = at.toISOString();
    await snapshots.keep({
      id: `snapshot ${hour}`,
      organization: "one",
      takenAt: time,
      keptAt: time,
      generation: null,
      parts: { document },
    });
    if (hour % 24 === 23) await endRetention(at);
  }
}
