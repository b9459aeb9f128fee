/** The difference of two snapshots for people and spreadsheets: text, Markdown and CSV. */
import { neededFor } from "../model/reading.ts";
import type {
  AccessChange,
  Author,
  ChangeSubject,
  Named,
  SnapshotChange,
  SnapshotDiff,
} from "../model/snapshot-diff.ts";
import { linesByGroup, MOST_SINGLE_LINES } from "./access-by-group.ts";
import { counted } from "./counted.ts";
import { csvText } from "./csv.ts";
import { hanging, table, wrap } from "./layout.ts";
import { markdownText, plain } from "./sanitize.ts";
import { partText } from "./snapshot-text.ts";
import type { TextStyle } from "./text-style.ts";

/** So many rows of one kind are printed for people; JSON and CSV have all. */
const ROWS_SHOWN = 50;

export function snapshotDiffText(diff: SnapshotDiff, { palette, width, isFull }: TextStyle): string {
  const block = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ["", palette.strong(title), ...lines];
  return `${[
    palette.strong(plain(differenceHeadline(diff))),
    ...block(
      "Changes",
      shown(diff.changes, (rows) => rows.flatMap((row) => hanging("  ", plain(changeWords(row)), width))),
    ),
    ...block(
      "Access",
      diff.access.rows.length > MOST_SINGLE_LINES && isFull !== true
        ? linesByGroup(diff.access.rows, { width, asked: null })
        : table(diff.access.rows.map((row) => accessCells(row).map(plain))).map(indented),
    ),
    ...block(
      "Incomplete: more may have changed in what could not be read",
      shown(diff.unread, (rows) => rows.flatMap((row) => hanging("  - ", plain(unreadWords(row)), width))),
    ),
    ...diff.notExamined.flatMap((words) => wrap(`Not examined: ${plain(words)}`, width)),
    palette.faint(plain(`${diff.before.takenAt} to ${diff.after.takenAt}`)),
  ].join("\n")}\n`;
}

const indented = (line: string): string => `  ${line}`;

function shown<T>(rows: readonly T[], lines: (rows: readonly T[]) => readonly string[]): readonly string[] {
  const more = rows.length - ROWS_SHOWN;
  return [...lines(rows.slice(0, ROWS_SHOWN)), ...(more > 0 ? [`  … and ${more} more`] : [])];
}

/** What changed, in numbers. */
export function differenceHeadline({ changes, access, isWhole }: SnapshotDiff): string {
  if (changes.length === 0 && access.rows.length === 0)
    return isWhole ? "Nothing changed" : "No change seen, but not everything could be read";
  const unknown = access.unknown > 0 ? `, ${access.unknown} unknown` : "";
  return `${counted(changes.length, "change")}; access: ${access.gained} gained, ${access.lost} lost${unknown}`;
}

const nameOf = ({ id, name }: Named): string => (name === null ? id : `${name} (${id})`);

/** What it is about, in words: `user alice (id) in group Admins (id)`. */
function subjectWords(
  { account, permissionSet, role, user, group, request }: ChangeSubject,
  of: SnapshotChange["of"],
): string {
  const who = [...(user ? [`user ${nameOf(user)}`] : []), ...(group ? [`group ${nameOf(group)}`] : [])];
  return [
    ...(request === undefined ? [] : [request]),
    who.join(of === "membership" ? " in " : " and "),
    ...(permissionSet ? [`${of === "permission-set" ? "" : "set "}${nameOf(permissionSet)}`] : []),
    ...(role ? [`role ${nameOf(role)}`] : []),
    ...(account ? [`${of === "account" ? "" : "in "}${nameOf(account)}`] : []),
  ]
    .filter((words) => words !== "")
    .join(" ");
}

const THINGS: Readonly<Record<SnapshotChange["of"], string>> = {
  account: "account",
  "permission-set": "permission set",
  user: "",
  group: "",
  membership: "membership:",
  assignment: "assignment:",
  provisioned: "provisioned:",
  entitlement: "entitlement:",
  request: "request",
};

/** One change in words, with its authors. */
export function changeWords(change: SnapshotChange): string {
  const head = [
    change.isInferred ? "likely" : "",
    change.change,
    THINGS[change.of],
    subjectWords(change.subject, change.of),
  ]
    .filter((words) => words !== "")
    .join(" ");
  return `${head}${detailWords(change)}${authorWords(change.authors)}`;
}

function detailWords({ change, field, before, after }: SnapshotChange): string {
  switch (change) {
    case "changed":
      return `: ${field} was ${before ?? "none"}, is ${after ?? "none"}`;
    case "recreated":
      return `: was ${before}, is ${after}`;
    case "failed":
      return `: ${after}`;
    case "unknown":
      return before === null
        ? ": present now; earlier state could not be read"
        : ": present before; current state could not be read";
    case "added":
    case "gone":
      return "";
  }
}

const authorWords = (authors: readonly Author[]): string =>
  authors.length === 0
    ? ""
    : ` by ${authors.map(({ by, event, at, tool }) => `${by} (${[event, ...(tool === null ? [] : [tool]), at].join(", ")})`).join("; ")}`;

const viaWords = (via: AccessChange["via"]): string =>
  via.map((one) => (one === "direct" ? "direct" : `via ${nameOf(one.group)}`)).join(", ");

/** Change, user, permission set, account and path of one grant. */
export const accessCells = ({ change, seenIn, user, account, permissionSet, via }: AccessChange): readonly string[] => [
  change === "unknown" ? `unknown (had it ${seenIn === "before" ? "before" : "after"})` : change,
  nameOf(user),
  permissionSet.name ?? permissionSet.id,
  nameOf(account),
  viaWords(via),
];

export const unreadWords = ({ document, part, message, ...failure }: SnapshotDiff["unread"][number]): string =>
  `${document}: ${partText(part)} (${message}; ${neededFor(failure)})`;

export function snapshotDiffMarkdown(diff: SnapshotDiff): string {
  const rows = diff.access.rows.map((row) => `| ${accessCells(row).map(markdownText).join(" | ")} |`);
  return [
    `## ${markdownText(differenceHeadline(diff))}`,
    "",
    ...diff.changes.map((change) => `- ${markdownText(changeWords(change))}`),
    ...(rows.length === 0
      ? []
      : ["", "| access | user | permission set | account | via |", "|---|---|---|---|---|", ...rows]),
    "",
    ...diff.unread.map((one) => `- could not read ${markdownText(unreadWords(one))}`),
    ...diff.notExamined.map((words) => `- not examined: ${markdownText(words)}`),
    "",
    `_${markdownText(diff.before.takenAt)} to ${markdownText(diff.after.takenAt)}_`,
    "",
  ].join("\n");
}

const CSV_HEAD = [
  "of",
  "change",
  "inferred",
  "user_id",
  "user_name",
  "group_id",
  "group_name",
  "account_id",
  "account_name",
  "permission_set_arn",
  "permission_set_name",
  "request_id",
  "field",
  "before",
  "after",
  "via",
  "authors",
  "role_arn",
];

/** Changes, then effective access as rows of `access`; what could not be read is in no row, the exit code tells. */
export const snapshotDiffCsv = ({ changes, access }: SnapshotDiff): string =>
  csvText([
    CSV_HEAD,
    ...changes.map(({ of, change, isInferred, subject, field, before, after, authors }) => [
      of,
      change,
      isInferred ? "likely" : "",
      ...subjectCells(subject),
      field ?? "",
      before ?? "",
      after ?? "",
      "",
      authors.map(({ by, event, at, tool }) => [by, event, ...(tool === null ? [] : [tool]), at].join(" ")).join("; "),
      subject.role?.id ?? "",
    ]),
    ...access.rows.map(({ change, seenIn, via, ...subject }) => [
      "access",
      change,
      "",
      ...subjectCells(subject),
      "",
      seenIn === "before" ? "yes" : change === "unknown" ? "unknown" : "no",
      seenIn === "after" ? "yes" : change === "unknown" ? "unknown" : "no",
      viaWords(via),
      "",
      "",
    ]),
  ]);

const subjectCells = ({ user, group, account, permissionSet, request }: ChangeSubject): readonly string[] => [
  ...[user, group, account, permissionSet].flatMap((named) => [named?.id ?? "", named?.name ?? ""]),
  request ?? "",
];
