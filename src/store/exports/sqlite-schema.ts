/** Table definitions as SQLite statements. A large table keeps the ids that it references as numbers, behind a view that shows them as text. */
import type { ExportedTable, TableColumn } from "../../model/table.ts";

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const listed = (names: readonly string[]): string => names.map(quoted).join(", ");

/** Where the rows of a table are: beside a view of the table's own name, those of a large one. */
export const storedName = ({ name, isLarge }: ExportedTable): string => (isLarge ? `${name}_row` : name);

/** Numbers its rows, so that a large table can refer to them: the key is one column, and others reference it. */
export const isNumbered = (table: ExportedTable, all: readonly ExportedTable[]): boolean =>
  table.key.length === 1 &&
  all.some(({ isLarge, columns }) => isLarge && columns.some(({ references }) => references === table.name));

/** @throws RangeError where a column references a table that is not there or has no key of one column. */
export function createTable(table: ExportedTable, all: readonly ExportedTable[]): string {
  const key = isNumbered(table, all)
    ? [
        `"number" integer primary key`,
        ...table.columns.map((one) => columnOf(table, one, all)),
        `unique (${listed(table.key)})`,
      ]
    : [
        ...table.columns.map((one) => columnOf(table, one, all)),
        ...(table.key.length === 0 ? [] : [`primary key (${listed(table.key)})`]),
      ];
  return `create table ${quoted(storedName(table))} (${key.join(", ")}) strict`;
}

function columnOf(table: ExportedTable, column: TableColumn, all: readonly ExportedTable[]): string {
  const { name, type, isNullable, references } = column;
  const isNumber = table.isLarge && references !== null;
  const words = [quoted(name), isNumber || type !== "text" ? "integer" : "text"];
  if (!isNullable) words.push("not null");
  if (type === "boolean") words.push(`check (${quoted(name)} in (0, 1))`);
  if (references !== null)
    words.push(`references ${quoted(references)} (${isNumber ? `"number"` : quoted(keyOf(references, all))})`);
  return words.join(" ");
}

function keyOf(name: string, all: readonly ExportedTable[]): string {
  const [key, ...more] = all.find((table) => table.name === name)?.key ?? [];
  if (key === undefined || more.length > 0) throw new RangeError(`${name} has no key of one column`);
  return key;
}

/** A large table as its readers know it; none for others. */
export function createView(table: ExportedTable, all: readonly ExportedTable[]): readonly string[] {
  if (!table.isLarge) return [];
  const alias = (at: number): string => quoted(`r${at}`);
  const shown = table.columns.map(({ name, references }, at) =>
    references === null
      ? `"rows".${quoted(name)}`
      : `${alias(at)}.${quoted(keyOf(references, all))} as ${quoted(name)}`,
  );
  const joins = table.columns.flatMap(({ name, references, isNullable }, at) =>
    references === null
      ? []
      : [
          `${isNullable ? "left " : ""}join ${quoted(references)} ${alias(at)} on ${alias(at)}."number" = "rows".${quoted(name)}`,
        ],
  );
  const from = `${quoted(storedName(table))} "rows" ${joins.join(" ")}`;
  return [`create view ${quoted(table.name)} as select ${shown.join(", ")} from ${from}`];
}

/** Made after the rows are there, which is faster than keeping them while rows come. */
export const createIndexes = (table: ExportedTable): readonly string[] =>
  table.indexes.map((columns) => {
    const name = quoted(`${table.name}_by_${columns.join("_and_")}`);
    return `create index ${name} on ${quoted(storedName(table))} (${listed(columns)})`;
  });

/** @param count how many rows one statement takes: a call from JavaScript costs more than a row. */
export function insertRows(table: ExportedTable, count: number): string {
  const row = `(${table.columns.map(() => "?").join(", ")})`;
  return `insert into ${quoted(storedName(table))} (${listed(table.columns.map(({ name }) => name))}) values ${new Array(count).fill(row).join(", ")}`;
}
