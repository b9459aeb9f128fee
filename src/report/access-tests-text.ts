/** Outcomes of access tests for people and for CI: text, Markdown and JUnit. */
import type { AccessTest, AccessTests, Deviation, Outcome } from "../model/access-test.ts";
import { counted } from "./counted.ts";
import { hanging } from "./layout.ts";
import { markdownText, plain } from "./sanitize.ts";
import type { TextStyle } from "./text-style.ts";

const WORDS: Readonly<Record<Outcome, string>> = { passed: "pass", failed: "FAIL", undecided: "OPEN" };

export function accessTestsText(tests: AccessTests, { palette, width }: TextStyle): string {
  const mark = { passed: palette.good, failed: palette.bad, undecided: palette.warn };
  return `${[
    ...tests.tests.flatMap((test) => [
      `${mark[test.outcome](WORDS[test.outcome])}  ${plain(test.expectation.name)}`,
      ...(test.outcome === "passed" ? [] : testDetails(test).flatMap((line) => hanging("      ", plain(line), width))),
    ]),
    "",
    palette.strong(testsSummary(tests)),
    ...tests.warnings.flatMap((words) => hanging("Warning: ", plain(words), width)),
    ...tests.notExamined.flatMap((words) => hanging("Not examined: ", plain(words), width)),
    palette.faint(asOf(tests)),
  ].join("\n")}\n`;
}

/** What speaks against a test, line by line. */
export const testDetails = ({ message, deviations, isCut }: AccessTest): readonly string[] => [
  message,
  ...deviations.map((one) => `- ${deviationWords(one)}`),
  ...(isCut ? ["- … and more"] : []),
];

function deviationWords({ who, account, permissionSet, role, found, reason, via }: Deviation): string {
  const name = who ? `${who.kind} ${named(who.name, who.id)}` : "somebody";
  const what = role ? `role ${role.name}` : (permissionSet?.name ?? permissionSet?.arn ?? "such a role");
  const where = `${what} in ${named(account.name, account.id)}`;
  const path = via.length > 0 ? `, ${via.map((one) => (one === "direct" ? one : `via ${one}`)).join(", ")}` : "";
  return `${name} ${FOUND[found]} ${where}${path}${reason === null ? "" : `: ${reason}`}`;
}

const FOUND: Readonly<Record<Deviation["found"], string>> = {
  can: "can use",
  cannot: "cannot use",
  assigned: "is assigned",
  unknown: "may be able to use",
};

const named = (name: string | null, id: string): string => (name === null ? id : `${name} (${id})`);

export const testsSummary = ({ total, passed, failed, undecided }: AccessTests): string =>
  `${counted(total, "test")}: ${passed} passed, ${failed} failed, ${undecided} undecided`;

const asOf = ({ takenAt, plannedBy }: AccessTests): string =>
  `as of ${plain(takenAt)}${plannedBy === null ? "" : `, as the ${PLANNED_BY[plannedBy]} would leave it`}`;

/** What was carried out in thought, for the middle of a sentence. */
export const PLANNED_BY: Readonly<Record<NonNullable<AccessTests["plannedBy"]>, string>> = {
  terraform: "Terraform plan",
  "cloudformation-template": "CloudFormation template",
  "cloudformation-change-set": "CloudFormation change set",
};

export function accessTestsMarkdown(tests: AccessTests): string {
  return [
    `## Access tests: ${markdownText(testsSummary(tests))}`,
    "",
    "| outcome | test | details |",
    "|---|---|---|",
    ...tests.tests.map(
      (test) =>
        `| ${test.outcome} | ${markdownText(test.expectation.name)} | ${testDetails(test).map(markdownText).join("<br>")} |`,
    ),
    "",
    ...tests.warnings.map((words) => `- **warning**: ${markdownText(words)}`),
    ...tests.notExamined.map((words) => `- not examined: ${markdownText(words)}`),
    `_${markdownText(asOf(tests))}_`,
    "",
  ].join("\n");
}

/** One suite. What is undecided is an `error`, which no CI takes for a pass or for a skipped test. */
export function accessTestsJunit(tests: AccessTests): string {
  const { total, failed, undecided } = tests;
  const notes = [...tests.warnings, ...tests.notExamined.map((words) => `Not examined: ${words}`)];
  const counts = `tests="${total}" failures="${failed}" errors="${undecided}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${counts}>`,
    `  <testsuite name="idc-doctor access tests" ${counts} skipped="0" timestamp="${xml(tests.takenAt)}">`,
    ...tests.tests.map(testcase),
    ...(notes.length > 0 ? [`    <system-out>${notes.map(xml).join("\n")}</system-out>`] : []),
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}

function testcase(test: AccessTest): string {
  const head = `    <testcase classname="access" name="${xml(test.expectation.name)}"`;
  if (test.outcome === "passed") return `${head}/>`;
  const tag = test.outcome === "failed" ? "failure" : "error";
  const body = testDetails(test).slice(1).map(xml).join("\n");
  return `${head}>\n      <${tag} type="${test.outcome}" message="${xml(test.message)}">${body}</${tag}>\n    </testcase>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** Text or attribute; what XML 1.0 forbids is taken out by `plain`, but for two characters. */
const xml = (text: string): string =>
  plain(text)
    .replace(/[\ufffe\uffff]/g, "\ufffd")
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
