/** Resolves the words of a question for an account and a permission set to what they name in AWS; ambiguity is answered with candidates. */

import type { AccountFacts, InstanceFacts, PermissionSetFacts } from "../../facts/grant/grant-facts.ts";
import { AccessError } from "../../model/errors.ts";
import { type AccountId, type PermissionSetArn, parsePermissionSetArn } from "../../model/ids.ts";
import { matchAccounts, matchPermissionSets } from "../../model/names/match.ts";
import { evidenceOf, failureInWords, known, knownValue, type Reading } from "../../model/reading.ts";
import type { Reader } from "../reader.ts";
import { accountIdIn, checked, looksLikeAccountId, looksLikeArn } from "./check-words.ts";
import { accountCandidate, decided, orAlias } from "./decided.ts";

export type AccountWordsReader = Pick<Reader, "account" | "accounts" | "rememberedAccounts">;

/** The account's id: at once for twelve digits, else by name or e-mail from the organization's list. */
export async function resolveAccountId(reader: AccountWordsReader, words: string): Promise<AccountId> {
  if (looksLikeAccountId(words)) return accountIdIn(words);
  const remembered = await rememberedAccount(reader, words);
  if (remembered) return remembered;
  const accounts = await reader.accounts();
  if (accounts.state === "known") return accountNamed(accounts.value, words).id;
  const why = accounts.state === "unknown" ? failureInWords(accounts.failure) : accounts.reason;
  throw new AccessError("refused", `The accounts of the organization could not be listed: ${why}`, {
    next: `Give the account as its 12-digit id instead of "${words}"`,
  });
}

/** One account had the name when all were last listed, and a describe says that it has it now. */
async function rememberedAccount(reader: AccountWordsReader, words: string): Promise<AccountId | undefined> {
  const only = onlyRemembered(reader, words);
  if (only === undefined) return undefined;
  const account = knownValue(await reader.account(only));
  return account && matchAccounts([account], words).kind === "one" ? only : undefined;
}

/** The only account that had the name when all were last listed. */
export function onlyRemembered(reader: Pick<Reader, "rememberedAccounts">, words: string): AccountId | undefined {
  const [only, second] = reader.rememberedAccounts(words);
  return second === undefined ? only : undefined;
}

const accountNamed = (accounts: readonly AccountFacts[], words: string): AccountFacts =>
  decided(matchAccounts(accounts, words), {
    what: "account",
    words,
    candidate: accountCandidate,
    otherwise: orAlias(accounts, words),
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

/** So many names are asked for side by side: what AWS answers in a second (facts 3.6), so that waiting for them costs no time. */
const NAMES_AT_ONCE = 20;

/**
 * Reads the names of sets until one is written exactly so, for no two have the same name (facts B6); of all where none is. Each
 * name is read once and kept for ever, because it cannot change.
 */
export async function permissionSetFromList(
  reader: Reader,
  instance: InstanceFacts,
  words: string,
): Promise<Reading<PermissionSetFacts>> {
  const arns = await reader.permissionSetArns(instance.arn);
  if (arns.state !== "known") return arns;
  const names = await namesUntil(words, arns.value, (arn) => reader.permissionSetName(instance.arn, arn));
  const sets: PermissionSetFacts[] = names.flatMap((name, at) => {
    const arn: PermissionSetArn | undefined = arns.value[at];
    return name.state === "known" && name.value !== null && arn ? [{ arn, name: name.value }] : [];
  });
  const match = matchPermissionSets(sets, words);
  const failed = names.find(({ state }) => state === "unknown");
  // The set whose name could not be read may be the one that is written exactly so.
  const isExact = match.kind === "one" && match.item.name === words;
  if (!isExact && failed?.state === "unknown") return failed;
  const set = decided(match, { what: "permission set", words, candidate: ({ arn, name }) => ({ id: arn, name }) });
  return known(set, [
    ...arns.evidence,
    ...names.flatMap((name, at) => (arns.value[at] === set.arn ? evidenceOf(name) : [])),
  ]);
}

/** In the order of the sets, up to those that are read together with the one of that name. */
async function namesUntil(
  words: string,
  arns: readonly PermissionSetArn[],
  nameOf: (arn: PermissionSetArn) => Promise<Reading<string | null>>,
): Promise<readonly Reading<string | null>[]> {
  const names: Reading<string | null>[] = [];
  for (let at = 0; at < arns.length; at += NAMES_AT_ONCE) {
    const read = await Promise.all(arns.slice(at, at + NAMES_AT_ONCE).map(nameOf));
    names.push(...read);
    if (read.some((name) => knownValue(name) === words)) break;
  }
  return names;
}
