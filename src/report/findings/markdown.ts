/** Findings as Markdown: what to do, then every finding, then what the scan does not know. */
import { type FindingGroup, type Findings, keyOfLine } from "../../model/finding.ts";
import { counted } from "../counted.ts";
import { markdownCode, markdownText } from "../sanitize.ts";
import { partText } from "../snapshot-text.ts";
import { freshMarks } from "./fresh-lines.ts";
import { planWords, subjectsOf } from "./group-words.ts";
import { isFresh, stateOf } from "./state.ts";
import { headline, sinceSentence } from "./text.ts";

/** In the table of every finding, those that the last scan did not have come first. */
export function findingsMarkdown(findings: Findings): string {
  const since = sinceSentence(findings);
  const { accepted } = findings;
  const marks = freshMarks(findings);
  const all = [...findings.findings].sort((a, b) => Number(isFresh(b)) - Number(isFresh(a)));
  return [
    `## ${markdownText(headline(findings))}`,
    "",
    ...(since === undefined ? [] : [markdownText(since), ""]),
    ...(accepted.length === 0 ? [] : [`${counted(accepted.length, "finding")} accepted by the baseline`, ""]),
    "| severity | cause | what | findings | users | repair |",
    "|---|---|---|---|---|---|",
    ...findings.groups.map(
      (group) =>
        `| ${group.severity} | ${group.cause} | ${markdownText(subjectsOf(group) + marks(keyOfLine(group)))} | ${group.findings} | ${group.affected.users} | ${repairOf(group)} |`,
    ),
    "",
    "### Every finding",
    "",
    "| severity | cause | state | first seen | what | users | what to do |",
    "|---|---|---|---|---|---|---|",
    ...all.map((finding) => {
      const { severity, cause, confidence, firstSeen = "", summary, affected, remedy } = finding;
      return `| ${severity} | ${cause} (${confidence}) | ${stateOf(finding, findings)} | ${markdownText(firstSeen)} | ${markdownText(summary)} | ${affected.users} | ${markdownText(remedy.summary)} |`;
    }),
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

function repairOf({ command, besideAccepted }: FindingGroup): string {
  if (command !== null) return markdownCode(command);
  return besideAccepted === undefined ? "" : markdownText(planWords(besideAccepted));
}
