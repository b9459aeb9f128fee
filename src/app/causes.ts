/** The catalogue of causes as data, for the command, the documentation and later the page; and its search by symptom. */
import type { CauseMeta } from "../diagnosis/cause.ts";
import { causes } from "../diagnosis/causes/index.ts";
import { isTelling, searched, surelyMeant } from "../diagnosis/pasted/catalogue-search.ts";
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
  const searchedFor = searched(phrase);
  // Beside what the words are known to mean, only a page that has the very words adds something.
  const found = searchedFor.filter(({ isVerbatim }) => known.length === 0 || isVerbatim);
  const best = searchedFor.filter(({ isBest }) => isBest);
  const sure = surelyMeant(phrase, searchedFor);
  const isLikely = (id: string): boolean =>
    known.some((one) => one.id === id && one.confidence !== "possible") ||
    sure.some(({ cause }) => cause.id === id) ||
    // Of a whole sentence some words alone decide nothing: `explain` would not say it, either.
    (known.length === 0 &&
      !isTelling(phrase) &&
      best.length <= MOST_LIKELY &&
      best.some(({ cause }) => cause.id === id));
  const all = new Set([...known.map(({ id }) => id), ...found.map(({ cause }) => cause.id)]);
  const likely = causes.filter(({ id }) => all.has(id) && isLikely(id));
  const possible = causes.filter(({ id }) => all.has(id) && !isLikely(id));
  if (all.size === 0) throw unknownCause(phrase);
  return [
    ...likely.map((cause) => ({ ...entry(cause), fits: "likely" as const })),
    ...possible.map((cause) => ({ ...entry(cause), fits: "possible" as const })),
  ];
}

/** Where more causes fit a word equally well, the word decides nothing. */
const MOST_LIKELY = 4;

function unknownCause(words: string): AccessError {
  // An id that is misspelt is one word or two; a sentence only shares its first word with one.
  const near =
    isTelling(words) && /\s/.test(words.trim())
      ? []
      : closest(
          words,
          causes.map(({ id }) => id),
        );
  const candidates = near.map((id) => ({ id, name: causes.find((cause) => cause.id === id)?.title ?? "" }));
  return new AccessError("not-found", `No cause has the id or the symptom "${words}"`, {
    next: near.length > 0 ? "Did you mean one of these?" : "idc-doctor causes lists all of them",
    candidates,
  });
}
