/** Where the store is: what the flags, the environment and the configuration file say, else a file of the product's own. */
import { join, resolve } from "node:path";
import { AccessError } from "../model/errors.ts";
import { keepPasswordOf } from "../model/secrets.ts";
import type { DatabaseAt } from "../store/database.ts";
import { privateFolder } from "../store/private-folder.ts";
import { type Chosen, settingsFor } from "./configuration.ts";
import { type Environment, stateFolder } from "./state-folder.ts";

export interface DatabaseFlags extends Chosen {
  readonly database?: string | undefined;
}

/** In the order of the connection: flags, an organization that is named, the environment, the file. @throws AccessError `bad-input` */
export async function databaseFor(flags: DatabaseFlags, env: Environment): Promise<DatabaseAt> {
  const { settings, isNamed } = await settingsFor(flags, env);
  const words =
    flags.database ??
    (isNamed ? settings.database : undefined) ??
    (env["IDC_DOCTOR_DATABASE"] || undefined) ??
    settings.database;
  return words === undefined ? ownDatabase(env) : databaseAt(words);
}

/** The file that every command has without set-up. */
export const ownDatabase = (env: Environment): DatabaseAt => ({
  kind: "embedded",
  file: join(privateFolder(stateFolder(env)), "journal.sqlite"),
});

/** Ends with the process. */
export const IN_MEMORY = { kind: "embedded", file: ":memory:" } as const satisfies DatabaseAt;

/** @throws AccessError `bad-input` for an address of anything but PostgreSQL */
export function databaseAt(words: string): DatabaseAt {
  if (words === IN_MEMORY.file) return IN_MEMORY;
  keepPasswordOf(words);
  if (/^postgres(ql)?:\/\//.test(words)) return { kind: "postgres", url: words };
  if (words === "" || /^[a-z][a-z\d+.-]*:\/\//i.test(words))
    throw new AccessError("bad-input", "The database has to be postgres://… or the path of a file", {
      next: "For example --database postgres://idc-doctor@db.example.com/idc-doctor",
    });
  return { kind: "embedded", file: resolve(words) };
}
