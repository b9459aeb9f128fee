/** Words that a person may have meant: the closest by edits, or those that contain what was written. */

/** So many are worth reading. */
const MOST = 5;

/** The closest of the known words, best first; none where nothing comes close. */
export function closest(written: string, known: readonly string[]): readonly string[] {
  const low = written.toLowerCase();
  const most = Math.max(2, Math.floor(low.length / 4));
  return known
    .map((word) => ({ word, edits: editsBetween(low, word.toLowerCase()), holds: holds(word.toLowerCase(), low) }))
    .filter(({ edits, holds: isPart }) => edits <= most || isPart)
    .sort((a, b) => a.edits - b.edits)
    .slice(0, MOST)
    .map(({ word }) => word);
}

/** Three letters of a longer word are no hint. */
const holds = (word: string, part: string): boolean => part.length > 3 && word.includes(part);

/** Levenshtein distance, row by row. */
function editsBetween(a: string, b: string): number {
  let row = [...Array(b.length + 1).keys()];
  for (let at = 1; at <= a.length; at += 1) {
    const next = [at];
    for (let to = 1; to <= b.length; to += 1)
      next.push(
        Math.min((row[to] ?? 0) + 1, (next[to - 1] ?? 0) + 1, (row[to - 1] ?? 0) + (a[at - 1] === b[to - 1] ? 0 : 1)),
      );
    row = next;
  }
  return row[b.length] ?? 0;
}
