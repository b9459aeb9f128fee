/** The published answer of `matrix`: counts for every account × permission set, or for every person × account. */

import type { Unread } from "./effective-access.ts";
import type { Freshness } from "./organization-document/freshness.ts";

export const MATRIX_VIEWS = ["people", "sets"] as const;
export type MatrixView = (typeof MATRIX_VIEWS)[number];

/** A number that may be too small, or not known at all. */
export interface MatrixCount {
  /** Null: unknown, because what it counts could not be read. */
  readonly count: number | null;
  /** False: a failed read may hide more. */
  readonly isWhole: boolean;
}

/** A row or a column. The count of a person is in accounts; of an account or a permission set, in different people. */
export interface MatrixLine extends MatrixCount {
  /** A user id, an account id, the ARN of a permission set, or `role/<path and name>` of roles of account access manager. */
  readonly id: string;
  readonly name: string | null;
}

/** People who can use the set or role in the account, or sets and roles that the person can use in the account. */
export interface MatrixCell extends MatrixCount {
  /** The id of the row. */
  readonly row: string;
  /** The id of the column. */
  readonly column: string;
}

export interface Matrix extends Freshness {
  readonly schema: "idc-doctor/matrix/1";
  /** ISO 8601: the moment that the counts are about. */
  readonly takenAt: string;
  /** `people`: people × accounts. `sets`: accounts × permission sets, and roles of account access manager behind them. */
  readonly view: MatrixView;
  /** Different people who can use anything. */
  readonly people: MatrixCount;
  /** By name. */
  readonly rows: readonly MatrixLine[];
  /** By name. */
  readonly columns: readonly MatrixLine[];
  /** What is not here is 0 for certain. */
  readonly cells: readonly MatrixCell[];
  /** False: some count could be higher, because of what `unread` lists. */
  readonly isWhole: boolean;
  readonly unread: readonly Unread[];
  /** What the snapshot did not ask for, in words. */
  readonly notExamined: readonly string[];
}
