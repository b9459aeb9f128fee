/** Wildcards and policy variables (IAM User Guide: policy elements). */
import type { RequestContext } from "./access-request.ts";

const ANY = Symbol("*");
const ONE = Symbol("?");

/** A pattern taken apart: characters that stand for themselves, `*` and `?`. Values of variables are never wildcards. */
export type Pattern = readonly (string | typeof ANY | typeof ONE)[];

const tokensOf = (text: string): Pattern =>
  [...text].map((character) => (character === "*" ? ANY : character === "?" ? ONE : character));

/** The pattern in a text without variables. */
export const patternOf = (text: string): Pattern => tokensOf(text);

/** What stands between the asterisks of a pattern without question marks. */
interface Segments {
  readonly first: string;
  readonly middle: readonly string[];
  /** Undefined: there is no asterisk. */
  readonly last: string | undefined;
}

/** One pattern is compared with many values. */
const segmentsOfPattern = new WeakMap<Pattern, Segments | "has question marks">();

function segmentsOf(pattern: Pattern): Segments | "has question marks" {
  const known = segmentsOfPattern.get(pattern);
  if (known) return known;
  const found = pattern.includes(ONE) ? "has question marks" : segmentsBetween(pattern);
  segmentsOfPattern.set(pattern, found);
  return found;
}

function segmentsBetween(pattern: Pattern): Segments {
  const texts = [""];
  for (const token of pattern) {
    if (token === ANY) texts.push("");
    else texts.push((texts.pop() ?? "") + String(token));
  }
  const last = texts.length > 1 ? texts.pop() : undefined;
  return { first: texts[0] ?? "", middle: texts.slice(1).filter((text) => text !== ""), last };
}

/** Whether a text matches a pattern. Takes at most (pattern length × text length) steps, whatever the pattern. */
export function matches(pattern: Pattern, text: string, letters: "exact" | "any-case" = "exact"): boolean {
  const segments = segmentsOf(pattern);
  // Half a character outside the basic plane must match nothing: those go character by character.
  if (segments === "has question marks" || letters === "any-case" || /[\ud800-\udfff]/.test(text))
    return matchesByCharacter(pattern, text, letters);
  return matchesSegments(segments, text);
}

/** Each segment where it first stands behind the one before; searched for as a whole. */
function matchesSegments({ first, middle, last }: Segments, text: string): boolean {
  if (last === undefined) return text === first;
  const end = text.length - last.length;
  if (end < first.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  let at = first.length;
  for (const segment of middle) {
    const found = text.indexOf(segment, at);
    if (found < 0) return false;
    at = found + segment.length;
  }
  return at <= end;
}

function matchesByCharacter(pattern: Pattern, text: string, letters: "exact" | "any-case"): boolean {
  const fold = letters === "exact" ? (character: string) => character : (character: string) => character.toLowerCase();
  const characters = [...text];
  let [at, next] = [0, 0];
  let [star, resumeAt] = [-1, 0];
  while (at < characters.length) {
    const token = pattern[next];
    if (token === ANY) {
      star = next;
      next += 1;
      resumeAt = at;
    } else if (token === ONE || (typeof token === "string" && fold(token) === fold(characters[at] ?? ""))) {
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

/** Whether a text is the pattern to the letter: no wildcards in it count. */
export const equals = (pattern: Pattern, text: string, letters: "exact" | "any-case" = "exact"): boolean => {
  const literal = literalOf(pattern);
  return letters === "exact" ? literal === text : literal.toLowerCase() === text.toLowerCase();
};

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
