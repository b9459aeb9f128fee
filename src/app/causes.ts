/** The catalogue of causes as data, for the command, the documentation and later the page; and its search by symptom. */
import type { CauseMeta } from "../diagnosis/cause.ts";
import { causes } from "../diagnosis/causes/index.ts";
import { explainPasted } from "../diagnosis/pasted/index.ts";
import { AccessError } from "../model/errors.ts";
import { closest } from "./near-misses.ts";

export type CatalogueEntry = Omit<CauseMeta, "rank" | "tellUser">;

export interface FoundCause extends CatalogueEntry {
  /** How well it fits the words of a symptom; absent where it was asked for by its id. */
  readonly fits?: "likely" | "possible";
}

const entry = ({
  id,
  stage,
  title,
  facts,
  noticedIn,
  explains,
  confidenceRule,
  documentation,
}: CauseMeta): CatalogueEntry => ({
  id,
  stage,
  title,
  facts,
  noticedIn,
  explains,
  confidenceRule,
  documentation,
});

/** All causes, in the order in which a person would look. */
export const listCauses = (): readonly CatalogueEntry[] => causes.map(entry);

/** The cause with this id. @throws AccessError `not-found` */
export function causeById(id: string): CatalogueEntry {
  const [first] = causesFor([id]);
  if (first?.id === id) return first;
  throw unknownCause(id);
}

/**
 * The one cause that the words are the id of; else every cause that fits the words: the likely ones first, and each
 * group in the order of the access path. What `explain` knows of a symptom comes before what the words are found in.
 *
 * @throws AccessError `not-found` with ids that come close
 */
export function causesFor(words: readonly string[]): readonly FoundCause[] {
  const [first = ""] = words;
  const named = words.length === 1 ? causes.find(({ id }) => id === first.toLowerCase()) : undefined;
  if (named) return [entry(named)];
  const phrase = words.join(" ");
  const known = explainPasted(phrase).flatMap((one) => [...one.causes, ...one.fits]);
  const isTelling = phrase.split(/\s+/).length >= WORDS_OF_A_SENTENCE || TECHNICAL.test(phrase);
  const searchedFor = searched(phrase);
  // Beside what the words are known to mean, only a page that has the very words adds something.
  const found = searchedFor.filter(({ isVerbatim }) => known.length === 0 || isVerbatim);
  const best = searchedFor.filter(({ isBest }) => isBest);
  const isLikely = (id: string): boolean =>
    known.some((one) => one.id === id && one.confidence !== "possible") ||
    (isTelling && best.some(({ cause, isVerbatim, isWhole }) => cause.id === id && (isVerbatim || isWhole))) ||
    (known.length === 0 && best.length <= MOST_LIKELY && best.some(({ cause }) => cause.id === id));
  const all = new Set([...known.map(({ id }) => id), ...found.map(({ cause }) => cause.id)]);
  const likely = causes.filter(({ id }) => all.has(id) && isLikely(id));
  const possible = causes.filter(({ id }) => all.has(id) && !isLikely(id));
  if (all.size === 0) throw unknownCause(phrase);
  return [
    ...likely.map((cause) => ({ ...entry(cause), fits: "likely" as const })),
    ...possible.map((cause) => ({ ...entry(cause), fits: "possible" as const })),
  ];
}

/** So many words of a page are its own sentence, not a word that many pages have. */
const WORDS_OF_A_SENTENCE = 3;
/** A code or a name of AWS, not a word of English. */
const TECHNICAL = /[#_:.\d]|[a-z][A-Z]/;
/** Where more causes fit a word equally well, the word decides nothing. */
const MOST_LIKELY = 4;

function unknownCause(words: string): AccessError {
  const near = closest(
    words,
    causes.map(({ id }) => id),
  );
  const candidates = near.map((id) => ({ id, name: causes.find((cause) => cause.id === id)?.title ?? "" }));
  return new AccessError("not-found", `No cause has the id or the symptom "${words}"`, {
    next: near.length > 0 ? "Did you mean one of these?" : "idc-doctor causes lists all of them",
    candidates,
  });
}

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
}

interface Found extends Score {
  readonly isBest: boolean;
  /** Every word that says something is found in it. */
  readonly isWhole: boolean;
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

function searched(words: string): readonly Found[] {
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
    const isVerbatim = strongText(cause).toLowerCase().includes(phrase);
    return { cause, points: isVerbatim ? points * VERBATIM : points, matched: hits.length, isVerbatim };
  });
  const needed = Math.ceil(asked.length / 2);
  const found = scores
    .filter(({ matched }) => matched >= needed)
    .sort((a, b) => b.points - a.points)
    .slice(0, MOST_RESULTS);
  const best = found[0]?.points ?? 0;
  return found.map((one) => ({
    ...one,
    isBest: one.points >= best * NEARLY_BEST,
    isWhole: one.matched === asked.length,
  }));
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
