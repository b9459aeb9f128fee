/** The journal in an SQLite file. */
import { dirname } from "node:path";
import { Kysely, SqliteDialect } from "kysely";
import { AccessError } from "../model/errors.ts";
import type { Plan } from "../model/plan.ts";
import type { Journal, JournalConnection, JournalEvent, JournaledPlan } from "./journal.ts";
import { makeFolder } from "./private-folder.ts";
import { openSqlite } from "./sqlite-driver.ts";

interface Tables {
  plan: { id: string; created_at: string; undoes: string | null; body: string; connection: string };
  journal: { plan_id: string; sequence: number; at: string; event: string };
}

/** Opens or makes the file. @param path created with its folders. */
export async function openSqliteJournal(path: string): Promise<Journal> {
  makeFolder(dirname(path));
  const database = new Kysely<Tables>({ dialect: new SqliteDialect({ database: openSqlite(path) }) });
  await migrate(database);
  return {
    begin: async (plan, connection, undoes) => {
      const row = {
        id: plan.id,
        created_at: plan.createdAt,
        undoes: undoes ?? null,
        body: JSON.stringify(plan),
        connection: JSON.stringify(connection),
      };
      await database.insertInto("plan").values(row).execute();
    },
    append: (planId, at, event) => append(database, { planId, at, event }),
    read: (planId) => readPlan(database, planId),
    list: () => listPlans(database),
    close: () => database.destroy(),
  };
}

async function append(
  database: Kysely<Tables>,
  { planId, at, event }: { readonly planId: string; readonly at: string; readonly event: JournalEvent },
): Promise<void> {
  await database.transaction().execute(async (transaction) => {
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
}

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
    connection: read<JournalConnection>(row.id, row.connection),
    undoes: row.undoes,
    entries: entries.map(({ sequence, at, event }) => ({ sequence, at, event: read<JournalEvent>(row.id, event) })),
  };
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

async function migrate(database: Kysely<Tables>): Promise<void> {
  await database.schema
    .createTable("plan")
    .ifNotExists()
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("undoes", "text")
    .addColumn("body", "text", (column) => column.notNull())
    .addColumn("connection", "text", (column) => column.notNull())
    .execute();
  await database.schema
    .createTable("journal")
    .ifNotExists()
    .addColumn("plan_id", "text", (column) => column.notNull())
    .addColumn("sequence", "integer", (column) => column.notNull())
    .addColumn("at", "text", (column) => column.notNull())
    .addColumn("event", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("journal_key", ["plan_id", "sequence"])
    .execute();
}
