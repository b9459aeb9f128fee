/** The failures of a log, each by itself, in the order in which they stand there. */
import { explainAccessDenied } from "./access-denied.ts";
import { explainDecodedDenial, explainEncodedDenial } from "./encoded-denial.ts";
import type { Explanation } from "./explanation.ts";
import { explainFailureReason, explainOtherReason } from "./failure-reasons.ts";
import { explainGeneralMessages, explainMessages } from "./messages/index.ts";
import { type Message, readMessage } from "./readable.ts";
import { isNextStep, segmentsOf } from "./segments.ts";
import { together } from "./together.ts";
import { explainUnknownError } from "./unknown-error.ts";

export type Recogniser = (message: Message) => readonly Explanation[];

/**
 * Each is asked only where the ones before it understand nothing: what is wrapped in another message (a refusal in
 * a FailureReason, an encoded one behind its sentence) is explained once, with all that surrounds it.
 */
export const OF_A_FAILURE: readonly Recogniser[] = [
  ({ line }) => explainDecodedDenial(line),
  ({ line }) => explainFailureReason(line),
  ({ line }) => explainEncodedDenial(line),
  ({ line }) => explainAccessDenied(line),
  explainMessages,
  ({ line }) => explainOtherReason(line),
];

/** What the first of them that understands the message says. */
export function firstOf(recognisers: readonly Recogniser[], message: Message): readonly Explanation[] | undefined {
  for (const recognise of recognisers) {
    const found = recognise(message);
    if (found.length > 0) return found;
  }
  return undefined;
}

/** Each failure of a log. Where only one of them is understood, the whole text is its context. */
export function failuresIn(message: Message): readonly Explanation[] {
  const segments = segmentsOf(message);
  if (segments.length === 1) return together(failuresOf(message));
  const understood = segments.map((segment, index) =>
    index < MOST_LOOKED_INTO ? failuresOf(segment) : (firstOf(OF_A_FAILURE, segment) ?? []),
  );
  const found = together(understood.flat());
  const whole = firstOf(OF_A_FAILURE, message) ?? [];
  if (found.length === 0) return together(whole);
  const [only] = found;
  const [alone] = whole;
  const isWhole = found.length === 1 && only?.times === 1 && whole.length === 1 && alone?.title === only.title;
  return together(
    segments.flatMap((segment, index) => {
      const own = understood[index] ?? [];
      if (own.length > 0) return isWhole ? whole : own;
      return lessKnown(segment, [
        ...(understood[index - 1] ?? []).slice(-1),
        ...(understood[index + 1] ?? []).slice(0, 1),
      ]);
    }),
  );
}

/** A failure whose words are known in general only, or not at all; `beside` is what stands before and after it. */
function lessKnown(segment: Message, beside: readonly Explanation[]): readonly Explanation[] {
  const general = explainGeneralMessages(segment);
  if (general.length === 0) return explainUnknownError(segment);
  // What a client says for want of credentials is dragged along by its sign-in that failed, unless it is another command.
  const isDragged =
    !isNextStep(segment) && beside.some(({ kind, layer }) => kind === "client-error" || layer === "sign-in");
  return isDragged ? [] : general;
}

/** Failures of a log whose lines are looked at one by one. */
const MOST_LOOKED_INTO = 50;
/** Lines of a short text that are looked at one by one. */
const MOST_LINES = 60;
/** `sso_region = us-east-1`: a setting is the context of an error, not another one; `level=error msg=…` is a line of a log. */
const SETTING = /^\s{0,20}(?!(?:time|ts?|level|lvl|msg|severity)=)[\w.-]{1,60}\s?=/;

/** What the message as a whole says, and further known sentences on lines of their own: each is another failure. */
function failuresOf(message: Message): readonly Explanation[] {
  const first = firstOf(OF_A_FAILURE, message) ?? [];
  const lines = message.text.split("\n");
  if (first.length === 0 || lines.length < 2 || lines.length > MOST_LINES) return first;
  const ofLines = lines.map((line) => (SETTING.test(line) ? [] : (firstOf(OF_A_FAILURE, readMessage(line)) ?? [])));
  const titles = new Set(first.map(({ title }) => title));
  const again = ofLines.flat().filter(({ title }) => titles.has(title));
  // The same sentence about several accounts: each line is about its own, and the whole about none of them.
  const isOfSeveral = first.length === 1 && new Set(again.map(aboutWhat)).size > 1;
  const others = ofLines.map((found) =>
    found.filter((one) =>
      titles.has(one.title)
        ? isOfSeveral
        : !first.some((whole) => isPartOf(one, whole)) && !isOnlyRepeated([...one.fits, ...one.causes], first),
    ),
  );
  const at = ofLines.findIndex((found) => found.some(({ title }) => titles.has(title)));
  const position = Math.max(at, 0);
  return [...others.slice(0, position).flat(), ...(isOfSeveral ? [] : first), ...others.slice(position).flat()];
}

/** The beginning of a refusal whose rest stands on the next line. */
const isPartOf = (one: Explanation, whole: Explanation): boolean =>
  one.kind === "access-denied" &&
  one.kind === whole.kind &&
  one.action === whole.action &&
  (one.who?.name ?? null) === (whole.who?.name ?? null) &&
  (one.resource === null || one.layer === "not said");

const aboutWhat = ({ who, account, permissionSet, resource }: Explanation): string =>
  JSON.stringify([who?.name, account, permissionSet, resource]);

/** Other words for a cause that is named already. */
const isOnlyRepeated = (causes: readonly { readonly id: string }[], found: readonly Explanation[]): boolean =>
  causes.length > 0 &&
  causes.every(({ id }) => found.some((one) => [...one.causes, ...one.fits].some((named) => named.id === id)));
