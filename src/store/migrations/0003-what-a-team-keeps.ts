/** What a team keeps: snapshots, findings with their history, proposed plans, the audit log, access tokens. */
import { type Kysely, type SchemaModule, sql } from "kysely";
import type { EngineKind } from "../engine.ts";
import type { Tables } from "../tables.ts";
import { bytesType, countedKey, type Migration } from "./migration.ts";

export const whatATeamKeeps: Migration = {
  number: 3,
  name: "what-a-team-keeps",
  up: async (database, kind) => {
    const { schema } = database;
    await snapshots(schema, kind);
    await findings(schema, kind);
    await proposals(schema);
    await auditAndTokens(schema, kind);
    await refuseAuditUpdates(database, kind);
  },
};

async function snapshots(schema: SchemaModule, kind: EngineKind): Promise<void> {
  await schema
    .createTable("snapshot")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("organization", "text", (column) => column.notNull())
    .addColumn("taken_at", "text", (column) => column.notNull())
    .addColumn("kept_at", "text", (column) => column.notNull())
    .addColumn("generation", "text")
    .execute();
  await schema.createIndex("snapshot_newest").on("snapshot").columns(["organization", "kept_at"]).execute();
  await schema
    .createTable("snapshot_part")
    .addColumn("snapshot_id", "text", (column) => column.notNull())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("body", bytesType(kind) as "blob", (column) => column.notNull())
    .addPrimaryKeyConstraint("snapshot_part_key", ["snapshot_id", "name"])
    .execute();
}

async function findings(schema: SchemaModule, kind: EngineKind): Promise<void> {
  await schema
    .createTable("finding")
    .addColumn("organization", "text", (column) => column.notNull())
    .addColumn("key", "text", (column) => column.notNull())
    .addColumn("cause", "text", (column) => column.notNull())
    .addColumn("severity", "text", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("first_seen", "text", (column) => column.notNull())
    .addColumn("last_seen", "text", (column) => column.notNull())
    .addColumn("closed_at", "text")
    .addColumn("author", "text")
    .addColumn("accepted_by", "text")
    .addColumn("accepted_reason", "text")
    .addColumn("accepted_until", "text")
    .addColumn("body", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("finding_key", ["organization", "key"])
    .execute();
  await schema.createIndex("finding_state").on("finding").columns(["organization", "state"]).execute();
  await countedKey(schema.createTable("finding_event"), kind)
    .addColumn("organization", "text", (column) => column.notNull())
    .addColumn("key", "text", (column) => column.notNull())
    .addColumn("at", "text", (column) => column.notNull())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("who", "text")
    .addColumn("reason", "text")
    .addColumn("until", "text")
    .execute();
  await schema.createIndex("finding_event_of").on("finding_event").columns(["organization", "key"]).execute();
  await schema
    .createTable("organization_scan")
    .addColumn("organization", "text", (column) => column.primaryKey())
    .addColumn("taken_at", "text", (column) => column.notNull())
    .addColumn("summary", "text", (column) => column.notNull())
    .execute();
}

async function proposals(schema: SchemaModule): Promise<void> {
  await schema
    .createTable("proposal")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("organization", "text", (column) => column.notNull())
    .addColumn("hash", "text", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("proposed_by", "text", (column) => column.notNull())
    .addColumn("proposed_at", "text", (column) => column.notNull())
    .addColumn("approved_by", "text")
    .addColumn("approved_at", "text")
    .addColumn("ended_at", "text")
    .addColumn("outcome", "text")
    .addColumn("undoes", "text")
    .addColumn("body", "text", (column) => column.notNull())
    .addColumn("origin", "text", (column) => column.notNull())
    .execute();
  await schema.createIndex("proposal_of").on("proposal").columns(["organization", "proposed_at"]).execute();
}

async function auditAndTokens(schema: SchemaModule, kind: EngineKind): Promise<void> {
  await countedKey(schema.createTable("audit"), kind)
    .addColumn("at", "text", (column) => column.notNull())
    .addColumn("organization", "text")
    .addColumn("who", "text", (column) => column.notNull())
    .addColumn("action", "text", (column) => column.notNull())
    .addColumn("target", "text")
    .addColumn("plan_hash", "text")
    .addColumn("outcome", "text", (column) => column.notNull())
    .addColumn("detail", "text")
    .execute();
  await schema
    .createTable("access_token")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("hash", "text", (column) => column.notNull().unique())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("role", "text", (column) => column.notNull())
    .addColumn("organization", "text")
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("expires_at", "text", (column) => column.notNull())
    .addColumn("revoked_at", "text")
    .execute();
}

/** Whoever has only this database's rights to change rows cannot rewrite what is in the log. */
async function refuseAuditUpdates(database: Kysely<Tables>, kind: EngineKind): Promise<void> {
  if (kind === "embedded") {
    await sql`create trigger audit_append_only before update on audit
      begin select raise(abort, 'the audit log is append-only'); end`.execute(database);
    return;
  }
  await sql`create function audit_append_only() returns trigger language plpgsql as
    $$ begin raise exception 'the audit log is append-only'; end $$`.execute(database);
  await sql`create trigger audit_append_only before update on audit
    for each row execute function audit_append_only()`.execute(database);
}
