/** The sign-ins that `aws sso login` keeps on the machine, and which of them a profile uses (facts 4.4). */
import { createHash } from "node:crypto";
import type { SsoProfile } from "../../facts/grant/additional-facts.ts";
import { isSameStartUrl } from "../../facts/grant/start-url.ts";

/** A file of `~/.aws/sso/cache` that holds a token. The token is a secret: it goes to the portal, and nowhere else. */
export interface CachedToken {
  /** The file's name without `.json`. */
  readonly key: string;
  readonly accessToken: string;
  /** ISO 8601. */
  readonly until: string;
  readonly startUrl: string | undefined;
}

/** Printable ASCII without spaces: anything else could not be sent as a header. */
const TOKEN = /^[\x21-\x7e]{1,16384}$/;

/** Undefined for the other files of the folder (client registrations), and for what cannot be understood. */
export function parseCachedToken(key: string, text: string): CachedToken | undefined {
  const file = parsedJson(text);
  if (typeof file !== "object" || file === null) return undefined;
  const field = (name: string): string | undefined => {
    const value: unknown = Object.hasOwn(file, name) ? (file as Record<string, unknown>)[name] : undefined;
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const accessToken = field("accessToken");
  // Older clients write `2020-06-17T10:02:08UTC`.
  const until = new Date(field("expiresAt")?.replace(/UTC$/, "Z") ?? "");
  if (accessToken === undefined || !TOKEN.test(accessToken) || Number.isNaN(until.getTime())) return undefined;
  return { key, accessToken, until: until.toISOString(), startUrl: field("startUrl") };
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** SHA-1 of the session's name or, without one, of the start URL; undefined where the profile has neither. */
export function cacheKey({ sessionName, startUrl }: SsoProfile): string | undefined {
  const words = sessionName ?? startUrl;
  return words === undefined ? undefined : createHash("sha1").update(words).digest("hex");
}

export type ChosenToken =
  | { readonly kind: "none" }
  /** `mayBeSent`: it is valid, and was got at the profiles' own start URL. */
  | { readonly kind: "chosen"; readonly token: CachedToken; readonly mayBeSent: boolean }
  /** Several sign-ins are valid: a token must not go to a portal that it is not of. */
  | { readonly kind: "ambiguous" };

/**
 * The token that the profiles use: by the name of its file, else by its start URL; the one that lasts longest.
 *
 * @param at ISO 8601: a token that ends later is valid
 */
export function chooseToken(profiles: readonly SsoProfile[], tokens: readonly CachedToken[], at: string): ChosenToken {
  const used = profiles.length === 0 ? tokens : profiles.flatMap((profile) => tokenOf(profile, tokens) ?? []);
  const valid = used.filter(({ until }) => until > at);
  if (new Set(valid.map(({ key }) => key)).size > 1) return { kind: "ambiguous" };
  const token = newest(used);
  if (token === undefined) return { kind: "none" };
  return { kind: "chosen", token, mayBeSent: token.until > at && isOf(profiles, token) };
}

function tokenOf(profile: SsoProfile, tokens: readonly CachedToken[]): CachedToken | undefined {
  const key = cacheKey(profile);
  const kept = tokens.find((token) => token.key === key);
  if (kept !== undefined || profile.startUrl === undefined) return kept;
  const { startUrl: own } = profile;
  return newest(tokens.filter(({ startUrl }) => startUrl !== undefined && isSameStartUrl(startUrl, own)));
}

/** A token that is kept under the session's name may be of a start URL that the session had before (facts A16). */
const isOf = (profiles: readonly SsoProfile[], { key, startUrl }: CachedToken): boolean =>
  startUrl === undefined ||
  profiles
    .filter((profile) => cacheKey(profile) === key)
    .every((profile) => profile.startUrl === undefined || isSameStartUrl(profile.startUrl, startUrl));

const newest = (tokens: readonly CachedToken[]): CachedToken | undefined =>
  [...tokens].sort((a, b) => b.until.localeCompare(a.until))[0];
