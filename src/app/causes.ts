/** The catalogue of causes as data, for the command, the documentation and later the page; and its search by symptom. */
import type { CauseMeta } from "../diagnosis/cause.ts";
import { causes } from "../diagnosis/causes/index.ts";
import { AccessError } from "../model/errors.ts";
import { closest } from "./near-misses.ts";

export type CatalogueEntry = Omit<CauseMeta, "rank" | "tellUser">;

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
 * The one cause that the words are the id of; else every cause whose symptoms, title or id fit the words, the best first.
 *
 * @throws AccessError `not-found` with ids that come close
 */
export function causesFor(words: readonly string[]): readonly CatalogueEntry[] {
  const [first = ""] = words;
  const named = words.length === 1 ? causes.find(({ id }) => id === first.toLowerCase()) : undefined;
  if (named) return [entry(named)];
  const found = searched(words.join(" "));
  if (found.length > 0) return found.map(entry);
  throw unknownCause(words.join(" "));
}

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
}

/** A title or symptom that holds the very words is what was meant. */
const VERBATIM = 4;

interface IndexedCause {
  readonly cause: CauseMeta;
  readonly strong: ReadonlySet<string>;
  readonly weak: ReadonlySet<string>;
}

/** Made by the first search. */
let indexed: readonly IndexedCause[] | undefined;

function searched(words: string): readonly CauseMeta[] {
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
    return { cause, points: isVerbatim ? points * VERBATIM : points, matched: hits.length };
  });
  const needed = Math.ceil(asked.length / 2);
  return scores
    .filter(({ matched }) => matched >= needed)
    .sort((a, b) => b.points - a.points)
    .slice(0, MOST_RESULTS)
    .map(({ cause }) => cause);
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
