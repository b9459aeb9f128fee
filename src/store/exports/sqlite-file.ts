/** Tables as one SQLite file. */
import { closeSync, openSync } from "node:fs";
import type { SqliteDatabase } from "kysely";
import type { Cell, ExportedTable } from "../../model/table.ts";
import { DRAFT, openSqlite } from "../sqlite-driver.ts";
import { createIndexes, createTable, createView, insertRows, isNumbered } from "./sqlite-schema.ts";
import type { WrittenTable } from "./written-table.ts";

/**
 * Writes a new file in one transaction, row by row: memory does not grow with rows.
 *
 * @param path a draft, which nobody reads before this returns; what it holds after an error is of no use.
 */
export async function writeSqliteFile(
  path: string,
  tables: readonly ExportedTable[],
): Promise<readonly WrittenTable[]> {
  // Only its owner reads who can do what: the driver would make a file that everybody can.
  closeSync(openSync(path, "wx", 0o600));
  const database = openSqlite(path, DRAFT);
  try {
    const execute = (sql: string): void => void database.prepare(sql).run([]);
    execute("begin");
    const written = writeTables(database, tables, execute);
    for (const sql of tables.flatMap(createIndexes)) execute(sql);
    checkReferences(database);
    execute("commit");
    execute("analyze");
    return written;
  } finally {
    database.close();
  }
}

function writeTables(
  database: SqliteDatabase,
  tables: readonly ExportedTable[],
  execute: (sql: string) => void,
): readonly WrittenTable[] {
  const numbers = new Map<string, Map<Cell, number>>();
  return tables.map((table) => {
    for (const sql of [createTable(table, tables), ...createView(table, tables)]) execute(sql);
    const toStored = storedCells(table, numbers);
    const insert = batchedInsert(database, table);
    const own = isNumbered(table, tables) ? new Map<Cell, number>() : undefined;
    const key = table.columns.findIndex(({ name }) => name === table.key[0]);
    let rows = 0;
    for (const row of table.rows()) {
      insert.add(toStored(row));
      rows += 1;
      own?.set(row[key] ?? null, rows);
    }
    insert.end();
    if (own) numbers.set(table.name, own);
    return { name: table.name, rows };
  });
}

/** Rows of one statement. */
const BATCH = 100;

function batchedInsert(database: SqliteDatabase, table: ExportedTable) {
  const many = database.prepare(insertRows(table, BATCH));
  let cells: Cell[] = [];
  const add = (row: readonly Cell[]): void => {
    cells.push(...row);
    if (cells.length < BATCH * table.columns.length) return;
    many.run(cells);
    cells = [];
  };
  const end = (): void => {
    if (cells.length > 0) database.prepare(insertRows(table, cells.length / table.columns.length)).run(cells);
  };
  return { add, end };
}

/** Truth is 1 and 0; where the table is large, ids are the numbers of the rows that they reference. */
function storedCells(table: ExportedTable, numbers: ReadonlyMap<string, ReadonlyMap<Cell, number>>) {
  const places = table.columns.map(({ references }) =>
    table.isLarge && references !== null ? numbers.get(references) : undefined,
  );
  const stored = (cell: Cell, at: number): Cell => {
    if (typeof cell === "boolean") return cell ? 1 : 0;
    const place = places[at];
    if (!place || cell === null) return typeof cell === "string" ? wholeText(cell) : cell;
    const number = place.get(cell);
    if (number === undefined) throw new RangeError(`${table.name} references ${cell}, which has no row`);
    return number;
  };
  return (row: readonly Cell[]): Cell[] => row.map(stored);
}

/** SQLite's readers take a NUL for the end of the text (sqlite.org/nulinstr): a name must not hide its rest behind one. */
const wholeText = (text: string): string => (text.includes("\0") ? text.replaceAll("\0", "\ufffd") : text);

/** @throws RangeError where a row references one that is not there. */
function checkReferences(database: SqliteDatabase): void {
  const [broken] = database.prepare("pragma foreign_key_check").all([]);
  if (broken !== undefined) throw new RangeError(`A reference has no row: ${JSON.stringify(broken)}`);
}
