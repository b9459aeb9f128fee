/** Names that sentences about a grant share: names with ids in brackets, never a guess. */
import { knownValue } from "../../model/reading.ts";
import type { WalkedGrant } from "./walked-grant.ts";

/** The user as the identity store calls them, else in the words of the question. */
export const userName = ({ facts }: WalkedGrant): string => knownValue(facts.user)?.userName ?? facts.question.user;

/** The permission set's name, else the words of the question. */
export const setName = ({ facts }: WalkedGrant): string =>
  knownValue(facts.permissionSet)?.name ?? facts.question.permissionSet ?? "the permission set";

/** `sandbox (111122223333)`, or the id alone. */
export function accountName({ facts }: WalkedGrant): string {
  const account = knownValue(facts.account);
  return account ? `${account.name} (${account.id})` : facts.accountId;
}

/** `ReadOnly in sandbox (111122223333)`. */
export const grantName = (grant: WalkedGrant): string => `${setName(grant)} in ${accountName(grant)}`;

/** The options that every sso-admin command needs: `--region us-east-1 --instance-arn arn:…`. */
export function instanceOptions({ facts }: WalkedGrant): string {
  const instance = knownValue(facts.instance);
  return instance ? `--region ${instance.region} --instance-arn ${instance.arn}` : "--instance-arn <instance ARN>";
}

/** `a`, `a and b`, `a, b and c`. */
export const listed = (words: readonly string[], last = "and"): string =>
  words.length < 2 ? (words[0] ?? "nothing") : `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`;

/** AWS's FailureReason in its own words. */
export const reasonInWords = (reason: string | undefined): string =>
  reason === undefined ? "AWS gives no reason." : `AWS's reason: "${reason}"`;

/** `3 minutes`, `5 hours`, `2 days` between two instants; undefined where one of them is not a time, or it is less than a minute. */
export function timeBetween(from: string | undefined, to: string): string | undefined {
  const minutes = Math.floor((Date.parse(to) - Date.parse(from ?? "")) / 60_000);
  if (!(minutes >= 1)) return undefined;
  const [count, unit] =
    minutes < 120 ? [minutes, "minute"] : minutes < 2880 ? [minutes / 60, "hour"] : [minutes / 1440, "day"];
  return `${Math.floor(count)} ${unit}${Math.floor(count) === 1 ? "" : "s"}`;
}
