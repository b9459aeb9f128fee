/** Understands what people paste. Each kind of text is a file of its own in the lists below. */
import { ownCommand, shellWord } from "../../model/shell-word.ts";
import { isAboutAnotherProduct } from "../families/other-products.ts";
import { explainArn } from "./arn.ts";
import { searched } from "./catalogue-search.ts";
import { eventsInPasted } from "./cloudtrail/events.ts";
import { explainEvents } from "./cloudtrail/index.ts";
import { decodedText, withRepairs } from "./decoded-text.ts";
import { type Explanation, explanation } from "./explanation.ts";
import { failuresIn, firstOf, type Recogniser } from "./failures.ts";
import { isForeign } from "./foreign-language.ts";
import { jsonValuesIn } from "./json.ts";
import { explainGeneralMessages, explainProfiles, explainSymptoms, isOfAws } from "./messages/index.ts";
import { inPartitionOf } from "./partition-words.ts";
import { explainPlan, explainRefusedPlan } from "./planned/index.ts";
import { readMessage, shownAgain } from "./readable.ts";
import { explainStatuses } from "./request-status.ts";
import { withSentences } from "./sentences-beside.ts";
import { together } from "./together.ts";
import { asTyped } from "./typed-words.ts";
import { explainUnknownError } from "./unknown-error.ts";

export type { Explanation } from "./explanation.ts";

/** Characters; a Records file of CloudTrail is smaller. */
const LONGEST = 64 * 1024 * 1024;
/** Characters of a log that are looked at: its beginning and its end, where failures stand. */
const LONGEST_MESSAGE = 512 * 1024;

/** Asked of the whole text, where no failure of it is understood. */
const OF_A_TEXT: readonly Recogniser[] = [
  explainProfiles,
  explainGeneralMessages,
  explainArn,
  explainUnknownError,
  explainSymptoms,
];

/** What the text says; at least one explanation, `not-recognised` where nothing fits. Never throws. */
export function explainPasted(pasted: string): readonly Explanation[] {
  if (pasted.length > LONGEST) return [notRecognised("The text is too long to be understood.", null)];
  if (pasted.trim() === "") return [notRecognised("The text is empty.", null)];
  const { text, repaired } = decodedText(pasted);
  const found = inLanguageOf(text, asTyped(text, withSentences(text, explained(text))));
  return inPartitionOf(text, found).map((one) => withRepairs(one, repaired));
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
  return (
    firstOf(OF_A_TEXT, message) ?? [
      isForeign(message.line)
        ? notRecognised(ONLY_ENGLISH, shownAgain(message))
        : notRecognised("Nothing in this text is known here.", shownAgain(message), lookedUp(message.line)),
    ]
  );
}

const ONLY_ENGLISH = "Beside AWS's own messages, only English is understood here.";

/** A sentence in another language is recognised by English words in it, and by nothing else. */
const inLanguageOf = (text: string, found: readonly Explanation[]): readonly Explanation[] =>
  isForeign(text)
    ? found.map((one) => (one.kind === "symptom" ? { ...one, meaning: [...one.meaning, ONLY_ENGLISH] } : one))
    : found;

/** Longer texts are no words of a search. */
const LONGEST_SEARCH = 180;
/** Records and identifiers are no words, either. */
const NO_WORDS = /[{}]|\barn:/;

/** Few words of somebody's own: the catalogue is searched by words, where no symptom is known and the search answers. */
const lookedUp = (line: string): readonly string[] =>
  line.length <= LONGEST_SEARCH &&
  !NO_WORDS.test(line) &&
  isOfAws(line) &&
  !isAboutAnotherProduct(line) &&
  searched(line).length > 0
    ? ["Or look for the words among the causes:", ownCommand("causes", [shellWord(line)])]
    : [];

const notRecognised = (why: string, verbatim: string | null, more: readonly string[] = []): Explanation =>
  explanation("not-recognised", why, {
    verbatim: verbatim === "" ? null : verbatim,
    next: [
      "Paste a CloudTrail event (JSON), the whole message of the aws CLI, an SDK, Terraform or CloudFormation, a Terraform plan (JSON), a CloudFormation template or change set, an error of the access portal, or the ARN of a role, session, instance or permission set.",
      "Or ask about the access itself:",
      "idc-doctor why <user> <account> <set>",
      ...more,
    ],
  });
