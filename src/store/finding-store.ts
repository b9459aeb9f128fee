/** Findings with their history: when each was opened, accepted, closed and opened again, and who caused it. */
import type { Acceptance } from "../model/baseline.ts";
import type { Finding, Findings } from "../model/finding.ts";
import type { FindingAcceptance, ScanSummary } from "../model/finding-columns.ts";
import type { Lease } from "./leases.ts";

export const FINDING_STATES = ["open", "accepted", "closed"] as const;
export type FindingState = (typeof FINDING_STATES)[number];

export interface StoredFinding {
  readonly finding: Finding;
  readonly state: FindingState;
  /** ISO 8601. */
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly closedAt: string | null;
  /** Who caused it, as CloudTrail tells; null: not known. */
  readonly author: string | null;
  readonly acceptance: FindingAcceptance | null;
}

/** `reopened`: its acceptance ended or was taken back, and it is still there. */
export type FindingEventKind = "opened" | "recurred" | "accepted" | "reopened" | "closed";

export interface FindingEvent {
  readonly key: string;
  /** ISO 8601. */
  readonly at: string;
  readonly kind: FindingEventKind;
  /** Who caused or accepted it. */
  readonly who: string | null;
  readonly reason: string | null;
  /** The last day of an acceptance. */
  readonly until: string | null;
}

/** Keys of what changed with a scan: what alerts are made of. */
export type FindingChanges = Readonly<Record<Exclude<FindingEventKind, "accepted">, readonly string[]>>;

export interface FindingsToRecord {
  readonly organization: string;
  readonly findings: Findings;
  /** By key: of what was found before and is not found now, what this scan did not look for. It stays as it was. */
  readonly mayStillBe?: ((key: string) => boolean) | undefined;
  /** By key: who caused what is new. */
  readonly authors?: ReadonlyMap<string, string> | undefined;
  /** Whoever has lost it records nothing. @throws AccessError `lease-lost` */
  readonly under?: Lease | undefined;
}

export interface FindingToAccept {
  readonly organization: string;
  readonly key: string;
  readonly by: string;
  /** ISO 8601. */
  readonly at: string;
  readonly reason: string;
  /** `2027-01-31`: the last day, in UTC. */
  readonly until: string;
}

export interface FindingStore {
  /** A scan of an earlier moment than the last one that was recorded changes nothing. */
  readonly record: (scan: FindingsToRecord) => Promise<FindingChanges>;
  readonly list: (organization: string, states: readonly FindingState[]) => Promise<readonly StoredFinding[]>;
  /** Keys of those that are open or accepted. */
  readonly presentKeys: (organization: string) => Promise<ReadonlySet<string>>;
  readonly read: (organization: string, key: string) => Promise<StoredFinding | undefined>;
  /** The oldest first. */
  readonly history: (organization: string, key: string) => Promise<readonly FindingEvent[]>;
  /** By key: the last scan that found a finding again after it was gone. */
  readonly recurrences: (organization: string) => Promise<ReadonlyMap<string, string>>;
  /** Undefined: there is no such finding, or it is closed. */
  readonly accept: (acceptance: FindingToAccept) => Promise<StoredFinding | undefined>;
  /** Open again; undefined where it is not accepted. */
  readonly reopen: (reopened: Omit<FindingToAccept, "until">) => Promise<StoredFinding | undefined>;
  /** In the form of a baseline file, for a scan. */
  readonly acceptances: (organization: string) => Promise<readonly Acceptance[]>;
  /** Another text whenever `list` may give something else; undefined: nothing was recorded. */
  readonly version: (organization: string) => Promise<string | undefined>;
  /** Everything of the last scan beside its findings; undefined: none was recorded. */
  readonly lastScan: (organization: string) => Promise<ScanSummary | undefined>;
}
