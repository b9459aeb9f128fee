/** A call that failed: its code and message, and what the message itself explains. */
import { explainAccessDenied } from "../access-denied.ts";
import { explainEncodedDenial } from "../encoded-denial.ts";
import type { Explanation } from "../explanation.ts";
import { explainFailureReason } from "../failure-reasons.ts";
import { type JsonObject, textAt } from "../json.ts";
import { explainMessages } from "../messages/index.ts";
import { readMessage } from "../readable.ts";

/** Characters of a message that are looked at. */
const LONGEST_MESSAGE = 10_000;

/** What the failure adds to the event: undefined where the event shows none. */
export function refusalOf(event: JsonObject): Partial<Explanation> | undefined {
  const code = textAt(event, "errorCode");
  if (code === undefined) return undefined;
  const message = (textAt(event, "errorMessage") ?? "").slice(0, LONGEST_MESSAGE);
  const sentence = `The call failed with ${code}${message === "" ? "." : `: ${message}`}`;
  const inner = innerOf(code, textAt(event, "eventName") ?? "", readMessage(message).line);
  if (!inner) return { meaning: [sentence] };
  return { ...inner, meaning: [sentence, ...inner.meaning] };
}

/** The tables know errors by the words that clients put around them: code and operation. */
function innerOf(code: string, operation: string, line: string): Explanation | undefined {
  const asClient = `An error occurred (${code.slice(0, 100)}) when calling the ${operation.slice(0, 100)} operation: ${line}`;
  return [
    ...explainEncodedDenial(line),
    ...explainAccessDenied(line),
    ...explainFailureReason(line),
    ...explainMessages(asClient),
  ][0];
}
