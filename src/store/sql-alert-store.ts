/** The alerts in the database. */
import type { Transaction } from "kysely";
import type { Alert, AlertChangeKind } from "../model/alert.ts";
import type { Finding, Severity } from "../model/finding.ts";
import type {
  AlertCount,
  AlertEnd,
  AlertState,
  AlertStore,
  AlertToMake,
  ChannelAt,
  StoredAlert,
  UnreportedChange,
} from "./alert-store.ts";
import { addInside } from "./audit-log.ts";
import { batches } from "./batches.ts";
import type { Engine } from "./engine.ts";
import { holdInside, type Lease } from "./leases.ts";
import type { Tables } from "./tables.ts";

export const sqlAlertStore = (engine: Engine): AlertStore => ({
  unreported: async (channel, severities) => [
    ...(await openedSince(engine, channel, severities)),
    ...(await overSince(engine, channel)),
  ],
  openCounts: (organization) => openCounts(engine, organization),
  counts: (organization) => alertCounts(engine, organization),
  make: (alert) => make(engine, alert),
  begin: (id, under) => begin(engine, id, under),
  end: (id, end) => endAlert(engine, id, end),
  ...alertReads(engine),
});

/** Findings that are open, and that the channel was not told of since they are. */
async function openedSince(
  { database }: Engine,
  { organization, channel }: ChannelAt,
  severities: readonly Severity[],
): Promise<readonly UnreportedChange[]> {
  const rows = await database
    .selectFrom("finding")
    .leftJoin("reported", (join) =>
      join
        .onRef("reported.organization", "=", "finding.organization")
        .onRef("reported.key", "=", "finding.key")
        .on("reported.channel", "=", channel),
    )
    .leftJoin("finding_event", (join) =>
      join
        .onRef("finding_event.organization", "=", "finding.organization")
        .onRef("finding_event.key", "=", "finding.key")
        .onRef("finding_event.at", "=", "finding.opened_at")
        .on("finding_event.kind", "in", ["opened", "recurred", "reopened"]),
    )
    .select(["finding.key", "finding.opened_at", "finding.first_seen", "finding.author", "finding.body", "kind"])
    .where("finding.organization", "=", organization)
    .where("finding.state", "=", "open")
    .where("finding.severity", "in", [...severities])
    .where(({ eb, or }) =>
      or([eb("reported.key", "is", null), eb("reported.opened_at", "<>", eb.ref("finding.opened_at"))]),
    )
    .orderBy("finding_event.sequence")
    .execute();
  // Of several events at one moment the last one counts.
  const byKey = new Map(rows.map((row) => [row.key, row]));
  return [...byKey.values()].map(({ kind, ...row }) => ({
    kind: (kind ?? "opened") as AlertChangeKind,
    at: row.opened_at,
    openedAt: row.opened_at,
    firstSeen: row.first_seen,
    who: row.author,
    finding: JSON.parse(row.body) as Finding,
  }));
}

/** Findings of which the channel was told that they are open, and that are closed or accepted now. */
async function overSince(
  { database }: Engine,
  { organization, channel }: ChannelAt,
): Promise<readonly UnreportedChange[]> {
  const rows = await database
    .selectFrom("reported")
    .innerJoin("finding", (join) =>
      join.onRef("finding.organization", "=", "reported.organization").onRef("finding.key", "=", "reported.key"),
    )
    .select(["reported.opened_at", "state", "first_seen", "last_seen", "closed_at", "accepted_by", "body"])
    .where("reported.organization", "=", organization)
    .where("reported.channel", "=", channel)
    .where("finding.state", "<>", "open")
    .execute();
  return rows.map((row) => {
    const isClosed = row.state === "closed";
    return {
      kind: isClosed ? "closed" : "accepted",
      at: (isClosed ? row.closed_at : null) ?? row.last_seen,
      openedAt: row.opened_at,
      firstSeen: row.first_seen,
      who: isClosed ? null : row.accepted_by,
      finding: JSON.parse(row.body) as Finding,
    };
  });
}

async function openCounts({ database }: Engine, organization: string): Promise<Readonly<Record<Severity, number>>> {
  const rows = await database
    .selectFrom("finding")
    .select(({ fn }) => ["severity", fn.countAll().as("count")])
    .where("organization", "=", organization)
    .where("state", "=", "open")
    .groupBy("severity")
    .execute();
  const count = (severity: Severity): number => Number(rows.find((row) => row.severity === severity)?.count ?? 0);
  return { high: count("high"), medium: count("medium"), low: count("low") };
}

async function alertCounts({ database }: Engine, organization: string): Promise<readonly AlertCount[]> {
  const rows = await database
    .selectFrom("alert")
    .select(({ fn }) => ["channel", "state", fn.countAll().as("count")])
    .where("organization", "=", organization)
    .groupBy(["channel", "state"])
    .execute();
  return rows.map(({ channel, state, count }) => ({ channel, state: state as AlertState, count: Number(count) }));
}

const make = (engine: Engine, { organization, channel, alert, reports, under }: AlertToMake): Promise<void> =>
  engine.write(async (transaction) => {
    await holdInside(transaction, engine, under);
    await transaction
      .insertInto("alert")
      .values({
        id: alert.id,
        organization,
        channel,
        state: "waiting",
        made_at: alert.at,
        attempts: 0,
        next_at: alert.at,
        ended_at: null,
        outcome: null,
        body: JSON.stringify(alert),
      })
      .execute();
    await remember(transaction, { organization, channel }, reports);
  });

/** What is over is forgotten: where it comes back, the channel is told of it again. */
async function remember(
  transaction: Transaction<Tables>,
  { organization, channel }: ChannelAt,
  reports: readonly UnreportedChange[],
): Promise<void> {
  const isOver = ({ kind }: UnreportedChange): boolean => kind === "closed" || kind === "accepted";
  for (const batch of batches(reports.filter(isOver)))
    await transaction
      .deleteFrom("reported")
      .where("organization", "=", organization)
      .where("channel", "=", channel)
      .where(
        "key",
        "in",
        batch.map(({ finding }) => finding.key),
      )
      .execute();
  for (const batch of batches(reports.filter((one) => !isOver(one))))
    await transaction
      .insertInto("reported")
      .values(batch.map(({ finding, openedAt }) => ({ organization, channel, key: finding.key, opened_at: openedAt })))
      .onConflict((conflict) =>
        conflict
          .columns(["organization", "channel", "key"])
          .doUpdateSet(({ ref }) => ({ opened_at: ref("excluded.opened_at") })),
      )
      .execute();
}

const begin = (engine: Engine, id: string, under: Lease): Promise<void> =>
  engine.write(async (transaction) => {
    await holdInside(transaction, engine, under);
    await transaction
      .updateTable("alert")
      .set(({ eb }) => ({ state: "sending", attempts: eb("attempts", "+", 1) }))
      .where("id", "=", id)
      .execute();
  });

const endAlert = (engine: Engine, id: string, { state, at, outcome, nextAt, entry, under }: AlertEnd): Promise<void> =>
  engine.write(async (transaction) => {
    await holdInside(transaction, engine, under);
    await transaction
      .updateTable("alert")
      .set(state === "waiting" ? { state, outcome, next_at: nextAt ?? at } : { state, outcome, ended_at: at })
      .where("id", "=", id)
      .execute();
    await addInside(transaction, entry);
  });

const alertReads = ({ database }: Engine): Pick<AlertStore, "outstanding" | "undelivered" | "list"> => ({
  outstanding: async ({ organization, channel }) => {
    const row = await database
      .selectFrom("alert")
      .selectAll()
      .where("organization", "=", organization)
      .where("channel", "=", channel)
      .where("state", "in", ["waiting", "sending"])
      .orderBy("made_at")
      .limit(1)
      .executeTakeFirst();
    return row && storedAlert(row);
  },
  undelivered: async ({ organization, channel }) => {
    const of = database.selectFrom("alert").where("organization", "=", organization).where("channel", "=", channel);
    const last = await of
      .select(({ fn }) => fn.max("made_at").as("at"))
      .where("state", "=", "delivered")
      .executeTakeFirst();
    const { count } = await of
      .select(({ fn }) => fn.countAll().as("count"))
      .where("state", "in", ["failed", "uncertain"])
      .where("made_at", ">", last?.at ?? "")
      .executeTakeFirstOrThrow();
    return Number(count);
  },
  list: async (organization, limit) => {
    const rows = await database
      .selectFrom("alert")
      .selectAll()
      .where("organization", "=", organization)
      .orderBy("made_at", "desc")
      .limit(limit)
      .execute();
    return rows.map(storedAlert);
  },
});

const storedAlert = (row: Tables["alert"]): StoredAlert => ({
  id: row.id,
  organization: row.organization,
  channel: row.channel,
  state: row.state as AlertState,
  madeAt: row.made_at,
  attempts: row.attempts,
  nextAt: row.next_at,
  outcome: row.outcome,
  alert: JSON.parse(row.body) as Alert,
});
