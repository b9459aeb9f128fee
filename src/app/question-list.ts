/** A list of questions from standard input or a file's text, a line each. */
import { AccessError } from "../model/errors.ts";
import { parseQuestionLine, QUESTION_MEMBERS, type WrittenQuestion } from "../model/question-line.ts";
import { closest } from "./near-misses.ts";

/** A line that is neither empty nor a comment. */
export interface ListedQuestion {
  /** The number of its line; the first is 1. */
  readonly line: number;
  /** The question, or `bad-input` with what is wrong. */
  readonly question: WrittenQuestion | AccessError;
}

/** The questions of a text. A line that cannot be read is an answer of its own, and no reason to leave out the others. */
export function listedQuestions(text: string): readonly ListedQuestion[] {
  return text.split(/\r\n|\n|\r/).flatMap((written, at) => {
    if (/^\s*(#|$)/.test(written)) return [];
    const read = parseQuestionLine(written);
    return [{ line: at + 1, question: read.kind === "ok" ? read.question : badLine(read.problem, read.unknownMember) }];
  });
}

function badLine(problem: string, unknownMember: string | undefined): AccessError {
  const [nearest] = unknownMember === undefined ? [] : closest(unknownMember, QUESTION_MEMBERS);
  return new AccessError("bad-input", problem, {
    next:
      nearest === undefined
        ? 'Write a line such as: alice@example.com sandbox ReadOnly, or {"user":"alice@example.com","account":"sandbox"}'
        : `Did you mean "${nearest}"?`,
  });
}

/** What would go wrong in the same way with every question that follows. */
const ENDS_LIST: ReadonlySet<string> = new Set([
  "no-credentials",
  "expired-credentials",
  "unreachable",
  "interrupted",
  "write-failed",
]);

/** Whether an error is about more than its question. Bugs are. */
export const endsList = (error: unknown): boolean => !(error instanceof AccessError) || ENDS_LIST.has(error.code);
