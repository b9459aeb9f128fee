/** What can be asked of the findings in the database. */
import type { Finding } from "../model/finding.ts";
import type { ScanSummary } from "../model/finding-columns.ts";
import type { Engine } from "./engine.ts";
import type { FindingEventKind, FindingState, FindingStore, StoredFinding } from "./finding-store.ts";
import type { Tables } from "./tables.ts";

type Reads = Pick<
  FindingStore,
  "list" | "presentKeys" | "read" | "history" | "recurrences" | "acceptances" | "version" | "lastScan"
>;

export const findingReads = ({ database }: Pick<Engine, "database">): Reads => ({
  list: async (organization, states) => {
    const rows = await database
      .selectFrom("finding")
      .selectAll()
      .where("organization", "=", organization)
      .where("state", "in", [...states])
      .execute();
    return rows.map(storedFinding);
  },
  presentKeys: async (organization) => {
    const rows = await database
      .selectFrom("finding")
      .select("key")
      .where("organization", "=", organization)
      .where("state", "<>", "closed")
      .execute();
    return new Set(rows.map(({ key }) => key));
  },
  read: async (organization, key) => {
    const row = await database
      .selectFrom("finding")
      .selectAll()
      .where("organization", "=", organization)
      .where("key", "=", key)
      .executeTakeFirst();
    return row && storedFinding(row);
  },
  history: async (organization, key) => {
    const rows = await database
      .selectFrom("finding_event")
      .selectAll()
      .where("organization", "=", organization)
      .where("key", "=", key)
      .orderBy("sequence")
      .execute();
    return rows.map(({ at, who, reason, until, ...row }) => ({
      key,
      at,
      kind: row.kind as FindingEventKind,
      who,
      reason,
      until,
    }));
  },
  recurrences: async (organization) => {
    const rows = await database
      .selectFrom("finding_event")
      .select(({ fn }) => ["key", fn.max("at").as("at")])
      .where("organization", "=", organization)
      .where("kind", "=", "recurred")
      .groupBy("key")
      .execute();
    return new Map(rows.map(({ key, at }) => [key, at]));
  },
  ...scanReads(database),
});

const scanReads = (database: Engine["database"]): Pick<Reads, "acceptances" | "version" | "lastScan"> => ({
  acceptances: async (organization) => {
    const rows = await database
      .selectFrom("finding")
      .selectAll()
      .where("organization", "=", organization)
      .where("state", "=", "accepted")
      .execute();
    return rows.map(({ key, accepted_reason, accepted_until }) => ({
      finding: key,
      reason: accepted_reason ?? "",
      until: accepted_until ?? "",
    }));
  },
  version: async (organization) => {
    const row = await database
      .selectFrom("organization_scan")
      // Events of every organization: the end of their key is found at once.
      .leftJoin(
        (from) =>
          from
            .selectFrom("finding_event")
            .select(({ fn }) => fn.max("sequence").as("newest"))
            .as("event"),
        (join) => join.onTrue(),
      )
      .select(["taken_at", "event.newest"])
      .where("organization", "=", organization)
      .executeTakeFirst();
    return row && `${row.taken_at} ${row.newest ?? 0}`;
  },
  lastScan: async (organization) => {
    const row = await database
      .selectFrom("organization_scan")
      .select("summary")
      .where("organization", "=", organization)
      .executeTakeFirst();
    return row && (JSON.parse(row.summary) as ScanSummary);
  },
});

export const storedFinding = (row: Tables["finding"]): StoredFinding => ({
  finding: JSON.parse(row.body) as Finding,
  state: row.state as FindingState,
  firstSeen: row.first_seen,
  lastSeen: row.last_seen,
  closedAt: row.closed_at,
  author: row.author,
  acceptance:
    row.accepted_by === null
      ? null
      : { by: row.accepted_by, reason: row.accepted_reason ?? "", until: row.accepted_until ?? "" },
});
