/** A diagnosis in about six lines: the verdict, why, what to do, what to tell the user, what was not looked at, the cost. */

import type { DiagnosedCause, Diagnosis } from "../../model/diagnosis.ts";
import { failureInWords, type ReadFailure } from "../../model/reading.ts";
import { commandFor } from "../cause-lines.ts";
import { counted } from "../counted.ts";
import { sinceHead } from "../diagnosis-full.ts";
import { hasInstead } from "../grant-blocks.ts";
import { hanging } from "../layout.ts";
import { plain } from "../sanitize.ts";
import type { TextStyle } from "../text-style.ts";
import { footLines } from "./foot.ts";
import { causeWords, MARKS, paintOf, verdictSentence } from "./headline.ts";
import { missingPermissions, nearWords, todoWords, whyWords } from "./parts.ts";
import { severalGrantsLines } from "./several-grants.ts";
import { messageAfterFix, userMessage } from "./user-message.ts";
import { withoutIds } from "./without-ids.ts";

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

/** `  Why    …`, the next lines under the text. */
function labelled(label: string, text: string, { palette, width }: TextStyle): readonly string[] {
  return hanging(`  ${label.padEnd(7)}`, text, width).map((line, at) =>
    at === 0 ? palette.strong(line.slice(0, 9)) + line.slice(9) : line,
  );
}

function causeLines(cause: DiagnosedCause, diagnosis: Diagnosis, style: TextStyle): readonly string[] {
  const isHint = diagnosis.verdict === "works";
  const near = nearWords(diagnosis);
  const why = `${isHint ? `${causeWords(cause)}: ` : ""}${whyWords(cause, oneLine(style))}`;
  return [
    ...labelled("Why", why, style),
    ...(near === undefined ? [] : labelled("Near", near, style)),
    ...labelled("Do", `${todoWords(cause, oneLine(style))}${stepsWords(cause)}`, style),
    ...fixLines(cause, diagnosis, style),
    ...tellLines(cause, diagnosis, style),
  ];
}

/** What fits beside a label; a longer first sentence is shown whole. */
const oneLine = ({ width }: TextStyle): number => width - 10;

function stepsWords({ remedy }: DiagnosedCause): string {
  return remedy.kind === "api" || remedy.steps.length === 0 ? "" : ` (${counted(remedy.steps.length, "step")}: --full)`;
}

const fixLines = (cause: DiagnosedCause, diagnosis: Diagnosis, { palette }: TextStyle): readonly string[] =>
  cause.remedy.kind === "api" ? [`         Fix it: ${palette.accent(commandFor("fix", diagnosis, cause))}`] : [];

function tellLines(cause: DiagnosedCause, diagnosis: Diagnosis, style: TextStyle): readonly string[] {
  const message = userMessage(diagnosis);
  const text = messageAfterFix(cause, diagnosis) ?? (message && `${message.matter} ${message.todo}`);
  return text === undefined ? [] : labelled("Tell", `"${text}"`, style);
}

/** What the user has instead, and the causes that were found besides. */
function besidesLines(diagnosis: Diagnosis, style: TextStyle): readonly string[] {
  const has = diagnosis.verdict === "works" ? undefined : hasInstead(diagnosis);
  const others = diagnosis.causes.slice(1).map(causeWords).join(", ");
  if (has === undefined) return others === "" ? [] : labelled("Also", others, style);
  return labelled("Has", `${has}.${others === "" ? "" : ` Also found: ${others}`}`, style);
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
function askedForLines({ verdict, decisions = [], since = [] }: Diagnosis, style: TextStyle): readonly string[] {
  // A denial's cause says it already.
  const told = verdict === "denied" ? [] : decisions;
  return [
    ...told.flatMap(({ answer, summary }) => labelled("Action", `${answer}. ${withoutIds(plain(summary))}`, style)),
    ...since.flatMap((grant) => [
      ...labelled("Since", plain(sinceHead(grant)), style),
      ...grant.changes.flatMap(({ what, summary }) =>
        hanging(`         ${what}  `, withoutIds(plain(summary)), style.width),
      ),
    ]),
  ];
}
