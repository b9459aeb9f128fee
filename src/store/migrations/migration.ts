/** One step of the database's form. A step that was released is never edited: what changes comes in a new one. */
import type { CreateTableBuilder, Kysely } from "kysely";
import type { EngineKind } from "../engine.ts";
import type { Tables } from "../tables.ts";

export interface Migration {
  /** 1, 2, … without a gap. */
  readonly number: number;
  readonly name: string;
  readonly up: (database: Kysely<Tables>, kind: EngineKind) => Promise<void>;
}

/** The type of each engine's bytes. */
export const bytesType = (kind: EngineKind): "blob" | "bytea" => (kind === "postgres" ? "bytea" : "blob");

/** A key that counts up and never uses a number again. */
export const countedKey = <Table extends string, Column extends string>(
  table: CreateTableBuilder<Table, Column>,
  kind: EngineKind,
): CreateTableBuilder<Table, Column | "sequence"> =>
  kind === "postgres"
    ? table.addColumn("sequence", "bigint", (column) => column.generatedAlwaysAsIdentity().primaryKey())
    : table.addColumn("sequence", "integer", (column) => column.primaryKey().autoIncrement());
