/** The names that come closest to words that name nothing: fewest edits first. */
import { forms } from "./spellings.ts";

/** So many are worth reading. */
const MOST = 5;

/** Three letters of a longer word are no hint, unless both begin with them. */
const isPart = (word: string, part: string): boolean => part.length > 3 && word.includes(part);
const beginAlike = (a: string, b: string): boolean => a.length > 2 && a.slice(0, 3) === b.slice(0, 3);

/** The items one of whose names is close to the words, best first; none where nothing comes close. */
export function nearest<T>(
  words: string,
  items: readonly T[],
  namesOf: (item: T) => readonly (string | undefined)[],
): readonly T[] {
  const asked = forms(words);
  const most = Math.max(2, Math.floor(words.length / 4));
  const rated = items.flatMap((item) => {
    const names = namesOf(item).flatMap((name) => (name ? forms(name) : []));
    const edits = Math.min(...names.flatMap((name) => asked.map((one) => editsBetween(one, name, most + 1))));
    const isHint = names.some((name) =>
      asked.some((one) => isPart(name, one) || isPart(one, name) || beginAlike(one, name)),
    );
    return edits <= most || isHint ? [{ item, edits }] : [];
  });
  return rated
    .sort((a, b) => a.edits - b.edits)
    .slice(0, MOST)
    .map(({ item }) => item);
}

/** Levenshtein distance, row by row; given up, and called `enough`, where it is at least so many. */
export function editsBetween(a: string, b: string, enough = Number.POSITIVE_INFINITY): number {
  if (Math.abs(a.length - b.length) >= enough) return enough;
  let row = [...Array(b.length + 1).keys()];
  for (let at = 1; at <= a.length; at += 1) {
    const next = [at];
    for (let to = 1; to <= b.length; to += 1)
      next.push(
        Math.min((row[to] ?? 0) + 1, (next[to - 1] ?? 0) + 1, (row[to - 1] ?? 0) + (a[at - 1] === b[to - 1] ? 0 : 1)),
      );
    if (Math.min(...next) >= enough) return enough;
    row = next;
  }
  return row[b.length] ?? 0;
}

/** Whether two ids of the same length differ in one digit, or in two neighbours that changed places: a slip of whoever typed one. */
export function isSlipOf(typed: string, meant: string): boolean {
  const wrong = [...typed].flatMap((digit, at) => (digit === meant[at] ? [] : [at]));
  const [first = 0, second] = wrong;
  if (typed.length !== meant.length || wrong.length === 0 || wrong.length > 2) return false;
  if (second === undefined) return true;
  return second === first + 1 && typed[first] === meant[second] && typed[second] === meant[first];
}
