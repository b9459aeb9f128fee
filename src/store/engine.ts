/** What the parts of the store share: the database, its transactions and its clock. */
import { type Kysely, type RawBuilder, sql, type Transaction } from "kysely";
import type { Pool } from "pg";
import type { Tables } from "./tables.ts";

interface EngineParts {
  /** For reading. */
  readonly database: Kysely<Tables>;
  /** All of the work or nothing. What it reads `for update` nobody else changes before it ends; SQLite has one writer at a time anyway. */
  readonly write: <T>(work: (transaction: Transaction<Tables>) => Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
}

export type EmbeddedEngine = EngineParts & { readonly kind: "embedded" };
/** With its connections, which the queue uses too. */
export type PostgresEngine = EngineParts & { readonly kind: "postgres"; readonly pool: Pool };
export type Engine = EmbeddedEngine | PostgresEngine;
export type EngineKind = Engine["kind"];

/**
 * Milliseconds since 1970 by the clock of the database: the only one that every process shares. A process that was stopped in the
 * middle of a statement does not bring an old time with it.
 */
export const clockOf = ({ kind }: Pick<Engine, "kind">): RawBuilder<number> =>
  kind === "postgres"
    ? sql<number>`cast(extract(epoch from clock_timestamp()) * 1000 as bigint)`
    : sql<number>`cast(unixepoch('subsec') * 1000 as integer)`;
