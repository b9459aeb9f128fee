/** The rows of jobs and of their events, which both queues share; which process works on what is the queue's own matter. */
import { randomUUID } from "node:crypto";
import type { Selectable, Transaction } from "kysely";
import { clockOf, type Engine } from "../engine.ts";
import type { Tables } from "../tables.ts";
import type { Job, JobEvent, JobFilter, JobState, JobToEnqueue, QueueDepth } from "./queue.ts";

type Row = Selectable<Tables["job"]>;

export const jobOf = (row: Row): Job => ({
  id: row.id,
  queue: row.queue,
  organization: row.organization,
  key: row.key,
  payload: JSON.parse(row.payload) as unknown,
  state: row.state as JobState,
  attempts: row.attempts,
  requestedBy: row.requested_by,
  createdAt: row.created_at,
  startedAt: row.started_at,
  endedAt: row.ended_at,
  outcome: row.outcome,
});

export interface Inserted {
  readonly job: Job;
  /** False: there is one of the queue and key already, or this one was inserted before. */
  readonly isNew: boolean;
}

/** @param id of a job that may be inserted twice, so that it is done once */
export async function insertJob(
  transaction: Transaction<Tables>,
  { queue, organization, key, payload, requestedBy }: JobToEnqueue,
  id: string = randomUUID(),
): Promise<Inserted> {
  const nothingYet = { started_at: null, ended_at: null, outcome: null, holder: null, expires_at: null };
  const row = await transaction
    .insertInto("job")
    .values({
      id,
      queue,
      organization,
      key,
      payload: JSON.stringify(payload ?? null),
      state: "waiting",
      attempts: 0,
      requested_by: requestedBy,
      created_at: new Date().toISOString(),
      ready_at: 0,
      ...nothingYet,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
  if (row) return { job: jobOf(row), isNew: true };
  const found = await transaction
    .selectFrom("job")
    .selectAll()
    .where(({ eb, and, or }) =>
      or([eb("id", "=", id), and([eb("queue", "=", queue), eb("key", "=", key), eb("ended_at", "is", null)])]),
    )
    .executeTakeFirst();
  // It ended between the two statements: what was asked for has just been done.
  if (!found) return insertJob(transaction, { queue, organization, key, payload, requestedBy }, id);
  return { job: jobOf(found), isNew: false };
}

export async function readJob({ database }: Pick<Engine, "database">, id: string): Promise<Job | undefined> {
  const row = await database.selectFrom("job").selectAll().where("id", "=", id).executeTakeFirst();
  return row && jobOf(row);
}

export async function listJobs(
  { database }: Pick<Engine, "database">,
  { organization, states, limit }: JobFilter,
): Promise<readonly Job[]> {
  const rows = await database
    .selectFrom("job")
    .selectAll()
    .$if(organization !== null, (query) => query.where("organization", "=", organization))
    .$if(states !== undefined, (query) => query.where("state", "in", [...(states ?? [])]))
    .orderBy("created_at", "desc")
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map(jobOf);
}

export async function depthOf({ database }: Pick<Engine, "database">): Promise<readonly QueueDepth[]> {
  const rows = await database
    .selectFrom("job")
    .select(["queue", "state", ({ fn }) => fn.countAll().as("jobs")])
    .where("ended_at", "is", null)
    .groupBy(["queue", "state"])
    .execute();
  return rows.map(({ queue, state, jobs }) => ({ queue, state: state as JobState, jobs: Number(jobs) }));
}

/** One beginning of a job: the number of the attempt is its epoch, by which an earlier one is told apart. */
export interface Attempt {
  readonly id: string;
  readonly number: number;
}

/** Undefined: it has ended. */
export const beginAttempt = (engine: Engine, id: string, holder: string): Promise<Job | undefined> =>
  engine.write(async (transaction) => {
    const row = await transaction
      .updateTable("job")
      .set(({ eb, fn, val }) => ({
        state: "running",
        holder,
        attempts: eb("attempts", "+", 1),
        started_at: fn.coalesce("started_at", val(new Date().toISOString())),
      }))
      .where("id", "=", id)
      .where("ended_at", "is", null)
      .returningAll()
      .executeTakeFirst();
    return row && jobOf(row);
  });

/** False: it was cancelled, or another process has begun it. */
export const beat = (engine: Engine, { id, number }: Attempt, milliseconds: number): Promise<boolean> =>
  engine.write(async (transaction) => {
    const { numUpdatedRows } = await transaction
      .updateTable("job")
      .set(({ eb }) => ({ expires_at: eb(clockOf(engine), "+", milliseconds) }))
      .where("id", "=", id)
      .where("attempts", "=", number)
      .where("state", "=", "running")
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  });

export interface AttemptEnd {
  /** `waiting`: handed over to another process. */
  readonly state: "done" | "failed" | "waiting";
  readonly outcome: string | null;
}

/** Does nothing where the attempt is not the last one. */
export const endAttempt = (engine: Engine, { id, number }: Attempt, { state, outcome }: AttemptEnd): Promise<void> =>
  engine.write(async (transaction) => {
    const at = new Date().toISOString();
    const isOver = state !== "waiting";
    const { numUpdatedRows } = await transaction
      .updateTable("job")
      .set({ state, outcome, holder: null, expires_at: null, ended_at: isOver ? at : null })
      .where("id", "=", id)
      .where("attempts", "=", number)
      .where("state", "=", "running")
      .executeTakeFirst();
    if (numUpdatedRows === 1n && isOver) await insertEvent(transaction, id, { at, event: { kind: "job", state } });
  });

export const cancelJob = (engine: Engine, id: string): Promise<Job | undefined> =>
  engine.write(async (transaction) => {
    const at = new Date().toISOString();
    const row = await transaction
      .updateTable("job")
      .set({ state: "cancelled", ended_at: at, outcome: "cancelled" })
      .where("id", "=", id)
      .where("ended_at", "is", null)
      .returningAll()
      .executeTakeFirst();
    if (row) await insertEvent(transaction, id, { at, event: { kind: "job", state: "cancelled" } });
    return row && jobOf(row);
  });

/** More than these are not kept of one job, so that none fills the database: its end always is. */
const MOST_EVENTS = 10_000;

/** Does nothing where the attempt is not the last one. */
export const addEvent = (engine: Engine, { id, number }: Attempt, event: unknown): Promise<void> =>
  engine.write(async (transaction) => {
    const row = await transaction
      .selectFrom("job")
      .select("attempts")
      .where("id", "=", id)
      .where("state", "=", "running")
      .$if(engine.kind === "postgres", (query) => query.forUpdate())
      .executeTakeFirst();
    if (row?.attempts !== number) return;
    await insertEvent(transaction, id, { at: new Date().toISOString(), event, most: MOST_EVENTS });
  });

async function insertEvent(
  transaction: Transaction<Tables>,
  id: string,
  {
    at,
    event,
    most = Number.POSITIVE_INFINITY,
  }: { readonly at: string; readonly event: unknown; readonly most?: number },
): Promise<void> {
  const last = await transaction
    .selectFrom("job_event")
    .where("job_id", "=", id)
    .select(({ fn }) => fn.max("sequence").as("sequence"))
    .executeTakeFirst();
  const sequence = Number(last?.sequence ?? 0) + 1;
  if (sequence > most) return;
  await transaction
    .insertInto("job_event")
    .values({ job_id: id, sequence, at, event: JSON.stringify(event ?? null) })
    .execute();
}

/** Read at once; whoever is behind asks again. */
const PAGE = 1000;

export async function eventsOf(
  { database }: Pick<Engine, "database">,
  id: string,
  after: number,
): Promise<readonly JobEvent[]> {
  const rows = await database
    .selectFrom("job_event")
    .select(["sequence", "at", "event"])
    .where("job_id", "=", id)
    .where("sequence", ">", after)
    .orderBy("sequence")
    .limit(PAGE)
    .execute();
  return rows.map(({ sequence, at, event }) => ({ sequence, at, event: JSON.parse(event) as unknown }));
}
