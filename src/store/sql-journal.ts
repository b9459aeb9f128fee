/** The journal in the database. */
import type { Kysely } from "kysely";
import { AccessError } from "../model/errors.ts";
import type { Plan } from "../model/plan.ts";
import type { Engine } from "./engine.ts";
import { LEASE_MILLISECONDS } from "./fence.ts";
import { holdLease } from "./held-lease.ts";
import {
  EVENT_KINDS,
  type HeldPlan,
  type Journal,
  type JournalConnection,
  type JournalEvent,
  type JournaledPlan,
} from "./journal.ts";
import { holdInside, type Lease, sqlLeases } from "./leases.ts";
import { holderInWords } from "./process-name.ts";
import type { Tables } from "./tables.ts";

/** @param leaseMilliseconds how long a process may be silent before another one may take its plan over */
export const sqlJournal = (engine: Engine, leaseMilliseconds = LEASE_MILLISECONDS): Journal => ({
  begin: (plan, connection, undoes) =>
    engine.write(async (transaction) => {
      const row = {
        id: plan.id,
        created_at: plan.createdAt,
        undoes: undoes ?? null,
        body: JSON.stringify(plan),
        connection: JSON.stringify(connection),
      };
      await transaction.insertInto("plan").values(row).execute();
    }),
  hold: (planId) => hold(engine, planId, leaseMilliseconds),
  read: (planId) => readPlan(engine.database, planId),
  list: () => listPlans(engine.database),
  close: engine.close,
});

async function hold(engine: Engine, planId: string, leaseMilliseconds: number): Promise<HeldPlan> {
  const held = await holdLease(sqlLeases(engine), `plan ${planId}`, leaseMilliseconds);
  if (held.kind === "busy") return { kind: "busy", holder: holderInWords(held.holder) };
  const { lease, release } = held;
  return {
    kind: "held",
    hold: { append: (at, event) => append(engine, { planId, at, event, lease }), fence: held, release },
  };
}

interface Entry {
  readonly planId: string;
  readonly at: string;
  readonly event: JournalEvent;
  readonly lease: Lease;
}

/** INVARIANT: the lease is looked at in the transaction that writes, so that a holder of an earlier epoch writes nothing. */
const append = (engine: Engine, { planId, at, event, lease }: Entry): Promise<void> =>
  engine.write(async (transaction) => {
    await holdInside(transaction, engine, lease);
    const last = await transaction
      .selectFrom("journal")
      .where("plan_id", "=", planId)
      .select(({ fn }) => fn.max("sequence").as("sequence"))
      .executeTakeFirst();
    const sequence = Number(last?.sequence ?? 0) + 1;
    await transaction
      .insertInto("journal")
      .values({ plan_id: planId, sequence, at, event: JSON.stringify(event) })
      .execute();
  });

/** Greater than every text that begins in the same way. */
const AFTER_ALL = "\uffff";

/** The plan whose id begins so, with its events; undefined where there is none, or more than one. */
async function readPlan(database: Kysely<Tables>, planId: string): Promise<JournaledPlan | undefined> {
  const found = await database
    .selectFrom("plan")
    .selectAll()
    .where("id", ">=", planId)
    .where("id", "<=", `${planId}${AFTER_ALL}`)
    .limit(2)
    .execute();
  const [row, second] = found;
  if (!row || second) return undefined;
  const entries = await database
    .selectFrom("journal")
    .selectAll()
    .where("plan_id", "=", row.id)
    .orderBy("sequence")
    .execute();
  return journaled(row, entries);
}

async function listPlans(database: Kysely<Tables>): Promise<readonly JournaledPlan[]> {
  const plans = await database.selectFrom("plan").selectAll().orderBy("created_at", "desc").execute();
  const entries = await database.selectFrom("journal").selectAll().orderBy("sequence").execute();
  const byPlan = new Map<string, Tables["journal"][]>(plans.map(({ id }) => [id, []]));
  for (const entry of entries) byPlan.get(entry.plan_id)?.push(entry);
  return plans.map((row) => journaled(row, byPlan.get(row.id) ?? []));
}

function journaled(row: Tables["plan"], entries: readonly Tables["journal"][]): JournaledPlan {
  return {
    plan: planOf(row),
    connection: connectionOf(row),
    undoes: row.undoes,
    entries: entries.map(({ sequence, at, event }) => ({ sequence, at, event: eventOf(row.id, event) })),
  };
}

const isTextOrNull = (value: unknown): boolean => value === null || typeof value === "string";

/** @throws AccessError `unreadable-document` */
function connectionOf({ id, connection }: Tables["plan"]): JournalConnection {
  const found = read<Partial<JournalConnection> | null>(id, connection);
  const isWhole =
    typeof found?.region === "string" && [found.endpointUrl, found.profile, found.callerArn].every(isTextOrNull);
  if (!isWhole) throw damaged(id);
  return found as JournalConnection;
}

/** @throws AccessError `unreadable-document`: an event that is skipped could be the one that says what AWS has got */
function eventOf(planId: string, text: string): JournalEvent {
  const event = read<Partial<JournalEvent> | null>(planId, text);
  const isWhole =
    EVENT_KINDS.some((kind) => kind === event?.kind) && (event?.step === null || Number.isInteger(event?.step));
  if (!isWhole) throw damaged(planId);
  return event as JournalEvent;
}

/** @throws AccessError `unreadable-document` where the body is not the plan of the row */
function planOf({ id, body }: Tables["plan"]): Plan {
  const plan = read<Partial<Plan> | null>(id, body);
  if (plan?.id !== id || !Array.isArray(plan.steps)) throw damaged(id);
  return plan as Plan;
}

const damaged = (planId: string, cause?: unknown): AccessError =>
  new AccessError("unreadable-document", `Plan ${planId} in the journal is damaged`, {
    next: "Move journal.sqlite away to begin a new journal; its other plans stay in the file",
    cause,
  });

/** @throws AccessError `unreadable-document` where it is not what this journal wrote */
function read<T>(planId: string, text: string): T {
  try {
    return JSON.parse(text) as T;
  } catch (error) {
    throw damaged(planId, error);
  }
}
