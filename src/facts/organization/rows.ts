/** Row numbers of the tables of an organization, each a type of its own, so that a user is never taken for an account. */

declare const table: unique symbol;
type RowOf<Table extends string> = number & { readonly [table]: { readonly [Name in Table]: true } };

export type AccountRow = RowOf<"account">;
export type SetRow = RowOf<"permission set">;
export type UserRow = RowOf<"user">;
export type GroupRow = RowOf<"group">;
/** An application of account access manager. */
export type ApplicationRow = RowOf<"application">;
/** An IAM role to which an application of account access manager entitles somebody. */
export type RoleRow = RowOf<"role">;
/** Users and groups share one table: `isGroup` tells which of the two a row is. */
export type PrincipalRow = UserRow | GroupRow;
/** An account × permission set of `pairs`. */
export type PairRow = RowOf<"pair">;

/** Not a row of any table: every column has undefined there. */
export const ABSENT = -1 as AccountRow & SetRow & UserRow & GroupRow & PairRow & ApplicationRow & RoleRow;

/** The one place where a number becomes a row, or a number common to two organizations: in loops over a table, and at the end of look-ups. */
export const rowAt = <Row extends number>(number: number): Row => number as Row;

/** Integers that are known to be rows of one table, without a copy. */
export const asRows = <Row extends number>(numbers: Uint32Array): RowList<Row> => numbers as RowList<Row>;

/** The same rows in four bytes each. */
export const rowList = <Row extends number>(rows: Iterable<Row>): RowList<Row> => asRows(Uint32Array.from(rows));

/** Rows of one table in any order; places in the list are no rows. */
export interface RowList<Row extends number> extends Uint32Array<ArrayBuffer> {
  readonly [place: number]: Row;
  [Symbol.iterator](): ArrayIterator<Row>;
  subarray(begin?: number, end?: number): RowList<Row>;
  filter(fits: (row: Row, place: number, list: this) => boolean): RowList<Row>;
  some(fits: (row: Row, place: number, list: this) => boolean): boolean;
  map(make: (row: Row, place: number, list: this) => number): Uint32Array<ArrayBuffer>;
  includes(row: number, from?: number): boolean;
}

type Unindexed<Values> = {
  readonly [Key in keyof Values as number extends Key ? never : Key]: Values[Key];
};

/** One value for each row of a table: rows of another table do not index it. */
export type Column<Row extends number, Values extends { readonly [at: number]: unknown }> = Unindexed<Values> & {
  readonly [At in Row]: Values[number];
};
export type TextColumn<Row extends number> = Column<Row, readonly string[]>;
export type ByteColumn<Row extends number> = Column<Row, Uint8Array>;
/** A row of another table for each row; by any other number it gives a number that is no row. */
export type RowColumn<Row extends number, Other extends number> = Uint32Array & {
  readonly [At in Row]: Other;
};
