/** Names that are at hand without a call to AWS: kept by earlier commands, or in a saved document. For shells to complete. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import type { NameIndex } from "../model/names/name-index.ts";
import type { AccountAlias } from "../model/organization-document/account-alias.ts";
import { keptNames } from "../sources/aws/name-cache.ts";
import { profileNames } from "../sources/client/aws-config.ts";
import { type ConnectionFlags, connectionOf, type Environment, endpointFor, stateFolder } from "./connection.ts";
import { sceneFolder } from "./scene-folder.ts";

export interface KnownNames {
  readonly users: readonly { readonly userName: string; readonly displayName: string }[];
  readonly accounts: readonly { readonly id: string; readonly name: string; readonly alias?: AccountAlias }[];
  readonly permissionSets: readonly string[];
}

type Source = Pick<ConnectionFlags, "organization" | "profile" | "region" | "endpointUrl"> & {
  readonly fromFile: string | undefined;
};

/** The names of the document; else those of the kept snapshot, and what else is remembered of the endpoint. @throws AccessError for a document that cannot be read */
export async function knownNames({ fromFile, ...chosen }: Source, env: Environment): Promise<KnownNames> {
  if (fromFile !== undefined) {
    const { readDocumentFile } = await import("./document-file.ts");
    const { nameIndexOf } = await import("../model/names/name-index.ts");
    const { users, accounts, permissionSets } = nameIndexOf(await readDocumentFile(fromFile));
    return { users, accounts, permissionSets: permissionSets.map(({ name }) => name) };
  }
  const remembered = keptNames(join(stateFolder(env), "cache"), await endpointFor(chosen, env));
  const kept = await namesOfSnapshot(chosen, env);
  if (!kept) return { ...remembered, users: [] };
  const accounts = new Map([...remembered.accounts, ...kept.accounts].map((account) => [account.id, account]));
  const sets = new Set([...kept.permissionSets.map(({ name }) => name), ...remembered.permissionSets]);
  return { users: kept.users, accounts: [...accounts.values()], permissionSets: [...sets] };
}

/** Of the organization that the connection reached the last time; undefined where none is kept, or it was never used. */
async function namesOfSnapshot(chosen: ConnectionFlags, env: Environment): Promise<NameIndex | undefined> {
  if (!existsSync(join(stateFolder(env), "snapshots"))) return undefined;
  const { connectionKey, openKeptSnapshots } = await import("./kept/kept-folder.ts");
  const store = openKeptSnapshots(env);
  const organization = store.reached(connectionKey((await connectionOf(chosen, env)).aws, env));
  return organization && store.names(organization);
}

interface NamedPlan {
  readonly id: string;
  readonly description: string;
}

/** The plans of the journal, the newest first. */
export async function knownPlans(env: Environment): Promise<readonly NamedPlan[]> {
  const [{ openJournal }, { listPlans }] = await Promise.all([import("./journal.ts"), import("./list-plans.ts")]);
  const journal = await openJournal({}, env);
  try {
    const { plans } = await listPlans(journal);
    return plans.map(({ id, createdAt, state, steps }) => ({
      id,
      description: `${createdAt.slice(0, 10)} ${state}: ${steps[0] ?? "no step"}`,
    }));
  } finally {
    await journal.close();
  }
}

/** The profiles of the AWS configuration and credentials files. A file that cannot be read has none. */
export async function knownProfiles(env: Environment): Promise<readonly string[]> {
  const folder = join(env["HOME"] ?? homedir(), ".aws");
  const textOf = (variable: string, file: string): Promise<string> =>
    readFile(env[variable] ?? join(folder, file), "utf8").catch(() => "");
  const [config, credentials] = await Promise.all([
    textOf("AWS_CONFIG_FILE", "config"),
    textOf("AWS_SHARED_CREDENTIALS_FILE", "credentials"),
  ]);
  // Every section of the credentials file is a profile, without the word in front of its name.
  const asProfiles = credentials.replace(/^\[(?!default\])/gm, "[profile ");
  return [...new Set([config, asProfiles].flatMap(profileNames))];
}

const SCENE = /^([\w-]+)\.yaml$/;

/** The scenes that are shipped with the program, with their titles. */
export function knownScenes(): readonly { readonly id: string; readonly title: string }[] {
  const folder = sceneFolder();
  return readdirSync(folder).flatMap((file) => {
    const [, id] = SCENE.exec(file) ?? [];
    if (id === undefined) return [];
    return [{ id, title: /^title: *(.*)$/m.exec(readFileSync(join(folder, file), "utf8"))?.[1] ?? "" }];
  });
}
