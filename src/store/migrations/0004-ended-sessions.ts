/** Sessions of people that ended before their time: whoever kept the cookie cannot go on with it, at any process. */
import type { Migration } from "./migration.ts";

export const endedSessions: Migration = {
  number: 4,
  name: "ended-sessions",
  up: async ({ schema }) => {
    await schema
      .createTable("ended_session")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("until", "text", (column) => column.notNull())
      .execute();
  },
};
