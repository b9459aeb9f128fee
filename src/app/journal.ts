/** The journal of applied plans, wherever the store is. */
import { openDatabase } from "../store/database.ts";
import type { Journal } from "../store/journal.ts";
import { type DatabaseFlags, databaseFor } from "./database-at.ts";
import type { Environment } from "./state-folder.ts";

/** @throws AccessError where the database cannot be used */
export const openJournal = async (flags: DatabaseFlags, env: Environment): Promise<Journal> =>
  (await openDatabase(await databaseFor(flags, env))).journal;
