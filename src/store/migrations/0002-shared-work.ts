/** What processes share while they work: leases, rates, jobs, and the answers of a collection under way. */
import { sql } from "kysely";
import type { Migration } from "./migration.ts";

export const sharedWork: Migration = {
  number: 2,
  name: "shared-work",
  up: async ({ schema }) => {
    await schema
      .createTable("lease")
      .addColumn("name", "text", (column) => column.primaryKey())
      .addColumn("holder", "text", (column) => column.notNull())
      .addColumn("epoch", "bigint", (column) => column.notNull())
      .addColumn("expires_at", "bigint", (column) => column.notNull())
      .execute();
    await schema
      .createTable("rate")
      .addColumn("name", "text", (column) => column.primaryKey())
      .addColumn("tokens", "double precision", (column) => column.notNull())
      .addColumn("counted_at", "bigint", (column) => column.notNull())
      .execute();
    await schema
      .createTable("collection")
      .addColumn("organization", "text", (column) => column.primaryKey())
      .addColumn("owner", "text", (column) => column.notNull())
      .addColumn("started_at", "text", (column) => column.notNull())
      .execute();
    await schema
      .createTable("collection_answer")
      .addColumn("organization", "text", (column) => column.notNull())
      .addColumn("key", "text", (column) => column.notNull())
      .addColumn("value", "text", (column) => column.notNull())
      .addPrimaryKeyConstraint("collection_answer_key", ["organization", "key"])
      .execute();
    await jobs(schema);
  },
};

async function jobs(schema: Parameters<Migration["up"]>[0]["schema"]): Promise<void> {
  await schema
    .createTable("job")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("queue", "text", (column) => column.notNull())
    .addColumn("organization", "text")
    .addColumn("key", "text")
    .addColumn("payload", "text", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("attempts", "integer", (column) => column.notNull())
    .addColumn("requested_by", "text")
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("started_at", "text")
    .addColumn("ended_at", "text")
    .addColumn("outcome", "text")
    .addColumn("ready_at", "bigint", (column) => column.notNull())
    .addColumn("holder", "text")
    .addColumn("expires_at", "bigint")
    .execute();
  await schema.createIndex("job_state").on("job").columns(["state", "queue", "ready_at"]).execute();
  await schema.createIndex("job_created").on("job").columns(["created_at"]).execute();
  // One job of a key at a time: what is asked for twice is done once.
  await schema
    .createIndex("job_open_key")
    .on("job")
    .columns(["queue", "key"])
    .unique()
    .where(sql.ref("ended_at"), "is", null)
    .execute();
  await schema
    .createTable("job_event")
    .addColumn("job_id", "text", (column) => column.notNull())
    .addColumn("sequence", "integer", (column) => column.notNull())
    .addColumn("at", "text", (column) => column.notNull())
    .addColumn("event", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("job_event_key", ["job_id", "sequence"])
    .execute();
  await schema
    .createTable("schedule")
    .addColumn("queue", "text", (column) => column.notNull())
    .addColumn("key", "text", (column) => column.notNull())
    .addColumn("cron", "text", (column) => column.notNull())
    .addColumn("organization", "text")
    .addColumn("payload", "text", (column) => column.notNull())
    .addColumn("looked_at", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("schedule_key", ["queue", "key"])
    .execute();
}
