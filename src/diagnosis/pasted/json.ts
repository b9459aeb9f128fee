/** JSON that somebody pasted: several values one after another, with keys that are data whatever they are called. */

export type JsonObject = { readonly [key: string]: unknown };

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const member = (object: JsonObject, name: string): unknown =>
  Object.hasOwn(object, name) ? object[name] : undefined;

export function textAt(object: JsonObject, name: string): string | undefined {
  const value = member(object, name);
  return typeof value === "string" && !MASKED.test(value) ? value : undefined;
}

/** What CloudTrail writes in the place of a name that it hides (facts 5.5): nobody is called so. */
export const MASKED = /^(?:HIDDEN_DUE_TO_SECURITY_REASONS|\*{3,})$/;

export function objectAt(object: JsonObject, name: string): JsonObject | undefined {
  const value = member(object, name);
  return isObject(value) ? value : undefined;
}

/** Additional nesting is no event of CloudTrail. */
const DEEPEST = 64;

/** How often a bracket that is never closed is passed over, and in texts of what length: each time the rest is read again. */
const MOST_RETRIES = 20;
const LONGEST_RETRIED = 1024 * 1024;

/** Every JSON value in the text, in order; text between them is passed over, brackets of its own included. */
export function jsonValuesIn(text: string): readonly unknown[] {
  const values: unknown[] = [];
  let from = 0;
  for (let attempt = 0; attempt <= MOST_RETRIES; attempt += 1) {
    const scanned = scan(text, from);
    values.push(...scanned.values);
    if (scanned.unclosed === undefined || text.length > LONGEST_RETRIED) break;
    from = scanned.unclosed + 1;
  }
  return values;
}

interface Scanned {
  readonly values: readonly unknown[];
  /** Where a value begins that has no end. */
  readonly unclosed: number | undefined;
}

/** Linear in the text's length. */
function scan(text: string, from: number): Scanned {
  const values: unknown[] = [];
  let start = -1;
  let depth = 0;
  let isInString = false;
  for (let at = from; at < text.length; at += 1) {
    const character = text[at];
    if (isInString) {
      if (character === "\\") at += 1;
      else if (character === '"') isInString = false;
      continue;
    }
    if (character === '"' && depth > 0) isInString = true;
    else if (character === "{" || character === "[") {
      if (depth === 0) start = at;
      depth += 1;
      if (depth > DEEPEST) return { values, unclosed: undefined };
    } else if ((character === "}" || character === "]") && depth > 0) {
      depth -= 1;
      if (depth === 0) values.push(...parsed(text.slice(start, at + 1)));
    }
  }
  return { values, unclosed: depth > 0 ? start : undefined };
}

function parsed(text: string): readonly unknown[] {
  try {
    return [JSON.parse(text)];
  } catch {
    return [];
  }
}
