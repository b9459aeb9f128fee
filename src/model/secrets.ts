/** Takes known secrets out of text: the one function that every message passes before it is kept, printed or journaled. */

/** What stands where a secret was. */
export const SECRET_MARK = "[secret]";

/** Shorter ones are words that occur by themselves: a lab's secret key is `lab`. */
const SHORTEST = 8;

/**
 * The secrets that this process has met. They belong to the process, not to a command or a connection: a message may be made
 * anywhere, by code that never saw the credentials.
 */
const met = new Set<string>();
let pattern: RegExp | undefined;

/** The last ones used: a scan with `--audit-role` meets new keys in every account. */
const MOST = 40;

/** From now on these are taken out of every message. */
export function keepSecret(...secrets: readonly (string | undefined)[]): void {
  for (const secret of secrets) {
    if (secret === undefined || secret.length < SHORTEST) continue;
    // Used again: it is the youngest now.
    if (!met.delete(secret)) pattern = undefined;
    met.add(secret);
    const [oldest] = met;
    if (met.size > MOST && oldest !== undefined) met.delete(oldest);
  }
}

/** The password of an address such as a proxy's or an endpoint's. */
export function keepPasswordOf(address: string): void {
  const { password = "" } = URL.parse(address) ?? {};
  keepSecret(password, decoded(password));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** An endpoint may send a secret back as it came, or as part of an address, of JSON or of a Basic header. */
const spellingsOf = (secret: string): readonly string[] => [
  secret,
  encodeURIComponent(secret),
  secret.replaceAll("/", "\\/"),
  JSON.stringify(secret).slice(1, -1),
  // biome-ignore lint/suspicious/noControlCharactersInRegex: btoa takes only these
  ...(/^[\u0000-\u00ff]*$/.test(secret) ? [btoa(secret).replace(/=+$/, "")] : []),
];

function patternOfAll(): RegExp {
  const spellings = [...new Set([...met].flatMap(spellingsOf))].sort((a, b) => b.length - a.length);
  return new RegExp(spellings.map((one) => one.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")).join("|"), "g");
}

/** The text without the secrets that are known. */
function withoutKnown(text: string): string {
  if (met.size === 0 || text.length < SHORTEST) return text;
  pattern ??= patternOfAll();
  return text.replace(pattern, SECRET_MARK);
}

/** Tokens and passwords that can be seen to be some, whoever they belong to. */
const BEARER = /\b(Bearer\s+)[\w.~+/=-]{8,}/gi;
const IN_ADDRESS = /\b([a-z][a-z\d+.-]{1,20}:\/\/)[^\s/@]{1,2048}@/gi;

/** A message without secrets: the known ones, bearer tokens, and user and password of an address. */
export const withoutSecrets = (message: string): string =>
  withoutKnown(message).replace(BEARER, `$1${SECRET_MARK}`).replace(IN_ADDRESS, `$1${SECRET_MARK}@`);

/** Members of answers that are secrets by their meaning: they are why the call was made. */
const SECRET_MEMBERS = /^(secretAccessKey|sessionToken|accessToken|refreshToken|idToken)$/i;

/** The same value with known secrets taken out of every string. Members that are secrets by their meaning stay, and are known from now on. */
export function withoutSecretsDeep<T>(value: T): T {
  return cleaned(value) as T;
}

function cleaned(value: unknown): unknown {
  if (typeof value === "string") return withoutKnown(value);
  if (Array.isArray(value)) return value.map(cleaned);
  if (typeof value !== "object" || value === null) return value;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return value;
  const entries = Object.entries(value).map(([key, item]: [string, unknown]) => {
    if (typeof item !== "string" || !SECRET_MEMBERS.test(key)) return [key, cleaned(item)] as const;
    keepSecret(item);
    return [key, item] as const;
  });
  return Object.fromEntries(entries);
}
