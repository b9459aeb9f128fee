/** A call that failed: its code and message, and what the message itself explains. */
import { explainAccessDenied } from "../access-denied.ts";
import type { Explanation } from "../explanation.ts";
import { type JsonObject, textAt } from "../json.ts";
import { explainPortalError } from "../portal-error.ts";

/** Characters of a message that are looked at. */
const LONGEST_MESSAGE = 10_000;

/** What the failure adds to the event: undefined where the event shows none. */
export function refusalOf(event: JsonObject): Partial<Explanation> | undefined {
  const code = textAt(event, "errorCode");
  if (code === undefined) return undefined;
  const message = (textAt(event, "errorMessage") ?? "").slice(0, LONGEST_MESSAGE);
  const sentence = `The call failed with ${code}${message === "" ? "." : `: ${message}`}`;
  const [inner] = [...explainAccessDenied(message), ...explainPortalError(`${code}: ${message}`)];
  if (!inner) return { meaning: [sentence] };
  return { ...inner, meaning: [sentence, ...inner.meaning] };
}
