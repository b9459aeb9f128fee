/** A table as data: what the SQL exports write, whatever the format. */

export const EXPORT_FORMATS = ["sqlite", "parquet"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export type Cell = string | number | boolean | null;

export interface TableColumn {
  readonly name: string;
  readonly type: "text" | "integer" | "boolean";
  readonly isNullable: boolean;
  /** Values are ids of this table, whose key is one column. */
  readonly references: string | null;
}

export interface ExportedTable {
  readonly name: string;
  readonly columns: readonly TableColumn[];
  /** Columns that name a row; none where rows have no name. */
  readonly key: readonly string[];
  /** Columns by which rows are looked for, beside the key. */
  readonly indexes: readonly (readonly string[])[];
  /** It may have millions of rows: a format may keep the ids that it references as numbers, and show them as text. */
  readonly isLarge: boolean;
  /** Cells in the order of the columns; read once or more often, always the same. */
  readonly rows: () => Iterable<readonly Cell[]>;
}
