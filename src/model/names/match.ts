/** What words can mean: found where they name one thing, asked about where they may name several, else what comes close. */
import { parseAccountId, parseUserId } from "../ids.ts";
import type { NamedAccount, NamedPermissionSet, NamedUser } from "./name-index.ts";
import { editsBetween, nearest } from "./nearest.ts";
import {
  areBeginningsOf,
  areWordsOf,
  contradicts,
  folded,
  forms,
  isAccented,
  isPlain,
  isSameWords,
  partsOfCamelCase,
  wordsOf,
} from "./spellings.ts";

export type Match<T> =
  /** Nothing else has the name so closely. */
  | { readonly kind: "one"; readonly item: T }
  /** At least one; never taken without being asked about. */
  | { readonly kind: "ask"; readonly items: readonly T[] }
  /** Nothing has the name; best first, often empty. */
  | { readonly kind: "none"; readonly near: readonly T[] };

/** No words: nobody is meant, also not who has no name or address either. */
const NOTHING = { kind: "none", near: [] } as const satisfies Match<never>;

/** Empty, or with control characters other than blanks, which no name has. */
const isNoName = (words: string): boolean => words.trim() === "" || /[^\P{Cc}\t\n\r]/u.test(words);

/** A way in which an item can bear the words; `isSure`: taken where only one does. */
interface Rule<T> {
  readonly isSure: boolean;
  readonly fits: (item: T) => boolean;
}

/** What has the form of an id is that id, whoever bears it as a name. */
function byIdAlone<T extends { readonly id: string }>(items: readonly T[], id: string): Match<T> {
  const item = items.find((one) => one.id === id);
  return item === undefined ? NOTHING : { kind: "one", item };
}

interface Otherwise<T> {
  /** What comes close where nothing fits. */
  readonly near: () => readonly T[];
  /** Fits, and is likely somebody else all the same. */
  readonly isDoubtful?: (item: T) => boolean;
}

/** The first rule that anything fits decides. */
function firstRule<T>(items: readonly T[], rules: readonly Rule<T>[], { near, isDoubtful }: Otherwise<T>): Match<T> {
  for (const { isSure, fits } of rules) {
    const found = items.filter(fits);
    const [only] = found;
    if (only === undefined) continue;
    const isTaken = isSure && found.length === 1 && isDoubtful?.(only) !== true;
    return isTaken ? { kind: "one", item: only } : { kind: "ask", items: found };
  }
  return { kind: "none", near: near() };
}

/** Whether a name is the words in another case; the words are given in lower case, because thousands of names are compared. */
const same = (name: string | null | undefined, lower: string): boolean => name?.toLowerCase() === lower;

/** A word of fewer letters is in too many names. */
const SHORTEST_WORD = 3;

/** The words of the words, without accents and with umlauts written out. */
const readings = (text: string): readonly (readonly string[])[] => forms(text).map(wordsOf);

const isAddress = (words: string): boolean => words.includes("@");
const beforeAt = (address: string | undefined): string => folded((address ?? "").split("@")[0] ?? "");

/**
 * By id, userName, address, name, address without its domain, name in another order or spelling, one whole word of the name, or
 * its family name. Several words out of a longer name may be somebody else's whole name, who is not here: they are asked about, as
 * beginnings of words are.
 */
export function matchUsers(users: readonly NamedUser[], words: string): Match<NamedUser> {
  if (isNoName(words)) return NOTHING;
  if (parseUserId(words).kind === "ok") return byIdAlone(users, words);
  const asked = readings(words);
  const local = folded(words);
  const lower = words.toLowerCase();
  const isUnmarked = isPlain(words);
  const exact: readonly Rule<NamedUser>[] = [
    { isSure: true, fits: ({ userName }) => same(userName, lower) },
    { isSure: true, fits: ({ email }) => same(email, lower) },
    {
      isSure: true,
      fits: (user) => namesIn(user).some((name) => same(name, lower) || (isUnmarked && isAccented(name, local))),
    },
  ];
  if (isAddress(words)) return firstRule(users, exact, { near: () => nearestAddresses(words, users) });
  if (asked.every(({ length }) => length === 0)) return firstRule(users, exact, { near: () => [] });
  const near = () =>
    nearest(words, users, ({ userName, displayName, email }) => [userName, displayName, email, userName.split("@")[0]]);
  const spellings = new Map<NamedUser, ReturnType<typeof namesOf>>();
  const any = (user: NamedUser, fits: (name: readonly string[], one: readonly string[]) => boolean): boolean => {
    const names = spellings.get(user) ?? namesOf(user);
    spellings.set(user, names);
    return names.some((name) => asked.some((one) => fits(name, one)));
  };
  const isWhole = (user: NamedUser) => any(user, (name, one) => areWordsOf(one, name));
  // One word may be an address, and somebody else's name: then nobody knows who is meant.
  const isAlone = asked.every(({ length }) => length === 1);
  const isLong = asked.some((one) => one.some((word) => word.length >= SHORTEST_WORD));
  const isFamily = ({ familyName }: NamedUser) =>
    readings(familyName).some((name) => asked.some((one) => isSameWords(name, one) || name.join("") === one.join("")));
  return firstRule(
    users,
    [
      ...exact,
      {
        isSure: true,
        fits: (user) =>
          [user.userName, user.email].some((one) => beforeAt(one) === local) || (isAlone && isLong && isWhole(user)),
      },
      { isSure: true, fits: (user) => any(user, isSameWords) },
      { isSure: true, fits: (user) => any(user, (name, one) => isSameWords([name.join("")], [one.join("")])) },
      { isSure: isLong, fits: (user) => !isAlone && isFamily(user) },
      { isSure: false, fits: isWhole },
      { isSure: false, fits: (user) => isLong && any(user, (name, one) => areBeginningsOf(one, name)) },
    ],
    { near, isDoubtful: (user) => contradicts(words, namesIn(user)) },
  );
}

/** The names of a person as they are written, in the order in which they are said. */
const namesIn = ({ displayName, givenName, familyName }: NamedUser): readonly string[] =>
  [displayName, `${givenName} ${familyName}`.trim()].filter((name) => name !== "");

/** Display name; given and family name; the address, whose parts are often the name. */
const namesOf = ({ displayName, givenName, familyName, userName }: NamedUser): readonly (readonly string[])[] =>
  [displayName, `${givenName} ${familyName}`, userName.split("@")[0] ?? ""].flatMap(readings);

/**
 * Addresses of one organization share their domain: what stands before it tells people apart. A letter or two may differ in
 * it, or in the domain; the same person under another domain comes close, too.
 */
function nearestAddresses(words: string, users: readonly NamedUser[]): readonly NamedUser[] {
  const [local, domain] = partsOfAddress(words);
  const rated = users.flatMap((user) => {
    const edits = [user.userName, user.email ?? ""].filter(isAddress).map((address) => {
      const [ownLocal, ownDomain] = partsOfAddress(address);
      const own = Math.min(editsBetween(local, ownLocal), editsBetween(withoutTag(local), withoutTag(ownLocal)));
      if (own > Math.max(1, Math.floor(local.length / 4))) return Number.POSITIVE_INFINITY;
      const other = editsBetween(domain, ownDomain);
      return own === 0 || other <= MOST_DOMAIN_EDITS
        ? own + Math.min(other, MOST_DOMAIN_EDITS + 1)
        : Number.POSITIVE_INFINITY;
    });
    const least = Math.min(...edits);
    return Number.isFinite(least) ? [{ user, least }] : [];
  });
  return rated
    .sort((a, b) => a.least - b.least)
    .slice(0, MOST_ADDRESSES)
    .map(({ user }) => user);
}

/** `pat+aws` is read by whom `pat` is (RFC 5233, subaddressing). */
const withoutTag = (local: string): string => local.replace(/\+.*$/, "");

const MOST_DOMAIN_EDITS = 2;
const MOST_ADDRESSES = 5;

const partsOfAddress = (address: string): readonly [string, string] => {
  const at = address.lastIndexOf("@");
  return [address.slice(0, at).toLowerCase(), address.slice(at + 1).toLowerCase()];
};

/** As the console and bills write an id: with dashes or blanks. */
const digitsOf = (words: string): string => words.replace(/[\s-]/g, "");

/** By id, name, alias or address; by one whole word of the name. Several words of a longer name and parts of a word are asked about. */
export function matchAccounts<Account extends NamedAccount>(
  accounts: readonly Account[],
  words: string,
): Match<Account> {
  if (isNoName(words)) return NOTHING;
  const digits = digitsOf(words);
  if (parseAccountId(digits).kind === "ok") return byIdAlone(accounts, digits);
  const asked = readings(partsOfCamelCase(words));
  const nameOf = ({ name }: Account) => readings(partsOfCamelCase(name));
  const any = (account: Account, fits: (name: readonly string[], one: readonly string[]) => boolean): boolean =>
    nameOf(account).some((name) => asked.some((one) => fits(name, one)));
  const part = folded(words);
  const lower = words.toLowerCase();
  const isUnmarked = isPlain(words);
  const isOneWord = asked.every(({ length }) => length === 1);
  return firstRule(
    accounts,
    [
      {
        isSure: true,
        fits: ({ name, email, alias }) =>
          [name, email, alias].some((one) => same(one, lower)) || (isUnmarked && isAccented(name, part)),
      },
      { isSure: true, fits: (account) => any(account, isSameWords) },
      {
        isSure: isOneWord && part.length >= SHORTEST_WORD,
        fits: (account) => any(account, (name, one) => areWordsOf(one, name)),
      },
      { isSure: false, fits: ({ name }) => part.length >= SHORTEST_WORD && folded(name).includes(part) },
    ],
    {
      near: () => nearest(words, accounts, ({ name, email, alias }) => [name, email, alias ?? undefined]),
      isDoubtful: ({ name }) => contradicts(words, [name]),
    },
  );
}

/**
 * Upper and lower case count (facts B1): another case only where no set has the name as written; a part of a name only where
 * it is in one name alone.
 */
export function matchPermissionSets<PermissionSet extends Pick<NamedPermissionSet, "name">>(
  sets: readonly PermissionSet[],
  words: string,
): Match<PermissionSet> {
  if (isNoName(words)) return NOTHING;
  const asked = folded(wordsOf(partsOfCamelCase(words)).join(""));
  const lower = words.toLowerCase();
  const nameOf = (name: string) => folded(wordsOf(partsOfCamelCase(name)).join(""));
  return firstRule(
    sets,
    [
      { isSure: true, fits: ({ name }) => name === words },
      { isSure: true, fits: ({ name }) => same(name, lower) },
      { isSure: true, fits: ({ name }) => asked !== "" && nameOf(name) === asked },
      { isSure: true, fits: ({ name }) => asked.length >= SHORTEST_WORD && nameOf(name).includes(asked) },
    ],
    { near: () => nearest(words, sets, ({ name }) => [name]) },
  );
}
