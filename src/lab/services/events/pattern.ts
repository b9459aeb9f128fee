/** Whether an event matches a rule's pattern (EventBridge User Guide, "Creating event patterns" and "Comparison operators"). */

/** What one value of an event has to be. */
type Matcher = (value: unknown) => boolean;

/** A field that has to match one of its matchers, or an object whose fields all have to match. */
type CompiledPattern =
  | { readonly kind: "values"; readonly matchers: readonly Matcher[]; readonly takesAbsent: boolean }
  | { readonly kind: "fields"; readonly fields: ReadonlyMap<string, CompiledPattern> };

export type EventPattern = (event: unknown) => boolean;

/** @throws SyntaxError for what EventBridge refuses, and for operators that the lab does not know */
export function parsePattern(text: string): EventPattern {
  const parsed: unknown = JSON.parse(text);
  if (!isObject(parsed)) throw new SyntaxError("Event pattern is not an object");
  const pattern = compiled(parsed);
  return (event) => matches(pattern, event);
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function compiled(pattern: Readonly<Record<string, unknown>>): CompiledPattern {
  const entries = Object.entries(pattern);
  if (entries.length === 0) throw new SyntaxError("Empty objects are not allowed");
  const fields = entries.map(([name, value]): readonly [string, CompiledPattern] => {
    if (name.startsWith("$")) throw new SyntaxError(`The lab does not know the operator ${name}`);
    if (isObject(value)) return [name, compiled(value)];
    if (!Array.isArray(value)) throw new SyntaxError(`"${name}" must be an object or an array`);
    if (value.length === 0) throw new SyntaxError("Empty arrays are not allowed");
    const takesAbsent = value.some((one) => isObject(one) && one["exists"] === false);
    return [name, { kind: "values", matchers: value.map(matcherOf), takesAbsent }];
  });
  return { kind: "fields", fields: new Map(fields) };
}

function matcherOf(wanted: unknown): Matcher {
  if (!isObject(wanted)) {
    if (Array.isArray(wanted)) throw new SyntaxError("Match value must be String, number, true, false, or null");
    return (value) => value === wanted;
  }
  const [operator = "", ...more] = Object.keys(wanted);
  const operand = wanted[operator];
  if (more.length > 0) throw new SyntaxError("Only one key allowed in match expression");
  switch (operator) {
    case "prefix":
    case "suffix":
    case "equals-ignore-case":
      return ofText(operator, operand);
    case "anything-but": {
      const others = [operand].flat().map((one) => matcherOf(one));
      return (value) => !others.some((other) => other(value));
    }
    case "exists":
      return () => operand === true;
    default:
      throw new SyntaxError(`The lab does not know the match type ${operator}`);
  }
}

const TEXT_MATCHERS = {
  prefix: (value: string, operand: string) => value.startsWith(operand),
  suffix: (value: string, operand: string) => value.endsWith(operand),
  "equals-ignore-case": (value: string, operand: string) => value.toLowerCase() === operand.toLowerCase(),
} as const;

function ofText(operator: keyof typeof TEXT_MATCHERS, operand: unknown): Matcher {
  if (typeof operand !== "string") throw new SyntaxError(`${operator} match pattern must be a string`);
  return (value) => typeof value === "string" && TEXT_MATCHERS[operator](value, operand);
}

function matches(pattern: CompiledPattern, value: unknown): boolean {
  if (pattern.kind === "fields")
    return isObject(value) && [...pattern.fields].every(([name, own]) => matches(own, value[name]));
  if (value === undefined) return pattern.takesAbsent;
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.some((one) => pattern.matchers.some((matcher) => matcher(one)));
}
