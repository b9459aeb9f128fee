/** A diagnosis in about six lines: the verdict, why, what to do, what to tell the user, what was not looked at, the cost. */
import type { DiagnosedCause, Diagnosis, GrantSince } from "../../model/diagnosis.ts";
import { failureInWords, type ReadFailure } from "../../model/reading.ts";
import { commandFor } from "../cause-lines.ts";
import { sinceHead } from "../diagnosis-full.ts";
import { hasInstead } from "../grant-blocks.ts";
import { hanging } from "../layout.ts";
import { plain } from "../sanitize.ts";
import type { TextStyle } from "../text-style.ts";
import { footLines } from "./foot.ts";
import { causesWords, causeWords, MARKS, paintOf, verdictSentence } from "./headline.ts";
import { inShort, underHeadline } from "./in-short.ts";
import { missingPermissions, nearWords, todoWords, whyWords } from "./parts.ts";
import { severalGrantsLines } from "./several-grants.ts";
import { messageAfterFix, userMessage } from "./user-message.ts";

/** The whole answer as lines. */
export function briefDiagnosisText(diagnosis: Diagnosis, style: TextStyle): string {
  const body = diagnosis.grants.length > 1 ? severalGrantsLines(diagnosis, style) : oneGrantLines(diagnosis, style);
  return `${[...body, ...askedForLines(diagnosis, style), ...footLines(diagnosis, style)].join("\n")}\n`;
}

function oneGrantLines(diagnosis: Diagnosis, style: TextStyle): readonly string[] {
  const { causes, verdict } = diagnosis;
  const [cause] = causes;
  const head = cause && verdict !== "works" ? `: ${causeWords(cause)}` : "";
  const [first = "", ...more] = hanging(`${MARKS[verdict]} `, `${verdictSentence(diagnosis)}${head}`, style.width);
  const paint = paintOf(verdict, style.palette);
  return [
    style.palette.strong(paint(first)),
    ...more.map(style.palette.strong),
    ...(cause ? causeLines(cause, diagnosis, style) : withoutCauseLines(diagnosis, style)),
    ...besidesLines(diagnosis, style),
  ];
}

/** Columns before the text of a line: two, and a label of at most five letters. */
const INDENT = 8;

/** `  Why   …`, the next lines under the text. */
function labelled(label: string, text: string, { palette, width }: TextStyle): readonly string[] {
  return hanging(`  ${label} `.padEnd(INDENT), text, width).map((line, at) =>
    at === 0 ? palette.strong(line.slice(0, INDENT)) + line.slice(INDENT) : line,
  );
}

function causeLines(cause: DiagnosedCause, diagnosis: Diagnosis, style: TextStyle): readonly string[] {
  const isHint = diagnosis.verdict === "works";
  const near = nearWords(diagnosis);
  const voice = underHeadline(diagnosis, cause);
  const why = `${isHint ? `${causeWords(cause)}: ` : ""}${whyWords(cause, oneLine(style), voice)}`;
  return [
    ...labelled("Why", why, style),
    ...(near === undefined ? [] : labelled("Near", near, style)),
    ...labelled("Do", todoWords(cause, oneLine(style), voice), style),
    ...fixLines(cause, diagnosis, style),
    ...tellLines(cause, diagnosis, style),
  ];
}

/** What fits beside a label; a longer first sentence is shown whole. */
const oneLine = ({ width }: TextStyle): number => width - INDENT;

const fixLines = (
  cause: DiagnosedCause,
  diagnosis: Diagnosis,
  { palette, isRepaired }: TextStyle,
): readonly string[] =>
  cause.remedy.kind === "api" && isRepaired !== true
    ? [`${" ".repeat(INDENT)}Fix it: ${palette.accent(commandFor("fix", diagnosis, cause))}`]
    : [];

function tellLines(cause: DiagnosedCause, diagnosis: Diagnosis, style: TextStyle): readonly string[] {
  const message = userMessage(diagnosis);
  const text = messageAfterFix(cause, diagnosis) ?? (message && `${message.matter} ${message.todo}`);
  return text === undefined ? [] : labelled("Tell", `"${text}"`, style);
}

/** What the user has instead, if anything, and the causes found besides that are no mere consequence of another. */
function besidesLines(diagnosis: Diagnosis, style: TextStyle): readonly string[] {
  const isEmpty = (diagnosis.has?.grants.length ?? 0) + (diagnosis.has?.unnamed ?? 0) === 0;
  const has = diagnosis.verdict === "works" || isEmpty ? undefined : hasInstead(diagnosis, "there");
  const others = causesWords(diagnosis.causes.slice(1).filter(({ explainedBy }) => explainedBy === undefined));
  if (has === undefined) return others === "" ? [] : labelled("Also", others, style);
  return labelled("Has", `${has}.${others === "" ? "" : ` Also: ${others}`}`, style);
}

/** Undecided: what is missing for an answer. A verdict without a cause says so. */
function withoutCauseLines(diagnosis: Diagnosis, style: TextStyle): readonly string[] {
  if (diagnosis.verdict === "works") return [];
  const [failure] = diagnosis.couldNotRead;
  if (failure === undefined)
    return labelled("Why", "No cause was found. --full shows what was read and what was not.", style);
  const missing = missingPermissions(diagnosis);
  if (missing.length === 0)
    return [
      ...labelled("Why", `Could not read ${plain(failureInWords(failure))}`, style),
      ...labelled("Do", `${askAgainAfter(failure)} If it fails again, --verbose shows each call.`, style),
    ];
  return [
    ...labelled("Why", `Could not read ${missing.join(", ")}: ${plain(failure?.message ?? "")}`, style),
    ...labelled(
      "Do",
      failure?.kind === "refused"
        ? "Give the caller these permissions (idc-doctor permissions prints the policy), then ask again."
        : "Ask again. If it fails again, --verbose shows each call.",
      style,
    ),
  ];
}

const askAgainAfter = ({ kind }: ReadFailure): string =>
  kind === "unreachable" ? "Check the network, the proxy and the endpoint, then ask again." : "Ask again.";

/** What was asked for with a flag of its own: the decision on an action, and what changed since a snapshot. */
function askedForLines(diagnosis: Diagnosis, style: TextStyle): readonly string[] {
  const { verdict, decisions = [], since = [] } = diagnosis;
  // A denial's cause says it already.
  const told = verdict === "denied" ? [] : decisions;
  return [
    ...told.flatMap(({ answer, summary }) => labelled("Asked", `${answer}. ${inShort(summary)}`, style)),
    ...since.flatMap((grant) => labelled("Since", sinceWords(grant, diagnosis), style)),
  ];
}

/** `2026-09-07 (snapshot): the set was latest in the account …`; what is the cause already is not told twice. */
function sinceWords(grant: GrantSince, { causes, grants }: Diagnosis): string {
  const { snapshotAt, changes } = grant;
  const others = changes.filter(({ what }) => causes.every(({ id }) => id !== what));
  const told = others.map(({ summary }) => summary).join(" ");
  const nothing = changes.length === 0 ? "nothing changed." : "nothing else changed.";
  if (snapshotAt === null || grants.length > 1) return inShort(`${sinceHead(grant)}. ${told}`.trimEnd());
  return inShort(`${snapshotAt.slice(0, 10)} (snapshot): ${told === "" ? nothing : told}`);
}
