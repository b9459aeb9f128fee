/** Opens the store of the product: one SQLite file without set-up, or PostgreSQL for several machines. The same parts over both. */
import { type AccessTokens, sqlAccessTokens } from "./access-tokens.ts";
import type { AlertStore } from "./alert-store.ts";
import { type AuditLog, sqlAuditLog } from "./audit-log.ts";
import { openEmbedded } from "./embedded-engine.ts";
import { type EndedSessions, sqlEndedSessions } from "./ended-sessions.ts";
import type { Engine, EngineKind } from "./engine.ts";
import { LEASE_MILLISECONDS } from "./fence.ts";
import type { FindingStore } from "./finding-store.ts";
import { type Held, holdLease } from "./held-lease.ts";
import { openQueue } from "./jobs/open-queue.ts";
import type { JobQueue } from "./jobs/queue.ts";
import type { Journal } from "./journal.ts";
import { sqlLeases } from "./leases.ts";
import { migrate } from "./migrate.ts";
import { type PlanProposals, sqlPlanProposals } from "./plan-proposals.ts";
import { type RecordedEvents, sqlRecordedEvents } from "./recorded-events.ts";
import { type Ended, endRetention } from "./retention.ts";
import { type SharedCollections, sqlSharedCollections } from "./shared-collection.ts";
import { type SharedRates, sqlSharedRates } from "./shared-rates.ts";
import { type SharedSnapshots, sqlSharedSnapshots } from "./shared-snapshots.ts";
import { sqlAlertStore } from "./sql-alert-store.ts";
import { sqlFindingStore } from "./sql-finding-store.ts";
import { sqlJournal } from "./sql-journal.ts";

/** Where the store is. */
export type DatabaseAt =
  | { readonly kind: "embedded"; readonly file: string }
  | { readonly kind: "postgres"; readonly url: string };

export interface StoreOptions {
  /** How long a process may be silent before another one takes its work over. */
  readonly leaseMilliseconds?: number | undefined;
}

export interface Store {
  readonly kind: EngineKind;
  readonly snapshots: SharedSnapshots;
  readonly collections: SharedCollections;
  readonly findings: FindingStore;
  readonly alerts: AlertStore;
  readonly events: RecordedEvents;
  readonly proposals: PlanProposals;
  /** Closing it closes the store. */
  readonly journal: Journal;
  readonly audit: AuditLog;
  readonly rates: SharedRates;
  readonly tokens: AccessTokens;
  readonly sessions: EndedSessions;
  /** The right to do something that only one process does at a time: `collection <organization>`. */
  readonly hold: (name: string) => Promise<Held>;
  /** Begins to take part in the work on jobs; to be stopped before the store is closed. */
  readonly openJobs: () => Promise<JobQueue>;
  /** Takes away what is older than docs/store.md says. */
  readonly endRetention: (now: Date) => Promise<Ended>;
  /** Whether the database answers. */
  readonly isReady: () => Promise<boolean>;
  readonly close: () => Promise<void>;
}

/** @throws AccessError where it cannot be used, or was made by a newer release */
export async function openDatabase(at: DatabaseAt, options: StoreOptions = {}): Promise<Store> {
  const engine = await openEngine(at);
  try {
    await migrate(engine);
  } catch (error) {
    await engine.close();
    throw error;
  }
  return storeOver(engine, options);
}

const openEngine = async (at: DatabaseAt): Promise<Engine> =>
  at.kind === "embedded" ? openEmbedded(at.file) : (await import("./postgres-engine.ts")).openPostgres(at.url);

function storeOver(engine: Engine, { leaseMilliseconds = LEASE_MILLISECONDS }: StoreOptions): Store {
  const leases = sqlLeases(engine);
  return {
    kind: engine.kind,
    snapshots: sqlSharedSnapshots(engine),
    collections: sqlSharedCollections(engine),
    findings: sqlFindingStore(engine),
    alerts: sqlAlertStore(engine),
    events: sqlRecordedEvents(engine),
    proposals: sqlPlanProposals(engine),
    journal: sqlJournal(engine, leaseMilliseconds),
    audit: sqlAuditLog(engine),
    rates: sqlSharedRates(engine),
    tokens: sqlAccessTokens(engine),
    sessions: sqlEndedSessions(engine),
    hold: (name) => holdLease(leases, name, leaseMilliseconds),
    openJobs: () => openQueue(engine, { leaseMilliseconds }),
    endRetention: (now) => endRetention(engine, now),
    isReady: async () => {
      try {
        await engine.database.selectFrom("migration").select("number").limit(1).execute();
        return true;
      } catch {
        return false;
      }
    },
    close: engine.close,
  };
}
