/** One run of the Action: check, annotate, write and upload SARIF, comment, and say whether the step fails. */
import { appendFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ChangeCheck } from "../model/change-check.ts";
import { AccessError } from "../model/errors.ts";
import { accessTestLines } from "../model/organization-document/written/access-test-lines.ts";
import { changeCheckMarkdown } from "../report/change-check-markdown.ts";
import { findingsSarif } from "../report/findings/sarif.ts";
import { annotationsOf, type TestFile } from "./annotations.ts";
import { type WorkflowRun, workflowRun } from "./event.ts";
import { createGitHub, type GitHub } from "./github.ts";
import { type Inputs, readInputs, type Variables } from "./inputs.ts";
import { checked } from "./organization.ts";
import { annotationLine, inertText, outputEntry } from "./workflow-commands.ts";

export interface Runner {
  readonly env: Variables;
  readonly write: (text: string) => void;
}

/** The exit code of the step. */
export async function runAction(runner: Runner): Promise<0 | 1> {
  try {
    const inputs = readInputs(runner.env);
    const run = await workflowRun(runner.env);
    const check = await checked(inputs, runner.env);
    await report(check, { inputs, run, runner });
    return fails(check, inputs) ? 1 : 0;
  } catch (error) {
    if (!(error instanceof AccessError)) throw error;
    runner.write(errorLine("error", error));
    return 1;
  }
}

interface Reporting {
  readonly inputs: Inputs;
  readonly run: WorkflowRun;
  readonly runner: Runner;
}

async function report(check: ChangeCheck, { inputs, run, runner }: Reporting): Promise<void> {
  const { env, write } = runner;
  const text = changeCheckMarkdown(check);
  write(inertText(text));
  for (const annotation of annotationsOf(check, await testFile(inputs.accessTests))) write(annotationLine(annotation));
  const sarif = check.findings && findingsSarif(check.findings, { category: inputs.category }).text;
  const sarifFile = sarif === undefined ? "" : await written(sarif, inputs, env);
  await append(env["GITHUB_STEP_SUMMARY"], text);
  await append(env["GITHUB_OUTPUT"], outputsOf(check, sarifFile));
  const { token, category, commentAuthor } = inputs;
  const github = token === undefined ? undefined : createGitHub(run, token, category);
  if (inputs.isUploaded && sarif !== undefined) await attempt(github, runner, (hub) => hub.uploadSarif(sarif));
  if (inputs.isCommented && run.pullRequest !== undefined)
    await attempt(github, runner, (hub) => hub.comment(text, commentAuthor));
}

/** What GitHub refuses is a warning: what was found out is in the log and the summary, and the outcome is about access. */
async function attempt(
  github: GitHub | undefined,
  { write }: Runner,
  work: (github: GitHub) => Promise<unknown>,
): Promise<void> {
  try {
    if (github === undefined)
      throw new AccessError("bad-input", "There is no token for GitHub", { next: "Set the input github-token" });
    await work(github);
  } catch (error) {
    if (!(error instanceof AccessError)) throw error;
    write(errorLine("warning", error));
  }
}

const errorLine = (level: "error" | "warning", { message, next }: AccessError): string =>
  annotationLine({ level, title: "idc-doctor", message: next === undefined ? message : `${message}. ${next}` });

async function testFile(path: string | undefined): Promise<TestFile | undefined> {
  return path === undefined ? undefined : { path, lines: accessTestLines(await readFile(path, "utf8")) };
}

async function written(sarif: string, { category }: Inputs, env: Variables): Promise<string> {
  const path = join(env["RUNNER_TEMP"] ?? ".", `${category}.sarif`);
  await writeFile(path, sarif);
  return path;
}

const append = async (path: string | undefined, text: string): Promise<void> => {
  if (path) await appendFile(path, text);
};

const outputsOf = ({ tests, findings, difference }: ChangeCheck, sarifFile: string): string =>
  [
    outputEntry("failed-tests", String(tests?.failed ?? 0)),
    outputEntry("undecided-tests", String(tests?.undecided ?? 0)),
    outputEntry("findings", String(findings?.findings.length ?? 0)),
    outputEntry("new-findings", String(difference?.opened.length ?? 0)),
    outputEntry("sarif-file", sarifFile),
  ].join("");

function fails({ tests, findings, difference }: ChangeCheck, { failOn }: Inputs): boolean {
  if (failOn === "never") return false;
  if (tests && tests.failed + tests.undecided > 0) return true;
  if (failOn === "tests") return false;
  if ((difference?.opened.length ?? 0) > 0) return true;
  return (
    failOn === "findings" && findings !== undefined && (findings.findings.length > 0 || findings.unread.length > 0)
  );
}
