/** Where the journal of applied plans lies. */
import { join } from "node:path";
import { openDatabase } from "../store/database.ts";
import type { Journal } from "../store/journal.ts";
import { privateFolder } from "../store/private-folder.ts";
import { type Environment, stateFolder } from "./connection.ts";

export const openJournal = async (env: Environment): Promise<Journal> =>
  (await openDatabase({ kind: "embedded", file: join(privateFolder(stateFolder(env)), "journal.sqlite") })).journal;
