/**
 * Finds the CloudTrail events in a pasted text: JSON as one, several, a Records file, what LookupEvents prints, EventBridge,
 * CloudWatch Logs and search engines hold; rows of Athena; Python's way of printing; and fragments that were cut out.
 */
import { isObject, type JsonObject, jsonValuesIn, member, objectAt, textAt } from "../json.ts";
import { eventFragment } from "./fragment.ts";
import { jsonOfPython } from "./python.ts";
import { eventOf } from "./spellings.ts";
import { bareRowsIn, rowsIn } from "./table-rows.ts";

/** Characters of a text that is no JSON; a whole file of events is. */
const LONGEST_OTHER = 4 * 1024 * 1024;
const NAMED = /event_?name/i;

/** The events of the text. `values` are the JSON values in it. */
export function eventsInPasted(text: string, values: readonly unknown[]): readonly JsonObject[] {
  const inJson = values.flatMap(eventsIn);
  if (inJson.length > 0 || text.length > LONGEST_OTHER) return inJson;
  if (!NAMED.test(text)) return bareRowsIn(text).flatMap(eventsIn);
  const inPython = jsonValuesIn(jsonOfPython(text)).flatMap(eventsIn);
  if (inPython.length > 0) return inPython;
  const fragment = eventFragment(text);
  return fragment === undefined ? rowsIn(text).flatMap(eventsIn) : [fragment];
}

/** All events in a parsed value. An event inside a string (`CloudTrailEvent` of LookupEvents) is looked into once. */
export const eventsIn = (value: unknown): readonly JsonObject[] => eventsAt(value, { mayUnwrap: true });

/** Lists of events: S3's files, LookupEvents, CloudWatch Logs, CloudTrail Lake, search engines. */
const LISTS = ["Records", "Events", "events", "logEvents", "QueryResultRows", "results", "hits"];
/** Events as text inside of something else. */
const WRAPPERS = ["CloudTrailEvent", "message", "@message", "event.original", "_raw", "raw", "Message", "body", "data"];
/** Events as objects inside of something else. */
const HOLDERS = ["detail", "event", "_source", "result", "attributes", "aws", "cloudtrail", "hits", "fields"];

// INVARIANT: values come from `jsonValuesIn`, which caps their nesting; without that this recursion could be made to overflow.
function eventsAt(value: unknown, options: { readonly mayUnwrap: boolean }): readonly JsonObject[] {
  if (Array.isArray(value)) return ofRow(value) ?? value.flatMap((item) => eventsAt(item, options));
  if (typeof value === "string") return options.mayUnwrap ? eventsInText(value) : [];
  if (!isObject(value)) return [];
  // The whole event stands inside of its own summary: LookupEvents, search engines.
  const whole = options.mayUnwrap ? eventsInText(textOf(value, WRAPPERS)) : [];
  if (whole.length > 0) return whole;
  const event = eventOf(value);
  if (event !== undefined) return [event];
  const rows = athenaRows(value);
  if (rows !== undefined) return rows.flatMap((row) => eventsAt(row, options));
  for (const name of LISTS) {
    const list = member(value, name);
    if (Array.isArray(list)) return eventsAt(list, options);
  }
  return HOLDERS.flatMap((name) => {
    const held = objectAt(value, name);
    return held === undefined ? [] : eventsAt(held, options);
  });
}

/** What `aws athena get-query-results` prints: `{"ResultSet":{"Rows":[{"Data":[{"VarCharValue":"eventname"},…]},…]}}`, the heading first. */
function athenaRows(object: JsonObject): readonly JsonObject[] | undefined {
  const rows = member(objectAt(object, "ResultSet") ?? object, "Rows");
  if (!Array.isArray(rows)) return undefined;
  const cells = rows.map((row: unknown) => {
    const data = isObject(row) ? member(row, "Data") : undefined;
    const values: readonly unknown[] = Array.isArray(data) ? data : [];
    return values.map((cell) => (isObject(cell) ? (textAt(cell, "VarCharValue") ?? "") : ""));
  });
  const [heading = [], ...others] = cells;
  if (!heading.some((name) => NAMED.test(name))) return undefined;
  return others.map((row) => Object.fromEntries(heading.map((name, column) => [name, row[column] ?? ""])));
}

/** A row of CloudTrail Lake: `[{"eventName":"…"},{"eventTime":"…"}]`, or of CloudWatch Logs Insights: `[{"field":"@message","value":"…"}]`. */
function ofRow(cells: readonly unknown[]): readonly JsonObject[] | undefined {
  const row: Record<string, unknown> = Object.create(null);
  for (const cell of cells) {
    if (!isObject(cell)) return undefined;
    const [field, value] = [textAt(cell, "field"), textAt(cell, "value")];
    const entries = field !== undefined && value !== undefined ? [[field, value] as const] : Object.entries(cell);
    const [entry] = entries;
    if (entries.length !== 1 || entry === undefined || entry[0] === "__proto__") return undefined;
    row[entry[0]] = entry[1];
  }
  if (Object.keys(row).length < 2) return undefined;
  const event = eventOf(row);
  const message = textAt(row, "@message");
  return event !== undefined ? [event] : message === undefined ? undefined : eventsInText(message);
}

/** The first of the members that holds an event as text. */
const textOf = (object: JsonObject, names: readonly string[]): string =>
  [...names.map((name) => textAt(object, name)), textAt(objectAt(object, "event") ?? {}, "original")].find((text) =>
    NAMED.test(text ?? ""),
  ) ?? "";

const eventsInText = (text: string): readonly JsonObject[] =>
  NAMED.test(text) ? jsonValuesIn(text).flatMap((item) => eventsAt(item, { mayUnwrap: false })) : [];
