/** What catching up found and read again, in words. */
import { plain } from "./sanitize.ts";

export interface CaughtUpWith {
  /** ISO 8601. */
  readonly from: string;
  readonly events: number;
  readonly changes: number;
  /** Keys by their kind, and lists by their name; a membership is read as one of its group's members. */
  readonly read: readonly (
    | { readonly kind: KeyKind | "membership" }
    | { readonly kind: "list"; readonly of: string }
  )[];
}

/** Two lines: how many events there were, and what was read again for them. */
export function refreshLines({ from, events, changes, read }: CaughtUpWith): readonly string[] {
  const lists = read.flatMap((one) => (one.kind === "list" ? [`the list of ${one.of.replaceAll("-", " ")}`] : []));
  const keys = Object.entries(WORDS).flatMap(([kind, words]) => {
    const count = read.filter((one) => one.kind === kind).length;
    return count === 0 ? [] : [words.replace("#", String(count))];
  });
  const again = [...keys, ...lists];
  return [
    `${events} changes in CloudTrail since ${plain(from)}, ${changes} of them touched the document`,
    again.length === 0 ? "Nothing had to be read again" : `Read again: ${again.join(", ")}`,
  ];
}

const WORDS = {
  pair: "assignments of # pairs of account and set",
  "accounts-of-set": "where # sets are provisioned",
  "sets-of-account": "what is provisioned in # accounts",
  "grants-of": "grants of # users and groups",
  request: "# requests",
  user: "# users",
  group: "# groups",
  members: "members of # groups",
  "groups-of": "groups of # users",
  account: "# accounts",
  parent: "units of # accounts",
  unit: "# units",
} as const;

type KeyKind = keyof typeof WORDS;
