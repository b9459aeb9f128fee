/** Filters: `eq` only, joined by `and` only (facts 6). */
import { invalid } from "./scim-error.ts";

/** Attribute names in lower case with the values that they must equal. */
export type Filter = ReadonlyMap<string, string>;

const CONDITION = /^\s*([A-Za-z][\w.:-]*)\s+eq\s+"((?:[^"\\]|\\.)*)"\s*$/i;

/** @throws ScimError `Invalid Filter format` (facts 5.5), also for attributes that the resource cannot be filtered by. */
export function filterIn(text: string | null, supported: readonly (readonly string[])[]): Filter | undefined {
  if (text === null) return undefined;
  const conditions = text.split(/\s+and\s+(?=[A-Za-z][\w.:-]*\s+eq\s)/i).map((one) => CONDITION.exec(one));
  const found = new Map(
    conditions.map((match) => [match?.[1]?.toLowerCase() ?? "", (match?.[2] ?? "").replace(/\\(.)/g, "$1")]),
  );
  const isKnown = supported.some(
    (names) => names.length === found.size && names.every((name) => found.has(name.toLowerCase())),
  );
  if (conditions.includes(null) || !isKnown) throw invalid("Invalid Filter format");
  return found;
}
