/** JSON that somebody pasted: several values one after another, with keys that are data whatever they are called. */

export type JsonObject = { readonly [key: string]: unknown };

export const member = (object: JsonObject, name: string): unknown =>
  Object.hasOwn(object, name) ? object[name] : undefined;

export function textAt(object: JsonObject, name: string): string | undefined {
  const value = member(object, name);
  return typeof value === "string" ? value : undefined;
}

export function objectAt(object: JsonObject, name: string): JsonObject | undefined {
  const value = member(object, name);
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
}

/** Deeper nesting is no event of CloudTrail. */
const DEEPEST = 64;

/** Every JSON value in the text, in order; text between them is passed over. Linear in the text's length. */
export function jsonValuesIn(text: string): readonly unknown[] {
  const values: unknown[] = [];
  let start = -1;
  let depth = 0;
  let isInString = false;
  for (let at = 0; at < text.length; at += 1) {
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
      if (depth > DEEPEST) return values;
    } else if ((character === "}" || character === "]") && depth > 0) {
      depth -= 1;
      if (depth === 0) values.push(...parsed(text.slice(start, at + 1)));
    }
  }
  return values;
}

function parsed(text: string): readonly unknown[] {
  try {
    return [JSON.parse(text)];
  } catch {
    return [];
  }
}
