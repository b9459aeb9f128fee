/** A list of questions from standard input or a file's text, a line each. */
import { AccessError } from "../model/errors.ts";
import { parseQuestionLine, QUESTION_MEMBERS, type WrittenQuestion } from "../model/question-line.ts";
import { type TableHeading, tableHeading } from "../model/question-table.ts";
import { closest } from "./near-misses.ts";

/** A line that is neither empty nor a comment. */
export interface ListedQuestion {
  /** The number of its line; the first is 1. */
  readonly line: number;
  /** The question, or `bad-input` with what is wrong. */
  readonly question: WrittenQuestion | AccessError;
}

export interface QuestionList {
  readonly questions: readonly ListedQuestion[];
  /** The line of the table's heading, where there is one. */
  readonly headingLine: number | undefined;
}

/**
 * The questions of a text. A line that cannot be read is an answer of its own, and no reason to leave out the others.
 *
 * @throws AccessError `bad-input` for the heading of a table with columns that no question has
 */
export function listedQuestions(text: string): QuestionList {
  const lines = text
    .split(/\r\n|\n|\r/)
    .map((written, at) => ({ written, line: at + 1 }))
    .filter(({ written }) => !NOTHING.test(written));
  const [first, ...below] = lines;
  const heading = first && tableHeading(first.written);
  if (heading) refuseWrongColumns(heading);
  const questions = (heading ? below : lines).map(({ written, line }) => {
    const read = parseQuestionLine(written, heading);
    return { line, question: read.kind === "ok" ? read.question : badLine(read.problem, read.unknownMember) };
  });
  return { questions, headingLine: heading && first?.line };
}

/** Empty, a comment, or what a spreadsheet writes to tell its separator. */
const NOTHING = /^\s*(?:#|$)|^\s*sep=.\s*$/i;

function nextFor(nearest: string | undefined, isTwice: boolean): string {
  if (isTwice) return "Leave one of the two out";
  return nearest === undefined
    ? `Leave it out: the columns are ${QUESTION_MEMBERS.join(", ")}`
    : `Did you mean "${nearest}"?`;
}

/** A column that is left out could be the one that makes the question the right one. */
function refuseWrongColumns({ wrong: [column] }: TableHeading): void {
  if (column === undefined) return;
  const [nearest] = closest(column, QUESTION_MEMBERS);
  const isTwice = nearest?.toLowerCase() === column.trim().toLowerCase();
  throw new AccessError(
    "bad-input",
    isTwice
      ? `The heading has two columns for the ${nearest}, and "${column}" is the second`
      : `The heading has a column "${column}" that no question has, or that stands twice`,
    { next: nextFor(nearest, isTwice) },
  );
}

function badLine(problem: string, unknownMember: string | undefined): AccessError {
  const [nearest] = unknownMember === undefined ? [] : closest(unknownMember, QUESTION_MEMBERS);
  return new AccessError("bad-input", problem, {
    next:
      nearest === undefined
        ? 'Write a line such as: alice@example.com sandbox ReadOnly, or alice@example.com,sandbox,ReadOnly, or {"user":"alice@example.com","account":"sandbox"}'
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
