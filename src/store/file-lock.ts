/** A lock between processes that a kill -9 releases too: SQLite's own lock of a file, which the system drops with the process. */
import { isBusy, openSqlite } from "./sqlite-driver.ts";

export interface FileLock {
  readonly release: () => void;
}

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
    if (isBusy(error)) return undefined;
    throw error;
  }
}
