/** Findings for people: counts and one line for each thing to do, or every finding; and the same as Markdown. */
import type { Finding, Findings, Severity } from "../../model/finding.ts";
import { grouped } from "../../model/grouped.ts";
import { counted } from "../counted.ts";
import { hanging, wrap } from "../layout.ts";
import { markdownCode, markdownText, plain } from "../sanitize.ts";
import { partText } from "../snapshot-text.ts";
import type { TextStyle } from "../text-style.ts";
import { groupSentence, subjectsOf } from "./group-words.ts";
import { organizationWords } from "./organization-words.ts";

const UNREAD_SHOWN = 10;

/** Counts and one line for each thing to do; with `--full`, every finding. */
export function findingsText(findings: Findings, style: TextStyle): string {
  const all = findings.findings;
  return `${[
    style.palette.strong(plain(headline(findings))),
    ...comparedLines(findings, style),
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

/** What the last scan did not have, and what somebody accepts. */
function comparedLines({ findings, comparedWith, accepted }: Findings, { width }: TextStyle): readonly string[] {
  const fresh = findings.filter(({ isNew }) => isNew === true);
  const back = findings.filter(({ isRecurred }) => isRecurred === true);
  const since = comparedWith && [
    fresh.length === 0 ? "nothing new" : `${fresh.length} new (${causeCounts(fresh)})`,
    ...(back.length === 0 ? [] : [`${back.length} recurred (${causeCounts(back)})`]),
    ...(comparedWith.gone === 0 ? [] : [`${comparedWith.gone} gone`]),
    ...(comparedWith.unlooked === undefined ? [] : [`${comparedWith.unlooked} where no earlier scan looked`]),
  ];
  return [
    ...(since ? hanging("  ", `Since the scan of ${plain(comparedWith.takenAt)}: ${since.join(", ")}`, width) : []),
    ...(accepted.length === 0 ? [] : [`  ${counted(accepted.length, "finding")} accepted by the baseline`]),
  ];
}

/** Groups that are printed; `--full` and the other formats have all. */
const GROUPS_SHOWN = 40;

function groupedLines({ groups, findings }: Findings, { palette, width }: TextStyle): readonly string[] {
  if (findings.length === 0) return [];
  const shown = groups.slice(0, GROUPS_SHOWN);
  const left = groups.length - shown.length;
  const longest = Math.max(...shown.map(({ cause }) => cause.length));
  return [
    ...hanging("  ", causeCounts(findings), width),
    "",
    ...shown.flatMap((group) => {
      const head = `${group.severity.padEnd(7)}${group.cause.padEnd(longest)}  `;
      return hanging(head, plain(groupSentence(group)), width).map((line, at) =>
        at === 0 ? severityPaint(group.severity, palette)(line.slice(0, 7)) + line.slice(7) : line,
      );
    }),
    ...(left > 0 ? [palette.faint(`… and ${counted(left, "more line")}, with --full`)] : []),
    "",
    palette.faint("--full lists every finding; --plan <file> writes what fix --plan can repair"),
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

function openLines({ blindSpot, unread, notExamined }: Findings, { palette, width }: TextStyle): readonly string[] {
  const more = unread.length - UNREAD_SHOWN;
  return [
    ...(unread.length > 0 ? ["", palette.warn("Could not read (each may hide a finding)")] : []),
    ...unread
      .slice(0, UNREAD_SHOWN)
      .flatMap(({ part, failure }) =>
        hanging(
          "  - ",
          plain(`${partText(part)}: ${failure.operation} (${failure.permission}), ${failure.message}`),
          width,
        ),
      ),
    ...(more > 0 ? [`  … and ${more} more`] : []),
    ...(blindSpot === null ? [] : ["", ...wrap(`Not seen: ${plain(blindSpot)}`, width)]),
    ...(notExamined.length === 0 ? [] : wrap(`Not examined: ${plain(notExamined.join(", "))}`, width)),
  ];
}

export function findingsMarkdown(findings: Findings): string {
  return [
    `## ${markdownText(headline(findings))}`,
    "",
    "| severity | cause | what | findings | users | repair |",
    "|---|---|---|---|---|---|",
    ...findings.groups.map(
      (group) =>
        `| ${group.severity} | ${group.cause} | ${markdownText(subjectsOf(group))} | ${group.findings} | ${group.affected.users} | ${group.command === null ? "" : markdownCode(group.command)} |`,
    ),
    "",
    "### Every finding",
    "",
    "| severity | cause | what | users | what to do |",
    "|---|---|---|---|---|",
    ...findings.findings.map(
      ({ severity, cause, confidence, summary, affected, remedy }) =>
        `| ${severity} | ${cause} (${confidence}) | ${markdownText(summary)} | ${affected.users} | ${markdownText(remedy.summary)} |`,
    ),
    "",
    ...findings.unread.map(
      ({ part, failure }) =>
        `- could not read ${markdownText(`${partText(part)}: ${failure.operation}, ${failure.message}`)}`,
    ),
    ...(findings.blindSpot === null ? [] : [`- not seen: ${markdownText(findings.blindSpot)}`]),
    ...findings.notExamined.map((part) => `- not examined: ${markdownText(part)}`),
    "",
  ].join("\n");
}
