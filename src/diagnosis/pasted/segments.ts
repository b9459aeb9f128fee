/** Divides a log into its failures: each is explained by itself, so that one does not hide the others or lend them its ids. */
import { type Message, readMessage, withoutFrames } from "./readable.ts";

/** A line that begins a failure wherever it stands: Terraform's and Pulumi's headings, log levels, rows of a stack's events, dividing lines. */
const HEADING =
  /^(?:\s{0,8}(?:\[?✘\]?|✖|❌|×)?\s{0,4}(?:\[(?:ERROR|FATAL)\]|error:|Error:|ERROR[: ]|FATAL[: ])|@@$|-{3,}$|={3,}$)|\b(?:CREATE|UPDATE|DELETE)_FAILED\b/;
const STAMP = /^\s{0,4}\[?\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d/;
const FAILS = /error|fail|denied|refus|invalid|not authorized|no access|exception|unable|forbidden|not found/i;
/** The frames in which clients put an error (`api-error.ts`); a second one begins another failure. */
const FRAME =
  /An error occurred \([\w.]{1,100}\) when calling|operation error [\w ]{1,60}: \w|Resource handler returned message|^(?:Exception in thread "[^"\n]{0,80}" )?[\w.$]{1,200}(?:Exception|Error): /;
const CONTINUES = /^\s{0,8}(?:at |Caused by|caused by|\.\.\. \d)/;

/** Failures that are told apart; a longer log repeats itself. */
const MOST_SEGMENTS = 500;

/** The failures of the text, in order; one where nothing divides it. What stands before the first belongs to it. */
export function segmentsOf(message: Message): readonly Message[] {
  const lines = message.raw.split("\n");
  if (lines.length < 2) return [message];
  // Nothing that is taken off holds a line's end, so the lines stay side by side.
  const clean = withoutFrames(message.raw).split("\n");
  const segments: string[][] = [[]];
  let hasFrame = false;
  let hasFailure = false;
  for (const [index, raw] of lines.entries()) {
    const line = clean[index] ?? "";
    const isFrame = FRAME.test(line) && !CONTINUES.test(line);
    const begins = HEADING.test(line) || (STAMP.test(line) && FAILS.test(line)) || (isFrame && hasFrame);
    // The first failure keeps what stands before it: often the profile or the command.
    if (begins && hasFailure && segments.length < MOST_SEGMENTS) {
      segments.push([]);
      hasFrame = false;
    }
    hasFailure ||= begins || isFrame;
    hasFrame ||= isFrame;
    segments.at(-1)?.push(raw);
  }
  return segments.length === 1 ? [message] : segments.map((part) => readMessage(part.join("\n")));
}
