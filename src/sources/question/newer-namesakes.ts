/** What kept names cannot tell: who got the same name since. */
import type { NotExamined } from "../../model/diagnosis.ts";
import type { AccountId } from "../../model/ids.ts";
import type { NamedUser } from "../../model/names/name-index.ts";
import type { PlanningReader } from "../plan-reader.ts";
import type { Reader } from "../reader.ts";
import { looksLikeAccountId } from "./check-words.ts";

/** A name that no two people have: nobody can have got it since. */
export const isUnique = ({ id, userName, email }: NamedUser, words: string): boolean =>
  [id, userName, email].some((own) => own?.toLowerCase() === words.toLowerCase());

/** @param keptAt ISO 8601: the moment that the names are of */
export const newerUsers = (keptAt: string | undefined, now: string): readonly NotExamined[] =>
  keptAt === undefined ? [] : [newer("users who got this name", keptAt, now)];

/** Nothing for an id, or an address, which AWS gives to one account only (API model of organizations, CreateAccount). */
export function newerAccounts(
  reader: Pick<Reader, "rememberedAccounts" | "accountsKeptAt">,
  words: string,
  { accountId, now }: { readonly accountId: AccountId; readonly now: string },
): readonly NotExamined[] {
  const keptAt = reader.accountsKeptAt?.();
  if (keptAt === undefined || looksLikeAccountId(words) || words.includes("@")) return [];
  const isKept = reader.rememberedAccounts(words).includes(accountId);
  return isKept ? [newer("accounts that got this name", keptAt, now)] : [];
}

const newer = (what: string, keptAt: string, now: string): NotExamined => ({
  what: `${what} in the last ${timeSince(keptAt, now)}`,
  reason: `names are looked up as they were kept at ${keptAt}; \`idc-doctor snapshot refresh\` reads them again`,
});

/** `minute`, `5 minutes`, `3 hours`, `2 days`: rounded up, because all of it was not looked at. */
function timeSince(keptAt: string, now: string): string {
  const minutes = Math.max(1, Math.ceil((Date.parse(now) - Date.parse(keptAt)) / 60_000));
  const [count, unit] =
    minutes < 120
      ? [minutes, "minute"]
      : minutes < 2880
        ? [Math.ceil(minutes / 60), "hour"]
        : [Math.ceil(minutes / 1440), "day"];
  return count === 1 ? unit : `${count} ${unit}s`;
}

/**
 * The reader for what leads to a write: people and accounts are looked up in AWS and not in kept names, because a namesake who
 * came later must not be passed over.
 */
export const withNamesOfNow = (reader: PlanningReader): PlanningReader => ({
  ...reader,
  rememberedUsers: () => [],
  rememberedAccounts: () => [],
  expectNames: () => undefined,
});
