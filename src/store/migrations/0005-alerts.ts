/** What a watch keeps: which findings each channel has reported, the alerts that it sends, the events that a queue brought. */
import { type Kysely, sql } from "kysely";
import type { Tables } from "../tables.ts";
import type { Migration } from "./migration.ts";

export const alerts: Migration = {
  number: 5,
  name: "alerts",
  up: async (database) => {
    await findingsSince(database);
    await alertTables(database);
    await database.schema
      .createTable("recorded_event")
      .addColumn("organization", "text", (column) => column.notNull())
      .addColumn("id", "text", (column) => column.notNull())
      .addColumn("received_at", "text", (column) => column.notNull())
      .addColumn("body", "text", (column) => column.notNull())
      .addPrimaryKeyConstraint("recorded_event_key", ["organization", "id"])
      .execute();
  },
};

/** Since when a finding is open this time; of those that are there already, since they were first seen. */
async function findingsSince(database: Kysely<Tables>): Promise<void> {
  await database.schema
    .alterTable("finding")
    .addColumn("opened_at", "text", (column) => column.notNull().defaultTo(""))
    .execute();
  await sql`update finding set opened_at = first_seen`.execute(database);
}

async function alertTables({ schema }: Kysely<Tables>): Promise<void> {
  await schema
    .createTable("alert")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("organization", "text", (column) => column.notNull())
    .addColumn("channel", "text", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("made_at", "text", (column) => column.notNull())
    .addColumn("attempts", "integer", (column) => column.notNull())
    .addColumn("next_at", "text", (column) => column.notNull())
    .addColumn("ended_at", "text")
    .addColumn("outcome", "text")
    .addColumn("body", "text", (column) => column.notNull())
    .execute();
  await schema.createIndex("alert_of").on("alert").columns(["organization", "channel", "state"]).execute();
  await schema
    .createTable("reported")
    .addColumn("organization", "text", (column) => column.notNull())
    .addColumn("channel", "text", (column) => column.notNull())
    .addColumn("key", "text", (column) => column.notNull())
    .addColumn("opened_at", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("reported_key", ["organization", "channel", "key"])
    .execute();
}
