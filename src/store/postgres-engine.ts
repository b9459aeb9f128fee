/** The engine for several machines: PostgreSQL. The driver is loaded only where a database is named. */
import { Kysely, PostgresDialect } from "kysely";
import type { Pool } from "pg";
import { AccessError } from "../model/errors.ts";
import { keepPasswordOf, withoutSecrets } from "../model/secrets.ts";
import type { PostgresEngine } from "./engine.ts";
import type { Tables } from "./tables.ts";

/** Connections of one process; a request waits for one rather than for a new one. */
const CONNECTIONS = 10;
const CONNECT_WITHIN_MILLISECONDS = 10_000;

/** `bigint`: every number of ours is small enough to be a number. */
const INT8 = 20;

/** @throws AccessError `unreachable` or `refused` where the database cannot be used */
export async function openPostgres(url: string): Promise<PostgresEngine> {
  keepPasswordOf(url);
  const { default: pg } = await import("pg");
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_WITHIN_MILLISECONDS,
    application_name: "idc-doctor",
    types: {
      getTypeParser: (id: number, format?: "text" | "binary") =>
        id === INT8 ? Number : pg.types.getTypeParser(id, format as "text"),
    },
  });
  // A connection that breaks while nobody uses it is replaced when it is needed; unheard, the event would end the process.
  pool.on("error", () => undefined);
  await reached(pool, url);
  const database = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return {
    kind: "postgres",
    pool,
    database,
    write: (work) => database.transaction().execute(work),
    close: () => database.destroy(),
  };
}

async function reached(pool: Pool, url: string): Promise<void> {
  try {
    (await pool.connect()).release();
  } catch (error) {
    await pool.end();
    const { code, message } = error as { code?: string; message?: string };
    // Class 28 of PostgreSQL's error codes: invalid authorization; 3D: there is no such database.
    const isRefused = code !== undefined && /^(28|3D)/.test(code);
    throw new AccessError(
      isRefused ? "refused" : "unreachable",
      `The database ${addressOf(url)} cannot be used: ${withoutSecrets(message || String(code))}`,
      { next: "Check --database, and that PostgreSQL runs and admits this user", cause: error },
    );
  }
}

/** Without user and password. */
function addressOf(url: string): string {
  const parsed = URL.parse(url);
  return parsed === null ? "that was given" : `${parsed.host}${parsed.pathname}`;
}
