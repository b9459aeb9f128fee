/** The search of the catalogue by words: for `causes`, and for `explain` where nothing else is understood. */
import type { CauseMeta } from "../cause.ts";
import { causes } from "../causes/index.ts";

/** Words that say nothing of a cause, in the stems of `stemsOf`. */
const COMMON = new Set(
  "a an and any are as at be but by can cannot do does for from has have i in is it its me my no not of on one or our the that their there this to user users was we when with you aws sso identity center".split(
    " ",
  ),
);

/** How many results are worth reading. */
const MOST_RESULTS = 10;

interface Score {
  readonly cause: CauseMeta;
  /** Sum of what each word is worth: a word that few causes have is worth more. */
  readonly points: number;
  readonly matched: number;
  /** The very words stand in its title or its symptoms. */
  readonly isVerbatim: boolean;
  /** All of several words that say something stand in its title and symptoms. */
  readonly isWhole: boolean;
}

export interface FoundByWords extends Score {
  readonly isBest: boolean;
}

/** Of the best result's points: below, a cause shares some words only. */
const NEARLY_BEST = 0.7;

/** A title or symptom that holds the very words is what was meant. */
const VERBATIM = 4;

interface IndexedCause {
  readonly cause: CauseMeta;
  readonly strong: ReadonlySet<string>;
  readonly weak: ReadonlySet<string>;
}

/** Made by the first search. */
let indexed: readonly IndexedCause[] | undefined;

/** The causes whose pages have at least half of the words that say something, the best first. */
export function searched(words: string): readonly FoundByWords[] {
  const asked = [...stemsOf(words)];
  if (asked.length === 0) return [];
  indexed ??= causes.map((cause) => ({
    cause,
    strong: stemsOf(strongText(cause)),
    weak: stemsOf(weakText(cause)),
  }));
  const texts = indexed;
  const phrase = words.toLowerCase();
  const spread = (stem: string) => texts.filter(({ strong, weak }) => strong.has(stem) || weak.has(stem)).length;
  const worth = new Map(asked.map((stem) => [stem, Math.log(1 + causes.length / Math.max(1, spread(stem)))]));
  const scores = texts.map(({ cause, strong, weak }): Score => {
    const hits = asked.filter((stem) => strong.has(stem) || weak.has(stem));
    const points = hits.reduce((sum, stem) => sum + (worth.get(stem) ?? 0) * (strong.has(stem) ? 2 : 1), 0);
    const isWhole = asked.length >= WORDS_OF_A_SENTENCE && asked.every((stem) => strong.has(stem));
    const isVerbatim = strongText(cause).toLowerCase().includes(phrase);
    return { cause, points: isVerbatim ? points * VERBATIM : points, matched: hits.length, isVerbatim, isWhole };
  });
  const needed = Math.ceil(asked.length / 2);
  const found = scores
    .filter(({ matched }) => matched >= needed)
    .sort((a, b) => b.points - a.points)
    .slice(0, MOST_RESULTS);
  const best = found[0]?.points ?? 0;
  return found.map((one) => ({ ...one, isBest: one.points >= best * NEARLY_BEST }));
}

const strongText = ({ id, title, documentation }: CauseMeta): string =>
  [id, title, ...documentation.symptoms].join(" ");

const weakText = ({ documentation }: CauseMeta): string => [documentation.why, documentation.whatToDo].join(" ");

/** Words without their endings, so that "assigned" finds "assignment". */
function stemsOf(text: string): ReadonlySet<string> {
  const words = text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return new Set(words.filter((word) => !COMMON.has(word)).map(stemOf));
}

const stemOf = (word: string): string =>
  word.length <= 4 ? word : word.replace(/(ments?|ings?|ions?|ed|es|s)$/, "").replace(/e$/, "");

/** So many words of a page are its own sentence, not a word that many pages have. */
const WORDS_OF_A_SENTENCE = 3;
/** A code or a name of AWS, not a word of English. */
const TECHNICAL = /[#_:.\d]|[a-z][A-Z]/;

/** Whether the words are enough to be more than a search for one word. */
export const isTelling = (phrase: string): boolean =>
  phrase.trim().split(/\s+/).length >= WORDS_OF_A_SENTENCE || TECHNICAL.test(phrase);

/** The causes that a sentence surely means: their pages have its very words, or all that says something. */
export const surelyMeant = (phrase: string, found: readonly FoundByWords[]): readonly FoundByWords[] =>
  isTelling(phrase) ? found.filter(({ isBest, isVerbatim, isWhole }) => isBest && (isVerbatim || isWhole)) : [];
