/** Where the journal of applied plans lies. */
import { join } from "node:path";
import type { Journal } from "../store/journal.ts";
import { privateFolder } from "../store/private-folder.ts";
import { openSqliteJournal } from "../store/sqlite-journal.ts";
import { type Environment, stateFolder } from "./connection.ts";

export const openJournal = async (env: Environment): Promise<Journal> =>
  openSqliteJournal(join(privateFolder(stateFolder(env)), "journal.sqlite"));
