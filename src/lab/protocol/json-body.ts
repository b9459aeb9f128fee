/** AWS JSON bodies, read and written by shape. */
import { ApiError } from "./api-error.ts";
import { elementOf, membersOf, type Resolve, type ResolvedShape, record } from "./model.ts";

/** No input of these services is nested deeper; more is refused before it costs anything. */
const MAXIMUM_DEPTH = 64;

/** The object in a JSON text; an empty text stands for none. */
export function parseJsonText(text: string): unknown {
  if (text.trim() === "") return {};
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError("SerializationException", "Could not parse the request body as JSON");
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The value by shape; null counts as absent. Members that the model does not know are dropped. */
export function fromJson(shape: ResolvedShape, value: unknown, resolve: Resolve, at = "", depth = 0): unknown {
  if (value === null || value === undefined) return undefined;
  if (depth > MAXIMUM_DEPTH) throw new ApiError("SerializationException", "The request body is nested too deeply");
  const refuse = (expected: string): never => {
    throw new ApiError("SerializationException", `${at === "" ? "The request body" : at} is not ${expected}`);
  };
  const inner = (element: ResolvedShape, item: unknown, name: string | number) =>
    fromJson(element, item, resolve, at === "" ? String(name) : `${at}.${name}`, depth + 1);
  switch (shape.type) {
    case "structure":
      if (shape.document) return value;
      return isObject(value) ? structureFromJson(shape, value, resolve, inner) : refuse("a structure");
    case "list": {
      const element = elementOf(shape.member, resolve);
      return Array.isArray(value) ? value.map((item, index) => inner(element, item, index)) : refuse("a list");
    }
    case "map": {
      if (!isObject(value)) return refuse("a map");
      const element = elementOf(shape.value, resolve);
      const map = record();
      for (const [key, item] of Object.entries(value)) map[key] = inner(element, item, key);
      return map;
    }
    case "string":
      return typeof value === "string" ? value : refuse("a string");
    case "boolean":
      return typeof value === "boolean" ? value : refuse("a boolean");
    case "timestamp":
      return timestamp(value) ?? refuse("a timestamp");
    case "blob":
      return typeof value === "string" ? Buffer.from(value, "base64") : refuse("a blob");
    default:
      return typeof value === "number" ? value : refuse("a number");
  }
}

function structureFromJson(
  shape: ResolvedShape,
  value: Record<string, unknown>,
  resolve: Resolve,
  inner: (element: ResolvedShape, item: unknown, name: string) => unknown,
): unknown {
  const structure = record();
  for (const [name, member] of membersOf(shape, resolve)) {
    if (member.location) continue;
    const wireName = member.locationName ?? name;
    if (!Object.hasOwn(value, wireName)) continue;
    const item = inner(member, value[wireName], name);
    if (item !== undefined) structure[name] = item;
  }
  return structure;
}

/** Epoch seconds with fraction in JSON (facts 3.1). */
function timestamp(value: unknown): Date | undefined {
  const date =
    typeof value === "number" ? new Date(value * 1000) : typeof value === "string" ? new Date(value) : undefined;
  return date && !Number.isNaN(date.getTime()) ? date : undefined;
}

/** The value as plain JSON, members in the model's order, absent ones left out. */
export function toJson(shape: ResolvedShape, value: unknown, resolve: Resolve): unknown {
  if (value === undefined || value === null) return undefined;
  switch (shape.type) {
    case "structure": {
      if (shape.document || !isObject(value)) return value;
      const entries = membersOf(shape, resolve).flatMap(([name, member]) => {
        const item = member.location ? undefined : toJson(member, value[name], resolve);
        return item === undefined ? [] : [[member.locationName ?? name, item] as const];
      });
      return Object.fromEntries(entries);
    }
    case "list": {
      const element = elementOf(shape.member, resolve);
      return (value as readonly unknown[]).map((item) => toJson(element, item, resolve));
    }
    case "map": {
      const element = elementOf(shape.value, resolve);
      return Object.fromEntries(
        Object.entries(value as Record<string, unknown>).map(([key, item]) => [key, toJson(element, item, resolve)]),
      );
    }
    case "timestamp":
      return value instanceof Date ? value.getTime() / 1000 : value;
    case "blob":
      return Buffer.from(value as Uint8Array).toString("base64");
    default:
      return value;
  }
}
