/** What was asked of AWS: evidence for every call, and what the whole cost. */
import type { CallSummary, Evidence, EvidenceId } from "../../../model/evidence.ts";

export interface TimedCall {
  readonly operation: string;
  /** Milliseconds of a clock that never goes back. */
  readonly start: number;
  readonly end: number;
  readonly isNameLookup: boolean;
  readonly isAdditional: boolean;
}

export interface CallLog {
  readonly add: (evidence: Omit<Evidence, "id">, timing: TimedCall) => EvidenceId;
  readonly evidence: () => Readonly<Record<EvidenceId, Evidence>>;
  /** Of all calls, or of those after the first `after`. */
  readonly summary: (after?: number) => CallSummary;
}

export function createCallLog(onCall: (evidence: Evidence) => void = () => undefined): CallLog {
  const rows: Evidence[] = [];
  const calls: TimedCall[] = [];
  return {
    add: (evidence, timing) => {
      const row: Evidence = { ...evidence, id: `e${rows.length + 1}` };
      rows.push(row);
      calls.push(timing);
      onCall(row);
      return row.id;
    },
    evidence: () => Object.fromEntries(rows.map((row) => [row.id, row])),
    summary: (after = 0) => summarize(calls.slice(after)),
  };
}

/** Counts calls and keeps none of them: a whole organization takes tens of thousands. */
export function createCallCounter(onCall: (evidence: Evidence) => void = () => undefined): CallLog {
  const byOperation: Record<string, number> = {};
  let total = 0;
  return {
    add: (evidence, { operation }) => {
      total += 1;
      byOperation[operation] = (byOperation[operation] ?? 0) + 1;
      const id: EvidenceId = `e${total}`;
      onCall({ ...evidence, id });
      return id;
    },
    evidence: () => ({}),
    summary: () => ({ total, rounds: 0, additional: 0, nameLookups: 0, byOperation: { ...byOperation } }),
  };
}

export function summarize(calls: readonly TimedCall[]): CallSummary {
  const byOperation: Record<string, number> = {};
  for (const { operation } of calls) byOperation[operation] = (byOperation[operation] ?? 0) + 1;
  return {
    total: calls.length,
    rounds: dependentRounds(calls.filter(({ isAdditional }) => !isAdditional)),
    additional: calls.filter(({ isAdditional }) => isAdditional).length,
    nameLookups: calls.filter(({ isNameLookup }) => isNameLookup).length,
    byOperation,
  };
}

/**
 * The longest chain of calls of which each began after the one before had ended: calls side by side are one round.
 * An upper bound of the true dependency, because a call may begin later for other reasons.
 */
export function dependentRounds(calls: readonly TimedCall[]): number {
  const byEnd = [...calls].sort((a, b) => a.end - b.end);
  const depths: number[] = [];
  for (const [index, call] of byEnd.entries()) {
    let deepest = 0;
    for (let earlier = 0; earlier < index; earlier += 1) {
      const before = byEnd[earlier];
      if (before && before.end <= call.start) deepest = Math.max(deepest, depths[earlier] ?? 0);
    }
    depths.push(deepest + 1);
  }
  return Math.max(0, ...depths);
}
