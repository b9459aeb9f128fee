/** Values that are text on the wire: in forms, query strings, headers and paths. */
import { unreadable } from "./refusal.ts";
import type { CompiledShape } from "./shape.ts";

/** A decimal number; what JavaScript also takes (`0x10`, an empty text, `Infinity`) is none. */
const NUMBER = /^[+-]?\d{1,30}(\.\d{1,30})?([eE][+-]?\d{1,3})?$/;

/** The value by shape. @throws ApiError `SerializationException` where the text has not the type's form. */
export function valueOfText(shape: CompiledShape, text: string, at: string): unknown {
  switch (shape.type) {
    case "boolean":
      return booleanOf(text, at);
    case "integer":
    case "long":
      if (!NUMBER.test(text) || !Number.isInteger(Number(text))) throw unreadable(at, "an integer");
      return Number(text);
    case "float":
    case "double":
      if (!NUMBER.test(text)) throw unreadable(at, "a number");
      return Number(text);
    case "timestamp":
      return dateOf(text, at);
    case "blob":
      return Buffer.from(text, "base64");
    default:
      return text;
  }
}

function booleanOf(text: string, at: string): boolean {
  const word = text.toLowerCase();
  if (word !== "true" && word !== "false") throw unreadable(at, "a boolean");
  return word === "true";
}

/** ISO 8601 or epoch seconds. */
function dateOf(text: string, at: string): Date {
  const date = NUMBER.test(text) ? new Date(Number(text) * 1000) : new Date(text);
  if (Number.isNaN(date.getTime())) throw unreadable(at, "a timestamp");
  return date;
}
