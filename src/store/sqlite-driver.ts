/** The embedded database is Node's own SQLite: the only file that knows the driver. */
import type { SQLInputValue } from "node:sqlite";
import type { SqliteDatabase } from "kysely";

/** Loads `node:sqlite` without the ExperimentalWarning that Node 22 and 24 print for it; every other warning is printed. */
function loadSqlite(): typeof import("node:sqlite") {
  const emitWarning = process.emitWarning;
  process.emitWarning = (warning: string | Error, ...rest: unknown[]) => {
    if (!/^SQLite is an experimental feature/.test(String(warning)))
      Reflect.apply(emitWarning, process, [warning, ...rest]);
  };
  try {
    return process.getBuiltinModule("node:sqlite");
  } finally {
    process.emitWarning = emitWarning;
  }
}

/** NORMAL would lose the last journal entries when the power goes; another command may hold the file for a moment. */
const DURABLE = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000;";

/** For a draft that nobody else sees and that is thrown away when anything fails: one file, and nothing beside it. References are checked once, at the end. */
export const DRAFT = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF;";

/** Whether a statement answers with rows. A statement names its columns only since Node 22.16. */
const ANSWERS_WITH_ROWS = /^\s*(select|with|values|pragma|explain)\b|\breturning\b/i;

/** The database in the form that kysely's SQLite dialect wants. By default every commit is on the disk before it returns. */
export function openSqlite(path: string, settings = DURABLE): SqliteDatabase {
  const { DatabaseSync } = loadSqlite();
  const database = new DatabaseSync(path);
  database.exec(settings);
  return {
    close: () => database.close(),
    prepare: (sql) => {
      const statement = database.prepare(sql);
      return {
        reader: ANSWERS_WITH_ROWS.test(sql),
        all: (parameters) => statement.all(...values(parameters)),
        run: (parameters) => statement.run(...values(parameters)),
        iterate: (parameters) => statement.iterate(...values(parameters)),
      };
    },
  };
}

/** kysely does not type what it binds; the driver itself refuses what SQLite cannot hold. */
function values(parameters: readonly unknown[]): readonly SQLInputValue[] {
  return parameters as readonly SQLInputValue[];
}
