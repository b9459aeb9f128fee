/** What a channel was told in all of its messages: which findings it takes to be open, and whether it was told anything twice. */
import type { Alert, AlertChange } from "../../../src/model/alert.ts";

export interface Told {
  readonly hear: (alert: Alert) => void;
  /** Keys of the findings that it takes to be open. */
  readonly open: () => readonly string[];
  /** Every change of a finding of this cause that is about this id, in order. */
  readonly of: (cause: string, about: string) => readonly AlertChange[];
  /** Findings that were opened while they were open, or closed while they were not. */
  readonly contradictions: () => readonly string[];
  readonly count: () => number;
}

export function createTold(): Told {
  const changes: AlertChange[] = [];
  const open = new Set<string>();
  const contradictions: string[] = [];
  const ids = new Set<string>();
  return {
    hear: (alert) => {
      if (ids.has(alert.id)) contradictions.push(`the message ${alert.id} came twice`);
      ids.add(alert.id);
      if (alert.more > 0) contradictions.push(`${alert.more} changes were only counted`);
      for (const change of alert.changes) {
        const { key } = change.finding;
        changes.push(change);
        const isOpening = change.kind !== "closed" && change.kind !== "accepted";
        if (isOpening === open.has(key)) contradictions.push(`${change.at} ${change.kind} ${key}`);
        if (isOpening) open.add(key);
        else open.delete(key);
      }
    },
    open: () => [...open].sort(),
    of: (cause, about) =>
      changes.filter(
        ({ finding: { cause: own, subject } }) =>
          own === cause && (subject.principal?.id === about || subject.permissionSet?.arn === about),
      ),
    contradictions: () => contradictions,
    count: () => changes.length,
  };
}
