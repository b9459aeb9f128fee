/** Findings for people: counts, what is new, and one line for each thing to do, or every finding. */
import { type Finding, type Findings, keyOfLine, type Severity } from "../../model/finding.ts";
import { grouped } from "../../model/grouped.ts";
import { inTheWay } from "../../model/reading.ts";
import { counted } from "../counted.ts";
import { hanging, wrap } from "../layout.ts";
import { plain } from "../sanitize.ts";
import { partText } from "../snapshot-text.ts";
import type { TextStyle } from "../text-style.ts";
import { unreadLines } from "../unread-lines.ts";
import { freshLines, freshMarks } from "./fresh-lines.ts";
import { groupSentence } from "./group-words.ts";
import { organizationWords } from "./organization-words.ts";

/** Counts and one line for each thing to do; with `--full`, every finding. */
export function findingsText(findings: Findings, style: TextStyle): string {
  const all = findings.findings;
  return `${[
    ...wrap(plain(headline(findings)), style.width).map(style.palette.strong),
    ...comparedLines(findings, style),
    ...newLines(findings, style),
    ...(style.isFull === true
      ? all.flatMap((finding) => ["", ...findingLines(finding, style)])
      : groupedLines(findings, style)),
    ...openLines(findings, style),
  ].join("\n")}\n`;
}

/** `12 findings (3 high, 4 medium, 5 low) in 40 accounts, …`. */
export function headline({ findings, counts, affectedUsers, scanned, takenAt, organization }: Findings): string {
  const { accounts, permissionSets, users, groups, assignments } = scanned;
  const found =
    findings.length === 0
      ? "Nothing found"
      : `${counted(findings.length, "finding")} (${counts.high} high, ${counts.medium} medium, ${counts.low} low)`;
  const looked = [
    counted(accounts, "account"),
    counted(permissionSets, "permission set"),
    counted(users, "user"),
    counted(groups, "group"),
    counted(assignments, "assignment"),
    ...(organization ? [organizationWords(organization)] : []),
  ];
  const people = affectedUsers === 0 ? "" : `; ${counted(affectedUsers, "user")} affected`;
  return `${found} in ${looked.join(", ")}, as of ${takenAt}${people}`;
}

function comparedLines(findings: Findings, { width }: TextStyle): readonly string[] {
  const since = sinceSentence(findings);
  const accepted = findings.accepted.length;
  return [
    ...(since === undefined ? [] : hanging("  ", since, width)),
    ...(accepted === 0 ? [] : [`  ${counted(accepted, "finding")} accepted by the baseline`]),
  ];
}

/** What the last scan did not have; undefined: there is none. */
export function sinceSentence({ findings, comparedWith }: Findings): string | undefined {
  if (!comparedWith) return undefined;
  const fresh = findings.filter(({ isNew }) => isNew === true);
  const back = findings.filter(({ isRecurred }) => isRecurred === true);
  const { takenAt, gone, unlooked } = comparedWith;
  const since = [
    fresh.length === 0 ? "nothing new" : `${fresh.length} new (${causeCounts(fresh)})`,
    ...(back.length === 0 ? [] : [`${back.length} recurred (${causeCounts(back)})`]),
    ...(gone === 0 ? [] : [`${gone} gone`]),
    ...(unlooked === undefined ? [] : [`${unlooked} where no earlier scan looked`]),
  ];
  return `Since the scan of ${plain(takenAt)}: ${since.join(", ")}`;
}

function newLines(findings: Findings, style: TextStyle): readonly string[] {
  const lines = freshLines(findings, style);
  return lines.length === 0 ? [] : ["", ...lines, ""];
}

/** Groups that are printed; `--full` and the other formats have all. */
const GROUPS_SHOWN = 40;

function groupedLines({ groups, findings }: Findings, { palette, width }: TextStyle): readonly string[] {
  if (findings.length === 0) return [];
  const shown = groups.slice(0, GROUPS_SHOWN);
  const left = groups.length - shown.length;
  const marks = freshMarks({ findings });
  const longest = Math.max(...shown.map(({ cause }) => cause.length));
  return [
    ...hanging("  ", causeCounts(findings), width),
    "",
    ...shown.flatMap((group) => {
      const head = `${group.severity.padEnd(7)}${group.cause.padEnd(longest)}  `;
      return hanging(head, plain(groupSentence(group, marks(keyOfLine(group)))), width).map((line, at) =>
        at === 0 ? severityPaint(group.severity, palette)(line.slice(0, 7)) + line.slice(7) : line,
      );
    }),
    ...(left > 0 ? [palette.faint(`… and ${counted(left, "more line")}, with --full`)] : []),
    "",
    ...wrap("--full lists every finding; --plan <file> writes what fix --plan can repair", width).map(palette.faint),
  ];
}

/** `52 outdated, 5 direct-grant`: the most frequent first. */
function causeCounts(findings: readonly Finding[]): string {
  const counts = [...grouped(findings, ({ cause }) => cause)].map(([cause, own]) => ({ cause, count: own.length }));
  return counts
    .sort((a, b) => b.count - a.count)
    .map(({ cause, count }) => `${count} ${cause}`)
    .join(", ");
}

const severityPaint = (severity: Severity, palette: TextStyle["palette"]) =>
  ({ high: palette.bad, medium: palette.warn, low: palette.faint })[severity];

function findingLines(finding: Finding, style: TextStyle) {
  const { severity, cause, confidence, summary, affected, remedy, firstSeen, isNew, isRecurred } = finding;
  const { palette, width } = style;
  return [
    `${severityPaint(severity, palette)(severity.padEnd(7))}${palette.strong(cause)} (${confidence})${affectedWords(affected)}`,
    ...wrap(plain(summary), width, "       "),
    ...(firstSeen === undefined
      ? []
      : [`       ${isNew ? "new" : `${isRecurred ? "recurred, " : ""}first seen ${plain(firstSeen)}`}`]),
    ...hanging("    →  ", plain(remedy.summary), width),
  ];
}

export const affectedWords = ({ users, sample }: Finding["affected"]): string =>
  users === 0 ? "" : `  ${counted(users, "user")}: ${plain(sample.join(", "))}${users > sample.length ? ", …" : ""}`;

function openLines({ blindSpot, unread, notExamined }: Findings, style: TextStyle): readonly string[] {
  const { palette, width } = style;
  return [
    ...(unread.length > 0 ? ["", palette.warn("Could not read (each may hide a finding)")] : []),
    ...unreadLines(
      unread,
      ({ part, failure }) => `${partText(part)}: ${failure.operation} (${inTheWay(failure)}), ${failure.message}`,
      style,
    ),
    ...(blindSpot === null ? [] : ["", ...wrap(`Not seen: ${plain(blindSpot)}`, width)]),
    ...(notExamined.length === 0 ? [] : wrap(`Not examined: ${plain(notExamined.join(", "))}`, width)),
  ];
}
