/** Understands what people paste. Each kind of text is a file of its own in the lists below. */
import { explainAccessDenied } from "./access-denied.ts";
import { explainArn } from "./arn.ts";
import { eventsInPasted } from "./cloudtrail/events.ts";
import { explainEvents } from "./cloudtrail/index.ts";
import { explainDecodedDenial, explainEncodedDenial } from "./encoded-denial.ts";
import { type Explanation, explanation } from "./explanation.ts";
import { explainFailureReason, explainOtherReason } from "./failure-reasons.ts";
import { jsonValuesIn } from "./json.ts";
import { explainGeneralMessages, explainMessages, explainProfiles, explainSymptoms } from "./messages/index.ts";
import { inPartitionOf } from "./partition-words.ts";
import { explainPlan, explainRefusedPlan } from "./planned/index.ts";
import { type Message, readMessage, shownAgain } from "./readable.ts";
import { explainStatuses } from "./request-status.ts";
import { segmentsOf } from "./segments.ts";
import { together } from "./together.ts";
import { explainUnknownError } from "./unknown-error.ts";

export type { Explanation } from "./explanation.ts";

/** Characters; a Records file of CloudTrail is smaller. */
const LONGEST = 64 * 1024 * 1024;
/** Characters of a log that are looked at: its beginning and its end, where failures stand. */
const LONGEST_MESSAGE = 512 * 1024;

type Recogniser = (message: Message) => readonly Explanation[];

/**
 * Each is asked only where the ones before it understand nothing: what is wrapped in another message (a refusal in
 * a FailureReason, an encoded one behind its sentence) is explained once, with all that surrounds it.
 */
const OF_A_FAILURE: readonly Recogniser[] = [
  ({ line }) => explainDecodedDenial(line),
  ({ line }) => explainFailureReason(line),
  ({ line }) => explainEncodedDenial(line),
  ({ line }) => explainAccessDenied(line),
  explainMessages,
  ({ line }) => explainOtherReason(line),
];
/** Asked of the whole text, where no failure of it is understood. */
const OF_A_TEXT: readonly Recogniser[] = [
  explainProfiles,
  explainGeneralMessages,
  explainArn,
  explainUnknownError,
  explainSymptoms,
];

/** What the text says; at least one explanation, `not-recognised` where nothing fits. Never throws. */
export function explainPasted(text: string): readonly Explanation[] {
  if (text.length > LONGEST) return [notRecognised("The text is too long to be understood.", null)];
  return inPartitionOf(text, explained(text));
}

function explained(text: string): readonly Explanation[] {
  const values = jsonValuesIn(text);
  const events = eventsInPasted(text, values);
  if (events.length > 0) return explainEvents(events);
  const statuses = explainStatuses(values);
  if (statuses.length > 0) return together(statuses);
  const plans = explainPlan(text);
  if (plans.length > 0) return plans;
  const message = readMessage(
    text.length <= LONGEST_MESSAGE
      ? text
      : `${text.slice(0, LONGEST_MESSAGE / 2)}\n${text.slice(-LONGEST_MESSAGE / 2)}`,
  );
  const found = failuresIn(message);
  if (found.length > 0) return found;
  const refused = explainRefusedPlan(text);
  if (refused.length > 0) return refused;
  return firstOf(OF_A_TEXT, message) ?? [notRecognised("Nothing in this text is known here.", shownAgain(message))];
}

/** Each failure of a log. Where only one of them is understood, the whole text is its context. */
function failuresIn(message: Message): readonly Explanation[] {
  const segments = segmentsOf(message);
  if (segments.length === 1) return together(alsoOnOtherLines(firstOf(OF_A_FAILURE, message) ?? [], message));
  const understood = segments.map((segment, index) => {
    const first = firstOf(OF_A_FAILURE, segment) ?? [];
    return index < MOST_LOOKED_INTO ? alsoOnOtherLines(first, segment) : first;
  });
  const found = together(understood.flat());
  const whole = firstOf(OF_A_FAILURE, message) ?? [];
  if (found.length === 0) return together(whole);
  // What a client says for want of credentials is dragged along by the failure that is understood.
  const others = segments
    .filter((segment, index) => understood[index]?.length === 0 && explainGeneralMessages(segment).length === 0)
    .flatMap(explainUnknownError);
  const [only] = found;
  const isWhole = found.length === 1 && only?.times === 1 && whole.length === 1 && whole[0]?.title === only.title;
  return [...(isWhole ? whole : found), ...together(others)];
}

/** Failures of a log whose lines are looked at one by one. */
const MOST_LOOKED_INTO = 50;
/** Lines of a short text that are looked at one by one. */
const MOST_LINES = 60;
/** `sso_region = us-east-1`: a setting is the context of an error, not another one. */
const SETTING = /^\s{0,20}[\w.-]{1,60}\s?=/;

/** A second known sentence on another line is another failure. */
function alsoOnOtherLines(found: readonly Explanation[], { text }: Message): readonly Explanation[] {
  const lines = text.split("\n");
  if (found.length === 0 || lines.length < 2 || lines.length > MOST_LINES) return found;
  const titles = new Set(found.map(({ title }) => title));
  const others = lines
    .filter((line) => !SETTING.test(line))
    .flatMap((line) => firstOf(OF_A_FAILURE, readMessage(line)) ?? [])
    .filter(({ title, fits, causes }) => !titles.has(title) && !isOnlyRepeated([...fits, ...causes], found));
  return [...found, ...others];
}

/** Other words for a cause that is named already. */
const isOnlyRepeated = (causes: readonly { readonly id: string }[], found: readonly Explanation[]): boolean =>
  causes.length > 0 &&
  causes.every(({ id }) => found.some((one) => [...one.causes, ...one.fits].some((named) => named.id === id)));

function firstOf(recognisers: readonly Recogniser[], message: Message): readonly Explanation[] | undefined {
  for (const recognise of recognisers) {
    const found = recognise(message);
    if (found.length > 0) return found;
  }
  return undefined;
}

const notRecognised = (why: string, verbatim: string | null): Explanation =>
  explanation("not-recognised", why, {
    verbatim: verbatim === "" ? null : verbatim,
    next: [
      "Paste a CloudTrail event (JSON), the whole message of the aws CLI, an SDK, Terraform or CloudFormation, a Terraform plan (JSON), a CloudFormation template or change set, an error of the access portal, or the ARN of a role, session, instance or permission set.",
      "Or ask about the access itself:",
      "idc-doctor why <user> <account> <set>",
    ],
  });
