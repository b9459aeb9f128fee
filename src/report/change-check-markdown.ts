/** What a change does to access as Markdown, for a comment on a pull request: bounded, the worst first. */

import type { AccessTests } from "../model/access-test.ts";
import type { ChangeCheck, ChangeDifference } from "../model/change-check.ts";
import type { Finding, Findings } from "../model/finding.ts";
import { missingInWords } from "../model/reading.ts";
import { PLANNED_BY, testDetails, testsSummary } from "./access-tests-text.ts";
import { counted } from "./counted.ts";
import { markdownText } from "./sanitize.ts";
import { accessCells } from "./snapshot-diff.ts";
import { changeWords } from "./snapshot-diff-words.ts";

/** Rows of each table, and letters of each cell: a comment has room for 65,536 letters. */
const ROWS = 25;
const LETTERS = 400;

export function changeCheckMarkdown({ tests, findings, baselineNotes, difference }: ChangeCheck): string {
  return [
    `## idc-doctor: ${headline({ tests, findings, difference })}`,
    ...(tests ? testLines(tests) : []),
    ...(difference ? differenceLines(difference) : []),
    ...listOf((difference?.notExamined ?? tests?.notExamined ?? []).map((words) => `not examined: ${cell(words)}`)),
    ...(findings ? findingLines(findings, difference) : []),
    ...listOf(baselineNotes.map(cell)),
    "",
    `_${markdownText(`as of ${tests?.takenAt ?? findings?.takenAt ?? difference?.snapshots.after.takenAt ?? "now"}`)}_`,
    "",
  ].join("\n");
}

/** What matters first: failing tests, who gains and loses, new findings. */
function headline({ tests, findings, difference }: Omit<ChangeCheck, "baselineNotes">): string {
  const { gained, lost } = difference?.snapshots.access ?? { gained: 0, lost: 0 };
  return [
    ...(tests ? [tests.failed + tests.undecided === 0 ? "access tests pass" : failing(tests)] : []),
    ...(difference ? [`access: ${gained} gained, ${lost} lost`] : []),
    ...(difference && findings ? [counted(difference.opened.length, "new finding")] : []),
    ...(findings && !difference ? [counted(findings.findings.length, "finding")] : []),
  ].join("; ");
}

const failing = ({ failed, undecided }: AccessTests): string =>
  [
    ...(failed > 0 ? [`${counted(failed, "access test")} failed`] : []),
    ...(undecided > 0 ? [`${counted(undecided, "access test")} undecided`] : []),
  ].join(", ");

function testLines(tests: AccessTests): readonly string[] {
  const notPassed = tests.tests.filter(({ outcome }) => outcome !== "passed");
  const rows = notPassed.map((test) => [
    test.outcome,
    cell(test.expectation.name),
    testDetails(test).slice(0, 4).map(cell).join("<br>"),
  ]);
  return [
    "",
    `**Access tests**${tests.plannedBy === null ? "" : `, as the ${PLANNED_BY[tests.plannedBy]} would leave the organization`}: ${testsSummary(tests)}`,
    ...tableOf(["outcome", "test", "details"], rows),
    ...listOf(tests.warnings.map((words) => `**warning**: ${cell(words)}`)),
  ];
}

function differenceLines({ snapshots }: ChangeDifference): readonly string[] {
  const { changes, access, unread } = snapshots;
  return [
    "",
    `**Access**: ${access.gained} gained, ${access.lost} lost${access.unknown > 0 ? `, ${access.unknown} unknown` : ""}`,
    ...tableOf(
      ["access", "user", "permission set", "account", "via"],
      access.rows.map((row) => accessCells(row).map(cell)),
    ),
    ...(changes.length === 0 ? [] : ["", `**Changes**: ${changes.length}`]),
    ...listOf(changes.map((change) => cell(changeWords(change)))),
    ...(unread.length === 0
      ? []
      : ["", `Incomplete: more may have changed in what could not be read (${counted(unread.length, "part")})`]),
  ];
}

function findingLines({ findings, unread }: Findings, difference: ChangeDifference | undefined): readonly string[] {
  const shown = difference ? difference.opened : findings;
  const words = difference
    ? `${difference.opened.length} new, ${difference.closed.length} gone, ${findings.length} in all`
    : `${findings.length}`;
  return [
    "",
    `**Findings**: ${words}`,
    ...tableOf(["severity", "finding", "what to do"], shown.map(findingCells)),
    ...(unread.length === 0
      ? []
      : ["", `Incomplete answer. ${cell(missingInWords(unread.map(({ failure }) => failure)))}`]),
  ];
}

const findingCells = ({ severity, summary, remedy }: Finding): readonly string[] => [
  severity,
  cell(summary),
  cell(remedy.summary),
];

/** Cut before it is escaped, so that no escape is cut in two. */
const cell = (text: string): string => markdownText(text.length > LETTERS ? `${text.slice(0, LETTERS - 1)}…` : text);

const tableOf = (head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] =>
  rows.length === 0
    ? []
    : [
        "",
        `| ${head.join(" | ")} |`,
        `|${head.map(() => "---|").join("")}`,
        ...rows.slice(0, ROWS).map((cells) => `| ${cells.join(" | ")} |`),
        ...more(rows.length),
      ];

const listOf = (rows: readonly string[]): readonly string[] =>
  rows.length === 0 ? [] : ["", ...rows.slice(0, ROWS).map((row) => `- ${row}`), ...more(rows.length)];

const more = (count: number): readonly string[] => (count > ROWS ? ["", `… and ${count - ROWS} more`] : []);
