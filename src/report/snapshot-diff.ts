/** The difference of two snapshots for people and spreadsheets: text, Markdown and CSV. */
import { neededFor } from "../model/reading.ts";
import type { AccessChange, ChangeSubject, SnapshotDiff } from "../model/snapshot-diff.ts";
import { linesByGroup, MOST_SINGLE_LINES } from "./access-by-group.ts";
import { groupedChangeWords } from "./changes-by-group.ts";
import { counted } from "./counted.ts";
import { csvText } from "./csv.ts";
import { fittingTable, hanging, wrap } from "./layout.ts";
import { markdownText, plain } from "./sanitize.ts";
import { changeWords, nameOf, type Written, withoutId } from "./snapshot-diff-words.ts";
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
      shown(
        isFull === true ? diff.changes.map((change) => changeWords(change)) : groupedChangeWords(diff.changes),
        (rows) => rows.flatMap((words) => hanging("  ", plain(words), width)),
      ),
    ),
    ...block(
      "Access",
      diff.access.rows.length > MOST_SINGLE_LINES && isFull !== true
        ? linesByGroup(diff.access.rows, { width, asked: null })
        : fittingTable(
            diff.access.rows.map((row) => accessCells(row, isFull === true ? nameOf : withoutId).map(plain)),
            width,
          ),
    ),
    ...block(
      "Incomplete: more may have changed in what could not be read",
      shown(diff.unread, (rows) => rows.flatMap((row) => hanging("  - ", plain(unreadWords(row)), width))),
    ),
    ...diff.notExamined.flatMap((words) => wrap(`Not examined: ${plain(words)}`, width)),
    palette.faint(plain(`${diff.before.takenAt} to ${diff.after.takenAt}`)),
  ].join("\n")}\n`;
}

function shown<T>(rows: readonly T[], lines: (rows: readonly T[]) => readonly string[]): readonly string[] {
  const more = rows.length - ROWS_SHOWN;
  return [...lines(rows.slice(0, ROWS_SHOWN)), ...(more > 0 ? [`  … and ${more} more, in csv and json`] : [])];
}

/** What changed, in numbers. */
export function differenceHeadline({ changes, access, isWhole }: SnapshotDiff): string {
  if (changes.length === 0 && access.rows.length === 0)
    return isWhole ? "Nothing changed" : "No change seen, but not everything could be read";
  const unknown = access.unknown > 0 ? `, ${access.unknown} unknown` : "";
  return `${counted(changes.length, "change")}; access: ${access.gained} gained, ${access.lost} lost${unknown}`;
}

const viaWords = (via: AccessChange["via"], written: Written = nameOf): string =>
  via.map((one) => (one === "direct" ? "direct" : `via ${written(one.group)}`)).join(", ");

/** Change, user, permission set, account and path of one grant. */
export const accessCells = (
  { change, seenIn, user, account, permissionSet, via }: AccessChange,
  written: Written = nameOf,
): readonly string[] => [
  change === "unknown" ? `unknown (had it ${seenIn === "before" ? "before" : "after"})` : change,
  written(user),
  permissionSet.name ?? permissionSet.id,
  written(account),
  viaWords(via, written),
];

export const unreadWords = ({ document, part, message, ...failure }: SnapshotDiff["unread"][number]): string =>
  `${document}: ${partText(part)} (${message}; ${neededFor(failure)})`;

export function snapshotDiffMarkdown(diff: SnapshotDiff, { isFull }: Pick<TextStyle, "isFull">): string {
  const written = isFull === true ? nameOf : withoutId;
  const rows = diff.access.rows.map((row) => `| ${accessCells(row, written).map(markdownText).join(" | ")} |`);
  return [
    `## ${markdownText(differenceHeadline(diff))}`,
    "",
    ...diff.changes.map((change) => `- ${markdownText(changeWords(change, { written }))}`),
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
