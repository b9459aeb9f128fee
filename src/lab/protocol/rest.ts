/** What REST JSON binds outside the body: members in path, query string, headers and the status. */

import { inputOfJson, toJson } from "./json-body.ts";
import { unreadable } from "./refusal.ts";
import { type CompiledShape, elementOf, type Member } from "./shape.ts";
import { valueOfText } from "./text-value.ts";
import type { RoutedCall, WireAnswer, WireRequest } from "./wire.ts";

/** An answer of this status has no body (RFC 9110, 15.3.5). */
const NO_CONTENT = 204;

/** Body members, then those in path, query string and headers. @throws ApiError `SerializationException` */
export function inputOfRest(shape: CompiledShape, call: RoutedCall, request: WireRequest): Record<string, unknown> {
  const input = inputOfJson(shape, request.body);
  for (const member of shape.members) {
    const value = boundValue(member, call, request);
    if (value !== undefined) input[member.name] = value;
  }
  return input;
}

function boundValue({ wireName, path, shape }: Member, call: RoutedCall, request: WireRequest): unknown {
  // A list in the query string is one parameter for each element (REST JSON).
  if (shape.location === "querystring" && shape.type === "list") {
    const texts = request.query.getAll(wireName);
    return texts.length === 0 ? undefined : texts.map((text) => valueOfText(elementOf(shape), text, path));
  }
  const text = boundText(shape.location, wireName, call, request);
  return text === undefined ? undefined : valueOfText(shape, text, path);
}

function boundText(
  location: CompiledShape["location"],
  wireName: string,
  { labels }: RoutedCall,
  { query, headers }: WireRequest,
): string | undefined {
  switch (location) {
    case "uri":
      return Object.hasOwn(labels, wireName) ? decoded(labels[wireName] ?? "") : undefined;
    case "querystring":
      return query.get(wireName) ?? undefined;
    case "header":
      return headers[wireName.toLowerCase()];
    default:
      return undefined;
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw unreadable("", "at a path that is encoded as a URI");
  }
}

/** The answer of an output: members bound to headers and the status go there, the others into the body. */
export function restAnswer(
  shape: CompiledShape,
  output: Readonly<Record<string, unknown>>,
  status: number,
): WireAnswer {
  const headers: Record<string, string> = { "content-type": "application/json" };
  let bound = status;
  for (const { name, wireName, shape: member } of shape.members) {
    const value = output[name];
    if (value === undefined || value === null) continue;
    if (member.location === "header") headers[wireName.toLowerCase()] = headerText(member, value);
    if (member.location === "statusCode" && typeof value === "number") bound = value;
  }
  return { status: bound, headers, body: bound === NO_CONTENT ? "" : JSON.stringify(toJson(shape, output)) };
}

/** Timestamps in headers are HTTP dates. */
const headerText = ({ type }: CompiledShape, value: unknown): string =>
  type === "timestamp" ? (value as Date).toUTCString() : String(value);
