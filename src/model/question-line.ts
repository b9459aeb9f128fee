/** Reads a line of a list of questions: words as on the command line, a line of a table, or a JSON object. Untrusted input. */
import * as z from "zod/mini";
import { lineAlone, lineBelow, type TableHeading, type TableLine } from "./question-table.ts";
import { readLine } from "./typed-line.ts";

/** Longer than any name, ARN and context together. */
const LONGEST_LINE = 16_384;

const words = z.string().check(z.minLength(1), z.maxLength(4096));
const written = z.strictObject({
  user: words,
  account: z.optional(words),
  set: z.optional(words),
  action: z.optional(words),
  resource: z.optional(words),
  actionRegion: z.optional(words),
  context: z.optional(z.array(words).check(z.maxLength(100))),
});

/** The members of a question as JSON. */
export const QUESTION_MEMBERS: readonly string[] = Object.keys(written.shape);

export type WrittenQuestion = Readonly<z.infer<typeof written>>;

export type QuestionLine =
  | { readonly kind: "ok"; readonly question: WrittenQuestion }
  | { readonly kind: "invalid"; readonly problem: string; readonly unknownMember?: string | undefined };

/**
 * Never throws.
 *
 * @param heading that of the table, where the list is one with a heading
 */
export function parseQuestionLine(text: string, heading?: TableHeading): QuestionLine {
  const line = text.trim();
  if (text.length > LONGEST_LINE) return invalid(`The line is longer than ${LONGEST_LINE} characters`);
  if (line.startsWith("{")) return questionInJson(line);
  // A tab at either end divides cells that are empty.
  const cells = heading === undefined ? lineAlone(line) : lineBelow(heading, text);
  return cells === undefined ? questionInWords(line) : questionInCells(cells);
}

function questionInCells(line: TableLine): QuestionLine {
  if (line.kind === "invalid") return invalid(line.problem);
  const { context, ...members } = line.members;
  const checked = written.safeParse({ ...members, ...(context === undefined ? {} : { context: [context] }) });
  if (checked.success) return { kind: "ok", question: checked.data };
  return invalid(members["user"] === undefined ? NO_USER : "A cell of the line is longer than 4096 characters");
}

const NO_USER = "The question has no user";

const invalid = (problem: string, unknownMember?: string): QuestionLine => ({
  kind: "invalid",
  problem,
  unknownMember,
});

function questionInJson(line: string): QuestionLine {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return invalid("The line begins with { and is not JSON");
  }
  const checked = written.safeParse(value);
  if (checked.success) return { kind: "ok", question: checked.data };
  const [issue] = checked.error.issues;
  if (issue?.code === "unrecognized_keys") return invalid(`A question has no member "${issue.keys[0]}"`, issue.keys[0]);
  const member = issue?.path.join(".") ?? "";
  if (issue?.path[0] === "context") return invalid('"context" has to be a list such as ["aws:SourceVpc=vpc-1"]');
  return invalid(
    member === "user" && !Object.hasOwn(value as object, "user")
      ? NO_USER
      : `"${member}" has to be text that is not empty`,
  );
}

function questionInWords(line: string): QuestionLine {
  const read = readLine(`${line}\n`, { hasApostrophes: true });
  if (read.quote !== "") return invalid("A quote is not closed");
  const flag = read.words.find((word) => word.startsWith("--"));
  if (flag !== undefined) return invalid(`A line of words has no flags, and "${flag}" looks like one`);
  const [user, account, set, ...more] = read.words;
  if (user === undefined || user === "") return invalid(NO_USER);
  if (more.length > 0)
    return invalid("A line has at most three words: user, account and set. Put names with spaces in quotes");
  return {
    kind: "ok",
    question: { user, ...(account === undefined ? {} : { account }), ...(set === undefined ? {} : { set }) },
  };
}
