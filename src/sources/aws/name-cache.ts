/**
 * Names of permission sets and accounts, kept in small files, one for each endpoint and instance: two labs, or a lab and AWS, know
 * nothing of each other. The name of a set cannot change (facts B1); an account's is checked by a describe. Neither proves absence.
 */
import { createHash, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type AccountId, type InstanceArn, type PermissionSetArn, parsePermissionSetArn } from "../../model/ids.ts";
import type { AccountAlias } from "../../model/organization-document/account-alias.ts";
import { accountNames, type CachedAccount, readAccounts } from "./account-names.ts";

export interface NameCache {
  readonly nameOf: (instance: InstanceArn, arn: PermissionSetArn) => string | undefined;
  readonly arnOf: (instance: InstanceArn, name: string) => PermissionSetArn | undefined;
  readonly remember: (instance: InstanceArn, arn: PermissionSetArn, name: string) => void;
  readonly forget: (instance: InstanceArn, arn: PermissionSetArn) => void;
  /** The accounts that the words could mean when all were last listed. */
  readonly accountsNamed: (words: string) => readonly AccountId[];
  /** ISO 8601: when all accounts were last listed; undefined: never. */
  readonly accountsListedAt: () => string | undefined;
  /** The accounts when all were last listed. */
  readonly accounts: () => readonly CachedAccount[];
  /** Null: none; undefined: nobody asked. */
  readonly aliasOf: (id: AccountId) => AccountAlias;
  /** Takes the place of the accounts that were remembered; an alias stays its account's until it is read again. */
  readonly rememberAccounts: (accounts: readonly CachedAccount[]) => void;
  /** Writes what is new. A folder that cannot be written costs calls next time, never an error. */
  readonly save: () => void;
}

/** @param endpoint the address that is asked; undefined: AWS itself. */
export function createNameCache(folder: string | undefined, endpoint?: string | undefined): NameCache {
  const prefix = prefixOf(endpoint);
  const accounts = accountNames(folder === undefined ? undefined : accountFiles(folder, prefix));
  const instances = new Map<InstanceArn, Map<PermissionSetArn, string>>();
  const changed = new Set<InstanceArn>();
  const namesOf = (instance: InstanceArn): Map<PermissionSetArn, string> => {
    const known = instances.get(instance);
    if (known) return known;
    const names =
      folder === undefined ? new Map<PermissionSetArn, string>() : readNames(join(folder, prefix + fileName(instance)));
    instances.set(instance, names);
    return names;
  };
  return {
    nameOf: (instance, arn) => namesOf(instance).get(arn),
    // A set that was deleted and created again left its name at two ARNs: the newer entry is the later one.
    arnOf: (instance, name) => [...namesOf(instance)].reverse().find(([, known]) => known === name)?.[0],
    remember: (instance, arn, name) => {
      if (namesOf(instance).get(arn) === name) return;
      namesOf(instance).set(arn, name);
      changed.add(instance);
    },
    forget: (instance, arn) => {
      if (namesOf(instance).delete(arn)) changed.add(instance);
    },
    accountsNamed: accounts.named,
    accountsListedAt: accounts.listedAt,
    accounts: accounts.all,
    aliasOf: accounts.aliasOf,
    rememberAccounts: accounts.remember,
    save: () => {
      if (folder === undefined) return;
      accounts.save((name, content) => writeFile(folder, name, content));
      for (const instance of changed)
        writeFile(folder, prefix + fileName(instance), Object.fromEntries(namesOf(instance)));
      changed.clear();
    },
  };
}

/** Every name that is kept of one endpoint, for a shell to complete. No file is made or changed. */
export function keptNames(folder: string, endpoint: string | undefined): KeptNames {
  const prefix = prefixOf(endpoint);
  const files = filesIn(folder).filter((name) => name.startsWith(`${prefix}${SETS}`));
  return {
    accounts: readAccounts(accountFiles(folder, prefix)),
    permissionSets: [...new Set(files.flatMap((name) => [...readNames(join(folder, name)).values()]))],
  };
}

export interface KeptNames {
  readonly accounts: readonly CachedAccount[];
  readonly permissionSets: readonly string[];
}

const accountFiles = (folder: string, prefix: string) => ({
  accounts: join(folder, `${prefix}account-names.json`),
  aliases: join(folder, `${prefix}account-aliases.json`),
});
const SETS = "permission-set-names-";

/** In front of the names of an endpoint's files; those of AWS have nothing there. */
const prefixOf = (endpoint: string | undefined): string =>
  endpoint === undefined ? "" : `${createHash("sha256").update(endpoint).digest("hex").slice(0, 12)}-`;

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

const fileName = (instance: InstanceArn): string => `${SETS}${instance.slice(instance.lastIndexOf("/") + 1)}.json`;

function readNames(path: string): Map<PermissionSetArn, string> {
  try {
    const rows: unknown = JSON.parse(readFileSync(path, "utf8"));
    const entries = typeof rows === "object" && rows !== null ? Object.entries(rows) : [];
    return new Map(
      entries.flatMap(([key, name]) => {
        const arn = parsePermissionSetArn(key);
        return arn.kind === "ok" && typeof name === "string" ? [[arn.value, name] as const] : [];
      }),
    );
  } catch {
    return new Map();
  }
}

/** Beside the old file and then in its place, so that a reader never sees half of it. */
function writeFile(folder: string, name: string, content: unknown): void {
  try {
    // Level by level: `recursive` of Node never ends in a folder that takes no other one, as /proc.
    const missing: string[] = [];
    for (let at = folder; !existsSync(at); at = dirname(at)) missing.unshift(at);
    for (const one of missing) mkdirSync(one, { mode: 0o700 });
    // Containers that share the folder may have the same process number.
    const draft = join(folder, `${name}.${randomUUID().slice(0, 8)}`);
    writeFileSync(draft, JSON.stringify(content, null, 1), { mode: 0o600 });
    renameSync(draft, join(folder, name));
  } catch {
    // A cache that cannot be kept is no reason to fail.
  }
}
