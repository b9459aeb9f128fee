/**
 * Finds the CloudTrail events in pasted JSON: one, several, an array, a Records file, what LookupEvents prints, what
 * EventBridge delivers, and what CloudWatch Logs holds.
 */
import { type JsonObject, jsonValuesIn, member, objectAt, textAt } from "../json.ts";

/** All events in a parsed value. An event inside a string (`CloudTrailEvent` of LookupEvents) is looked into once. */
export const eventsIn = (value: unknown): readonly JsonObject[] => eventsAt(value, true);

/** Lists of events: S3's files, LookupEvents, CloudWatch Logs. */
const LISTS = ["Records", "Events", "events", "logEvents"];
/** Events as text inside of something else. */
const WRAPPERS = ["CloudTrailEvent", "message", "@message"];

// INVARIANT: values come from `jsonValuesIn`, which caps their nesting; without that this recursion could be made to overflow.
function eventsAt(value: unknown, mayUnwrap: boolean): readonly JsonObject[] {
  if (Array.isArray(value)) return value.flatMap((item) => eventsAt(item, mayUnwrap));
  if (typeof value === "string") return mayUnwrap ? eventsInText(value) : [];
  if (typeof value !== "object" || value === null) return [];
  const object = value as JsonObject;
  if (textAt(object, "eventName") !== undefined) return [object];
  for (const name of LISTS) {
    const list = member(object, name);
    if (Array.isArray(list)) return eventsAt(list, mayUnwrap);
  }
  const detail = objectAt(object, "detail");
  if (detail !== undefined && textAt(detail, "eventName") !== undefined) return [detail];
  const wrapped = mayUnwrap
    ? WRAPPERS.map((name) => textAt(object, name)).find((text) => text?.includes("eventName"))
    : undefined;
  return wrapped === undefined ? [] : eventsInText(wrapped);
}

const eventsInText = (text: string): readonly JsonObject[] =>
  text.includes("eventName") ? jsonValuesIn(text).flatMap((item) => eventsAt(item, false)) : [];
