/** The embedded database: Node's own SQLite where Node has it, else its backport. The only file that knows the driver. */
import { createRequire } from "node:module";
import type { SqliteDatabase } from "kysely";

interface Statement {
  readonly all: (...parameters: unknown[]) => unknown[];
  readonly run: (...parameters: unknown[]) => { changes: number | bigint; lastInsertRowid: number | bigint };
  readonly iterate: (...parameters: unknown[]) => IterableIterator<unknown>;
  readonly columns: () => readonly unknown[];
}

interface Database {
  readonly exec: (sql: string) => void;
  readonly prepare: (sql: string) => Statement;
  readonly close: () => void;
}

interface SqliteModule {
  readonly DatabaseSync: new (path: string) => Database;
}

async function loadSqlite(): Promise<SqliteModule> {
  const require = createRequire(import.meta.url);
  try {
    return require("node:sqlite") as SqliteModule;
  } catch {
    return (await import("@photostructure/sqlite")) as unknown as SqliteModule;
  }
}

/** NORMAL would lose the last journal entries when the power goes; another command may hold the file for a moment. */
const DURABLE = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000;";

/** For a draft that nobody else sees and that is thrown away when anything fails: one file, and nothing beside it. References are checked once, at the end. */
export const DRAFT = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF;";

/** The database in the form that kysely's SQLite dialect wants. By default every commit is on the disk before it returns. */
export async function openSqlite(path: string, settings = DURABLE): Promise<SqliteDatabase> {
  const { DatabaseSync } = await loadSqlite();
  const database = new DatabaseSync(path);
  database.exec(settings);
  return {
    close: () => database.close(),
    prepare: (sql) => {
      const statement = database.prepare(sql);
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...parameters),
        run: (parameters) => statement.run(...parameters),
        iterate: (parameters) => statement.iterate(...parameters),
      };
    },
  };
}
