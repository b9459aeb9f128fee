/** Plans that were begun and what was done of them. An SQLite journal of an earlier release has these tables already. */
import type { Migration } from "./migration.ts";

export const journal: Migration = {
  number: 1,
  name: "journal",
  up: async ({ schema }) => {
    await schema
      .createTable("plan")
      .ifNotExists()
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("created_at", "text", (column) => column.notNull())
      .addColumn("undoes", "text")
      .addColumn("body", "text", (column) => column.notNull())
      .addColumn("connection", "text", (column) => column.notNull())
      .execute();
    await schema
      .createTable("journal")
      .ifNotExists()
      .addColumn("plan_id", "text", (column) => column.notNull())
      .addColumn("sequence", "integer", (column) => column.notNull())
      .addColumn("at", "text", (column) => column.notNull())
      .addColumn("event", "text", (column) => column.notNull())
      .addPrimaryKeyConstraint("journal_key", ["plan_id", "sequence"])
      .execute();
  },
};
