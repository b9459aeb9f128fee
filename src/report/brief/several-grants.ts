/** Several grants in short: one headline each, worst first, and those that work folded into one line. */
import type { DiagnosedCause, Diagnosis, GrantVerdict } from "../../model/diagnosis.ts";
import { commandFor } from "../cause-lines.ts";
import { isOf, severalHeadline, VERDICT_WORDS, worstFirst } from "../grant-blocks.ts";
import { hanging } from "../layout.ts";
import type { TextStyle } from "../text-style.ts";
import { causeWords, grantOf, MARKS, nameOf, paintOf, personOf } from "./headline.ts";
import { todoWords } from "./parts.ts";

/** Grants that do not work are shown up to this number; `--full` and the JSON have more. */
const BROKEN_SHOWN = 10;
/** Grants that work are named up to this number. */
const WORKING_NAMED = 10;

export function severalGrantsLines(diagnosis: Diagnosis, style: TextStyle): readonly string[] {
  const { palette, width } = style;
  const ordered = worstFirst(diagnosis.grants);
  const working = ordered.filter(({ verdict }) => verdict === "works");
  const broken = ordered.filter(({ verdict }) => verdict !== "works");
  const left = broken.length - BROKEN_SHOWN;
  const asked = diagnosis.question.account.asked === null ? "" : `, ${grantOf(diagnosis)}`;
  return [
    palette.strong(`${severalHeadline(diagnosis)}: ${personOf(diagnosis)}${asked}`),
    ...broken.slice(0, BROKEN_SHOWN).flatMap((grant) => brokenLines(grant, diagnosis, style)),
    ...(left > 0 ? [palette.faint(`  … and ${left} more, with --full`)] : []),
    ...(working.length > 0 ? hanging("✓ Works: ", workingNames(working), width).map(palette.good) : []),
  ];
}

function brokenLines(grant: GrantVerdict, diagnosis: Diagnosis, style: TextStyle): readonly string[] {
  const { palette, width } = style;
  const cause = diagnosis.causes.find((one) => isOf(one, grant));
  const verdict = `${grant.isLost ? "Lost, " : ""}${VERDICT_WORDS[grant.verdict]}`;
  const head = `${nameOf(grant)}: ${verdict}${cause ? `, ${causeWords(cause)}` : ""}`;
  const paint = paintOf(grant.verdict, palette);
  return [
    ...hanging(`${MARKS[grant.verdict]} `, head, width).map(paint),
    ...(cause ? hanging("    ", todoOf(cause, diagnosis, width), width) : []),
  ];
}

const todoOf = (cause: DiagnosedCause, diagnosis: Diagnosis, width: number): string =>
  cause.remedy.kind === "api" ? `Fix it: ${commandFor("fix", diagnosis, cause)}` : todoWords(cause, width - 4);

function workingNames(working: readonly GrantVerdict[]): string {
  const more = working.length - WORKING_NAMED;
  return [...working.slice(0, WORKING_NAMED).map(nameOf), ...(more > 0 ? [`and ${more} more`] : [])].join(", ");
}
