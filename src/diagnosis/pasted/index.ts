/** Understands what people paste. Each kind is a file of its own; the first that recognises the text explains it. */
import { explainAccessDenied } from "./access-denied.ts";
import { explainArn } from "./arn.ts";
import { eventsIn, explainEvent } from "./cloudtrail.ts";
import { type Explanation, explanation } from "./explanation.ts";
import { jsonValuesIn } from "./json.ts";
import { explainPortalError } from "./portal-error.ts";

export type { Explanation } from "./explanation.ts";

/** Characters; a Records file of CloudTrail is smaller. */
const LONGEST = 64 * 1024 * 1024;
/** Events explained one by one. */
const MOST_EVENTS = 1000;

const RECOGNISERS = [explainAccessDenied, explainPortalError, explainArn];

/** What the text says; at least one explanation, `not-recognised` where nothing fits. Never throws. */
export function explainPasted(text: string): readonly Explanation[] {
  if (text.length > LONGEST) return [notRecognised("The text is too long to be understood.")];
  const events = jsonValuesIn(text).flatMap(eventsIn).slice(0, MOST_EVENTS);
  const explained = events.flatMap((event) => explainEvent(event) ?? []);
  if (explained.length > 0) return explained;
  for (const recognise of RECOGNISERS) {
    const found = recognise(text);
    if (found) return [found];
  }
  return [notRecognised("Nothing in it is known here.")];
}

const notRecognised = (why: string): Explanation =>
  explanation("not-recognised", why, {
    next: [
      "Paste a CloudTrail event (JSON), the whole AccessDenied message, an error of the access portal, or the ARN of a role, session or permission set.",
      "Or ask: idc-doctor why <user> <account> <set>",
    ],
  });
