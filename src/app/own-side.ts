/** The user's own side of a question: their aws configuration, and with their consent the sign-in that `aws sso login` keeps. */
import { readdir, readFile, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, join } from "node:path";
import type { CachedSignIn, SsoProfile } from "../facts/grant/additional-facts.ts";
import { AccessError } from "../model/errors.ts";
import { parseAwsConfig, profileNames, usedProfiles } from "../sources/client/aws-config.ts";
import { type CachedToken, type ChosenToken, chooseToken, parseCachedToken } from "../sources/client/cached-sign-in.ts";
import type { ClientInput } from "../sources/question/user-configuration.ts";
import type { Environment } from "./connection.ts";
import { unreadable } from "./text-file.ts";

export interface OwnSideFlags {
  /** The user asks about themselves: the kept sign-in may be used. */
  readonly asMe?: boolean | undefined;
  /** The user's configuration file. */
  readonly awsConfig?: string | undefined;
  /** The profile that the user uses. */
  readonly userProfile?: string | undefined;
}

export interface OwnSide {
  readonly client: ClientInput | undefined;
  /** Gives the kept token while it is valid. INVARIANT: the token stays inside this function; nothing prints or keeps it. */
  readonly portalToken?: (() => Promise<string | undefined>) | undefined;
}

/** Bytes; the files of a person are far smaller. */
const LARGEST_CONFIG = 4 * 1024 * 1024;
const LARGEST_TOKEN_FILE = 64 * 1024;
/** Files of the cache folder that are looked at. */
const MOST_TOKEN_FILES = 500;

/**
 * What the flags allow to look at; nothing where none of them was given.
 *
 * @param at ISO 8601: a token that ends later is valid
 * @throws AccessError `unreadable-document` for a file that cannot be read, `bad-input` for a profile that is not in it, `ambiguous` where several sign-ins are valid
 */
export async function readOwnSide(flags: OwnSideFlags, env: Environment, at: string): Promise<OwnSide> {
  const { asMe = false, awsConfig, userProfile } = flags;
  if (!asMe && awsConfig === undefined && userProfile === undefined) return { client: undefined };
  const home = env["HOME"] ?? homedir();
  const path = awsConfig ?? env["AWS_CONFIG_FILE"] ?? join(home, ".aws", "config");
  const text = await readConfig(path, { mayBeMissing: awsConfig === undefined });
  const profiles = userProfile === undefined ? parseAwsConfig(text) : [profileNamed(text, userProfile, path)];
  const chosen = asMe ? chooseToken(profiles, await readTokens(join(home, ".aws", "sso", "cache")), at) : undefined;
  if (chosen?.kind === "ambiguous") throw severalSignIns(profiles);
  const isNamed = userProfile !== undefined;
  return {
    client: { file: awsConfig ?? "~/.aws/config", profiles, isNamed, signIn: cachedSignIn(chosen) },
    ...(chosen?.kind === "chosen" && chosen.mayBeSent
      ? { portalToken: () => Promise.resolve(chosen.token.accessToken) }
      : {}),
  };
}

function cachedSignIn(chosen: ChosenToken | undefined): CachedSignIn {
  if (chosen === undefined) return { kind: "not looked for" };
  if (chosen.kind !== "chosen") return { kind: "none" };
  return { kind: "kept", until: chosen.token.until, startUrl: chosen.token.startUrl };
}

/** The profile itself, or the one at the end of its source profiles. */
function profileNamed(text: string, name: string, path: string): SsoProfile {
  const found = usedProfiles(text).find(({ usedAs }) => usedAs === name);
  if (found) return found.profile;
  const profiles = parseAwsConfig(text);
  const problem = profileNames(text).includes(name)
    ? `The profile "${name}" in ${path} has no sso_start_url, sso_region, sso_account_id or sso_role_name, and no source profile that has them`
    : `${path} has no profile "${name}"`;
  throw new AccessError("bad-input", problem, {
    next:
      profiles.length > 0
        ? "Its Identity Center profiles are:"
        : "It has no Identity Center profile. Give another file with --aws-config",
    candidates: asCandidates(profiles),
  });
}

const severalSignIns = (profiles: readonly SsoProfile[]): AccessError =>
  new AccessError(
    "ambiguous",
    "Several sign-ins of aws sso login are valid, and they may belong to different organizations",
    {
      next: "Name your profile with --user-profile",
      candidates: asCandidates(profiles),
    },
  );

const asCandidates = (profiles: readonly SsoProfile[]) =>
  profiles.slice(0, 20).map(({ name, accountId, roleName }) => ({
    id: name,
    name: [roleName, accountId].filter((part) => part !== undefined).join(" in "),
  }));

/** A file that nobody named may be missing: then there are no profiles. */
async function readConfig(path: string, { mayBeMissing }: { readonly mayBeMissing: boolean }): Promise<string> {
  try {
    const text = await readUpTo(path, LARGEST_CONFIG);
    if (text !== undefined) return text;
  } catch (error) {
    if (mayBeMissing && (error as { code?: unknown }).code === "ENOENT") return "";
    throw unreadable(path, error);
  }
  throw new AccessError(
    "unreadable-document",
    `${path} is not a regular file, or is larger than ${LARGEST_CONFIG / 1024 / 1024} MB`,
    {
      next: "An AWS configuration file is a small text file. Check the path",
    },
  );
}

/** The tokens of the folder. A file that cannot be read or understood holds none; a missing folder neither. */
async function readTokens(folder: string): Promise<readonly CachedToken[]> {
  const names = await readdir(folder).catch(noFiles);
  const files = names.filter((name) => name.endsWith(".json")).slice(0, MOST_TOKEN_FILES);
  const tokens = await Promise.all(
    files.map(async (name) => {
      const text = await readUpTo(join(folder, name), LARGEST_TOKEN_FILE).catch(() => undefined);
      return text === undefined ? [] : (parseCachedToken(basename(name, ".json"), text) ?? []);
    }),
  );
  return tokens.flat();
}

function noFiles(error: unknown): readonly string[] {
  if ((error as { code?: unknown }).code === "ENOENT") return [];
  throw unreadable("~/.aws/sso/cache", error);
}

/** Undefined for a file that is larger. Only regular files: a pipe or a device could go on for ever. */
async function readUpTo(path: string, bytes: number): Promise<string | undefined> {
  const found = await stat(path);
  if (found.isDirectory()) throw Object.assign(new Error("a folder"), { code: "EISDIR" });
  return found.isFile() && found.size <= bytes ? readFile(path, "utf8") : undefined;
}
