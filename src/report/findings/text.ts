/** Findings for people: the worst first, each with whom it concerns and what to do; and the same as Markdown. */
import type { Finding, Findings } from "../../model/finding.ts";
import { counted } from "../counted.ts";
import { hanging, wrap } from "../layout.ts";
import { markdownText, plain } from "../sanitize.ts";
import { partText } from "../snapshot-text.ts";
import type { TextStyle } from "../text-style.ts";

/** So many are printed in full; the other formats have all. */
const SHOWN = 50;
const UNREAD_SHOWN = 10;

export function findingsText(findings: Findings, style: TextStyle): string {
  const shown = findings.findings.slice(0, SHOWN);
  const left = findings.findings.length - shown.length;
  return `${[
    style.palette.strong(plain(headline(findings))),
    ...shown.flatMap((finding) => ["", ...findingLines(finding, style)]),
    ...(left > 0 ? ["", style.palette.faint(`… and ${left} more: with --output json, csv, markdown or html`)] : []),
    ...openLines(findings, style),
  ].join("\n")}\n`;
}

/** `12 findings (3 high, 4 medium, 5 low) in 40 accounts, …`. */
export function headline({ findings, counts, scanned, takenAt }: Findings): string {
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
  ];
  return `${found} in ${looked.join(", ")}, as of ${takenAt}`;
}

function findingLines({ severity, cause, confidence, summary, affected, remedy }: Finding, style: TextStyle) {
  const { palette, width } = style;
  const paint = { high: palette.bad, medium: palette.warn, low: palette.faint }[severity];
  return [
    `${paint(severity.padEnd(7))}${palette.strong(cause)} (${confidence})${affectedWords(affected)}`,
    ...wrap(plain(summary), width, "       "),
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
