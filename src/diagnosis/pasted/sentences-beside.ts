/** A person's own sentence before or behind an error is not dropped: both are told. */
import type { Explanation } from "./explanation.ts";
import { firstOf, OF_A_FAILURE } from "./failures.ts";
import { explainGeneralMessages, explainSymptoms } from "./messages/index.ts";
import { readMessage, withoutFrames } from "./readable.ts";
import { isOfAPerson, PRINTED } from "./typed-words.ts";

/** Longer texts are logs. */
const LONGEST = 20_000;
const MOST_LINES = 200;
const MOST_SENTENCES = 2;
const FEWEST_WORDS = 4;
const LONGEST_SENTENCE = 600;
/** What clients print begins like this: nobody's sentence. */
const NO_SENTENCE =
  /^\s*"[\w.-]{1,60}"\s?:|^\s*(?:error|fatal|warn\w*|info|debug|at|caused by|file|[$#>+-])(?:\b|\s|$)/i;
/** A sentence and an error on one line. */
const BEGINS = /(?=An error occurred \()/;

/** What was found, and the symptoms that people tell beside it. */
export function withSentences(text: string, found: readonly Explanation[]): readonly Explanation[] {
  if (text.length > LONGEST || found.every(({ kind }) => kind === "symptom" || kind === "not-recognised")) return found;
  const named = new Set(found.flatMap(({ causes, fits }) => [...causes, ...fits].map(({ id }) => id)));
  const parts = partsOf(text);
  const told = parts.flatMap(({ sentence, isFirst }) =>
    symptomIn(sentence)
      .filter(({ fits, causes }) => [...causes, ...fits].some(({ id }) => !named.has(id)))
      .map((one) => ({ one, isFirst })),
  );
  const kept = told.slice(0, MOST_SENTENCES);
  const before = kept.filter(({ isFirst }) => isFirst).map(({ one }) => one);
  return [...before, ...found, ...kept.filter(({ isFirst }) => !isFirst).map(({ one }) => one)];
}

interface Part {
  readonly sentence: string;
  /** Nothing but sentences stands before it. */
  readonly isFirst: boolean;
}

/** Lines of sentences that stand together, as one. */
function partsOf(text: string): readonly Part[] {
  const lines = withoutFrames(text)
    .split("\n")
    .slice(0, MOST_LINES)
    .flatMap((line) => line.split(BEGINS));
  const parts: Part[] = [];
  let open: string[] = [];
  let isFirst = true;
  const close = (): void => {
    const sentence = open.join(" ").trim();
    if (sentence !== "" && sentence.length <= LONGEST_SENTENCE) parts.push({ sentence, isFirst });
    open = [];
  };
  for (const line of lines) {
    if (line.trim() !== "" && !isError(line)) {
      open.push(line.trim());
      continue;
    }
    close();
    if (line.trim() !== "") isFirst = false;
  }
  close();
  return lines.length < 2 ? [] : parts;
}

/** What is an error itself is told as one already. */
const isError = (line: string): boolean =>
  PRINTED.test(line) ||
  NO_SENTENCE.test(line) ||
  firstOf([...OF_A_FAILURE, explainGeneralMessages], readMessage(line)) !== undefined;

const symptomIn = (sentence: string): readonly Explanation[] =>
  isOfAPerson(sentence) && sentence.split(/\s+/).length >= FEWEST_WORDS && !isError(sentence)
    ? explainSymptoms(readMessage(sentence))
    : [];
