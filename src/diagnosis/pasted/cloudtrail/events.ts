/** Finds the CloudTrail events in pasted JSON: one, several, an array, a Records file, or what LookupEvents prints. */
import { type JsonObject, jsonValuesIn, member, textAt } from "../json.ts";

/** All events in a parsed value. An event inside a string (`CloudTrailEvent` of LookupEvents) is looked into once. */
export const eventsIn = (value: unknown): readonly JsonObject[] => eventsAt(value, true);

// INVARIANT: values come from `jsonValuesIn`, which caps their nesting; without that this recursion could be made to overflow.
function eventsAt(value: unknown, mayUnwrap: boolean): readonly JsonObject[] {
  if (Array.isArray(value)) return value.flatMap((item) => eventsAt(item, mayUnwrap));
  if (typeof value !== "object" || value === null) return [];
  const object = value as JsonObject;
  for (const name of ["Records", "Events"]) {
    const list = member(object, name);
    if (Array.isArray(list)) return eventsAt(list, mayUnwrap);
  }
  const wrapped = textAt(object, "CloudTrailEvent");
  if (wrapped !== undefined && mayUnwrap) return jsonValuesIn(wrapped).flatMap((item) => eventsAt(item, false));
  return textAt(object, "eventName") === undefined ? [] : [object];
}
