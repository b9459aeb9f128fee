/** Alerts in the database: what each channel has not been told yet, what is being sent to it, and how that ended. */
import type { Alert, AlertChange } from "../model/alert.ts";
import type { Severity } from "../model/finding.ts";
import type { AuditEntry } from "./audit-log.ts";
import type { Lease } from "./leases.ts";

/** `sending`: a process has begun to send it, and has not said how that ended. `uncertain`: that process has died. */
export const ALERT_STATES = ["waiting", "sending", "delivered", "failed", "uncertain"] as const;
export type AlertState = (typeof ALERT_STATES)[number];

/** One channel of one organization: it is told one thing after another. */
export interface ChannelAt {
  readonly organization: string;
  readonly channel: string;
}

export interface StoredAlert extends ChannelAt {
  readonly id: string;
  readonly state: AlertState;
  /** ISO 8601. */
  readonly madeAt: string;
  readonly attempts: number;
  /** ISO 8601: not to be sent before. */
  readonly nextAt: string;
  readonly outcome: string | null;
  readonly alert: Alert;
}

/** A change with what the store has to remember of it. */
export interface UnreportedChange extends AlertChange {
  /** The finding is open since then; of one that is not, when the channel was told that it is. */
  readonly openedAt: string;
}

export interface AlertToMake extends ChannelAt {
  readonly alert: Alert;
  /** Everything that it tells, also what it does not list. */
  readonly reports: readonly UnreportedChange[];
  readonly under: Lease;
}

export interface AlertEnd {
  readonly state: Exclude<AlertState, "sending">;
  /** ISO 8601. */
  readonly at: string;
  readonly outcome: string;
  /** Of `waiting`: not before then. */
  readonly nextAt?: string | undefined;
  /** What the audit log says of it: both are kept, or neither. */
  readonly entry: AuditEntry;
  readonly under: Lease;
}

export interface AlertCount {
  readonly channel: string;
  readonly state: AlertState;
  readonly count: number;
}

export interface AlertStore {
  /** What the channel has to be told, in no order. A finding that it was told of twice is not in there. */
  readonly unreported: (channel: ChannelAt, severities: readonly Severity[]) => Promise<readonly UnreportedChange[]>;
  readonly openCounts: (organization: string) => Promise<Readonly<Record<Severity, number>>>;
  /** Keeps the alert, to be sent, and with it that its changes are reported. @throws AccessError `lease-lost` */
  readonly make: (alert: AlertToMake) => Promise<void>;
  /** The alert that is on its way to the channel: there is at most one. */
  readonly outstanding: (channel: ChannelAt) => Promise<StoredAlert | undefined>;
  /** On the disk when it resolves, and nothing is sent before. @throws AccessError `lease-lost` */
  readonly begin: (id: string, under: Lease) => Promise<void>;
  readonly end: (id: string, end: AlertEnd) => Promise<void>;
  /** Alerts that ended as failed or uncertain after the last one that was delivered. */
  readonly undelivered: (channel: ChannelAt) => Promise<number>;
  /** Of every alert that is kept. */
  readonly counts: (organization: string) => Promise<readonly AlertCount[]>;
  /** The newest first. */
  readonly list: (organization: string, limit: number) => Promise<readonly StoredAlert[]>;
}
