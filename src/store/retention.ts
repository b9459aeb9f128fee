/** How long what is kept stays, and the one function that ends it; a job calls it every day. docs/store.md says the same. */
import type { Transaction } from "kysely";
import type { Engine } from "./engine.ts";
import type { Tables } from "./tables.ts";

const DAY_MILLISECONDS = 86_400_000;

/** In days. */
export const RETENTION = {
  /** Every snapshot; of the days before, the last one of each day. The newest one always stays. */
  everySnapshot: 1,
  snapshots: 35,
  /** After they were closed, with their history. */
  closedFindings: 400,
  /** Proposed plans and the journal: for so long a plan can be undone. */
  plans: 400,
  audit: 400,
  /** After they ended, with their events. */
  jobs: 14,
  /** Alerts, after they were delivered or given up. */
  alerts: 90,
  /** What a queue brought: CloudTrail's own history shows it within a quarter of an hour. */
  recordedEvents: 1,
  /** After their last day. */
  accessTokens: 30,
  /** Whoever was away for longer finds a new epoch. */
  leases: 30,
  unfinishedCollections: 1,
} as const;

/** Rows that were taken away, by table. */
export type Ended = Readonly<Record<string, number>>;

/** Takes away what is older than `RETENTION`. @param now the moment that ages are counted from */
export const endRetention = (engine: Engine, now: Date): Promise<Ended> =>
  engine.write(async (transaction) => {
    const ago = (days: number): Date => new Date(now.getTime() - days * DAY_MILLISECONDS);
    const before = (days: number): string => ago(days).toISOString();
    const counted = async (query: { executeTakeFirst: () => Promise<{ numDeletedRows: bigint }> }): Promise<number> =>
      Number((await query.executeTakeFirst()).numDeletedRows);
    const of = transaction;
    const findings = of.deleteFrom("finding").where("state", "=", "closed");
    const ended = {
      snapshot: await endSnapshots(transaction, { all: ago(RETENTION.everySnapshot), last: ago(RETENTION.snapshots) }),
      finding: await counted(findings.where("closed_at", "<", before(RETENTION.closedFindings))),
      proposal: await counted(of.deleteFrom("proposal").where("proposed_at", "<", before(RETENTION.plans))),
      plan: await counted(of.deleteFrom("plan").where("created_at", "<", before(RETENTION.plans))),
      audit: await counted(of.deleteFrom("audit").where("at", "<", before(RETENTION.audit))),
      job: await counted(of.deleteFrom("job").where("ended_at", "<", before(RETENTION.jobs))),
      alert: await counted(of.deleteFrom("alert").where("ended_at", "<", before(RETENTION.alerts))),
      recorded_event: await counted(
        of.deleteFrom("recorded_event").where("received_at", "<", before(RETENTION.recordedEvents)),
      ),
      access_token: await counted(
        of.deleteFrom("access_token").where("expires_at", "<", before(RETENTION.accessTokens)),
      ),
      ended_session: await counted(of.deleteFrom("ended_session").where("until", "<", now.toISOString())),
      lease: await counted(of.deleteFrom("lease").where("expires_at", "<", ago(RETENTION.leases).getTime())),
      collection: await counted(
        of.deleteFrom("collection").where("started_at", "<", before(RETENTION.unfinishedCollections)),
      ),
    };
    await endOrphans(transaction);
    return ended;
  });

interface SnapshotBounds {
  /** Of those taken after it, every one stays. */
  readonly all: Date;
  /** Of those taken before it, none. */
  readonly last: Date;
}

async function endSnapshots(transaction: Transaction<Tables>, { all, last }: SnapshotBounds): Promise<number> {
  const heads = await transaction
    .selectFrom("snapshot")
    .select(["id", "organization", "kept_at"])
    .orderBy("kept_at", "desc")
    .orderBy("id", "desc")
    .execute();
  const seen = new Set<string>();
  const over = heads.filter(({ organization, kept_at: keptAt }) => {
    const day = `${organization} ${keptAt.slice(0, 10)}`;
    const isNewest = !seen.has(organization);
    const isLastOfDay = !seen.has(day);
    seen.add(organization).add(day);
    const stays = keptAt >= all.toISOString() || (isLastOfDay && keptAt >= last.toISOString());
    return !isNewest && !stays;
  });
  for (const { id } of over) await transaction.deleteFrom("snapshot").where("id", "=", id).execute();
  return over.length;
}

/** Rows whose owner is gone. */
async function endOrphans(transaction: Transaction<Tables>): Promise<void> {
  await transaction
    .deleteFrom("snapshot_part")
    .where("snapshot_id", "not in", transaction.selectFrom("snapshot").select("id"))
    .execute();
  await transaction
    .deleteFrom("journal")
    .where("plan_id", "not in", transaction.selectFrom("plan").select("id"))
    .execute();
  await transaction
    .deleteFrom("job_event")
    .where("job_id", "not in", transaction.selectFrom("job").select("id"))
    .execute();
  await transaction
    .deleteFrom("collection_answer")
    .where("organization", "not in", transaction.selectFrom("collection").select("organization"))
    .execute();
  await endOrphansOfFindings(transaction);
}

/** What belongs to findings that are gone. */
async function endOrphansOfFindings(transaction: Transaction<Tables>): Promise<void> {
  for (const table of ["finding_event", "reported"] as const)
    await transaction
      .deleteFrom(table)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom("finding")
              .select("finding.key")
              .whereRef("finding.organization", "=", `${table}.organization`)
              .whereRef("finding.key", "=", `${table}.key`),
          ),
        ),
      )
      .execute();
}
