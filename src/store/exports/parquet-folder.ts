/** Tables as a folder of Parquet files, one a table. The only file that knows the library. */
import { closeSync, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import { type ColumnSource, fileWriter, ParquetWriter } from "hyparquet-writer";
import type { Cell, ExportedTable, TableColumn } from "../../model/table.ts";
import type { WrittenTable } from "./written-table.ts";

/** Rows that are in memory at once; each time they are a row group of the file. */
const BATCH = 50_000;

type SchemaElement = ConstructorParameters<typeof ParquetWriter>[0]["schema"][number];

/** Writes a new folder. @param path a draft, which nobody reads before this returns. */
export function writeParquetFolder(path: string, tables: readonly ExportedTable[]): readonly WrittenTable[] {
  mkdirSync(path, { mode: 0o700 });
  return tables.map((table) => ({ name: table.name, rows: writeTable(join(path, fileOf(table)), table) }));
}

export const fileOf = ({ name }: Pick<ExportedTable, "name">): string => `${name}.parquet`;

function writeTable(path: string, table: ExportedTable): number {
  // The library would make a file that everybody can read.
  closeSync(openSync(path, "wx", 0o600));
  const file = fileWriter(path);
  const writer = new ParquetWriter({ writer: file, schema: schemaOf(table), createdBy: "idc-doctor" });
  let columns: Cell[][] = table.columns.map(() => []);
  let rows = 0;
  const flush = (): void => {
    const columnData = table.columns.map(({ name }, at): ColumnSource => ({ name, data: columns[at] ?? [] }));
    void writer.write({ columnData, rowGroupSize: BATCH });
    columns = table.columns.map(() => []);
  };
  for (const row of table.rows()) {
    for (let at = 0; at < columns.length; at += 1) columns[at]?.push(row[at] ?? null);
    rows += 1;
    if (rows % BATCH === 0) flush();
  }
  if (rows % BATCH !== 0) flush();
  void writer.finish();
  return rows;
}

const schemaOf = ({ columns }: ExportedTable): SchemaElement[] => [
  { name: "root", num_children: columns.length },
  ...columns.map(elementOf),
];

/** Ids are text and integers are counts, far below 2^31. */
function elementOf({ name, type, isNullable }: TableColumn): SchemaElement {
  const repetition_type = isNullable ? "OPTIONAL" : "REQUIRED";
  switch (type) {
    case "text":
      return { name, repetition_type, type: "BYTE_ARRAY", converted_type: "UTF8" };
    case "integer":
      return { name, repetition_type, type: "INT32" };
    case "boolean":
      return { name, repetition_type, type: "BOOLEAN" };
  }
}
