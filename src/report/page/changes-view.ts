/** What changed between two moments as the page shows it: one entry for each recorded call, with the access that went with it. */
import type { AccessChange, Author, SnapshotChange, SnapshotDiff } from "../../model/snapshot-diff.ts";
import { plain } from "../sanitize.ts";
import { type AccessLine, accessLines } from "./access-lines.ts";
import { changeSentences } from "./change-sentence.ts";

export interface ChangeEntry {
  readonly key: string;
  /** The newest recorded call that touched it; undefined: none is known. */
  readonly author: AuthorView | undefined;
  /** What changed; the same change of many accounts is one sentence. */
  readonly sentences: readonly string[];
  readonly gained: readonly AccessLine[];
  readonly lost: readonly AccessLine[];
  /** Seen in one of the two moments, and not readable in the other. */
  readonly unknown: readonly AccessLine[];
}

export interface AuthorView {
  /** ISO 8601. */
  readonly at: string;
  /** The session or user alone; the whole ARN is `arn`. */
  readonly by: string;
  readonly arn: string;
  readonly tool: string | null;
  readonly event: string;
}

export interface ChangesView {
  /** The newest first; what nobody is known for last. */
  readonly entries: readonly ChangeEntry[];
  /** People who gained access somewhere, and who lost some. */
  readonly gained: number;
  readonly lost: number;
}

interface Work {
  readonly author: Author | undefined;
  readonly changes: SnapshotChange[];
  readonly rows: Set<AccessChange>;
}

/** @param person words of a name: only what concerns people whose name has all of them */
export function changesView({ changes, access }: SnapshotDiff, person = ""): ChangesView {
  const isAsked = personTest(person);
  const works = new Map<string, Work>();
  const tied = new Set<AccessChange>();
  for (const change of changes) {
    const author = change.authors.at(-1);
    const key = author ? `${author.at} ${author.by} ${author.event}` : `${change.of} ${change.change}`;
    const work = works.get(key) ?? { author, changes: [], rows: new Set() };
    works.set(key, work);
    work.changes.push(change);
    for (const row of access.rows)
      if (goesWith(change, row)) {
        tied.add(row);
        if (isAsked(row.user.name)) work.rows.add(row);
      }
  }
  const loose = access.rows.filter((row) => !tied.has(row) && isAsked(row.user.name));
  if (loose.length > 0) works.set("others", { author: undefined, changes: [], rows: new Set(loose) });
  const entries = [...works]
    .filter(([, work]) => person.trim() === "" || work.rows.size > 0 || work.changes.some(isAbout(isAsked)))
    .map(([key, work]) => entryOf(key, work))
    .sort((one, other) => (other.author?.at ?? "").localeCompare(one.author?.at ?? ""));
  const shown = access.rows.filter(({ user }) => isAsked(user.name));
  const count = (word: AccessChange["change"]): number =>
    new Set(shown.filter(({ change }) => change === word).map(({ user }) => user.id)).size;
  return { entries, gained: count("gained"), lost: count("lost") };
}

function entryOf(key: string, { author, changes, rows }: Work): ChangeEntry {
  const linesOf = (word: AccessChange["change"]) => accessLines([...rows].filter(({ change }) => change === word));
  return {
    key,
    author: author && authorView(author),
    sentences: changeSentences(changes),
    gained: linesOf("gained"),
    lost: linesOf("lost"),
    unknown: linesOf("unknown"),
  };
}

const authorView = ({ at, by, tool, event }: Author): AuthorView => ({
  at,
  by: plain(by.startsWith("arn:") ? (by.split("/").at(-1) ?? by) : by),
  arn: plain(by),
  tool,
  event: plain(event),
});

/** As people write it: some letters of a name, in any case, without accents. */
function personTest(words: string): (name: string | null) => boolean {
  const wanted = folded(words).split(/\s+/).filter(Boolean);
  return (name) => wanted.every((word) => folded(name ?? "").includes(word));
}

const folded = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

const isAbout =
  (isAsked: (name: string | null) => boolean) =>
  ({ subject: { user } }: SnapshotChange): boolean =>
    user !== undefined && isAsked(user.name);

/** Whether the access came or went by this change, as far as what it is about says. */
function goesWith(
  { of, subject: { user, group, account, permissionSet } }: SnapshotChange,
  row: AccessChange,
): boolean {
  const isByGroup = row.via.some((via) => via !== "direct" && via.group.id === group?.id);
  const isHere = row.account.id === account?.id && row.permissionSet.id === permissionSet?.id;
  switch (of) {
    case "membership":
      return isByGroup && row.user.id === user?.id;
    case "assignment":
      return isHere && (user ? row.user.id === user.id && row.via.includes("direct") : isByGroup);
    case "provisioned":
      return isHere;
    case "user":
      return row.user.id === user?.id;
    case "group":
      return isByGroup;
    case "account":
      return row.account.id === account?.id;
    case "permission-set":
      return row.permissionSet.id === permissionSet?.id;
    case "entitlement":
    case "request":
      return false;
  }
}
