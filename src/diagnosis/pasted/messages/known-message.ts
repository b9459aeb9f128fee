/** A sentence of AWS or of a client that is known here, and what it means. Tables of these stand beside this file. */
import type { DiagnosedCause } from "../../../model/diagnosis.ts";
import type { Fit } from "../catalogue-ids.ts";
import { whyCommand } from "../command.ts";
import { type Explanation, explanation, type Layer, type PastedKind } from "../explanation.ts";
import { type Mentions, mentionsIn } from "../mentions.ts";

/** Gives nothing where the line holds no such sentence. */
export type KnownMessage = (line: string) => Explanation | undefined;

interface About {
  readonly kind: PastedKind;
  readonly title: string;
  readonly layer: Layer;
}

interface Sentence extends About {
  /** Every one must be found; the first one's groups are handed to the functions. */
  readonly words: RegExp | readonly [RegExp, ...RegExp[]];
  readonly meaning: readonly string[] | ((match: RegExpExecArray, mentions: Mentions) => readonly string[]);
  readonly next?: readonly string[] | ((match: RegExpExecArray, mentions: Mentions) => readonly string[]);
  readonly fits?: readonly Fit[] | ((match: RegExpExecArray, mentions: Mentions) => readonly Fit[]);
  /** Whether the next question is about somebody's access; it then ends with that question. */
  readonly endsWithWhy?: boolean;
}

export function sentence({ words, meaning, next, fits, endsWithWhy, ...about }: Sentence): KnownMessage {
  const [first, ...others] = words instanceof RegExp ? [words] : words;
  return (line) => {
    const match = first?.exec(line);
    if (!match || !others.every((one) => one.test(line))) return undefined;
    const mentions = mentionsIn(line);
    const read = <T>(
      part: readonly T[] | ((match: RegExpExecArray, mentions: Mentions) => readonly T[]) | undefined,
    ) => (typeof part === "function" ? part(match, mentions) : (part ?? []));
    return explanation(about.kind, about.title, {
      ...mentioned(mentions),
      layer: about.layer,
      meaning: read(meaning),
      next: [...read(next), ...(endsWithWhy ? [whyOf(mentions)] : [])],
      fits: read(fits),
    });
  };
}

/** A sentence that a cause of the catalogue notices by itself: meaning and steps are the cause's. */
export function ofCause(noticedIn: (text: string) => DiagnosedCause | undefined, about: About): KnownMessage {
  return (line) => {
    const cause = noticedIn(line);
    if (!cause) return undefined;
    return explanation(about.kind, about.title, {
      ...mentioned(mentionsIn(line)),
      layer: about.layer,
      meaning: [cause.summary],
      next: cause.remedy.kind === "api" ? [] : cause.remedy.steps,
      causes: [cause],
    });
  };
}

/** The first of a table that the line holds. */
export function explainFirst(table: readonly KnownMessage[], line: string): readonly Explanation[] {
  for (const known of table) {
    const explained = known(line);
    if (explained) return [explained];
  }
  return [];
}

const whyOf = ({ user, account, permissionSet }: Mentions): string => whyCommand(user, account, permissionSet);

const mentioned = ({ account, permissionSet, user }: Mentions): Partial<Explanation> => ({
  account,
  permissionSet,
  who: user === null ? null : { kind: "Identity Center user", name: user, arn: null },
});
