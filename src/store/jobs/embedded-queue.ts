/** The queue of the embedded store: a lease in each job's row, taken by whichever process looks first. */
import { sql } from "kysely";
import { clockOf, type Engine } from "../engine.ts";
import { isDead, ownName } from "../process-name.ts";
import { isDueBetween, parseCron } from "./cron.ts";
import { cancelJob, depthOf, eventsOf, insertJob, jobOf, listJobs, readJob } from "./job-rows.ts";
import type { Job, JobHandler, JobQueue, JobSchedule } from "./queue.ts";
import { runJob } from "./run-job.ts";
import { createEventWatch } from "./watch-events.ts";

export interface QueueOptions {
  /** How long a process may be silent before another one begins its job again. */
  readonly leaseMilliseconds: number;
}

/** Milliseconds between two looks for work and for what is due; what this process enqueues itself it begins at once. */
const LOOK_EVERY = 500;

const MINUTE_MILLISECONDS = 60_000;

interface Worked {
  readonly handler: JobHandler;
  readonly sideBySide: number;
  running: number;
}

export function embeddedQueue(engine: Engine, { leaseMilliseconds }: QueueOptions): JobQueue {
  const queues = new Map<string, Worked>();
  const stopping = new AbortController();
  const runs = new Set<Promise<unknown>>();
  const begin = (job: Job, worked: Worked): void => {
    worked.running += 1;
    const run = runJob(job, { engine, handler: worked.handler, stopping: stopping.signal, leaseMilliseconds }).finally(
      () => {
        worked.running -= 1;
        runs.delete(run);
        looks.now();
      },
    );
    runs.add(run);
  };
  const look = async (): Promise<void> => {
    if (queues.size === 0) return;
    await enqueueDue(engine);
    await endDeadHolders(engine);
    for (const [queue, worked] of queues)
      while (worked.running < worked.sideBySide && !stopping.signal.aborted) {
        const job = await claim(engine, queue, leaseMilliseconds);
        if (!job) break;
        begin(job, worked);
      }
  };
  const looks = repeated(look, LOOK_EVERY);
  return {
    enqueue: async (job) => {
      const inserted = await engine.write((transaction) => insertJob(transaction, job));
      looks.now();
      return inserted.job;
    },
    ...schedulesOf(engine),
    work: async (queue, handler, sideBySide) => {
      queues.set(queue, { handler, sideBySide, running: 0 });
      looks.now();
    },
    cancel: async (id) => (await cancelJob(engine, id)) !== undefined,
    read: (id) => readJob(engine, id),
    list: (filter) => listJobs(engine, filter),
    events: (id, after) => eventsOf(engine, id, after),
    ...createEventWatch(engine),
    depth: () => depthOf(engine),
    stop: async () => {
      stopping.abort();
      await looks.stop();
      await Promise.all(runs);
    },
  };
}

interface Repeated {
  /** The next look is made now, or after the one that is made. */
  readonly now: () => void;
  readonly stop: () => Promise<void>;
}

/** One look at a time, each some time after the one before. What a look throws is tried again with the next. */
function repeated(look: () => Promise<void>, milliseconds: number): Repeated {
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | undefined;
  let isAskedFor = false;
  let isStopped = false;
  const start = (): void => {
    if (isStopped) return;
    if (looking) {
      isAskedFor = true;
      return;
    }
    clearTimeout(timer);
    looking = look()
      .catch(() => undefined)
      .finally(() => {
        looking = undefined;
        timer = isStopped ? undefined : setTimeout(start, isAskedFor ? 0 : milliseconds);
        isAskedFor = false;
      });
  };
  timer = setTimeout(start, milliseconds);
  return {
    now: start,
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await looking;
    },
  };
}

/** The oldest job that waits, or whose process was silent for too long. */
const claim = (engine: Engine, queue: string, leaseMilliseconds: number): Promise<Job | undefined> =>
  engine.write(async (transaction) => {
    const clock = clockOf(engine);
    const next = await transaction
      .selectFrom("job")
      .select("id")
      .where("queue", "=", queue)
      .where(({ eb, and, or }) =>
        or([
          and([eb("state", "=", "waiting"), eb("ready_at", "<=", clock)]),
          and([eb("state", "=", "running"), eb("expires_at", "<=", clock)]),
        ]),
      )
      .orderBy("created_at")
      .limit(1)
      .executeTakeFirst();
    if (!next) return undefined;
    const row = await transaction
      .updateTable("job")
      .set(({ eb, fn, val }) => ({
        state: "running",
        holder: ownName(),
        attempts: eb("attempts", "+", 1),
        expires_at: eb(clock, "+", leaseMilliseconds),
        started_at: fn.coalesce("started_at", val(new Date().toISOString())),
      }))
      .where("id", "=", next.id)
      .returningAll()
      .executeTakeFirstOrThrow();
    return jobOf(row);
  });

/** The jobs of a process that is certainly dead are not waited for. */
async function endDeadHolders(engine: Engine): Promise<void> {
  const rows = await engine.database
    .selectFrom("job")
    .select("holder")
    .distinct()
    .where("state", "=", "running")
    .where("expires_at", ">", clockOf(engine))
    .execute();
  const dead = rows.flatMap(({ holder }) => (holder !== null && isDead(holder) ? [holder] : []));
  if (dead.length === 0) return;
  await engine.write(async (transaction) => {
    await transaction.updateTable("job").set({ expires_at: 0 }).where("holder", "in", dead).execute();
  });
}

function schedulesOf(engine: Engine): Pick<JobQueue, "schedule" | "unschedule" | "schedules"> {
  return {
    schedule: async ({ queue, key, cron, organization, payload }) => {
      parseCron(cron);
      await engine.write(async (transaction) => {
        const changed = { cron, organization, payload: JSON.stringify(payload ?? null) };
        await transaction
          .insertInto("schedule")
          // A new one that is due in this minute begins at once.
          .values(({ eb }) => ({ queue, key, ...changed, looked_at: eb(clockOf(engine), "-", MINUTE_MILLISECONDS) }))
          .onConflict((conflict) => conflict.columns(["queue", "key"]).doUpdateSet(changed))
          .execute();
      });
    },
    unschedule: (queue, key) =>
      engine.write(async (transaction) => {
        await transaction.deleteFrom("schedule").where("queue", "=", queue).where("key", "=", key).execute();
      }),
    schedules: async () => {
      const rows = await engine.database.selectFrom("schedule").selectAll().orderBy("queue").orderBy("key").execute();
      return rows.map(
        ({ queue, key, cron, organization, payload }): JobSchedule => ({
          queue,
          key,
          cron,
          organization,
          payload: JSON.parse(payload) as unknown,
        }),
      );
    },
  };
}

/** One job for each schedule that became due since any process looked: looking and enqueueing are one transaction. */
async function enqueueDue(engine: Engine): Promise<void> {
  const minute = sql<number>`${clockOf(engine)} - ${clockOf(engine)} % ${sql.lit(MINUTE_MILLISECONDS)}`;
  const due = engine.database.selectFrom("schedule").selectAll().where("looked_at", "<", minute);
  // Most looks find that this minute was looked at.
  if ((await due.limit(1).execute()).length === 0) return;
  await engine.write(async (transaction) => {
    const { now } = await transaction.selectNoFrom(clockOf(engine).as("now")).executeTakeFirstOrThrow();
    for (const row of await transaction.selectFrom("schedule").selectAll().where("looked_at", "<", minute).execute()) {
      const { queue, key, organization } = row;
      await transaction
        .updateTable("schedule")
        .set({ looked_at: now })
        .where("queue", "=", queue)
        .where("key", "=", key)
        .execute();
      if (isDueBetween(parseCron(row.cron), row.looked_at, now))
        await insertJob(transaction, {
          queue,
          organization,
          key,
          payload: JSON.parse(row.payload) as unknown,
          requestedBy: null,
        });
    }
  });
}
