/** `why -` and `fix -`: answers the questions of standard input, each as one line of JSON, with what was read shared among them. */
import type { Fixed } from "../app/fix.ts";
import { endsList, type ListedQuestion, listedQuestions } from "../app/question-list.ts";
import { readText } from "../app/text-file.ts";
import type { Diagnosis } from "../model/diagnosis.ts";
import { AccessError, type Candidate } from "../model/errors.ts";
import type { WrittenQuestion } from "../model/question-line.ts";
import { withoutSecrets } from "../model/secrets.ts";
import { counted } from "../report/counted.ts";
import { note, publishedText } from "./answer.ts";
import { EXIT, type ExitCode, exitCodeOf } from "./exit-codes.ts";
import type { OutputFlags } from "./flags/shared.ts";
import { type CliContext, delivered } from "./terminal.ts";

export const ANSWER_SCHEMA = "idc-doctor/answer/1";

interface AnsweredLine {
  readonly schema: typeof ANSWER_SCHEMA;
  /** The line of the question; the first is 1. */
  readonly line: number;
  /** Null: the line is not a question. */
  readonly question: WrittenQuestion | null;
  /** What the command would have ended with for this question alone. */
  readonly exitCode: ExitCode;
}

interface AnswerError {
  readonly code: AccessError["code"];
  readonly message: string;
  readonly next: string | null;
  readonly candidates: readonly Candidate[];
}

type Answer =
  | { readonly kind: "diagnosis"; readonly diagnosis: Diagnosis }
  | { readonly kind: "fixed"; readonly fixed: Fixed }
  | { readonly kind: "error"; readonly error: AnswerError };

/** One line of the output. */
export type ListAnswer = AnsweredLine & Answer;

export type Outcome = Exclude<Answer, { kind: "error" }> & Pick<AnsweredLine, "exitCode">;

interface ListFlags extends OutputFlags {
  readonly output?: string | undefined;
  readonly query?: string | undefined;
}

/** A question, from a line or from the words of the command. */
export type AskedWords = { readonly [Name in keyof WrittenQuestion]: WrittenQuestion[Name] | undefined } & {
  readonly user: string;
};

/**
 * Answers every question in its order and gives the exit code of the whole.
 *
 * @throws AccessError for an empty list, other words or formats, and what would go wrong with every question alike
 */
export async function answerList(
  cli: CliContext,
  flags: ListFlags,
  answer: (question: WrittenQuestion, line: number) => Promise<Outcome>,
): Promise<ExitCode> {
  if (flags.output !== undefined && flags.output !== "json")
    throw new AccessError("bad-input", `A list is answered as lines of JSON, not as ${flags.output}`, {
      next: "Leave out --output",
    });
  const { questions, headingLine } = listedQuestions(await readText("-"));
  if (questions.length === 0)
    throw new AccessError("bad-input", "There is no question on standard input", {
      next: "Write a line for each, such as: alice@example.com sandbox ReadOnly",
    });
  const codes: ExitCode[] = [];
  for (const question of questions) {
    try {
      const given = await answeredLine(cli, question, answer);
      // An answer counts when it was written. Waiting for that also lets Ctrl-C and a closed pipe be noticed.
      await delivered(cli.stdout, await publishedText(given, { format: "json-line", query: flags.query }));
      codes.push(given.exitCode);
    } catch (error) {
      const done = `${codes.length} of ${counted(questions.length, "question")} answered`;
      // Who closed the pipe has read enough.
      if (cli.lostOutput?.() !== "EPIPE") note(cli, flags, `${done}. ${goOnFrom(question.line, headingLine)}`);
      throw error;
    }
  }
  note(cli, flags, `${counted(codes.length, "question")} answered: ${exitCodeCounts(codes)}`);
  return worst(codes);
}

/** The lines that are left mean nothing without their heading. */
const goOnFrom = (line: number, headingLine: number | undefined): string =>
  `Go on from line ${line}${headingLine === undefined ? "" : `, with the heading of line ${headingLine} before it`}`;

async function answeredLine(
  cli: CliContext,
  { line, question }: ListedQuestion,
  answer: (question: WrittenQuestion, line: number) => Promise<Outcome>,
): Promise<ListAnswer> {
  const given = await answered(() => {
    if (question instanceof AccessError) throw question;
    if (cli.signal.aborted) throw new AccessError("interrupted", "Interrupted");
    return answer(question, line);
  });
  return { schema: ANSWER_SCHEMA, line, question: question instanceof AccessError ? null : question, ...given };
}

/** What is wrong with one question is its answer. @throws what would be wrong with every other one too */
async function answered(answer: () => Promise<Outcome>): Promise<Answer & Pick<AnsweredLine, "exitCode">> {
  try {
    return await answer();
  } catch (error) {
    if (endsList(error) || !(error instanceof AccessError)) throw error;
    const { code, message, next, candidates } = error;
    const refusal = {
      code,
      message: withoutSecrets(message),
      next: next === undefined ? null : withoutSecrets(next),
      candidates,
    };
    return { kind: "error", error: refusal, exitCode: exitCodeOf(error) };
  }
}

/** What most needs a person comes first: the code of the whole list is that of its worst answer. */
const WORST_FIRST: readonly ExitCode[] = [EXIT.partly, EXIT.badInput, EXIT.undecided, EXIT.found, EXIT.ok];

const worst = (codes: readonly ExitCode[]): ExitCode => WORST_FIRST.find((code) => codes.includes(code)) ?? EXIT.ok;

const exitCodeCounts = (codes: readonly ExitCode[]): string =>
  [...new Set(codes)]
    .sort((a, b) => a - b)
    .map((code) => `${codes.filter((one) => one === code).length} with exit code ${code}`)
    .join(", ");
