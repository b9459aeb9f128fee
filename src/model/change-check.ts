/** What a change of the organization (a pull request) does: its access tests, findings, and the difference from before. */
import type { AccessTests } from "./access-test.ts";
import type { Finding, Findings } from "./finding.ts";
import type { SnapshotDiff } from "./snapshot-diff.ts";

export interface ChangeCheck {
  /** Undefined: there is no file of access tests. */
  readonly tests: AccessTests | undefined;
  /** Of the organization after the change; undefined: not looked for. */
  readonly findings: Findings | undefined;
  /** A line for each entry of the baseline that accepts nothing, or less than it says. */
  readonly baselineNotes: readonly string[];
  /** Undefined: there is nothing to compare with. */
  readonly difference: ChangeDifference | undefined;
}

export interface ChangeDifference {
  readonly snapshots: SnapshotDiff;
  /** What of a plan was left out of account, in words. */
  readonly notExamined: readonly string[];
  /** Findings that are there only after the change, the worst first. */
  readonly opened: readonly Finding[];
  /** Findings that the change does away with. */
  readonly closed: readonly Finding[];
}
