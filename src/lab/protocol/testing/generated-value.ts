/** A valid value for any shape of the API models: every member present, every constraint kept, always the same. */
import { type CompiledShape, elementOf, keyOf } from "../shape.ts";
import { textOfPattern } from "./pattern-text.ts";

/** Shapes that contain themselves end here. */
const DEEPEST = 6;

/** A timestamp with a fraction of a second, which every protocol must keep. */
const MOMENT = "2026-01-05T08:00:00.500Z";

/** @example generatedValue(compile(operation.input)) */
export function generatedValue(shape: CompiledShape, depth = 0): unknown {
  switch (shape.type) {
    case "structure":
      return shape.document ? { Version: "2012-10-17", Statement: [1, true, "x"] } : generatedStructure(shape, depth);
    case "list":
      return Array.from({ length: Math.max(1, shape.min ?? 0) }, () => generatedValue(elementOf(shape), depth + 1));
    case "map":
      return { [String(generatedValue(keyOf(shape), depth + 1))]: generatedValue(elementOf(shape), depth + 1) };
    case "string":
      return generatedText(shape);
    case "boolean":
      return true;
    case "timestamp":
      return new Date(MOMENT);
    case "blob":
      return new Uint8Array(Buffer.from("blob <&> \u0000"));
    case "float":
    case "double":
      return Math.max(1.5, shape.min ?? 0);
    default:
      return Math.max(1, shape.min ?? 0);
  }
}

function generatedStructure(shape: CompiledShape, depth: number): Record<string, unknown> {
  const members = shape.union ? shape.members.slice(0, 1) : shape.members;
  const present = members.filter(({ isRequired }) => isRequired || depth < DEEPEST);
  return Object.fromEntries(present.map(({ name, shape: member }) => [name, generatedValue(member, depth + 1)]));
}

function generatedText({ enum: allowed, pattern, min = 0, max = 4096 }: CompiledShape): string {
  if (allowed) return [...allowed][0] ?? "";
  if (pattern) return textOfPattern(pattern.source, { min: Math.max(1, min), max });
  return "x<&>é".repeat(Math.max(1, Math.ceil(min / 5))).slice(0, Math.min(max, Math.max(5, min)));
}

/** A value for comparison: plain objects, absent members left out, dates and bytes as texts. */
export function comparable(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value !== "object" || value === null) return value;
  const present = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(present.map(([name, item]) => [name, comparable(item)]));
}
