/** The JSON of a policy, before anything is known about it. */

export type Json = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** One value counts as a list of one (IAM User Guide: grammar). */
export const listOf = (value: unknown): readonly unknown[] => (value === undefined ? [] : [value].flat());

/** Undefined for a text that is not JSON. */
export function jsonOf(document: string): unknown {
  try {
    return JSON.parse(document);
  } catch {
    return undefined;
  }
}
