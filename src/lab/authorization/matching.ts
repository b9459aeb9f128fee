/** Wildcards and policy variables (IAM User Guide: policy elements). */
import type { RequestContext } from "./access-request.ts";

const ANY = Symbol("*");
const ONE = Symbol("?");

/** A pattern taken apart: characters that stand for themselves, `*` and `?`. Values of variables are never wildcards. */
type Token = string | typeof ANY | typeof ONE;
export type Pattern = readonly Token[];

const tokensOf = (text: string): Pattern =>
  [...text].map((character) => (character === "*" ? ANY : character === "?" ? ONE : character));

/** The pattern in a text without variables. */
export const patternOf = (text: string): Pattern => tokensOf(text);

/** What stands between two asterisks. */
interface Segment {
  readonly tokens: Pattern;
  /** Its longest part without question marks, and where that begins: what is searched for. */
  readonly anchor: string;
  readonly anchorAt: number;
  readonly hasQuestionMarks: boolean;
}

/** The pattern as a test of texts, for patterns that are compared with many. Takes at most (pattern length × text length) steps. */
export function matcherOf(pattern: Pattern): (text: string) => boolean {
  if (isWildcard(pattern)) return () => true;
  const segments = segmentsOf(pattern);
  const middle = segments.slice(1, -1);
  // Half a character outside the basic plane must match nothing, and a question mark takes a whole one: character by character.
  const isPlain = !pattern.some((token) => token === ONE || (typeof token === "string" && HALF.test(token)));
  return (text) =>
    isPlain || !PAIRED.test(text) ? matchesSegments(segments, middle, text) : matchesByCharacter(pattern, text);
}

const PAIRED = /[\ud800-\udfff]/;
/** A surrogate without its other half. */
const HALF = /\p{Surrogate}/u;

/** Whether a text matches a pattern. */
export const matches = (pattern: Pattern, text: string): boolean => matcherOf(pattern)(text);

function segmentsOf(pattern: Pattern): readonly Segment[] {
  const parts: Token[][] = [[]];
  for (const token of pattern)
    if (token === ANY) parts.push([]);
    else parts.at(-1)?.push(token);
  return parts.map(segmentOf);
}

function segmentOf(characters: Pattern): Segment {
  let [anchor, anchorAt, run] = ["", 0, ""];
  let at = 0;
  const units = characters.flatMap((token): Token[] => (typeof token === "string" ? token.split("") : [token]));
  for (const unit of units) {
    run = typeof unit === "string" ? run + unit : "";
    at += 1;
    if (run.length > anchor.length) [anchor, anchorAt] = [run, at - run.length];
  }
  return { tokens: units, anchor, anchorAt, hasQuestionMarks: anchor.length < units.length };
}

/** Whether a segment stands at a place of the text. */
function standsAt({ tokens, anchor, hasQuestionMarks }: Segment, text: string, at: number): boolean {
  if (at < 0 || at + tokens.length > text.length) return false;
  if (!hasQuestionMarks) return text.startsWith(anchor, at);
  return tokens.every((token, index) => token === ONE || token === text[at + index]);
}

/** The first place of a segment from a place on; -1 where there is none. */
function placeOf(segment: Segment, text: string, from: number): number {
  if (!segment.hasQuestionMarks) return text.indexOf(segment.anchor, from);
  return segment.tokens.length * (text.length - from) > MOST_STEPS
    ? placeAmongAll(segment, text, from)
    : placeByAnchor(segment, text, from);
}

/** Comparisons of single characters; longer texts are compared at all places at once. */
const MOST_STEPS = 20_000;

function placeByAnchor(segment: Segment, text: string, from: number): number {
  for (let at = from; at + segment.tokens.length <= text.length; at += 1) {
    const found = text.indexOf(segment.anchor, at + segment.anchorAt);
    if (found < 0) return -1;
    at = found - segment.anchorAt;
    if (standsAt(segment, text, at)) return at;
  }
  return -1;
}

/** A number with a bit for each place that is still possible: each character of the segment takes those away where another stands. */
function placeAmongAll({ tokens }: Segment, text: string, from: number): number {
  const count = text.length - from - tokens.length + 1;
  if (count <= 0) return -1;
  const places = new Map<Token, bigint>();
  for (const token of new Set(tokens)) if (typeof token === "string") places.set(token, placesOf(token, text, from));
  let left = (1n << BigInt(count)) - 1n;
  for (const [offset, token] of tokens.entries()) {
    if (token === ONE) continue;
    left &= (places.get(token) ?? 0n) >> BigInt(offset);
    if (left === 0n) return -1;
  }
  const written = left.toString(2);
  return from + written.length - 1 - written.lastIndexOf("1");
}

/** Where one character stands, the first place being the lowest bit. */
function placesOf(character: string, text: string, from: number): bigint {
  const bits = text
    .slice(from)
    .split("")
    .map((one) => (one === character ? "1" : "0"));
  return BigInt(`0b${bits.reverse().join("")}`);
}

/** Each segment where it first stands behind the one before; searched for as a whole. */
function matchesSegments(segments: readonly Segment[], middle: readonly Segment[], text: string): boolean {
  const [first, last] = [segments[0], segments.at(-1)];
  if (!first || !last || !standsAt(first, text, 0)) return false;
  if (segments.length === 1) return first.tokens.length === text.length;
  const end = text.length - last.tokens.length;
  let at = first.tokens.length;
  if (end < at || !standsAt(last, text, end)) return false;
  for (const segment of middle) {
    const found = placeOf(segment, text, at);
    if (found < 0) return false;
    at = found + segment.tokens.length;
  }
  return at <= end;
}

/** Whether a text matches, upper and lower case being one. */
export const matchesAnyCase = (pattern: Pattern, text: string): boolean =>
  matchesByCharacter(
    pattern.map((token) => (typeof token === "string" ? token.toLowerCase() : token)),
    text.toLowerCase(),
  );

function matchesByCharacter(pattern: Pattern, text: string): boolean {
  const characters = [...text];
  let [at, next] = [0, 0];
  let [star, resumeAt] = [-1, 0];
  while (at < characters.length) {
    const token = pattern[next];
    if (token === ANY) {
      star = next;
      next += 1;
      resumeAt = at;
    } else if (token === ONE || (token !== undefined && token === characters[at])) {
      at += 1;
      next += 1;
    } else if (star >= 0) {
      // The last `*` takes one character more; earlier ones never need another try.
      resumeAt += 1;
      at = resumeAt;
      next = star + 1;
    } else return false;
  }
  return pattern.slice(next).every((token) => token === ANY);
}

/** Whether a pattern is asterisks that match anything, and nothing else. */
export const isWildcard = (pattern: Pattern): boolean => pattern.length > 0 && pattern.every((token) => token === ANY);

/** The pattern as a text, its wildcards as the characters they are. */
export const literalOf = (pattern: Pattern): string =>
  pattern.map((token) => (token === ANY ? "*" : token === ONE ? "?" : token)).join("");

/** The parts of a pattern between the first `count - 1` separators; the last part holds the rest. */
export function partsOf(pattern: Pattern, separator: string, count: number): readonly Pattern[] {
  const parts: (string | typeof ANY | typeof ONE)[][] = [[]];
  for (const token of pattern) {
    if (token === separator && parts.length < count) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

/** `${*}`, `${?}` and `${$}` are the characters themselves (IAM User Guide: special characters). */
const SPECIAL = new Map([
  ["*", "*"],
  ["?", "?"],
  ["$", "$"],
]);

/** Braces do not nest, so that a text of many beginnings is read once. */
const VARIABLE = /\$\{([^{}]*)\}/g;

/**
 * The pattern with its variables filled in; undefined where one has no single value: such a pattern matches nothing
 * (IAM User Guide: policy variables with no value).
 */
export function substituted(text: string, context: RequestContext): Pattern | undefined {
  const parts: Pattern[] = [];
  let end = 0;
  for (const match of text.matchAll(VARIABLE)) {
    const value = variableValue(match[1] ?? "", context);
    if (value === undefined) return undefined;
    parts.push(tokensOf(text.slice(end, match.index)), [...value]);
    end = match.index + match[0].length;
  }
  return [...parts, tokensOf(text.slice(end))].flat();
}

/** `key` or `key, 'default'`; a comma inside the quotes belongs to the default. */
function variableValue(variable: string, context: RequestContext): string | undefined {
  const special = SPECIAL.get(variable);
  if (special !== undefined) return special;
  const [, key = "", fallback] = /^([^,]*)(?:,\s*'(.*)'\s*)?$/s.exec(variable) ?? [];
  const values = context.get(key.trim().toLowerCase());
  return values?.length === 1 ? values[0] : fallback;
}
