/** The engine without set-up: one SQLite file, one writer at a time, several processes. */
import { dirname } from "node:path";
import { setTimeout } from "node:timers/promises";
import { Kysely, SqliteDialect } from "kysely";
import { AccessError } from "../model/errors.ts";
import type { EmbeddedEngine } from "./engine.ts";
import { makeFolder } from "./private-folder.ts";
import { isBusy, openSqlite } from "./sqlite-driver.ts";
import type { Tables } from "./tables.ts";

/** Between two attempts to become the writer the process goes on with its other work. */
const ATTEMPT_EVERY_MILLISECONDS = 20;
/** A process that was stopped in the middle of a write keeps the others out until it goes on or is ended. */
const LONGEST_WAIT_MILLISECONDS = 60_000;
/** The driver's own waiting stops the whole process: as little of it as possible. */
const SETTINGS = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 250;";

/** Opens or makes the file, with its folders. @throws AccessError where it is something else, or damaged */
export function openEmbedded(file: string): EmbeddedEngine {
  makeFolder(dirname(file));
  const driver = openPatiently(file);
  const database = new Kysely<Tables>({ dialect: new SqliteDialect({ database: driver }) });
  return {
    kind: "embedded",
    database,
    write: (work) => whileNotBusy(file, () => database.transaction().execute(work)),
    close: () => database.destroy(),
  };
}

/** Changing a new file to WAL takes it alone for a moment; the driver waits for that. */
const openPatiently = (file: string) => openSqlite(file, `PRAGMA busy_timeout = 5000; ${SETTINGS}`);

async function whileNotBusy<T>(file: string, work: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + LONGEST_WAIT_MILLISECONDS;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isBusy(error)) throw error;
      if (Date.now() > deadline)
        throw new AccessError("write-failed", `${file} is held by another process that does not go on`, {
          next: "End the idc-doctor process that is stopped",
          cause: error,
        });
      await setTimeout(ATTEMPT_EVERY_MILLISECONDS);
    }
  }
}
