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

/** The database in the form that kysely's SQLite dialect wants. Every commit is on the disk before it returns. */
export async function openSqlite(path: string): Promise<SqliteDatabase> {
  const { DatabaseSync } = await loadSqlite();
  const database = new DatabaseSync(path);
  // NORMAL would lose the last journal entries when the power goes; another command may hold the file for a moment.
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000;");
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
