/** Whether an answer has the types that AWS's own model of the operation gives it: the SDK passes on whatever JSON holds. */
import type { $Schema } from "@smithy/types";

/** The error's name, by which the call is sent again. */
export const MALFORMED_ANSWER = "MalformedAnswer";

/** @throws Error `MalformedAnswer` that names the member which has another type. */
export async function checkAnswer(outputSchema: $Schema, output: unknown): Promise<void> {
  const { NormalizedSchema } = await import("@smithy/core/schema");
  const shape = NormalizedSchema.of(outputSchema);
  const wrong = isHollow(shape, output) ? "it has none of its members" : mismatch(shape, output, "");
  if (wrong === undefined) return;
  throw Object.assign(new Error(`the answer does not fit the API: ${wrong}`), { name: MALFORMED_ANSWER });
}

/**
 * AWS writes an empty list as `[]`, and what does not exist as an error: an answer without the list or the thing that was asked for
 * is neither an empty list nor a proof of absence.
 */
function isHollow(shape: Shape, output: unknown): boolean {
  if (!shape.isStructSchema() || !isObject(output)) return false;
  const members = [...shape.structIterator()];
  return (
    members.some(([, member]) => member.isListSchema() || member.isStructSchema()) &&
    members.every(([key]) => output[key] === undefined)
  );
}

/** What is asked of a schema here. */
interface Shape {
  readonly isListSchema: () => boolean;
  readonly isMapSchema: () => boolean;
  readonly isStructSchema: () => boolean;
  readonly isStringSchema: () => boolean;
  readonly isNumericSchema: () => boolean;
  readonly isBooleanSchema: () => boolean;
  readonly isTimestampSchema: () => boolean;
  readonly getValueSchema: () => Shape;
  readonly structIterator: () => Iterable<readonly [string, Shape]>;
}

/** Undefined where the value fits. An absent member fits: the model cannot say what the reader needs. */
function mismatch(shape: Shape, value: unknown, path: string): string | undefined {
  if (value === undefined || value === null) return undefined;
  const here = path === "" ? "the answer" : path;
  if (shape.isListSchema()) {
    if (!Array.isArray(value)) return `${here} is no list`;
    return firstOf(value.entries(), ([at, item]) =>
      item === null || item === undefined
        ? `${here}[${at}] is null`
        : mismatch(shape.getValueSchema(), item, `${here}[${at}]`),
    );
  }
  if (shape.isMapSchema()) {
    if (!isObject(value)) return `${here} is no object`;
    return firstOf(Object.entries(value), ([key, item]) => mismatch(shape.getValueSchema(), item, `${here}.${key}`));
  }
  if (shape.isStructSchema()) {
    if (!isObject(value)) return `${here} is no object`;
    return firstOf(shape.structIterator(), ([key, member]) =>
      mismatch(member, Object.hasOwn(value, key) ? value[key] : undefined, path === "" ? key : `${path}.${key}`),
    );
  }
  return scalarMismatch(shape, value, here);
}

function scalarMismatch(shape: Shape, value: unknown, here: string): string | undefined {
  if (shape.isStringSchema() && typeof value !== "string") return `${here} is no text`;
  if (shape.isNumericSchema() && typeof value !== "number") return `${here} is no number`;
  if (shape.isBooleanSchema() && typeof value !== "boolean") return `${here} is neither true nor false`;
  if (shape.isTimestampSchema() && !(value instanceof Date && !Number.isNaN(value.getTime())))
    return `${here} is no time`;
  return undefined;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function firstOf<T>(items: Iterable<T>, look: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = look(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
