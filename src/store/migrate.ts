/** Brings a database to the form that this release reads: forward only, each step once, whoever comes first. */
import { sql } from "kysely";
import { AccessError } from "../model/errors.ts";
import type { Engine } from "./engine.ts";
import { MIGRATIONS } from "./migrations/index.ts";
import type { Migration } from "./migrations/migration.ts";

/** Of PostgreSQL's advisory locks, which are numbers: "idcd" as bytes. */
const MIGRATION_LOCK = 0x69646364;

/** @throws AccessError `unreadable-document` where a newer release has made it */
export async function migrate(engine: Engine, migrations: readonly Migration[] = MIGRATIONS): Promise<void> {
  const newest = migrations.length;
  const found = await formOf(engine);
  if (found === newest) return;
  if (found > newest) throw newerDatabase(found, newest);
  await engine.write(async (transaction) => {
    if (engine.kind === "postgres") await sql`select pg_advisory_xact_lock(${MIGRATION_LOCK})`.execute(transaction);
    await transaction.schema
      .createTable("migration")
      .ifNotExists()
      .addColumn("number", "integer", (column) => column.primaryKey())
      .addColumn("name", "text", (column) => column.notNull())
      .addColumn("applied_at", "text", (column) => column.notNull())
      .execute();
    // Another process may have done it while this one waited.
    const done = await transaction.selectFrom("migration").select("number").execute();
    for (const { number, name, up } of migrations.slice(done.length)) {
      await up(transaction, engine.kind);
      await transaction
        .insertInto("migration")
        .values({ number, name, applied_at: new Date().toISOString() })
        .execute();
    }
  });
}

/** The number of the newest step that was taken; 0 in a new database. */
async function formOf({ kind, database }: Engine): Promise<number> {
  const table =
    kind === "postgres"
      ? sql<{ name: string | null }>`select to_regclass('migration')::text as name`
      : sql<{ name: string | null }>`select name from sqlite_master where name = 'migration'`;
  const { rows } = await table.execute(database);
  if (!rows[0]?.name) return 0;
  const { newest } = await database
    .selectFrom("migration")
    .select(({ fn }) => fn.max("number").as("newest"))
    .executeTakeFirstOrThrow();
  return Number(newest ?? 0);
}

const newerDatabase = (found: number, known: number): AccessError =>
  new AccessError(
    "unreadable-document",
    `The database was made by a newer idc-doctor: its form is ${found}, and this one knows ${known}`,
    { next: "Update idc-doctor on this machine" },
  );
