/** The JSON of a policy, before anything is known about it. */

export type Json = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** One value counts as a list of one (IAM User Guide: grammar). */
export const listOf = (value: unknown): readonly unknown[] => (value === undefined ? [] : [value].flat());

/**
 * Undefined for a text that is not JSON. A number is a symbol described by its digits as written: JavaScript's own numbers
 * are not exact.
 */
export function jsonOf(document: string): unknown {
  try {
    return JSON.parse(document, (_key, value: unknown, context?: { readonly source?: string }) =>
      typeof value === "number" ? Symbol(context?.source ?? String(value)) : value,
    );
  } catch {
    return undefined;
  }
}

/** Whether an element of a JSON text has the same key twice: then fewer are read than are written. */
export function hasRepeatedKey(document: string): boolean {
  const written = [...document.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)].filter(([, colon]) => colon !== undefined);
  return keysIn(jsonOf(document)) < written.length;
}

function keysIn(json: unknown): number {
  const members = isObject(json) ? Object.values(json) : Array.isArray(json) ? json : [];
  const own = isObject(json) ? members.length : 0;
  return members.reduce((sum: number, member: unknown) => sum + keysIn(member), own);
}

/** A text, a truth or a number of a policy, as a text. */
export const textOf = (scalar: unknown): string =>
  typeof scalar === "symbol" ? (scalar.description ?? "") : String(scalar);
