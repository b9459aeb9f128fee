/** One alert of the changes that are due: as many as its channel takes, the rest counted or left for the next one. Pure. */
import { ALERT_CHANGES, ALERT_SCHEMA, type Alert, type AlertChange } from "../../model/alert.ts";
import { SEVERITIES, type Severity } from "../../model/finding.ts";
import type { ChannelKind } from "../../model/watch-settings.ts";
import { SLACK_CHANGES } from "../../report/alerts/slack.ts";
import { TEAMS_CHANGES } from "../../report/alerts/teams.ts";
import { MOST_FINDINGS_OF_A_BATCH } from "../../sources/aws/security-hub.ts";
import type { UnreportedChange } from "../../store/alert-store.ts";

interface Limits {
  /** Changes that are listed. */
  readonly listed: number;
  /** The others are only counted: a person reads a few. False: a program needs each one, and gets them in the next alert. */
  readonly countsRest: boolean;
}

const LIMITS: Readonly<Record<ChannelKind, Limits>> = {
  webhook: { listed: 500, countsRest: false },
  ocsf: { listed: 100, countsRest: false },
  "security-hub": { listed: MOST_FINDINGS_OF_A_BATCH, countsRest: false },
  slack: { listed: SLACK_CHANGES, countsRest: true },
  teams: { listed: TEAMS_CHANGES, countsRest: true },
};

export interface AlertParts extends Pick<Alert, "id" | "organization" | "at" | "open" | "undelivered" | "link"> {
  readonly due: readonly UnreportedChange[];
  readonly kind: ChannelKind;
}

/** The alert, and the changes that it reports. */
export function makeAlert({ due, kind, ...about }: AlertParts): {
  readonly alert: Alert;
  readonly reports: readonly UnreportedChange[];
} {
  const { listed, countsRest } = LIMITS[kind];
  const reports = countsRest ? due : due.slice(0, listed);
  const changes = due.slice(0, listed).map(({ openedAt: _, ...change }): AlertChange => change);
  const count = (of: AlertChange["kind"]): number => reports.filter((change) => change.kind === of).length;
  const counts = Object.fromEntries(ALERT_CHANGES.map((of) => [of, count(of)])) as unknown as Alert["counts"];
  return {
    alert: { schema: ALERT_SCHEMA, ...about, changes, more: reports.length - changes.length, counts },
    reports,
  };
}

/** Those that the channel is told of. */
export const severitiesFrom = (least: Severity): readonly Severity[] =>
  SEVERITIES.slice(0, SEVERITIES.indexOf(least) + 1);
