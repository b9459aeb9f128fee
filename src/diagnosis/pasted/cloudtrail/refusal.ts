/** A call that failed: its code and message, and what the message itself explains. */
import { explainAccessDenied } from "../access-denied.ts";
import { explainEncodedDenial } from "../encoded-denial.ts";
import type { Explanation } from "../explanation.ts";
import { explainFailureReason } from "../failure-reasons.ts";
import { type JsonObject, textAt } from "../json.ts";
import { explainMessages } from "../messages/index.ts";
import { asValue } from "../placeholders.ts";
import { readMessage } from "../readable.ts";

/** Characters of a message that are looked at. */
const LONGEST_MESSAGE = 10_000;

export interface Failure {
  /** Empty where the event has a message only. */
  readonly code: string;
  readonly message: string;
}

/** Undefined where the event shows no failure. Sign-in events may have a message without a code. */
export function failureOf(event: JsonObject): Failure | undefined {
  const code = asValue(textAt(event, "errorCode")) ?? "";
  const message = asValue(textAt(event, "errorMessage")) ?? "";
  return code === "" && message === "" ? undefined : { code, message: message.slice(0, LONGEST_MESSAGE) };
}

/** What the failure adds to the event: undefined where the event shows none. */
export function refusalOf(event: JsonObject): Partial<Explanation> | undefined {
  const failure = failureOf(event);
  if (failure === undefined) return undefined;
  const { code, message } = failure;
  const sentence = `The call failed with ${[code, message].filter((part) => part !== "").join(": ")}${/[.!?]$/.test(message) ? "" : "."}`;
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
    ...explainMessages(readMessage(asClient)),
  ][0];
}
