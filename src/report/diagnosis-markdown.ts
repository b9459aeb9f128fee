/** A diagnosis as Markdown, to paste into a ticket. */
import type { AccessPath, EntitledPath, EntitledStage, LinkAt, Stage, Via } from "../model/access-path.ts";
import type { ActionDecision } from "../model/action-decision.ts";
import type { DiagnosedCause, Diagnosis, GrantSince, Remedy } from "../model/diagnosis.ts";
import { commandOf } from "../plan/changes/index.ts";
import { nearWords } from "./brief/parts.ts";
import { decisionRows } from "./decision-lines.ts";
import { costLine, entitledWords, sinceHead } from "./diagnosis-full.ts";
import { grantName, hasInstead, headlineOf, lostWord, severalHeadline, subjectOf, worstFirst } from "./grant-blocks.ts";
import { partWords } from "./part-words.ts";
import { markdownCode, markdownText, plain } from "./sanitize.ts";

/** Everything that the text has, and the proof of every cause. */
export function diagnosisMarkdown(diagnosis: Diagnosis): string {
  const { causes, grants, paths, couldNotRead } = diagnosis;
  return [
    `## ${markdownText(`${headline(diagnosis)}: ${subjectOf(diagnosis)}`)}`,
    "",
    ...causes.flatMap((cause) => causeLines(cause, diagnosis)),
    ...nearLines(diagnosis),
    ...hasLines(diagnosis),
    ...(grants.length > 1 ? grantLines(diagnosis) : []),
    ...(diagnosis.since ?? []).flatMap(sinceLines),
    ...(diagnosis.entitledPaths ?? []).flatMap(entitledLines),
    ...paths.flatMap(pathLines),
    ...(diagnosis.decisions ?? []).flatMap(decisionLines),
    ...(couldNotRead.length > 0 ? unreadLines(diagnosis) : []),
    ...notExaminedLines(diagnosis),
    `_${markdownText(costLine(diagnosis))}_`,
    "",
  ].join("\n");
}

function nearLines(diagnosis: Diagnosis): readonly string[] {
  const near = nearWords(diagnosis);
  return near === undefined ? [] : [markdownText(near), ""];
}

function hasLines(diagnosis: Diagnosis): readonly string[] {
  const words = hasInstead(diagnosis);
  return words === undefined ? [] : [`**Has** ${markdownText(words)}`, ""];
}

function causeLines(cause: DiagnosedCause, { evidence, grants, question }: Diagnosis): readonly string[] {
  const proof = cause.evidence.flatMap((id) => {
    const one = evidence[id];
    if (!one) return [];
    const { operation, input, output, at } = one;
    return [`- ${id} ${operation} at ${markdownText(at)}: ${json(input)} → ${json(output)}`];
  });
  const grant = grants.length > 1 && cause.grant ? `: ${markdownText(grantName(cause.grant))}` : "";
  return [
    `### ${cause.id} (${cause.confidence})${grant}`,
    "",
    markdownText(cause.summary),
    "",
    ...remedyLines(cause.remedy, question.region.home ?? question.region.asked),
    "",
    ...(proof.length > 0 ? ["Proof:", "", ...proof, ""] : []),
  ];
}

const json = (value: unknown): string => markdownCode(JSON.stringify(value));

function remedyLines(remedy: Remedy, region: string): readonly string[] {
  const head = [`**${markdownText(remedy.summary)}**`, ""];
  if (remedy.kind !== "api")
    return [...head, ...remedy.steps.map((step, index) => `${index + 1}. ${markdownText(step)}`)];
  const notes = remedy.notes.map((note) => `- ${markdownText(note)}`);
  const commands = remedy.changes.map((change) => plain(commandOf(change, region)));
  return [...head, "```sh", ...commands, "```", ...(notes.length > 0 ? ["", ...notes] : [])];
}

const grantLines = ({ grants }: Diagnosis): readonly string[] => [
  "| account | permission set | verdict |",
  "|---|---|---|",
  ...worstFirst(grants).map(
    ({ account, permissionSet, verdict, isLost, isLostPerhaps }) =>
      `| ${account} | ${markdownText(permissionSet ?? "any set")} | ${verdict}${isLost ? `, ${lostWord({ isLostPerhaps }).toLowerCase()}` : ""} |`,
  ),
  "",
];

const sinceLines = (grant: GrantSince): readonly string[] => [
  `Since then: ${markdownText(sinceHead(grant))}`,
  "",
  ...grant.changes.map(({ what, summary }) => `- ${what}: ${markdownText(summary)}`),
  ...(grant.changes.length > 0 ? [""] : []),
];

function pathLines({ via, account, permissionSet, links }: AccessPath): readonly string[] {
  const set = permissionSet ? `${markdownText(permissionSet.name)} in ${account}` : account;
  return linkTable(`Path of ${set}`, via, links);
}

const entitledLines = (path: EntitledPath): readonly string[] =>
  linkTable(`Path of ${markdownText(entitledWords(path))}`, path.via, path.links);

const linkTable = (head: string, via: Via, links: readonly LinkAt<Stage | EntitledStage>[]): readonly string[] => [
  `${head}, ${via === "direct" ? "directly" : `through ${markdownText(via.group.name)}`}:`,
  "",
  "| stage | state | what was seen |",
  "|---|---|---|",
  ...links.map((link) => `| ${link.stage} | ${link.state} | ${markdownText(link.summary)} |`),
  "",
];

const decisionLines = (decision: ActionDecision): readonly string[] => [
  `Action: ${markdownText(decision.summary)}`,
  "",
  "| layer | answer | statements |",
  "|---|---|---|",
  ...decisionRows(decision).map(([layer, answer, reason]) => `| ${layer} | ${answer} | ${markdownText(reason)} |`),
  "",
];

/** A headline that is true of every grant that the question covers. */
const headline = (diagnosis: Diagnosis): string =>
  diagnosis.grants.length > 1 ? severalHeadline(diagnosis) : headlineOf(diagnosis);

const notExaminedLines = ({ notExamined }: Diagnosis): readonly string[] =>
  notExamined.length === 0
    ? []
    : [
        "Not examined:",
        "",
        ...notExamined.map(({ what, reason }) => `- ${markdownText(`${partWords(what)}: ${reason}`)}`),
        "",
      ];

const unreadLines = ({ couldNotRead }: Diagnosis): readonly string[] => [
  "Could not read:",
  "",
  ...couldNotRead.map(
    ({ operation, permission, kind, message }) =>
      `- ${markdownText(operation)} (${markdownCode(permission)}): ${kind}, ${markdownText(message)}`,
  ),
  "",
];
