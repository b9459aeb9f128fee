/** What a refresh found in CloudTrail and read again, in words. */
import { counted } from "./counted.ts";
import { plain } from "./sanitize.ts";

export interface CaughtUpWith {
  /** ISO 8601. */
  readonly from: string;
  readonly events: number;
  readonly changes: number;
  /** Rows that are not what they were. */
  readonly changed: number;
  /** Keys by their kind, and lists by their name; a membership is read as one of its group's members, an entitlement as one of its account's. */
  readonly read: readonly (
    | { readonly kind: KeyKind | "membership" | "entitlement" }
    | { readonly kind: "list"; readonly of: string }
  )[];
}

/** Two lines: how many events there were, and what was read again for them. */
export function refreshLines({ from, events, changes, changed, read }: CaughtUpWith): readonly string[] {
  const lists = read.flatMap((one) => (one.kind === "list" ? [`the list of ${one.of.replaceAll("-", " ")}`] : []));
  const keys = Object.entries(WORDS).flatMap(([kind, words]) => {
    const count = read.filter((one) => one.kind === kind).length;
    return count === 0 ? [] : [words(count)];
  });
  const again = [...keys, ...lists];
  return [
    `${counted(events, "change")} in CloudTrail since ${plain(from)}, ${changes} of them affecting the document`,
    again.length === 0
      ? "Nothing needed to be read again"
      : `Read again: ${again.join(", ")}; ${changed === 0 ? "nothing was different" : `${counted(changed, "change")} found`}`,
  ];
}

const WORDS = {
  pair: (count) => `assignments of ${counted(count, "pair of account and set", "pairs of account and set")}`,
  "accounts-of-set": (count) => `accounts of ${counted(count, "permission set")}`,
  "sets-of-account": (count) => `permission sets of ${counted(count, "account")}`,
  "grants-of": (count) => `grants of ${counted(count, "user or group", "users and groups")}`,
  request: (count) => counted(count, "request"),
  user: (count) => counted(count, "user"),
  group: (count) => counted(count, "group"),
  members: (count) => `members of ${counted(count, "group")}`,
  "groups-of": (count) => `groups of ${counted(count, "user")}`,
  "entitlements-of-account": (count) => `entitlements of ${counted(count, "account")}`,
  "entitlements-of": (count) => `entitlements of ${counted(count, "user or group", "users and groups")}`,
  account: (count) => counted(count, "account"),
  parent: (count) => `organizational units of ${counted(count, "account")}`,
  unit: (count) => counted(count, "organizational unit"),
} as const satisfies Readonly<Record<string, (count: number) => string>>;

type KeyKind = keyof typeof WORDS;
