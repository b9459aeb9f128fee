/** A sentence of AWS, a client or a person that is known here, and what it means. Tables of these stand beside this file. */
import type { DiagnosedCause } from "../../../model/diagnosis.ts";
import type { Fit } from "../catalogue-ids.ts";
import { whyCommand } from "../command.ts";
import { type Explanation, explanation, type Layer, type PastedKind } from "../explanation.ts";
import { type Mentions, mentionsIn, openChoices } from "../mentions.ts";
import type { Message } from "../readable.ts";
import { stepsOf } from "../steps.ts";

/** Gives nothing where the message holds no such sentence. */
export type KnownMessage = (message: Message) => Explanation | undefined;

interface About {
  readonly kind: PastedKind;
  readonly title: string;
  readonly layer: Layer | null;
}

/** A part of the explanation, or how to make it of the words that were found. */
type Part<T> = readonly T[] | ((match: RegExpExecArray, mentions: Mentions, message: Message) => readonly T[]);

interface Sentence extends About {
  /** Every one must be found; the first one's groups are handed to the functions. */
  readonly words: RegExp | readonly [RegExp, ...RegExp[]];
  /** None of these may be there. */
  readonly without?: RegExp;
  readonly meaning: Part<string>;
  readonly next?: Part<string>;
  readonly fits?: Part<Fit>;
  /** What the sentence names by itself, where the general reading of mentions would miss it. */
  readonly names?: (match: RegExpExecArray, mentions: Mentions) => Partial<Explanation>;
  /** Whether the next question is about somebody's access; it then ends with that question. */
  readonly endsWithWhy?: boolean;
}

export function sentence({
  words,
  without,
  meaning,
  next,
  fits,
  names,
  endsWithWhy,
  ...about
}: Sentence): KnownMessage {
  const [first, ...others]: readonly [RegExp, ...RegExp[]] = words instanceof RegExp ? [words] : words;
  return (message) => {
    const { line } = message;
    const match = first.exec(line);
    if (!match || !others.every((one) => one.test(line)) || without?.test(line)) return undefined;
    const mentions = mentionsIn(line);
    const read = <T>(part: Part<T> | undefined) =>
      typeof part === "function" ? part(match, mentions, message) : (part ?? []);
    const named = { ...mentioned(mentions), ...names?.(match, mentions) };
    return explanation(about.kind, about.title, {
      ...named,
      layer: about.layer,
      meaning: [...read(meaning), ...(endsWithWhy ? openChoices(mentions) : [])],
      next: [...read(next).map((step) => aboutUser(step, named)), ...(endsWithWhy ? [whyOf(named)] : [])],
      fits: read(fits),
    });
  };
}

interface OfCause extends About {
  /** What else the sentence may come from. */
  readonly fits?: readonly Fit[];
}

/** A sentence that a cause of the catalogue notices by itself: meaning and steps are the cause's. */
export function ofCause(
  noticedIn: (text: string) => DiagnosedCause | undefined,
  { fits = [], ...about }: OfCause,
): KnownMessage {
  return ({ line }) => {
    const cause = noticedIn(line);
    if (!cause) return undefined;
    return explanation(about.kind, about.title, {
      ...mentioned(mentionsIn(line)),
      layer: about.layer,
      meaning: [cause.summary],
      next: stepsOf(cause),
      causes: [cause],
      fits,
    });
  };
}

/** The first of a table that the message holds. */
export function explainFirst(table: readonly KnownMessage[], message: Message): readonly Explanation[] {
  for (const known of table) {
    const explained = known(message);
    if (explained) return [explained];
  }
  return [];
}

/** A question about nobody in particular, where the text names the user. */
const aboutUser = (step: string, { who }: Partial<Explanation>): string =>
  step === "idc-doctor why <user>" && who?.name ? whyCommand(who.name, null, null) : step;

const whyOf = ({ who, account, permissionSet }: Partial<Explanation>): string =>
  whyCommand(who?.name ?? null, account ?? null, permissionSet ?? null);

const mentioned = ({ account, permissionSet, user }: Mentions): Partial<Explanation> => ({
  account,
  permissionSet,
  who: user === null ? null : { kind: "Identity Center user", name: user, arn: null },
});
