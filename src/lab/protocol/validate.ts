/** Checks an input against the API model and says what is wrong in AWS's own sentences. */
import { ApiError } from "./api-error.ts";
import type { ServiceModel } from "./model.ts";
import { printed } from "./printed-value.ts";
import { type CompiledShape, elementOf, keyOf } from "./shape.ts";

const NOT_NULL = "Member must not be null";

/** Beyond this many times the longest allowed value the pattern is not tried: it costs time and the length says enough. */
const FAR_TOO_LONG = 4;

/** @throws ApiError in the service's own name for it, with every violation in one sentence. */
export function validate(shape: CompiledShape, input: Readonly<Record<string, unknown>>, model: ServiceModel): void {
  const violations: string[] = [];
  checkStructure(shape, input, "", violations);
  if (violations.length > 0) throw refusal(violations, model);
}

/**
 * Query services say `ValidationError` (observed for iam). Where the model lists no `ValidationException` the error is its
 * general one: the portal's `InvalidRequestException`, organizations' `InvalidInputException`.
 */
function refusal(violations: readonly string[], { metadata, shapes }: ServiceModel): ApiError {
  const count = `${violations.length} validation error${violations.length > 1 ? "s" : ""} detected`;
  const message = `${count}: ${violations.join("; ")}`;
  if (metadata.protocol === "query") return new ApiError("ValidationError", message);
  const lists = (code: string) => Object.hasOwn(shapes, code);
  if (lists("ValidationException")) return new ApiError("ValidationException", message);
  if (lists("InvalidRequestException")) return new ApiError("InvalidRequestException", message);
  if (lists("InvalidInputException")) return invalidInput(violations, message);
  return new ApiError("ValidationException", message);
}

/** Organizations has a sentence of its own for patterns (observed for DescribeAccount); the code of the others is inferred. */
function invalidInput(violations: readonly string[], message: string): ApiError {
  if (!violations.every((text) => text.includes("regular expression pattern")))
    return new ApiError("InvalidInputException", message);
  const sentence = "You provided a value that does not match the required pattern.";
  return new ApiError("InvalidInputException", sentence, { fields: { Reason: "INVALID_PATTERN" } });
}

function check(shape: CompiledShape, value: unknown, at: string, violations: string[]): void {
  switch (shape.type) {
    case "structure":
      if (!shape.document) checkStructure(shape, value as Record<string, unknown>, at, violations);
      return;
    case "list":
      checkList(shape, value as readonly unknown[], at, violations);
      return;
    case "map":
      checkMap(shape, value as Record<string, unknown>, at, violations);
      return;
    default:
      for (const constraint of brokenConstraints(shape, value))
        violations.push(violation(shape, value, at, constraint));
  }
}

/** A sensitive value is not shown (observed: "Value at 'password' failed to satisfy constraint: …"). */
function violation(shape: CompiledShape, value: unknown, at: string, constraint: string): string {
  const shown = value === undefined ? " null" : shape.sensitive ? "" : ` '${printed(shape, value)}'`;
  return `Value${shown} at '${at}' failed to satisfy constraint: ${constraint}`;
}

function checkStructure(
  shape: CompiledShape,
  value: Readonly<Record<string, unknown>>,
  at: string,
  violations: string[],
): void {
  const inside = (path: string) => (at === "" ? path : `${at}.${path}`);
  for (const { name, path, isRequired } of shape.members)
    if (isRequired && value[name] === undefined)
      violations.push(`Value null at '${inside(path)}' failed to satisfy constraint: ${NOT_NULL}`);
  for (const { name, path, shape: member } of shape.members)
    if (value[name] !== undefined) check(member, value[name], inside(path), violations);
  if (shape.union && Object.keys(value).length !== 1)
    violations.push(`Value at '${at}' failed to satisfy constraint: Member must have exactly one field set`);
}

/**
 * Elements that are structures are named one by one (`tags.1.member.key`); of plain values AWS names the list and all
 * constraints of an element, once: `Value '[x]' at 'groupIds' failed to satisfy constraint: Member must satisfy constraint: […]`.
 */
function checkList(shape: CompiledShape, value: readonly unknown[], at: string, violations: string[]): void {
  for (const constraint of brokenConstraints(shape, value)) violations.push(violation(shape, value, at, constraint));
  const element = elementOf(shape);
  if (isPlain(element)) {
    const sentence = brokenAmong(element, value);
    if (sentence) violations.push(violation(shape, value, at, `Member must satisfy constraint: ${sentence}`));
    return;
  }
  value.forEach((item, index) => {
    const place = `${at}.${index + 1}.member`;
    if (item === undefined) violations.push(violation(element, item, place, NOT_NULL));
    else check(element, item, place, violations);
  });
}

/** As for lists: `Map keys must satisfy constraint: […]`, `Map value must satisfy constraint: […]`. */
function checkMap(
  shape: CompiledShape,
  value: Readonly<Record<string, unknown>>,
  at: string,
  violations: string[],
): void {
  for (const constraint of brokenConstraints(shape, value)) violations.push(violation(shape, value, at, constraint));
  const [key, element] = [keyOf(shape), elementOf(shape)];
  const aboutKeys = brokenAmong(key, Object.keys(value));
  if (aboutKeys) violations.push(violation(shape, value, at, `Map keys must satisfy constraint: ${aboutKeys}`));
  const aboutValues = isPlain(element) ? brokenAmong(element, Object.values(value)) : undefined;
  if (aboutValues) violations.push(violation(shape, value, at, `Map value must satisfy constraint: ${aboutValues}`));
  if (isPlain(element)) return;
  for (const [name, item] of Object.entries(value))
    if (item !== undefined) check(element, item, `${at}.${name}.member`, violations);
}

const isPlain = ({ type }: CompiledShape): boolean => type !== "structure" && type !== "list" && type !== "map";

/** All constraints of an element in brackets, if one of the values breaks one. */
function brokenAmong(element: CompiledShape, values: readonly unknown[]): string | undefined {
  const hasHole = values.includes(undefined);
  if (!hasHole && values.every((value) => brokenConstraints(element, value).length === 0)) return undefined;
  const constraints = constraintsOf(element).map(({ sentence }) => sentence);
  return `[${[...constraints, ...(hasHole ? [NOT_NULL] : [])].join(", ")}]`;
}

interface Constraint {
  readonly sentence: string;
  readonly isMet: (value: unknown) => boolean;
}

const compiled = new WeakMap<CompiledShape, readonly Constraint[]>();

function constraintsOf(shape: CompiledShape): readonly Constraint[] {
  const known = compiled.get(shape);
  if (known) return known;
  const made = [...bounds(shape), ...forms(shape)];
  compiled.set(shape, made);
  return made;
}

const brokenConstraints = (shape: CompiledShape, value: unknown): readonly string[] => {
  const constraints = constraintsOf(shape);
  if (constraints.every(({ isMet }) => isMet(value))) return [];
  return constraints.filter(({ isMet }) => !isMet(value)).map(({ sentence }) => sentence);
};

function bounds({ type, min, max }: CompiledShape): Constraint[] {
  const isNumber = type === "integer" || type === "long" || type === "float" || type === "double";
  const size = isNumber ? (value: unknown) => value as number : sizeOf;
  const noun = isNumber ? "value" : "length";
  const most =
    max === undefined
      ? []
      : [
          {
            sentence: `Member must have ${noun} less than or equal to ${max}`,
            isMet: (value: unknown) => size(value) <= max,
          },
        ];
  const least =
    min === undefined
      ? []
      : [
          {
            sentence: `Member must have ${noun} greater than or equal to ${min}`,
            isMet: (value: unknown) => size(value) >= min,
          },
        ];
  return [...most, ...least];
}

function forms({ pattern, enum: allowed, max = Number.POSITIVE_INFINITY }: CompiledShape): Constraint[] {
  const { source, expression } = pattern ?? {};
  const matches = expression && {
    sentence: `Member must satisfy regular expression pattern: ${source}`,
    isMet: (value: unknown) => (value as string).length > max * FAR_TOO_LONG || expression.test(value as string),
  };
  const isOneOf = allowed && {
    sentence: `Member must satisfy enum value set: [${[...allowed].join(", ")}]`,
    isMet: (value: unknown) => allowed.has(value as string),
  };
  return [matches, isOneOf].filter((constraint) => constraint !== undefined);
}

/** Characters of a text (not UTF-16 halves), bytes of a blob, elements of a list, entries of a map. */
function sizeOf(value: unknown): number {
  if (typeof value === "string") return /[\ud800-\udbff]/.test(value) ? [...value].length : value.length;
  if (Array.isArray(value) || value instanceof Uint8Array) return value.length;
  return Object.keys(value as object).length;
}
