/** Texts of policies with wildcards and variables (IAM User Guide, "Resource" and "Policy variables"). */
import type { RequestContext } from "./context.ts";
import { sought } from "./one-character-wildcards.ts";

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
    if (at % 2 === 0) append(units, unitsOf(part, options));
    else {
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

/** Whether the whole text matches: what stands between asterisks is looked for once, from the left. */
export function matches(units: readonly Unit[], text: string): boolean {
  return areThere(segmentsOf(units), text);
}

function areThere({ first, middle, last, isEverything }: Segments, text: string): boolean {
  if (isEverything) return true;
  let at = first.endAt(text, 0);
  if (last === undefined) return at === text.length;
  if (at < 0) return false;
  // The end first: it is the cheapest to compare.
  const start = startOfLast(text, last.length);
  if (start < at || last.endAt(text, start) !== text.length) return false;
  for (const segment of middle) {
    at = segment.endBehind(text, at);
    if (at < 0 || at > start) return false;
  }
  return true;
}

/** Characters between asterisks. */
interface Segment {
  /** Characters, as code points. */
  readonly length: number;
  /** Where it ends if it stands at this index; -1 where it does not. */
  readonly endAt: (text: string, index: number) => number;
  /** Where it ends at its first place from this index on; -1 where there is none. */
  readonly endBehind: (text: string, index: number) => number;
}

/** What stands before, between and behind the asterisks; no `last` where there is none. */
interface Segments {
  readonly first: Segment;
  readonly middle: readonly Segment[];
  readonly last: Segment | undefined;
  /** Asterisks alone. */
  readonly isEverything: boolean;
}

/** A pattern is compared with every value of a key: it is divided once. */
const SEGMENTS = new WeakMap<readonly Unit[], Segments>();

function segmentsOf(units: readonly Unit[]): Segments {
  const known = SEGMENTS.get(units);
  if (known !== undefined) return known;
  const groups: Unit[][] = [[]];
  for (const unit of units)
    if (unit === ANY) groups.push([]);
    else groups.at(-1)?.push(unit);
  const [first = plainSegment([]), ...more] = groups.map((group) =>
    group.includes(ONE) ? segmentWithOnes(group) : plainSegment(group),
  );
  const middle = more.slice(0, -1).filter(({ length }) => length > 0);
  const last = more.at(-1);
  const isEverything = last !== undefined && first.length + middle.length + last.length === 0;
  const segments = { first, middle, last, isEverything };
  SEGMENTS.set(units, segments);
  return segments;
}

function plainSegment(units: readonly Unit[]): Segment {
  const text = literal(units);
  const endOf = (index: number): number => (index < 0 ? -1 : index + text.length);
  return {
    length: units.length,
    endAt: (all, index) => endOf(all.startsWith(text, index) ? index : -1),
    endBehind: (all, index) => endOf(all.indexOf(text, index)),
  };
}

/** Of fixed length, so that the expression never goes back. */
function segmentWithOnes(units: readonly Unit[]): Segment {
  const source = units.map((unit) => (unit === ONE ? "." : unit.replace(/[\\^$.*+?()[\]{}|/]/, "\\$&"))).join("");
  const here = new RegExp(source, "suy");
  const { length, endBehind } = sought(units.map((unit) => (unit === ONE ? undefined : unit)));
  return {
    length,
    endAt: (text, index) => {
      here.lastIndex = index;
      return here.test(text) ? here.lastIndex : -1;
    },
    endBehind,
  };
}

/** Where the last characters of a text begin, so many code points of it; -1 where it has fewer. */
function startOfLast(text: string, length: number): number {
  let at = text.length;
  for (let left = length; left > 0; left -= 1) {
    if (at === 0) return -1;
    at -= at > 1 && /[\uDC00-\uDFFF]/.test(text.charAt(at - 1)) && /[\uD800-\uDBFF]/.test(text.charAt(at - 2)) ? 2 : 1;
  }
  return at;
}

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

/** Whether the fields of an ARN match the parts of a pattern, each by itself. */
export function matchesFields(units: readonly Unit[], fields: readonly string[]): boolean {
  const known = PATTERNS.get(units);
  const parts = known ?? arnParts(units).map(segmentsOf);
  if (!known) PATTERNS.set(units, parts);
  return fields.length === parts.length && parts.every((part, at) => areThere(part, fields[at] ?? ""));
}

const PATTERNS = new WeakMap<readonly Unit[], readonly Segments[]>();

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
