/** Columns of the exported tables, in one word each. */
import type { TableColumn } from "../../model/table.ts";

const column = (name: string, type: TableColumn["type"], isNullable: boolean, references: string | null) =>
  ({ name, type, isNullable, references }) as const;

export const text = (name: string): TableColumn => column(name, "text", false, null);
export const textOrNull = (name: string): TableColumn => column(name, "text", true, null);
export const integer = (name: string): TableColumn => column(name, "integer", false, null);
export const boolean = (name: string): TableColumn => column(name, "boolean", false, null);
/** The id of a row of that table. */
export const idOf = (table: string, name: string): TableColumn => column(name, "text", false, table);
export const idOrNull = (table: string, name: string): TableColumn => column(name, "text", true, table);
