/** Understands what people paste. Each kind of text is a file of its own in the list below. */
import { explainAccessDenied } from "./access-denied.ts";
import { explainArn } from "./arn.ts";
import { eventsIn } from "./cloudtrail/events.ts";
import { explainEvent } from "./cloudtrail/index.ts";
import { explainEncodedDenial } from "./encoded-denial.ts";
import { type Explanation, explanation } from "./explanation.ts";
import { jsonValuesIn } from "./json.ts";
import { explainPortalError } from "./portal-error.ts";

export type { Explanation } from "./explanation.ts";

/** Characters; a Records file of CloudTrail is smaller. */
const LONGEST = 64 * 1024 * 1024;
/** Characters of a message that are looked at; messages of AWS are smaller. */
const LONGEST_MESSAGE = 1024 * 1024;
/** Events explained one by one. */
const MOST_EVENTS = 1000;

/** Each gives nothing where the text is none of its kind. What several recognise is explained by each. */
const RECOGNISERS: readonly ((text: string) => readonly Explanation[])[] = [
  explainAccessDenied,
  explainEncodedDenial,
  explainPortalError,
  explainArn,
];

/** What the text says; at least one explanation, `not-recognised` where nothing fits. Never throws. */
export function explainPasted(text: string): readonly Explanation[] {
  if (text.length > LONGEST) return [notRecognised("The text is too long to be understood.")];
  const events = jsonValuesIn(text).flatMap(eventsIn);
  if (events.length > 0) {
    const rest = events.length - MOST_EVENTS;
    return [...events.slice(0, MOST_EVENTS).map(explainEvent), ...(rest > 0 ? [notExplained(rest)] : [])];
  }
  const message = text.slice(0, LONGEST_MESSAGE);
  const found = RECOGNISERS.flatMap((recognise) => recognise(message));
  return found.length > 0 ? found : [notRecognised("Nothing in it is known here.")];
}

const notExplained = (rest: number): Explanation =>
  explanation("not-recognised", `${rest} more events were left out: only the first ${MOST_EVENTS} are explained`, {
    next: ["Filter the file by time, account or event name, and paste what is left."],
  });

const notRecognised = (why: string): Explanation =>
  explanation("not-recognised", why, {
    next: [
      "Paste a CloudTrail event (JSON), the whole AccessDenied message, an error of the access portal, or the ARN of a role, session, instance or permission set.",
      "Or ask: idc-doctor why <user> <account> <set>",
    ],
  });
