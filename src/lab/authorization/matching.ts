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

/** Whether a text matches a pattern. Takes at most (pattern length × text length) steps, whatever the pattern. */
export function matches(pattern: Pattern, text: string, letters: "exact" | "any-case" = "exact"): boolean {
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
