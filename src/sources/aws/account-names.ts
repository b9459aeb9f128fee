/**
 * Accounts as they were last listed at one endpoint, and the aliases that were read in them. The list is replaced by that of
 * another organization; an alias is kept beside it, because it takes a role to read it again.
 */
import { readFileSync, statSync } from "node:fs";
import { basename } from "node:path";
import { type AccountId, parseAccountId } from "../../model/ids.ts";
import { matchAccounts } from "../../model/names/match.ts";
import { type AccountAlias, withKnownAliases } from "../../model/organization-document/account-alias.ts";

export interface CachedAccount {
  readonly id: AccountId;
  readonly name: string;
  readonly email?: string | undefined;
  /** Of an earlier moment. Null: none; undefined: nobody asked. */
  readonly alias?: AccountAlias;
}

/** Where the two are kept. */
export interface AccountFiles {
  readonly accounts: string;
  readonly aliases: string;
}

type Aliases = ReadonlyMap<AccountId, string | null>;

/** @param files undefined: nothing is kept beyond this process */
export function accountNames(files: AccountFiles | undefined) {
  let listed: readonly CachedAccount[] | undefined;
  let aliases: Aliases | undefined;
  const changed = { accounts: false, aliases: false };
  const all = (): readonly CachedAccount[] => {
    listed ??= files === undefined ? [] : readListed(files.accounts);
    return listed;
  };
  const known = (): Aliases => {
    aliases ??= files === undefined ? new Map() : readAliases(files.aliases);
    return aliases;
  };
  const withAliases = (): readonly CachedAccount[] => aliased(all(), known());
  return {
    all: withAliases,
    aliasOf: (id: AccountId): AccountAlias => known().get(id),
    named: (words: string): readonly AccountId[] => {
      const match = matchAccounts(withAliases(), words);
      const found = match.kind === "one" ? [match.item] : match.kind === "ask" ? match.items : [];
      return found.map(({ id }) => id);
    },
    /** ISO 8601. The file is written whenever all were listed, and tells when by its own time. */
    listedAt: (): string | undefined => (files === undefined ? undefined : timeOf(files.accounts)),
    remember: (accounts: readonly CachedAccount[]): void => {
      listed = accounts.map(({ id, name, email }) => ({ id, name, email }));
      changed.accounts = true;
      const now = relearned(known(), accounts);
      changed.aliases ||= JSON.stringify([...now]) !== JSON.stringify([...known()]);
      aliases = now;
    },
    save: (write: (name: string, content: unknown) => void): void => {
      if (files === undefined) return;
      if (changed.accounts) write(basename(files.accounts), all());
      if (changed.aliases) write(basename(files.aliases), Object.fromEntries(known()));
      changed.accounts = false;
      changed.aliases = false;
    },
  };
}

function timeOf(path: string): string | undefined {
  try {
    return statSync(path).mtime.toISOString();
  } catch {
    return undefined;
  }
}

const aliased = (accounts: readonly CachedAccount[], aliases: Aliases): readonly CachedAccount[] =>
  withKnownAliases(
    accounts,
    [...aliases].map(([id, alias]) => ({ id, alias })),
  );

/** Who has an alias now has taken it from the account that had it. */
function relearned(before: Aliases, accounts: readonly CachedAccount[]): Aliases {
  const read = accounts.flatMap(({ id, alias }) => (alias === undefined ? [] : [[id, alias] as const]));
  const taken = new Set(read.map(([, alias]) => alias));
  return new Map([...[...before].filter(([, alias]) => alias === null || !taken.has(alias)), ...read]);
}

/** The accounts of the files, each with its alias. */
export const readAccounts = (files: AccountFiles): readonly CachedAccount[] =>
  aliased(readListed(files.accounts), readAliases(files.aliases));

function readListed(path: string): readonly CachedAccount[] {
  const rows = jsonIn(path);
  return (Array.isArray(rows) ? rows : []).flatMap((row: unknown) => {
    const { id, name, email } = { ...(row as Record<string, unknown>) };
    const parsed = parseAccountId(typeof id === "string" ? id : "");
    if (parsed.kind !== "ok" || typeof name !== "string") return [];
    return [{ id: parsed.value, name, ...(typeof email === "string" ? { email } : {}) }];
  });
}

function readAliases(path: string): Aliases {
  const rows = jsonIn(path);
  const entries = typeof rows === "object" && rows !== null ? Object.entries(rows) : [];
  return new Map(
    entries.flatMap(([key, alias]: [string, unknown]) => {
      const id = parseAccountId(key);
      return id.kind === "ok" && (typeof alias === "string" || alias === null) ? [[id.value, alias] as const] : [];
    }),
  );
}

/** Undefined: there is no such file, or it is none of ours. */
function jsonIn(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}
