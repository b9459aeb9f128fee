/** Checks an input against the API model and says what is wrong in AWS's own sentence. */
import { ApiError } from "./api-error.ts";
import { elementOf, membersOf, type ProtocolName, type Resolve, type ResolvedShape } from "./model.ts";

const lowerFirst = (name: string): string => name.slice(0, 1).toLowerCase() + name.slice(1);

const patterns = new Map<string, RegExp | undefined>();

/** The model's pattern over the whole value; the `u` flag for `\p{…}`, without it where the pattern is no valid Unicode one. */
function patternOf(source: string): RegExp | undefined {
  if (!patterns.has(source)) patterns.set(source, compilePattern(source, "u") ?? compilePattern(source, ""));
  return patterns.get(source);
}

function compilePattern(source: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${source})$`, flags);
  } catch {
    return undefined;
  }
}

/** @throws ApiError `ValidationException` (`ValidationError` in Query services) that lists every violation. */
export function validate(shape: ResolvedShape, input: unknown, resolve: Resolve, protocol: ProtocolName): void {
  const violations: string[] = [];
  check(shape, input, "", { resolve, violations });
  if (violations.length === 0) return;
  const count = `${violations.length} validation error${violations.length > 1 ? "s" : ""} detected`;
  throw new ApiError(
    protocol === "query" ? "ValidationError" : "ValidationException",
    `${count}: ${violations.join("; ")}`,
  );
}

interface Checking {
  readonly resolve: Resolve;
  readonly violations: string[];
}

function check(shape: ResolvedShape, value: unknown, at: string, checking: Checking): void {
  switch (shape.type) {
    case "structure":
      checkStructure(shape, value as Record<string, unknown>, at, checking);
      break;
    case "list":
      checkList(shape, value as readonly unknown[], at, checking);
      break;
    case "map":
      checkMap(shape, value as Record<string, unknown>, at, checking);
      break;
    case "string":
      checkString(shape, value as string, at, checking);
      break;
    case "integer":
    case "long":
    case "float":
    case "double":
      checkNumber(shape, value as number, at, checking);
      break;
    default:
      break;
  }
}

function fail(
  { violations }: Checking,
  at: string,
  constraint: string,
  shown?: { shape: ResolvedShape; value: unknown },
): void {
  const value = shown ? `'${shown.shape.sensitive ? "***" : String(shown.value)}' ` : "";
  violations.push(`Value ${value}at '${at}' failed to satisfy constraint: ${constraint}`);
}

function checkStructure(shape: ResolvedShape, value: Record<string, unknown>, at: string, checking: Checking): void {
  if (shape.document) return;
  const inside = (name: string) => (at === "" ? lowerFirst(name) : `${at}.${lowerFirst(name)}`);
  for (const name of shape.required ?? [])
    if (value[name] === undefined)
      checking.violations.push(`Value null at '${inside(name)}' failed to satisfy constraint: Member must not be null`);
  for (const [name, member] of membersOf(shape, checking.resolve))
    if (value[name] !== undefined) check(member, value[name], inside(name), checking);
  if (shape.union && Object.keys(value).length !== 1) fail(checking, at, "Member must have exactly one field set");
}

function checkLength(shape: ResolvedShape, length: number, at: string, checking: Checking, value: unknown): void {
  const shown = { shape, value };
  if (shape.min !== undefined && length < shape.min)
    fail(checking, at, `Member must have length greater than or equal to ${shape.min}`, shown);
  if (shape.max !== undefined && length > shape.max)
    fail(checking, at, `Member must have length less than or equal to ${shape.max}`, shown);
}

function checkList(shape: ResolvedShape, value: readonly unknown[], at: string, checking: Checking): void {
  checkLength(shape, value.length, at, checking, `[${value.map(String).join(", ")}]`);
  const element = elementOf(shape.member, checking.resolve);
  value.forEach((item, index) => {
    if (item !== undefined) check(element, item, `${at}.${index + 1}.member`, checking);
  });
}

function checkMap(shape: ResolvedShape, value: Record<string, unknown>, at: string, checking: Checking): void {
  checkLength(shape, Object.keys(value).length, at, checking, "{}");
  const [key, element] = [elementOf(shape.key, checking.resolve), elementOf(shape.value, checking.resolve)];
  for (const [name, item] of Object.entries(value)) {
    check(key, name, `${at}.key`, checking);
    if (item !== undefined) check(element, item, `${at}.${name}.member`, checking);
  }
}

function checkString(shape: ResolvedShape, value: string, at: string, checking: Checking): void {
  const shown = { shape, value };
  checkLength(shape, value.length, at, checking, value);
  if (shape.pattern && patternOf(shape.pattern)?.test(value) === false)
    fail(checking, at, `Member must satisfy regular expression pattern: ${shape.pattern}`, shown);
  if (shape.enum && !shape.enum.includes(value))
    fail(checking, at, `Member must satisfy enum value set: [${shape.enum.join(", ")}]`, shown);
}

function checkNumber(shape: ResolvedShape, value: number, at: string, checking: Checking): void {
  const shown = { shape, value };
  if (Number.isNaN(value)) fail(checking, at, "Member must be a number", shown);
  if (shape.min !== undefined && value < shape.min)
    fail(checking, at, `Member must have value greater than or equal to ${shape.min}`, shown);
  if (shape.max !== undefined && value > shape.max)
    fail(checking, at, `Member must have value less than or equal to ${shape.max}`, shown);
}
