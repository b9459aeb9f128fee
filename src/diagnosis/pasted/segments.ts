/** Divides a log into its failures: each is explained by itself, so that one does not hide the others or lend them its ids. */
import { type Message, readMessage, withoutFrames } from "./readable.ts";

/** A line that begins a failure wherever it stands: Terraform's and Pulumi's headings, log levels, rows of a stack's events, dividing lines. */
const HEADING =
  /^(?:\s{0,8}(?:\[?✘\]?|✖|❌|×)?\s{0,4}(?:\[(?:ERROR|FATAL)\]|error:|Error:|ERROR[: ]|FATAL[: ])|@@$|-{3,}$|={3,}$)|\b(?:CREATE|UPDATE|DELETE)_FAILED\b/;
/** `level=error msg=…`, `{"level":"error",…}`. */
const LEVEL =
  /^\s{0,8}(?:(?:time|ts?)=\S{1,60} )?(?:level|lvl|severity)="?(?:err|fatal|warn|crit)|^\s{0,8}\{.{0,2000}"(?:level|lvl|severity)"\s?:\s?"(?:err|fatal|warn|crit)/i;
/** Times at the beginning of a line: ISO 8601, syslog, a clock alone. */
const STAMP =
  /^\s{0,4}\[?(?:\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ \d]?\d \d\d:\d\d:\d\d|\d\d:\d\d:\d\d[ ,.Z\]])/;
const LISTED = /^\s{0,4}(?:\(?\d{1,3}[.)]|[-*•])\s/;
const FAILS =
  /error|fail|denied|refus|invalid|not authorized|no access|exception|unable|forbidden|not found|duplicate|conflict|missing|expired|exceed|could not|cannot|can't|no valid|NoCred/i;
/** The next command of a session in a shell, or the next step of a pipeline: what follows is of its own. */
const NEXT_COMMAND =
  /^(?:[\w.@~/:-]{0,60}[$%❯➜]|[\w.-]{1,40}@[\w.@~/: -]{1,60}#|PS [^>\n]{1,80}>|[A-Z]:\\[^>\n]{0,80}>|\[\d{1,3}\/\d{1,3}\]|\+(?= (?:aws|kubectl|terraform|cdk|sam|helm|curl)\b)) ?\S/;
/** The frames in which clients put an error (`api-error.ts`); a second one begins another failure. */
const FRAME =
  /An error occurred \([\w.]{1,100}\) when calling|operation error [\w ]{1,60}: \w|Resource handler returned message|^(?:Exception in thread "[^"\n]{0,80}" |[\w./-]{1,40}: )?[\w.$]{1,200}(?:Exception|Error): /;
const CONTINUES = /^\s{0,8}(?:at |Caused by|caused by|\.\.\. \d)/;

/** Failures that are told apart; a longer log repeats itself. */
const MOST_SEGMENTS = 500;

/** Whether the part begins with a command or a number of its own: what it says comes from no other part. */
export const isNextStep = ({ text }: Message): boolean => NEXT_COMMAND.test(text) || LISTED.test(text);

/** The failures of the text, in order; one where nothing divides it. What stands before the first belongs to it. */
export function segmentsOf(message: Message): readonly Message[] {
  const lines = message.raw.split("\n");
  if (lines.length < 2) return [message];
  // Nothing that is taken off holds a line's end, so the lines stay side by side.
  const clean = withoutFrames(message.raw).split("\n");
  const segments: string[][] = [[]];
  let hasFrame = false;
  let hasFailure = false;
  let isList: boolean | undefined;
  for (const [index, raw] of lines.entries()) {
    const line = clean[index] ?? "";
    const isFrame = FRAME.test(line) && !CONTINUES.test(line);
    const isHeading = HEADING.test(line) || LEVEL.test(line) || (STAMP.test(line) && FAILS.test(line));
    const isItem = LISTED.test(line) && FAILS.test(line);
    // Points below a failure belong to it; where the first failure is a point, each of them is one.
    if (isItem || isHeading || isFrame) isList ??= isItem;
    const fails = isHeading || (isItem && isList === true);
    const begins = fails || NEXT_COMMAND.test(line) || (isFrame && hasFrame);
    // The first failure keeps what stands before it: often the profile or the command.
    if (begins && hasFailure && segments.length < MOST_SEGMENTS) {
      segments.push([]);
      hasFrame = false;
      hasFailure = false;
    }
    hasFailure ||= fails || isFrame;
    hasFrame ||= isFrame;
    segments.at(-1)?.push(raw);
  }
  return segments.length === 1 ? [message] : segments.map((part) => readMessage(part.join("\n")));
}
