/** Many changes in few lines: those that differ in one name only are one line, such as the members that a group gained. */
import { grouped } from "../model/grouped.ts";
import type { ChangeSubject, Named, SnapshotChange } from "../model/snapshot-diff.ts";
import { counted } from "./counted.ts";
import { changeWords, withoutId } from "./snapshot-diff-words.ts";

/** What the changes of one line may differ in: the place of a set, the member of a group, else the thing itself. */
const DIFFERS: Readonly<Record<SnapshotChange["of"], keyof Omit<ChangeSubject, "request"> | undefined>> = {
  account: "account",
  "permission-set": "permissionSet",
  user: "user",
  group: "group",
  membership: "user",
  assignment: "account",
  provisioned: "account",
  entitlement: "account",
  request: undefined,
};

const NOUNS: Readonly<Record<keyof Omit<ChangeSubject, "request">, readonly [string, string]>> = {
  account: ["account", "accounts"],
  permissionSet: ["permission set", "permission sets"],
  user: ["user", "users"],
  group: ["group", "groups"],
  role: ["role", "roles"],
};

/** Names in a line before it says only how many more. */
const NAMED = 3;

/** One for each line, in words without ids; the order is that of their first changes. */
export function groupedChangeWords(changes: readonly SnapshotChange[]): readonly string[] {
  return [...grouped(changes, likeness).values()].map(([first, ...others]) => {
    if (first === undefined) return "";
    const differs = DIFFERS[first.of];
    const named = differs && first.subject[differs];
    if (others.length === 0 || differs === undefined || named === undefined)
      return changeWords(first, { written: withoutId });
    const all = [first, ...others];
    const names = listed(
      all.flatMap(({ subject }) => subject[differs] ?? []),
      NOUNS[differs],
    );
    return changeWords(
      { ...first, authors: authorsOf(all), subject: { ...first.subject, [differs]: { id: names, name: names } } },
      { written: withoutId, isOfSeveral: true },
    );
  });
}

/** All but what they may differ in. */
function likeness({ of, change, isInferred, subject, field, before, after, authors }: SnapshotChange): string {
  const differs = DIFFERS[of];
  const same = Object.entries(subject).filter(([name]) => name !== differs);
  // Of what was recreated or renamed, the old and the new differ as the thing itself does.
  const values = change === "recreated" || field === "role-name" ? [] : [before, after];
  const by = [...new Set(authors.map((author) => author.by))].sort();
  return JSON.stringify([of, change, isInferred, field, values, same, by]);
}

const listed = (things: readonly Named[], [one, many]: readonly [string, string]): string => {
  const names = [...new Set(things.map(({ id, name }) => name ?? id))].sort();
  const more = names.length - NAMED;
  return more <= 0
    ? names.join(", ")
    : `${names.slice(0, NAMED).join(", ")} and ${counted(more, `more ${one}`, `more ${many}`)}`;
};

/** Each person or program once. */
const authorsOf = (changes: readonly SnapshotChange[]): SnapshotChange["authors"] => [
  ...new Map(changes.flatMap(({ authors }) => authors).map((author) => [author.by, author])).values(),
];
