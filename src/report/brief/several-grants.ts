/** Several grants in short: one headline each, worst first, and those that work folded into one line. */
import type { DiagnosedCause, Diagnosis, GrantVerdict } from "../../model/diagnosis.ts";
import { ownCommand, shellWord } from "../../model/shell-word.ts";
import { commandFor } from "../cause-lines.ts";
import { isOf, lostWord, VERDICT_WORDS, worstFirst } from "../grant-blocks.ts";
import { hanging, wrap } from "../layout.ts";
import type { TextStyle } from "../text-style.ts";
import { answerSentence } from "./answer-sentence.ts";
import { accountIdOf, causeWords, MARKS, nameOf, othersGrants, paintOf } from "./headline.ts";
import { inShort } from "./in-short.ts";
import { todoWords, whyWords } from "./parts.ts";

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
  if (othersGrants(diagnosis).length > 0) return nothingLines(diagnosis, style);
  return [
    ...wrap(answerSentence(diagnosis), width).map(palette.strong),
    ...broken.slice(0, BROKEN_SHOWN).flatMap((grant) => brokenLines(grant, diagnosis, style)),
    ...(left > 0 ? [palette.faint(`  … and ${left} more, with --full`)] : []),
    ...(working.length > 0 ? hanging("✓ Works: ", workingNames(working), width).map(palette.good) : []),
  ];
}

/** What others have there is named, with the way to it; none of it is the user's. */
function nothingLines(diagnosis: Diagnosis, { palette, width }: TextStyle): readonly string[] {
  const { user } = diagnosis.question;
  const words = [shellWord(user.userName ?? user.asked), accountIdOf(diagnosis), "<permission set>"];
  return [
    palette.strong(palette.bad(`${MARKS["not-visible"]} ${answerSentence(diagnosis)}`)),
    ...othersGrants(diagnosis).flatMap((grant) => {
      const cause = diagnosis.causes.find((one) => isOf(one, grant));
      return hanging(
        "  ",
        `${grant.permissionSet}: ${cause ? whyWords(cause, width, inShort) : "no cause was found"}`,
        width,
      );
    }),
    ...hanging("  Do     ", `To give one of them: ${palette.accent(ownCommand("fix", words, []))}`, width),
  ];
}

function brokenLines(grant: GrantVerdict, diagnosis: Diagnosis, style: TextStyle): readonly string[] {
  const { palette, width } = style;
  const cause = diagnosis.causes.find((one) => isOf(one, grant));
  const verdict = `${grant.isLost ? `${lostWord(grant)}, ` : ""}${VERDICT_WORDS[grant.verdict]}`;
  const head = `${nameOf(grant)}: ${verdict}${cause ? `, ${causeWords(cause)}` : ""}`;
  const paint = paintOf(grant.verdict, palette);
  return [
    ...hanging(`${MARKS[grant.verdict]} `, head, width).map(paint),
    // Who took it away, and when, is what is asked about something that was lost.
    ...(cause && grant.isLost ? hanging("    ", whyWords(cause, 2 * width, inShort), width) : []),
    ...(cause ? hanging("    ", todoOf(cause, diagnosis, width), width) : []),
  ];
}

const QUESTION = /^Ask whether [^.]{1,300}\. If [^:]{1,20}: /;

function todoOf(cause: DiagnosedCause, diagnosis: Diagnosis, width: number): string {
  if (cause.remedy.kind !== "api") return todoWords(cause, width - 4, inShort);
  // A repair that rests on a guess begins with its question.
  const question = QUESTION.exec(cause.remedy.summary)?.[0] ?? "";
  return `${inShort(question)}${question === "" ? "Fix it: " : ""}${commandFor("fix", diagnosis, cause)}`;
}

function workingNames(working: readonly GrantVerdict[]): string {
  const more = working.length - WORKING_NAMED;
  return [...working.slice(0, WORKING_NAMED).map(nameOf), ...(more > 0 ? [`and ${more} more`] : [])].join(", ");
}
