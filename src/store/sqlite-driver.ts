/** The embedded database is Node's own SQLite: the only file that knows the driver. */
import { closeSync, openSync, statSync } from "node:fs";
import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import type { SqliteDatabase } from "kysely";
import { AccessError } from "../model/errors.ts";

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
  const database = opened(path, settings);
  return {
    close: () => database.close(),
    prepare: (sql) => {
      // A transaction that reads first and writes later would be refused at once where another process wrote between the two.
      const statement = database.prepare(sql === "begin" ? "begin immediate" : sql);
      return {
        reader: ANSWERS_WITH_ROWS.test(sql),
        all: (parameters) => statement.all(...values(parameters)),
        run: (parameters) => statement.run(...values(parameters)),
        iterate: (parameters) => statement.iterate(...values(parameters)),
      };
    },
  };
}

/** @throws AccessError where the file is something else, or damaged. */
function opened(path: string, settings: string): DatabaseSync {
  const { DatabaseSync } = loadSqlite();
  // Only its owner reads it: the driver would make a file that everybody can. A file that is there is left alone, because closing
  // it would drop the locks that this process holds on it (sqlite.org/howtocorrupt, 2.2).
  const found = path === ":memory:" ? undefined : statSync(path, { throwIfNoEntry: false });
  if (path !== ":memory:" && !found) closeSync(openSync(path, "a", 0o600));
  // A pipe would be waited for without an end.
  if (found && !found.isFile()) throw notUsable(path, "is not a regular file");
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path);
    database.exec(settings);
    return database;
  } catch (error) {
    database?.close();
    const problem = PROBLEMS[Number((error as { errcode?: unknown }).errcode)];
    throw problem === undefined ? error : notUsable(path, problem, error);
  }
}

/** SQLite's result code of a file that another connection holds (sqlite.org/rescode). */
const BUSY = 5;

const notUsable = (path: string, problem: string, cause?: unknown): AccessError =>
  new AccessError("unreadable-document", `${path} ${problem}`, {
    next: "Move it away; idc-doctor makes a new one",
    cause,
  });

/** By SQLite's result codes (sqlite.org/rescode). */
const PROBLEMS: Readonly<Record<number, string>> = {
  8: "is read-only",
  11: "is damaged",
  14: "cannot be opened",
  26: "is no SQLite database",
};

/** Another connection holds the file. */
export const isBusy = (error: unknown): boolean =>
  ((error as { errcode?: number } | null)?.errcode ?? 0) % 256 === BUSY;

/** kysely does not type what it binds; the driver itself refuses what SQLite cannot hold. */
function values(parameters: readonly unknown[]): readonly SQLInputValue[] {
  return parameters as readonly SQLInputValue[];
}
