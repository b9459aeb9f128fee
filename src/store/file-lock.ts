/** A lock between processes that a kill -9 releases too: SQLite's own lock of a file, which the system drops with the process. */
import { openSqlite } from "./sqlite-driver.ts";

export interface FileLock {
  readonly release: () => void;
}

/** SQLite's result code for a file that another connection has locked (sqlite.org/rescode). */
const BUSY = 5;

/** Undefined: somebody else holds it. The file stays behind, empty. */
export function tryLock(path: string): FileLock | undefined {
  let database: ReturnType<typeof openSqlite> | undefined;
  try {
    database = openSqlite(path, "PRAGMA busy_timeout = 0;");
    database.prepare("BEGIN EXCLUSIVE").run([]);
    const held = database;
    return { release: () => held.close() };
  } catch (error) {
    database?.close();
    if ((error as { errcode?: unknown }).errcode === BUSY) return undefined;
    throw error;
  }
}
