/** The findings in the database. */
import type { Transaction } from "kysely";
import { hasEnded } from "../model/baseline.ts";
import { assignmentWords, type Finding, type FindingGroup, type Findings } from "../model/finding.ts";
import type { GroupCount, ScanSummary } from "../model/finding-columns.ts";
import { type FormerFinding, formerKeyOf, grantsAreAll } from "../model/former-keys.ts";
import { batches } from "./batches.ts";
import type { Engine } from "./engine.ts";
import { findingReads, storedFinding } from "./finding-reads.ts";
import type {
  FindingChanges,
  FindingEventKind,
  FindingStore,
  FindingsToRecord,
  FindingToAccept,
  StoredFinding,
} from "./finding-store.ts";
import { holdInside } from "./leases.ts";
import type { Tables } from "./tables.ts";

type Row = Tables["finding"];

export const sqlFindingStore = (engine: Engine): FindingStore => ({
  record: (scan) => record(engine, scan),
  accept: (acceptance) => change(engine, acceptance, "accepted"),
  reopen: (reopened) => change(engine, reopened, "reopened"),
  ...findingReads(engine),
});

type Event = Pick<Tables["finding_event"], "organization" | "key" | "at" | "kind" | "who" | "reason" | "until">;

const record = (
  engine: Engine,
  { organization, findings, authors, under, mayStillBe = () => false }: FindingsToRecord,
): Promise<FindingChanges> =>
  engine.write(async (transaction) => {
    if (under) await holdInside(transaction, engine, under);
    if (!(await keepSummary(transaction, engine, { organization, findings }))) return changesOf([]);
    const before = await transaction
      .selectFrom("finding")
      .selectAll()
      .where("organization", "=", organization)
      .execute();
    const byKey = new Map(before.map((row) => [row.key, row]));
    const found = [...findings.findings, ...findings.accepted.map(({ finding }) => finding)];
    const replaced = formerRows(found, byKey);
    const seen = found.map((finding) =>
      seenRow(finding, byKey.get(finding.key) ?? replaced.get(finding.key), {
        organization,
        at: findings.takenAt,
        author: authors?.get(finding.key) ?? null,
      }),
    );
    const formerKeys = new Set([...replaced.values()].map(({ key }) => key));
    const present = new Set([...found.map(({ key }) => key), ...formerKeys]);
    // Behind a failed read a finding may still be there: it stays as it was.
    const isGone = ({ state, key }: Row): boolean => state !== "closed" && !present.has(key) && !mayStillBe(key);
    const closed = findings.unread.length > 0 ? [] : before.filter(isGone);
    const events: Event[] = [
      ...seen.flatMap(({ event }) => event ?? []),
      ...closed.map(({ key }) => ({ ...NOBODY, organization, key, at: findings.takenAt, kind: "closed" })),
    ];
    await upsert(transaction, [
      ...seen.map(({ row }) => row),
      // Not closed as an event: what it stood for has rows of its own.
      ...[...closed, ...before.filter(({ key }) => formerKeys.has(key))].map((row) => ({
        ...row,
        ...NOT_ACCEPTED,
        state: "closed",
        closed_at: findings.takenAt,
      })),
    ]);
    for (const batch of batches(events)) await transaction.insertInto("finding_event").values(batch).execute();
    return changesOf(events);
  });

/** By the key of a finding: the open row under which an earlier version had it, together with others, as far as that can be told. */
function formerRows(found: readonly Finding[], byKey: ReadonlyMap<string, Row>): ReadonlyMap<string, Row> {
  return new Map(
    found.flatMap((finding) => {
      const row = byKey.has(finding.key) ? undefined : byKey.get(formerKeyOf(finding) ?? "");
      if (!row || row.state === "closed") return [];
      const { grants } = JSON.parse(row.body) as FormerFinding;
      const isOther = grantsAreAll(grants) && !grants.sample.includes(assignmentWords(finding.subject) ?? "");
      return isOther ? [] : [[finding.key, row] as const];
    }),
  );
}

const NOBODY = { who: null, reason: null, until: null };
const NOT_ACCEPTED = { accepted_by: null, accepted_reason: null, accepted_until: null };

interface Seen {
  readonly organization: string;
  readonly at: string;
  readonly author: string | null;
}

/** The row of a finding that a scan has found, and what happened to it. */
function seenRow(
  finding: Finding,
  before: Row | undefined,
  { organization, at, author }: Seen,
): { readonly row: Row; readonly event: Event | undefined } {
  const { key, cause, severity } = finding;
  const body = JSON.stringify(finding);
  const event = (kind: FindingEventKind): Event => ({ ...NOBODY, organization, key, at, kind, who: author });
  const now = { organization, key, cause, severity, last_seen: at, closed_at: null, body };
  if (!before || before.state === "closed")
    return {
      row: { ...now, ...NOT_ACCEPTED, state: "open", first_seen: before?.first_seen ?? at, opened_at: at, author },
      event: event(before ? "recurred" : "opened"),
    };
  const until = before.accepted_until;
  if (before.state === "accepted" && until !== null && hasEnded({ until, reason: "" }, at))
    return {
      row: { ...before, ...now, ...NOT_ACCEPTED, state: "open", opened_at: at },
      event: { ...event("reopened"), until },
    };
  return { row: { ...before, ...now }, event: undefined };
}

async function upsert(transaction: Transaction<Tables>, rows: readonly Row[]): Promise<void> {
  for (const batch of batches(rows))
    await transaction
      .insertInto("finding")
      .values(batch)
      .onConflict((conflict) =>
        conflict.columns(["organization", "key"]).doUpdateSet(({ ref }) => ({
          severity: ref("excluded.severity"),
          state: ref("excluded.state"),
          last_seen: ref("excluded.last_seen"),
          opened_at: ref("excluded.opened_at"),
          closed_at: ref("excluded.closed_at"),
          author: ref("excluded.author"),
          accepted_by: ref("excluded.accepted_by"),
          accepted_reason: ref("excluded.accepted_reason"),
          accepted_until: ref("excluded.accepted_until"),
          body: ref("excluded.body"),
        })),
      )
      .execute();
}

/** False: a later moment was recorded already. */
async function keepSummary(
  transaction: Transaction<Tables>,
  { kind }: Pick<Engine, "kind">,
  { organization, findings }: Pick<FindingsToRecord, "organization" | "findings">,
): Promise<boolean> {
  const { takenAt } = findings;
  const summary = JSON.stringify(summaryOf(findings));
  await transaction
    .insertInto("organization_scan")
    .values({ organization, taken_at: takenAt, summary })
    .onConflict((conflict) =>
      conflict
        .column("organization")
        .doUpdateSet({ taken_at: takenAt, summary })
        .where("organization_scan.taken_at", "<=", takenAt),
    )
    .execute();
  const row = await transaction
    .selectFrom("organization_scan")
    .select("taken_at")
    .where("organization", "=", organization)
    .$if(kind === "postgres", (query) => query.forUpdate())
    .executeTakeFirst();
  return row?.taken_at === takenAt;
}

const summaryOf = ({
  takenAt,
  scanned,
  blindSpot,
  unread,
  notExamined,
  affectedUsers,
  groups,
}: Findings): ScanSummary => ({
  takenAt,
  scanned,
  blindSpot,
  unread,
  notExamined,
  affectedUsers,
  groups: groups.map(groupCount),
});

const groupCount = ({ cause, severity, inOneLine, permissionSet, findings, affected }: FindingGroup): GroupCount => ({
  cause,
  severity,
  ...(inOneLine !== undefined && { inOneLine }),
  ...(permissionSet && { permissionSet: permissionSet.name }),
  findings,
  users: affected.users,
});

function changesOf(events: readonly Event[]): FindingChanges {
  const keysOf = (kind: FindingEventKind) => events.filter((event) => event.kind === kind).map(({ key }) => key);
  return {
    opened: keysOf("opened"),
    recurred: keysOf("recurred"),
    reopened: keysOf("reopened"),
    closed: keysOf("closed"),
  };
}

/** What a person does to one finding. */
const change = (
  engine: Engine,
  {
    organization,
    key,
    by,
    at,
    reason,
    until = null,
  }: Omit<FindingToAccept, "until"> & { readonly until?: string | null },
  kind: "accepted" | "reopened",
): Promise<StoredFinding | undefined> =>
  engine.write(async (transaction) => {
    const states = kind === "accepted" ? ["open", "accepted"] : ["accepted"];
    const acceptance = { accepted_by: by, accepted_reason: reason, accepted_until: until };
    const row = await transaction
      .updateTable("finding")
      .set(
        kind === "accepted" ? { state: "accepted", ...acceptance } : { state: "open", opened_at: at, ...NOT_ACCEPTED },
      )
      .where("organization", "=", organization)
      .where("key", "=", key)
      .where("state", "in", states)
      .returningAll()
      .executeTakeFirst();
    if (!row) return undefined;
    await transaction
      .insertInto("finding_event")
      .values({ organization, key, at, kind, who: by, reason, until })
      .execute();
    return storedFinding(row);
  });
