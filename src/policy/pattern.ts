/** Texts of policies with wildcards and variables (IAM User Guide, "Resource" and "Policy variables"). */
import type { RequestContext } from "./context.ts";

/** One character, or a wildcard. */
export type Unit = string;
const ANY: Unit = "any text";
const ONE: Unit = "one character";

/** What a wildcard matches; undefined: the unit is a character. */
export const anyOf = (unit: Unit): "text" | "character" | undefined =>
  unit === ANY ? "text" : unit === ONE ? "character" : undefined;

export type Filled =
  | { readonly state: "known"; readonly units: readonly Unit[] }
  /** A variable has no value, or several. */
  | { readonly state: "absent" }
  | { readonly state: "unknown"; readonly keys: readonly string[] };

export interface PatternOptions {
  /** Whether `*` and `?` stand for other characters. */
  readonly hasWildcards: boolean;
  readonly hasVariables: boolean;
}

/**
 * A key, or a key with a default in single quotes (IAM User Guide, "Specifying default values"). What AWS makes of other insides,
 * such as a default without quotes or blanks at either end, it does not say.
 */
const WRITTEN_AS_DOCUMENTED = /^[^\s,'](?:[^,']*[^\s,'])?(?:,\s*'.*')?$/s;

/** No brace within braces: each beginning is looked at once, however many there are. */
const VARIABLE = /\$\{([^{}]*)\}/;
/** `${*}`, `${?}` and `${$}` are these characters themselves. */
const CHARACTERS = ["*", "?", "$"];

/** The keys of the variables in a text. */
export const variablesIn = (text: string): readonly string[] =>
  [...text.matchAll(new RegExp(VARIABLE, "g"))].flatMap(([, inside = ""]) =>
    CHARACTERS.includes(inside.trim()) ? [] : [keyAndDefault(inside).key],
  );

/** The text with its variables filled in. What a variable stands for is never a wildcard. */
export function fill(text: string, context: RequestContext, options: PatternOptions): Filled {
  if (!options.hasVariables) return { state: "known", units: unitsOf(text, options) };
  const units: Unit[] = [];
  const open: string[] = [];
  let isAbsent = false;
  // Split by a pattern with one group: texts at even places, the insides of variables at odd ones.
  for (const [at, part] of text.split(VARIABLE).entries()) {
    if (at % 2 === 0) {
      // A variable within a variable, or one that does not end: AWS does not say what it makes of either.
      if (part.includes("${")) open.push("what AWS makes of a policy variable without its own closing brace");
      append(units, unitsOf(part, options));
    } else {
      const value = variableValue(part, context);
      if (value.state === "known") append(units, value.units);
      else if (value.state === "unknown") open.push(...value.keys);
      else isAbsent = true;
    }
  }
  if (open.length > 0) return { state: "unknown", keys: open };
  return isAbsent ? { state: "absent" } : { state: "known", units };
}

/** One by one: as arguments of a call, the characters of a long text exceed its stack. */
function append(units: Unit[], more: readonly Unit[]): void {
  for (const unit of more) units.push(unit);
}

function variableValue(inside: string, context: RequestContext): Filled {
  if (CHARACTERS.includes(inside)) return { state: "known", units: [inside] };
  if (!WRITTEN_AS_DOCUMENTED.test(inside))
    return { state: "unknown", keys: [`what AWS makes of the policy variable \${${inside}}`] };
  const { key, fallback } = keyAndDefault(inside);
  const value = context(key);
  if (value.state !== "known" && value.state !== "absent") return { state: "unknown", keys: [key] };
  const [only, ...more] = value.state === "known" ? value.values : [];
  const text = only !== undefined && more.length === 0 ? only : fallback;
  return text === undefined ? { state: "absent" } : { state: "known", units: [...text] };
}

/** `aws:PrincipalTag/team, 'none'` */
function keyAndDefault(inside: string): { readonly key: string; readonly fallback: string | undefined } {
  const comma = inside.indexOf(",");
  if (comma === -1) return { key: inside.trim(), fallback: undefined };
  return { key: inside.slice(0, comma).trim(), fallback: /^\s*'(.*)'\s*$/.exec(inside.slice(comma + 1))?.[1] };
}

/** Missing parts of an ARN are `*`: `arn:aws:sqs` is `arn:aws:sqs:*:*:*` (IAM User Guide, "Resource": incomplete ARNs). */
export function completeArn(text: string): string {
  if (!text.startsWith("arn:")) return text;
  // A colon within a variable divides nothing.
  const parts = text.replace(new RegExp(VARIABLE, "g"), "").split(":").length;
  return text + ":*".repeat(Math.max(0, 6 - parts));
}

/** The ARN with `*` for each variable in front of its resource; undefined where there is none there. */
export function withoutEarlyVariables(arn: string): string | undefined {
  if (!arn.startsWith("arn:")) return undefined;
  let colons = 0;
  let isEarly = false;
  const text = arn.replace(/\$\{([^{}]*)\}|:/g, (found, inside: string | undefined) => {
    if (inside === undefined) colons += 1;
    else if (colons < 5 && !CHARACTERS.includes(inside)) isEarly = true;
    return inside !== undefined && colons < 5 ? "*" : found;
  });
  return isEarly ? text : undefined;
}

const unitsOf = (text: string, { hasWildcards }: PatternOptions): readonly Unit[] =>
  hasWildcards ? [...text].map((one) => (one === "*" ? ANY : one === "?" ? ONE : one)) : [...text];

/** The units as text; of use only where there are no wildcards. */
export const literal = (units: readonly Unit[]): string => units.join("");

/** Whether the pattern is `*` and nothing else. */
export const matchesEverything = (units: readonly Unit[]): boolean =>
  units.length > 0 && units.every((unit) => unit === ANY);

/** An ARN of a request by its colons: the first five parts and all the rest. */
export function arnFields(text: string): readonly string[] {
  const fields: string[] = [];
  let start = 0;
  for (let colon = text.indexOf(":"); colon >= 0 && fields.length < 5; colon = text.indexOf(":", start)) {
    fields.push(text.slice(start, colon));
    start = colon + 1;
  }
  return [...fields, text.slice(start)];
}

/** The first five parts of an ARN and all the rest, by its colons. */
export function arnParts(units: readonly Unit[]): readonly (readonly Unit[])[] {
  const parts: Unit[][] = [[]];
  for (const unit of units)
    if (unit === ":" && parts.length < 6) parts.push([]);
    else parts.at(-1)?.push(unit);
  return parts;
}

/** An ARN with `*` for the fields that it lacks; one that lacks none is returned itself. */
export function wholeArn(units: readonly Unit[]): readonly Unit[] {
  const missing = 6 - arnParts(units).length;
  return missing > 0 ? [...units, ...Array.from({ length: missing }, () => [":", ANY]).flat()] : units;
}
