/** What a run of histories has counted, in numbers and for people. */
import type { CallsCounted } from "./call-bound.ts";
import type { HistoryStep } from "./history.ts";
import type { Judged } from "./run.ts";

interface Failure {
  readonly seed: number;
  readonly steps: readonly HistoryStep[];
  readonly told: readonly string[];
  readonly violations: readonly string[];
}

export interface Tally {
  readonly histories: number;
  readonly questions: number;
  readonly calls: readonly CallsCounted[];
  readonly unjudged: Readonly<Record<string, number>>;
  readonly failures: readonly Failure[];
}

export const NOTHING_TALLIED: Tally = { histories: 0, questions: 0, calls: [], unjudged: {}, failures: [] };

export function tallyOf({ history, told, violations, questions, calls, unjudged }: Judged): Tally {
  const counts: Record<string, number> = {};
  for (const id of unjudged) counts[id] = (counts[id] ?? 0) + 1;
  return {
    histories: 1,
    questions,
    calls,
    unjudged: counts,
    failures: violations.length === 0 ? [] : [{ seed: history.seed, steps: history.steps, told, violations }],
  };
}

export function sumOf(a: Tally, b: Tally): Tally {
  const unjudged = { ...a.unjudged };
  for (const [id, count] of Object.entries(b.unjudged)) unjudged[id] = count + (unjudged[id] ?? 0);
  return {
    histories: a.histories + b.histories,
    questions: a.questions + b.questions,
    calls: [...a.calls, ...b.calls],
    unjudged,
    failures: [...a.failures, ...b.failures],
  };
}

const percentile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
};

const spread = (values: readonly number[]): string =>
  `median ${percentile(values, 0.5)}, p99 ${percentile(values, 0.99)}, most ${percentile(values, 1)}`;

const beyond = ({ made, allowed }: CallsCounted): number => made - allowed;
const roundsBeyond = ({ rounds, roundsAllowed }: CallsCounted): number => rounds - roundsAllowed;

/** Whether 99 of 100 questions cost no more calls and no more rounds than the formula allows (docs/design-notes.md). */
export const isWithinBound = ({ calls }: Tally): boolean =>
  percentile(calls.map(beyond), 0.99) <= 0 && percentile(calls.map(roundsBeyond), 0.99) <= 0;

export function report({ histories, questions, calls, unjudged, failures }: Tally, seed: number): string {
  const kinds = Object.entries(unjudged).map(([id, count]) => `${id} ${count}`);
  return [
    `histories, seed ${seed}: ${histories} histories, ${questions} questions, ${failures.length} histories with a violation`,
    `  calls of a question: ${spread(calls.map(({ made }) => made))}`,
    `  calls beyond the bound: ${spread(calls.map(beyond))}`,
    `  rounds beyond the bound: ${spread(calls.map(roundsBeyond))}`,
    ...(kinds.length > 0 ? [`  proved, and not judged here: ${kinds.join(", ")}`] : []),
    ...failures.map(failureText),
    "",
  ].join("\n");
}

/** The history that fails, step by step, and what it violates. */
export const failureText = ({ seed, told, violations }: Failure): string =>
  [
    `  FAILS (IDC_DOCTOR_HISTORY=${seed})`,
    ...told.map((words, index) => `    ${index + 1}. ${words}`),
    ...violations.map((violation) => `    => ${violation}`),
  ].join("\n");
