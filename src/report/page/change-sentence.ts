/** A change between two moments as a sentence in names; the same change of many accounts or people as one. */
import { grouped } from "../../model/grouped.ts";
import type { SnapshotChange } from "../../model/snapshot-diff.ts";
import { firstSentences } from "../brief/without-ids.ts";
import { counted } from "../counted.ts";
import { plain } from "../sanitize.ts";
import { shownName } from "./access-lines.ts";

/** Characters of a reason; the answer about the grant has all of it. */
const REASON = 120;
/** How many are named before they are counted. */
const NAMED = 3;

export function changeSentences(changes: readonly SnapshotChange[]): readonly string[] {
  const alike = grouped(changes, ({ of, change, subject, after }) =>
    JSON.stringify(of === "provisioned" ? [change, subject.permissionSet?.id, after] : [of, change, subject]),
  );
  return [...alike.values()].flatMap(([first, ...more]) =>
    first === undefined ? [] : [`${first.isInferred ? "Likely: " : ""}${sentenceOf(first, [first, ...more])}.`],
  );
}

function sentenceOf(change: SnapshotChange, alike: readonly SnapshotChange[]): string {
  const { of, subject, before, after } = change;
  const { user, group, account, permissionSet, role } = subject;
  const principal = user ? shownName(user) : group ? `group ${shownName(group)}` : "somebody";
  const set = permissionSet ? shownName(permissionSet) : role ? `role ${shownName(role)}` : "a permission set";
  const place = account ? shownName(account) : "an account";
  if (change.change === "unknown")
    return `${[of.replace("-", " "), principal, set, place].join(", ")}: could not be read at one of the two moments`;
  switch (of) {
    case "membership":
      return `${principalOf(user)} ${change.change === "gone" ? "left" : "joined"} ${group ? shownName(group) : "a group"}`;
    case "assignment":
      return `${set} in ${place} was ${change.change === "gone" ? "taken from" : "assigned to"} ${principal}`;
    case "entitlement":
      return `${set} in ${place}: the entitlement of ${principal} was ${change.change === "gone" ? "removed" : "added"}`;
    case "provisioned":
      return provisionedWords(change, set, alike);
    case "request":
      return `A request for ${set} in ${place} failed: ${firstSentences(plain(after ?? "no reason is given"), REASON).replace(/\.$/, "")}`;
    case "user":
      return `${principal} ${STATUS_WORDS[after ?? ""] ?? lifeWords(change)}`;
    case "group":
      return `Group ${group ? shownName(group) : ""} ${lifeWords(change)}`;
    case "account":
      return `Account ${place} ${before === null || after === null ? LIFE[change.change] : lifeWords(change)}`;
    case "permission-set":
      return `Permission set ${set} ${lifeWords(change)}`;
  }
}

const principalOf = (user: SnapshotChange["subject"]["user"]): string => (user ? shownName(user) : "Somebody");

const LIFE = {
  added: "was created",
  gone: "was deleted",
  recreated: "was deleted and created again under the same name",
  changed: "changed",
  failed: "failed",
  unknown: "could not be read",
} as const satisfies Record<SnapshotChange["change"], string>;

/** `UserStatus` of a user (API model of identitystore). */
const STATUS_WORDS: Readonly<Record<string, string>> = { DISABLED: "was disabled", ENABLED: "was enabled" };

const lifeWords = ({ change, field, before, after }: SnapshotChange): string =>
  change === "changed" && field !== null
    ? `has another ${field}: ${plain(after ?? "not known")}, before ${plain(before ?? "not known")}`
    : LIFE[change];

function provisionedWords(
  { change, field, after }: SnapshotChange,
  set: string,
  alike: readonly SnapshotChange[],
): string {
  const places = alike.map(({ subject: { account } }) => (account ? shownName(account) : "an account"));
  const where = places.length > NAMED ? counted(places.length, "account") : places.join(", ");
  if (change === "added") return `${set} was provisioned to ${where}`;
  if (change === "gone") return `${set} was removed from ${where}`;
  if (field === "freshness") return `${set} is ${after === "outdated" ? "outdated" : "up to date"} in ${where}`;
  return `${set} in ${where}: ${field ?? "it"} is ${plain(after ?? "not known")} now`;
}
