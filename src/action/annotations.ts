/** What the runner shows beside the run and in the file of access tests: failed tests, then the worst findings. */

import type { AccessTest, AccessTests } from "../model/access-test.ts";
import type { ChangeCheck } from "../model/change-check.ts";
import type { Finding, Findings, Severity } from "../model/finding.ts";
import { missingInWords } from "../model/reading.ts";
import { testDetails } from "../report/access-tests-text.ts";
import { counted } from "../report/counted.ts";
import type { Annotation, Level } from "./workflow-commands.ts";

/** GitHub shows ten of each level from one step (docs.github.com, "Workflow commands", limits), and drops the others without a word. */
const OF_EACH_LEVEL = 10;

export interface TestFile {
  readonly path: string;
  /** The line of each test. */
  readonly lines: readonly number[];
}

export function annotationsOf(
  { tests, findings, baselineNotes, difference }: ChangeCheck,
  file: TestFile | undefined,
): readonly Annotation[] {
  const all = [
    ...(tests ? testAnnotations(tests, file) : []),
    ...baselineNotes.map((message): Annotation => ({ level: "notice", title: "Baseline", message })),
    ...(difference ? difference.opened : (findings?.findings ?? [])).map(findingAnnotation),
    ...(findings ? gapAnnotations(findings) : []),
  ];
  return (["error", "warning", "notice"] as const).flatMap((level) =>
    bounded(
      all.filter((one) => one.level === level),
      level,
    ),
  );
}

function bounded(annotations: readonly Annotation[], level: Level): readonly Annotation[] {
  if (annotations.length <= OF_EACH_LEVEL) return annotations;
  const shown = annotations.slice(0, OF_EACH_LEVEL - 1);
  const message = `${counted(annotations.length - shown.length, "further message")} of this level: see the summary of the run`;
  return [...shown, { level, title: "idc-doctor", message }];
}

const testAnnotations = ({ tests }: AccessTests, file: TestFile | undefined): readonly Annotation[] =>
  tests.flatMap((test, at) => (test.outcome === "passed" ? [] : [testAnnotation(test, file, at)]));

const testAnnotation = (test: AccessTest, file: TestFile | undefined, at: number): Annotation => ({
  // What is undecided is no pass.
  level: "error",
  title: `Access test ${test.outcome}: ${test.expectation.name}`,
  message: testDetails(test).join(" "),
  file: file?.path,
  line: file?.lines[at],
});

const LEVELS: Readonly<Record<Severity, Level>> = { high: "warning", medium: "warning", low: "notice" };

const findingAnnotation = ({ severity, title, summary, remedy }: Finding): Annotation => ({
  level: LEVELS[severity],
  title,
  message: `${summary} ${remedy.summary}`,
});

function gapAnnotations({ unread }: Findings): readonly Annotation[] {
  if (unread.length === 0) return [];
  return [
    { level: "warning", title: "Incomplete answer", message: missingInWords(unread.map(({ failure }) => failure)) },
  ];
}
