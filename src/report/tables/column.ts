/** Columns of the exported tables, in one word each. */
import type { TableColumn } from "../../model/table.ts";

const column = (name: string, type: TableColumn["type"], more: Partial<TableColumn> = {}): TableColumn => ({
  name,
  type,
  isNullable: false,
  references: null,
  ...more,
});

export const text = (name: string): TableColumn => column(name, "text");
export const textOrNull = (name: string): TableColumn => column(name, "text", { isNullable: true });
export const integer = (name: string): TableColumn => column(name, "integer");
export const boolean = (name: string): TableColumn => column(name, "boolean");
/** The id of a row of that table. */
export const idOf = (table: string, name: string): TableColumn => column(name, "text", { references: table });
export const idOrNull = (table: string, name: string): TableColumn =>
  column(name, "text", { isNullable: true, references: table });
