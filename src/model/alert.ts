/** What a channel is told: the findings that were opened, came back, were accepted or were closed since it was told last. */
import type { Finding, Severity } from "./finding.ts";

export const ALERT_SCHEMA = "idc-doctor/alert/1";

/** `reopened`: its acceptance ended. `accepted`: it is still there, and somebody has accepted it. */
export const ALERT_CHANGES = ["opened", "recurred", "reopened", "accepted", "closed"] as const;
export type AlertChangeKind = (typeof ALERT_CHANGES)[number];

export interface AlertChange {
  readonly kind: AlertChangeKind;
  /** ISO 8601: when the scan found it so, or somebody accepted it. */
  readonly at: string;
  /** ISO 8601: the first scan that had it. */
  readonly firstSeen: string;
  /** Who caused it, as CloudTrail tells, or who accepted it; null: not known. */
  readonly who: string | null;
  readonly finding: Finding;
}

export interface Alert {
  readonly schema: typeof ALERT_SCHEMA;
  /** The same in every attempt to deliver it. */
  readonly id: string;
  readonly organization: string;
  /** ISO 8601. */
  readonly at: string;
  /** The worst first; what is over, last. */
  readonly changes: readonly AlertChange[];
  /** Changes that are not listed, because the message would be too long. */
  readonly more: number;
  readonly counts: Readonly<Record<AlertChangeKind, number>>;
  /** Findings that are open now, of the severities that the channel is told of. */
  readonly open: Readonly<Record<Severity, number>>;
  /** Earlier messages to the channel that did not arrive, or of which nobody knows. */
  readonly undelivered: number;
  /** Where people read on; null: there is no page. */
  readonly link: string | null;
}
