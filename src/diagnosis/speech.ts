/** Words that the causes share when they speak of a grant: names with ids in brackets, never a guess. */
import type { Reading } from "../model/reading.ts";
import type { WalkedGrant } from "./walked-grant.ts";

/** The value of a reading where it is known. */
export const knownValue = <T>(reading: Reading<T>): T | undefined =>
  reading.state === "known" ? reading.value : undefined;

/** The user as the identity store calls them, else in the words of the question. */
export const userName = ({ facts }: WalkedGrant): string => knownValue(facts.user)?.userName ?? facts.asked.user;

/** The permission set's name, else the words of the question. */
export const setName = ({ facts }: WalkedGrant): string =>
  knownValue(facts.permissionSet)?.name ?? facts.asked.permissionSet ?? "the permission set";

/** `sandbox (111122223333)`, or the id alone. */
export function accountName({ facts }: WalkedGrant): string {
  const account = knownValue(facts.account);
  return account ? `${account.name} (${account.id})` : facts.accountId;
}

/** `ReadOnly in sandbox (111122223333)`. */
export const grantName = (grant: WalkedGrant): string => `${setName(grant)} in ${accountName(grant)}`;
