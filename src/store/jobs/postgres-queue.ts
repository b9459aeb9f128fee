/** The queue on PostgreSQL: pg-boss delivers jobs, watches the heartbeats of all processes and keeps the schedules. */
import { createHash } from "node:crypto";
import type { Pool } from "pg";
import { fromKysely, PgBoss } from "pg-boss";
import type { PostgresEngine } from "../engine.ts";
import { ownName } from "../process-name.ts";
import { parseCron } from "./cron.ts";
import type { QueueOptions } from "./embedded-queue.ts";
import { beginAttempt, cancelJob, depthOf, eventsOf, insertJob, listJobs, readJob } from "./job-rows.ts";
import type { Job, JobHandler, JobQueue, JobSchedule, JobToEnqueue } from "./queue.ts";
import { runJob } from "./run-job.ts";
import { createEventWatch } from "./watch-events.ts";

/** Seconds without a heartbeat after which another process begins the job: the least that pg-boss takes. */
const HEARTBEAT_SECONDS = 10;
/** A job may run for as long as it lives: pg-boss's own bound is only for those without a heartbeat. */
const LONGEST_SECONDS = 23 * 3600;
/** A death is no failure of the job; `run-job.ts` gives it up. */
const RETRIES = 1000;
/** Ended deliveries are of no use: the job itself is a row of ours. */
const DELIVERED_SECONDS = 3600;

const DELIVERY = {
  heartbeatSeconds: HEARTBEAT_SECONDS,
  expireInSeconds: LONGEST_SECONDS,
  retryLimit: RETRIES,
  retryDelay: 0,
  deleteAfterSeconds: DELIVERED_SECONDS,
};

/** Each schedule that is due is one delivery here; whoever takes it enqueues the job. */
const DUE = "schedule-due";
const POLL_SECONDS = 1;

interface Delivered {
  readonly id: string;
}

export async function postgresQueue(engine: PostgresEngine, { leaseMilliseconds }: QueueOptions): Promise<JobQueue> {
  const boss = new PgBoss({
    // Over the connections of the store: no second pool.
    db: { executeSql: (text, values) => engine.pool.query(text, values) },
    superviseIntervalSeconds: 2,
    monitorIntervalSeconds: 2,
    cronMonitorIntervalSeconds: 5,
    cronWorkerIntervalSeconds: 1,
    queueCacheIntervalSeconds: 30,
    openTelemetry: { enabled: false },
  });
  // Every one of them is tried again by pg-boss itself; unheard, the event would end the process.
  boss.on("error", () => undefined);
  await startAlone(boss, engine.pool);
  const stopping = new AbortController();
  const deliver = delivering(engine, boss);
  await boss.createQueue(DUE, DELIVERY);
  let isWorking = false;
  return {
    enqueue: (job) => deliver(job),
    ...schedulesOf(boss),
    work: async (queue, handler, sideBySide) => {
      await boss.createQueue(queue, DELIVERY);
      const carrying = { engine, handler, stopping: stopping.signal, leaseMilliseconds };
      for (let number = 0; number < sideBySide; number += 1) await workOn(boss, queue, carrying);
      if (isWorking) return;
      isWorking = true;
      await boss.work<JobSchedule>(DUE, { pollingIntervalSeconds: POLL_SECONDS, batchSize: 100 }, async (due) => {
        for (const { id, data } of due) await deliver({ ...data, requestedBy: null }, id);
      });
    },
    cancel: async (id) => {
      const job = await cancelJob(engine, id);
      if (job) await boss.cancel(job.queue, id);
      return job !== undefined;
    },
    read: (id) => readJob(engine, id),
    list: (filter) => listJobs(engine, filter),
    events: (id, after) => eventsOf(engine, id, after),
    ...createEventWatch(engine),
    depth: () => depthOf(engine),
    stop: async () => {
      stopping.abort();
      await boss.stop({ graceful: true, close: false });
    },
  };
}

/** Of PostgreSQL's advisory locks, which are numbers: "idcq" as bytes. */
const START_LOCK = 0x69646371;

/** pg-boss makes its tables when it starts first: processes that start at the same moment would find them half made. */
async function startAlone(boss: PgBoss, pool: Pool): Promise<void> {
  const holder = await pool.connect();
  try {
    await holder.query("select pg_advisory_lock($1)", [START_LOCK]);
    await boss.start();
  } finally {
    // The lock ends with its connection, whatever happened to it.
    holder.release(true);
  }
}

/** One job at a time. After each the next one is fetched at once, and not with the next poll. */
async function workOn(boss: PgBoss, queue: string, carrying: CarryingOut): Promise<void> {
  let worker = "";
  worker = await boss.work<Delivered>(queue, { pollingIntervalSeconds: POLL_SECONDS }, async ([delivered]) => {
    try {
      await carryOut(delivered?.id ?? "", carrying);
    } finally {
      boss.notifyWorker(worker);
    }
  });
}

interface CarryingOut {
  readonly engine: PostgresEngine;
  readonly handler: JobHandler;
  readonly stopping: AbortSignal;
  readonly leaseMilliseconds: number;
}

/** What it throws makes pg-boss deliver the job again. */
async function carryOut(id: string, { engine, ...options }: CarryingOut): Promise<void> {
  options.stopping.throwIfAborted();
  const job = await beginAttempt(engine, id, ownName());
  // It was cancelled, or ended by a process that died before it could say so to pg-boss.
  if (!job) return;
  if ((await runJob(job, { engine, ...options })) === "handed-over") throw new Error("handed over to another process");
}

/** Our row and pg-boss's delivery are one transaction: none is lost between the two. */
function delivering(engine: PostgresEngine, boss: PgBoss): (job: JobToEnqueue, id?: string) => Promise<Job> {
  const made = new Set<string>();
  return async (job, id) => {
    if (!made.has(job.queue)) await boss.createQueue(job.queue, DELIVERY);
    made.add(job.queue);
    return engine.write(async (transaction) => {
      const inserted = await insertJob(transaction, job, id);
      const delivered: Delivered = { id: inserted.job.id };
      if (inserted.isNew) await boss.send(job.queue, delivered, { id: inserted.job.id, db: fromKysely(transaction) });
      return inserted.job;
    });
  };
}

/** pg-boss takes letters, digits and few signs in a key. */
const keyOf = ({ queue, key }: Pick<JobSchedule, "queue" | "key">): string =>
  createHash("sha256").update(`${queue}\n${key}`).digest("hex");

function schedulesOf(boss: PgBoss): Pick<JobQueue, "schedule" | "unschedule" | "schedules"> {
  return {
    schedule: async (schedule) => {
      parseCron(schedule.cron);
      await boss.schedule(DUE, schedule.cron, schedule, {
        key: keyOf(schedule),
        tz: "UTC",
        missed: "once",
        ...DELIVERY,
      });
    },
    unschedule: (queue, key) => boss.unschedule(DUE, keyOf({ queue, key })),
    schedules: async () => {
      const found = await boss.getSchedules(DUE, undefined, { limit: MOST_SCHEDULES });
      const schedules = found.flatMap(({ data }) => (data === undefined ? [] : [data as JobSchedule]));
      return schedules.sort((a, b) => (keyInOrder(a) < keyInOrder(b) ? -1 : 1));
    },
  };
}

/** The most that pg-boss lists at once. */
const MOST_SCHEDULES = 100_000;

const keyInOrder = ({ queue, key }: JobSchedule): string => `${queue}\n${key}`;
