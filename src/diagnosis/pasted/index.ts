/** Understands what people paste. Each kind of text is a file of its own in the lists below. */
import { explainAccessDenied } from "./access-denied.ts";
import { explainArn } from "./arn.ts";
import { eventsIn } from "./cloudtrail/events.ts";
import { explainEvents } from "./cloudtrail/index.ts";
import { explainDecodedDenial, explainEncodedDenial } from "./encoded-denial.ts";
import { type Explanation, explanation } from "./explanation.ts";
import { explainFailureReason } from "./failure-reasons.ts";
import { jsonValuesIn } from "./json.ts";
import { explainMessages } from "./messages/index.ts";
import { type Message, readMessage, shownAgain } from "./readable.ts";
import { explainStatuses } from "./request-status.ts";
import { explainUnknownError } from "./unknown-error.ts";

export type { Explanation } from "./explanation.ts";

/** Characters; a Records file of CloudTrail is smaller. */
const LONGEST = 64 * 1024 * 1024;
/** Characters of a message that are looked at; messages of AWS are smaller. */
const LONGEST_MESSAGE = 1024 * 1024;

/**
 * Each list is asked only where the ones before it understand nothing: what is wrapped in another message (a refusal in
 * a FailureReason, an encoded one behind its sentence) is told once, with all that surrounds it.
 */
const RECOGNISERS: readonly ((message: Message) => readonly Explanation[])[] = [
  ({ line }) => explainDecodedDenial(line),
  ({ line }) => explainFailureReason(line),
  ({ line }) => explainEncodedDenial(line),
  ({ line }) => explainAccessDenied(line),
  ({ line }) => explainMessages(line),
  ({ line }) => explainArn(line),
  explainUnknownError,
];

/** What the text says; at least one explanation, `not-recognised` where nothing fits. Never throws. */
export function explainPasted(text: string): readonly Explanation[] {
  if (text.length > LONGEST) return [notRecognised("The text is too long to be understood.", null)];
  const values = jsonValuesIn(text);
  const events = values.flatMap(eventsIn);
  if (events.length > 0) return explainEvents(events);
  const statuses = explainStatuses(values);
  if (statuses.length > 0) return statuses;
  const message = readMessage(text.slice(0, LONGEST_MESSAGE));
  for (const recognise of RECOGNISERS) {
    const found = recognise(message);
    if (found.length > 0) return found;
  }
  const isCutOff = message.line.includes('"eventName"');
  return [
    notRecognised(
      isCutOff ? "It looks like a CloudTrail event, but its JSON is not whole." : "Nothing in it is known here.",
      shownAgain(message),
    ),
  ];
}

const notRecognised = (why: string, verbatim: string | null): Explanation =>
  explanation("not-recognised", why, {
    verbatim: verbatim === "" ? null : verbatim,
    next: [
      "Paste a CloudTrail event (JSON), the whole message of the aws CLI, an SDK, Terraform or CloudFormation, an error of the access portal, or the ARN of a role, session, instance or permission set.",
      "Or ask about the access itself:",
      "idc-doctor why <user> <account> <set>",
    ],
  });
