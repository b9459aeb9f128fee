/** AWS JSON bodies, read and written by shape. */
import { MAXIMUM_DEPTH, tooDeep, unreadable } from "./refusal.ts";
import { type CompiledShape, elementOf, isObject, record } from "./shape.ts";

/** The input in a JSON text; an empty text has no members. @throws ApiError `SerializationException` */
export function inputOfJson(shape: CompiledShape, text: string): Record<string, unknown> {
  const body = text.trim() === "" ? {} : parsed(text);
  if (!isObject(body)) throw unreadable("", "a JSON object");
  return structureOf(shape, body, "", 0);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw unreadable("", "valid JSON");
  }
}

/** The value by shape; null counts as absent. Members that the model does not know are dropped. */
function fromJson(shape: CompiledShape, value: unknown, at: string, depth: number): unknown {
  if (value === null || value === undefined) return undefined;
  if (depth > MAXIMUM_DEPTH) throw tooDeep();
  switch (shape.type) {
    case "structure":
      if (shape.document) return shallowDocument(value, depth);
      if (!isObject(value)) throw unreadable(at, "a structure");
      return structureOf(shape, value, at, depth);
    case "list":
      if (!Array.isArray(value)) throw unreadable(at, "a list");
      return listOf(shape, value, at, depth);
    case "map":
      if (!isObject(value)) throw unreadable(at, "a map");
      return mapOf(shape, value, at, depth);
    default:
      return scalarOf(shape, value, at);
  }
}

function structureOf(shape: CompiledShape, value: Record<string, unknown>, at: string, depth: number) {
  const structure = record();
  for (const { name, wireName, path, shape: member } of shape.members) {
    if (member.location || !Object.hasOwn(value, wireName)) continue;
    const item = fromJson(member, value[wireName], at === "" ? path : `${at}.${path}`, depth + 1);
    if (item !== undefined) structure[name] = item;
  }
  return structure;
}

/** Elements that are null stay as holes: the check names them. */
function listOf(shape: CompiledShape, value: readonly unknown[], at: string, depth: number): unknown[] {
  const element = elementOf(shape);
  return value.map((item, index) => fromJson(element, item, `${at}.${index + 1}.member`, depth + 1));
}

function mapOf(shape: CompiledShape, value: Record<string, unknown>, at: string, depth: number) {
  const element = elementOf(shape);
  const map = record();
  for (const [key, item] of Object.entries(value)) map[key] = fromJson(element, item, `${at}.${key}`, depth + 1);
  return map;
}

function scalarOf(shape: CompiledShape, value: unknown, at: string): unknown {
  switch (shape.type) {
    case "string":
      if (typeof value !== "string") throw unreadable(at, "a string");
      return value;
    case "boolean":
      if (typeof value !== "boolean") throw unreadable(at, "a boolean");
      return value;
    case "integer":
    case "long":
      if (!Number.isInteger(value)) throw unreadable(at, "an integer");
      return value;
    case "timestamp":
      return dateOf(value, at);
    case "blob":
      if (typeof value !== "string") throw unreadable(at, "a blob");
      return Buffer.from(value, "base64");
    default:
      if (!Number.isFinite(value)) throw unreadable(at, "a number");
      return value;
  }
}

/** Documents are taken as they are, but not beyond the depth that can be written again. */
function shallowDocument(value: unknown, depth: number): unknown {
  if (depth > MAXIMUM_DEPTH) throw tooDeep();
  if (typeof value === "object" && value !== null)
    for (const item of Object.values(value)) shallowDocument(item, depth + 1);
  return value;
}

/** Epoch seconds with fraction in JSON (facts 3.1). */
function dateOf(value: unknown, at: string): Date {
  const milliseconds = typeof value === "number" ? Math.round(value * 1000) : Number.NaN;
  const date = typeof value === "string" ? new Date(value) : new Date(milliseconds);
  if (Number.isNaN(date.getTime())) throw unreadable(at, "a timestamp");
  return date;
}

/** The value as plain JSON, members in the model's order, absent ones left out. */
export function toJson(shape: CompiledShape, value: unknown): unknown {
  if (value === undefined || value === null) return undefined;
  switch (shape.type) {
    case "structure":
      return shape.document ? value : structureToJson(shape, value as Record<string, unknown>);
    case "list":
      return (value as readonly unknown[]).map((item) => toJson(elementOf(shape), item));
    case "map":
      return Object.fromEntries(
        Object.entries(value as Record<string, unknown>).map(([key, item]) => [key, toJson(elementOf(shape), item)]),
      );
    case "timestamp":
      return shape.timestampFormat === "iso8601" ? (value as Date).toISOString() : (value as Date).getTime() / 1000;
    case "blob":
      return Buffer.from(value as Uint8Array).toString("base64");
    default:
      return value;
  }
}

function structureToJson(shape: CompiledShape, value: Record<string, unknown>): Record<string, unknown> {
  const json: Record<string, unknown> = {};
  for (const { name, wireName, shape: member } of shape.members) {
    if (member.location || !Object.hasOwn(value, name)) continue;
    const item = toJson(member, value[name]);
    if (item !== undefined) json[wireName] = item;
  }
  return json;
}
