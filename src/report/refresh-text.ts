/** What catching up found and read again, in words. */
import type { ToRead } from "../sources/organization/document-change.ts";
import { plain } from "./sanitize.ts";

export interface CaughtUpWith {
  /** ISO 8601. */
  readonly from: string;
  readonly events: number;
  readonly changes: number;
  readonly read: readonly ToRead[];
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

const WORDS: Readonly<Record<Exclude<ToRead["kind"], "list" | "membership">, string>> = {
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
};
