/** Resolves the words of a question (user, account, permission set) to what they name in AWS; ambiguity is answered with candidates. */

import type { AccountFacts, InstanceFacts, PermissionSetFacts } from "../../facts/grant/grant-facts.ts";
import type { UserFacts } from "../../facts/grant/user-facts.ts";
import { AccessError, type Candidate } from "../../model/errors.ts";
import {
  type AccountId,
  describeMalformed,
  type Parsed,
  type PermissionSetArn,
  parseAccountId,
  parsePermissionSetArn,
  parseUserId,
  type UserId,
} from "../../model/ids.ts";
import { evidenceOf, known, knownValue, type Reading } from "../../model/reading.ts";
import type { Reader } from "../reader.ts";

/** The value, or `bad-input` with what is wrong and what a right one looks like. Nothing malformed reaches AWS. */
export function checked<T>(parsed: Parsed<T>): T {
  if (parsed.kind === "ok") return parsed.value;
  throw new AccessError("bad-input", describeMalformed(parsed));
}

/** As the console shows an account id: `1234-5678-9012`. */
const DASHED_ACCOUNT_ID = /^\d{4}-\d{4}-\d{4}$/;

/** Digits are an account id and must be right; everything else is a name or an e-mail address. */
export const looksLikeAccountId = (words: string): boolean => /^\d+$/.test(words) || DASHED_ACCOUNT_ID.test(words);

/** The id of words that look like one, dashes left out. @throws AccessError `bad-input` */
export const accountIdIn = (words: string): AccountId =>
  checked(parseAccountId(DASHED_ACCOUNT_ID.test(words) ? words.replaceAll("-", "") : words));

export const looksLikeArn = (words: string): boolean => words.startsWith("arn:");

/** Refuses malformed words before the first call. */
export function checkWords(words: { readonly account: string | null; readonly permissionSet: string | null }): void {
  if (words.account !== null && looksLikeAccountId(words.account)) accountIdIn(words.account);
  if (words.permissionSet !== null && looksLikeArn(words.permissionSet))
    checked(parsePermissionSetArn(words.permissionSet));
}

/** The account's id: at once for twelve digits, else by name or e-mail from the organization's list. */
export async function resolveAccountId(reader: Reader, words: string): Promise<AccountId> {
  if (looksLikeAccountId(words)) return accountIdIn(words);
  const remembered = await rememberedAccount(reader, words);
  if (remembered) return remembered;
  const accounts = await reader.accounts();
  if (accounts.state === "known") return accountNamed(accounts.value, words).id;
  const why =
    accounts.state === "unknown" ? `${accounts.failure.message} (${accounts.failure.permission})` : accounts.reason;
  throw new AccessError("refused", `The accounts of the organization could not be listed: ${why}`, {
    next: `Give the account as its 12-digit id instead of "${words}"`,
  });
}

/** One account had the name when all were last listed, and a describe says that it has it now. */
async function rememberedAccount(reader: Reader, words: string): Promise<AccountId | undefined> {
  const [only, second] = reader.rememberedAccounts(words);
  if (only === undefined || second !== undefined) return undefined;
  const account = knownValue(await reader.account(only));
  return account && isAccountNamed(account, words) ? only : undefined;
}

const isAccountNamed = ({ name, email }: AccountFacts, words: string): boolean =>
  sameWords(name, words) || sameWords(email ?? "", words);

function accountNamed(accounts: readonly AccountFacts[], words: string): AccountFacts {
  const matches = accounts.filter((account) => isAccountNamed(account, words));
  return single("account", words, matches, accounts, ({ id, name }) => ({ id, name }));
}

/** The user: by id, userName or e-mail in one or two calls; by display name from the list. Null: no such user. */
export async function resolveUserId(
  reader: Reader,
  instance: InstanceFacts,
  words: string,
): Promise<Reading<UserId | null>> {
  const store = instance.identityStoreId;
  const asId = parseUserId(words);
  if (asId.kind === "ok") return known(asId.value);
  const byName = await reader.userIdByUserName(store, words);
  if (byName.state !== "known" || byName.value !== null) return byName;
  if (words.includes("@")) return userIdByAddress(reader, store, { words, byName });
  // Display names are not unique, and no API finds them: only the whole list tells whether there are several.
  const listed = await reader.users(store, Number.POSITIVE_INFINITY);
  if (listed.state !== "known") return listed;
  const matches = listed.value.users.filter(({ displayName }) => sameWords(displayName, words));
  if (matches.length > 1) throw ambiguous("user", words, matches.map(userCandidate));
  return known(matches[0]?.id ?? null, [...byName.evidence, ...listed.evidence]);
}

/** By the address as it is written, then in lower case, as most directories keep it. */
async function userIdByAddress(
  reader: Reader,
  store: InstanceFacts["identityStoreId"],
  { words, byName }: { readonly words: string; readonly byName: Reading<UserId | null> },
): Promise<Reading<UserId | null>> {
  const evidence = [...evidenceOf(byName)];
  for (const address of new Set([words, words.toLowerCase()])) {
    const byEmail = await reader.userIdByEmail(store, address);
    if (byEmail.state !== "known") return byEmail;
    evidence.push(...byEmail.evidence);
    if (byEmail.value !== null) return known(byEmail.value, evidence);
  }
  return known(null, evidence);
}

const userCandidate = ({ id, userName, displayName }: UserFacts): Candidate => ({
  id,
  name: `${userName}, ${displayName}`,
});

/** The permission set by ARN or name. An unknown name is `not-found` with the names that come close. */
export async function resolvePermissionSet(
  reader: Reader,
  instance: InstanceFacts,
  words: string,
): Promise<Reading<PermissionSetFacts>> {
  if (looksLikeArn(words)) {
    const arn = checked(parsePermissionSetArn(words));
    const name = await reader.permissionSetName(instance.arn, arn);
    if (name.state !== "known") return name;
    if (name.value !== null) return known({ arn, name: name.value }, name.evidence);
    throw new AccessError("not-found", `There is no permission set ${arn} in ${instance.arn}`, {
      next: "A permission set that was deleted and created again has another ARN: give its name instead",
    });
  }
  const remembered = reader.rememberedPermissionSet(instance.arn, words);
  return remembered ? known({ arn: remembered, name: words }) : permissionSetFromList(reader, instance, words);
}

/** Reads the names of all sets; each name is read once and kept for ever, because it cannot change (facts B1). */
export async function permissionSetFromList(
  reader: Reader,
  instance: InstanceFacts,
  words: string,
): Promise<Reading<PermissionSetFacts>> {
  const arns = await reader.permissionSetArns(instance.arn);
  if (arns.state !== "known") return arns;
  const names = await Promise.all(arns.value.map((arn) => reader.permissionSetName(instance.arn, arn)));
  const sets: PermissionSetFacts[] = names.flatMap((name, at) => {
    const arn: PermissionSetArn | undefined = arns.value[at];
    return name.state === "known" && name.value !== null && arn ? [{ arn, name: name.value }] : [];
  });
  const matches = setsNamed(sets, words, ({ name }) => name);
  const failed = names.find(({ state }) => state === "unknown");
  // The set whose name could not be read may be the one that is written exactly so.
  const isExact = matches.some(({ name }) => name === words);
  if (!isExact && failed?.state === "unknown") return failed;
  const set = single("permission set", words, matches, sets, ({ arn, name }) => ({ id: arn, name }));
  return known(set, [
    ...arns.evidence,
    ...names.flatMap((name, at) => (arns.value[at] === set.arn ? evidenceOf(name) : [])),
  ]);
}

/** The set of exactly this name (facts B1: upper and lower case count); in another case only where no set has the name as written. */
export function setsNamed<T>(sets: readonly T[], words: string, nameOf: (set: T) => string): readonly T[] {
  const exact = sets.filter((set) => nameOf(set) === words);
  return exact.length > 0 ? exact : sets.filter((set) => sameWords(nameOf(set), words));
}

export const sameWords = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** The only match. @throws AccessError `ambiguous` with the candidates, `not-found` with the names that come close. */
export function single<T>(
  what: string,
  words: string,
  matches: readonly T[],
  all: readonly T[],
  candidate: (item: T) => Candidate,
): T {
  const [only, second] = matches;
  if (only !== undefined && second === undefined) return only;
  if (only !== undefined) throw ambiguous(what, words, matches.map(candidate));
  const near = all.map(candidate).filter(({ name }) => isNear(name, words));
  throw new AccessError("not-found", `There is no ${what} called "${words}"`, {
    next: near.length > 0 ? "Did you mean one of these?" : `Check the ${what}'s name: it is compared as a whole`,
    candidates: near.slice(0, 5),
  });
}

const ambiguous = (what: string, words: string, candidates: readonly Candidate[]): AccessError =>
  new AccessError("ambiguous", `"${words}" is the name of ${candidates.length} ${what}s`, {
    next: "Ask again with the id",
    candidates,
  });

/** Alike enough to be offered: one contains the other, or they begin alike. */
function isNear(name: string, words: string): boolean {
  const [a, b] = [name.toLowerCase(), words.toLowerCase()];
  return a.includes(b) || b.includes(a) || (a.length > 2 && a.slice(0, 3) === b.slice(0, 3));
}
