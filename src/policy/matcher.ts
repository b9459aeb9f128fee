/** Whether texts match a pattern: it is read once, however many texts are compared with it. */
import { seeker } from "./one-character-wildcards.ts";
import { anyOf, arnParts, literal, matchesEverything, type Unit } from "./pattern.ts";

export type Matcher = (text: string) => boolean;

/** Whether the whole text matches. */
export const matches = (units: readonly Unit[], text: string): boolean => matcherOf(units)(text);

/** What stands between asterisks is looked for once, from the left. */
export function matcherOf(units: readonly Unit[]): Matcher {
  if (matchesEverything(units)) return () => true;
  const groups: Unit[][] = [[]];
  for (const unit of units)
    if (anyOf(unit) === "text") groups.push([]);
    else groups.at(-1)?.push(unit);
  const [first = PLAIN_NOTHING, ...more] = groups.map((group) =>
    group.some((unit) => anyOf(unit) === "character") ? segmentWithOnes(group) : plainSegment(group),
  );
  const last = more.pop();
  if (last === undefined) return (text) => first.endAt(text, 0) === text.length;
  const middle = more.filter(({ length }) => length > 0);
  const shortest = middle.reduce((sum, { length }) => sum + length, first.length + last.length);
  return (text) => text.length >= shortest && areThere({ first, middle, last }, text);
}

/** What stands before, between and behind the asterisks. */
interface Segments {
  readonly first: Segment;
  readonly middle: readonly Segment[];
  readonly last: Segment;
}

function areThere({ first, middle, last }: Segments, text: string): boolean {
  let at = first.endAt(text, 0);
  // The end before what stands between: it is cheap to compare.
  if (at < 0 || !last.mayEnd(text)) return false;
  const start = startOfLast(text, last.length);
  if (start < at || last.endAt(text, start) !== text.length) return false;
  for (const segment of middle) {
    at = segment.endBehind(text, at);
    if (at < 0 || at > start) return false;
  }
  return true;
}

/** Characters between asterisks. */
interface Segment {
  /** Characters, as code points. */
  readonly length: number;
  /** Where it ends if it stands at this index; -1 where it does not. */
  readonly endAt: (text: string, index: number) => number;
  /** Where it ends at its first place from this index on; -1 where there is none. */
  readonly endBehind: (text: string, index: number) => number;
  /** False where the text surely does not end with it. */
  readonly mayEnd: (text: string) => boolean;
}

function plainSegment(units: readonly Unit[]): Segment {
  const text = literal(units);
  const endOf = (index: number): number => (index < 0 ? -1 : index + text.length);
  return {
    length: units.length,
    endAt: (all, index) => endOf(all.startsWith(text, index) ? index : -1),
    endBehind: (all, index) => endOf(all.indexOf(text, index)),
    mayEnd: (all) => all.endsWith(text),
  };
}

const PLAIN_NOTHING = plainSegment([]);

function segmentWithOnes(units: readonly Unit[]): Segment {
  const characters = units.map((unit) => (anyOf(unit) === "character" ? undefined : unit));
  return {
    length: units.length,
    endAt: (text, index) => endOfOnes(characters, text, index),
    endBehind: seeker(characters),
    mayEnd: () => true,
  };
}

/** Undefined is any one character. */
function endOfOnes(characters: readonly (string | undefined)[], text: string, index: number): number {
  let at = index;
  for (const wanted of characters) {
    if (at >= text.length) return -1;
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
    if (wanted !== undefined && wanted !== character) return -1;
    at += character.length;
  }
  return at;
}

/** Where the last characters of a text begin, so many code points of it; -1 where it has fewer. */
function startOfLast(text: string, length: number): number {
  let at = text.length;
  for (let left = length; left > 0; left -= 1) {
    if (at === 0) return -1;
    at -= isHalf(text, at - 1, LOW) && isHalf(text, at - 2, HIGH) ? 2 : 1;
  }
  return at;
}

/** Where the halves of characters outside of the basic plane begin (UTF-16); each has 1,024 of them. */
const [HIGH, LOW] = [0xd800, 0xdc00];
const isHalf = (text: string, at: number, from: number): boolean => {
  const code = text.charCodeAt(at);
  return code >= from && code < from + 0x400;
};

/** Whether the fields of an ARN match the parts of a pattern, each by itself. */
export function fieldsMatcherOf(units: readonly Unit[]): (fields: readonly string[]) => boolean {
  const parts = arnParts(units);
  let matchers: readonly Matcher[] | undefined;
  return (fields) => {
    if (fields.length !== parts.length) return false;
    matchers ??= parts.map(matcherOf);
    // The resource first: in it patterns differ most.
    for (let at = parts.length - 1; at >= 0; at -= 1) if (matchers[at]?.(fields[at] ?? "") !== true) return false;
    return true;
  };
}
