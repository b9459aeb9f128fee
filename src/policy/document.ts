/** An IAM policy read from its JSON text: the grammar checked, nothing evaluated yet (IAM User Guide, "Grammar of the IAM JSON policy language"). */
import { repeatedMember } from "./json-text.ts";
import { isOperator } from "./operators.ts";

export interface Patterns {
  /** `NotAction`, `NotResource`, `NotPrincipal`: everything but these. */
  readonly isNegated: boolean;
  readonly patterns: readonly string[];
}

export interface Condition {
  /** As written: `ForAnyValue:StringLikeIfExists`. */
  readonly operator: string;
  /** As written; keys are compared without regard to case. */
  readonly key: string;
  /** Empty where the policy gives an empty list. */
  readonly values: readonly string[];
}

export interface Statement {
  readonly sid: string | undefined;
  /** Place in the policy, from 0. */
  readonly index: number;
  readonly effect: "Allow" | "Deny";
  readonly actions: Patterns;
  readonly resources: Patterns;
  /** Undefined in identity policies, which name no principal. */
  readonly principals: Patterns | undefined;
  readonly conditions: readonly Condition[];
  /** Whether `${…}` is a variable: only in policies of version 2012-10-17 (IAM User Guide, "Version"). */
  readonly hasVariables: boolean;
}

export interface PolicyDocument {
  readonly statements: readonly Statement[];
}

export type ParsedPolicy =
  | { readonly kind: "ok"; readonly policy: PolicyDocument }
  /** What is wrong, each as half a sentence for people. */
  | { readonly kind: "invalid"; readonly problems: readonly string[] };

type Json = Readonly<Record<string, unknown>>;

/** Characters; no policy of AWS is larger (service control policies: 10,240 today). */
const LONGEST = 200_000;

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Never throws: a text that is no policy is `invalid` with what is wrong. */
export function parsePolicy(text: string): ParsedPolicy {
  if (text.length > LONGEST) return invalid("it is too long for a policy");
  const json = parseJson(text);
  if (!isObject(json)) return invalid("it is not a JSON object");
  // "Individual elements must not contain multiple instances of the same key" (IAM User Guide, the same page).
  const repeated = repeatedMember(text);
  if (repeated !== undefined) return invalid(`it has ${repeated || '""'} twice in one element`);
  const version = own(json, "Version");
  if (version !== undefined && version !== "2012-10-17" && version !== "2008-10-17")
    return invalid("its Version is neither 2012-10-17 nor 2008-10-17");
  const raw = own(json, "Statement");
  const items = Array.isArray(raw) ? raw : raw === undefined ? undefined : [raw];
  if (items === undefined) return invalid("it has no Statement");
  const problems: string[] = [];
  const statements = items.flatMap((item: unknown, index) => {
    const read = readStatement(item, index);
    if (typeof read !== "string") return [{ ...read, hasVariables: version === "2012-10-17" }];
    problems.push(`statement ${index + 1} ${read}`);
    return [];
  });
  if (problems.length > 0) return { kind: "invalid", problems };
  return { kind: "ok", policy: { statements } };
}

const invalid = (problem: string): ParsedPolicy => ({ kind: "invalid", problems: [problem] });

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text, asWritten);
  } catch {
    return undefined;
  }
}

/** A number that JavaScript cannot hold keeps its digits, as text: RFC 8259, section 6, sets no limit to them. */
const asWritten = (_name: string, value: unknown, context?: { readonly source?: string }): unknown =>
  typeof value === "number" && context?.source !== undefined && String(value) !== context.source
    ? context.source
    : value;

/** A member of the text itself, never one that JavaScript adds. */
const own = (json: Json, name: string): unknown => (Object.hasOwn(json, name) ? json[name] : undefined);

/** The statement, or what is wrong with it. */
function readStatement(item: unknown, index: number): Omit<Statement, "hasVariables"> | string {
  if (!isObject(item)) return "is not an object";
  const effect = own(item, "Effect");
  if (effect !== "Allow" && effect !== "Deny") return "has no Effect Allow or Deny";
  const actions = patternsOf(item, "Action");
  if (typeof actions === "string") return actions;
  const resources = patternsOf(item, "Resource");
  if (typeof resources === "string") return resources;
  const conditions = readConditions(own(item, "Condition"));
  if (typeof conditions === "string") return conditions;
  const sid = own(item, "Sid");
  return {
    sid: typeof sid === "string" && sid !== "" ? sid : undefined,
    index,
    effect,
    actions,
    resources,
    principals: principalsOf(item),
    conditions,
  };
}

/** `Action` or `NotAction`; a single text stands for a list of one. */
function patternsOf(item: Json, name: "Action" | "Resource"): Patterns | string {
  const [plain, negated] = [own(item, name), own(item, `Not${name}`)];
  if (plain !== undefined && negated !== undefined) return `has both ${name} and Not${name}`;
  const patterns = texts(plain ?? negated);
  if (!patterns || patterns.length === 0) return `has no ${name}`;
  return { isNegated: plain === undefined, patterns };
}

function texts(value: unknown): readonly string[] | undefined {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const all = list.filter((one): one is string => typeof one === "string");
  return all.length === list.length ? all : undefined;
}

/** `"*"`, or lists by kind: `{"AWS": ["arn:…"], "Service": "…"}`; the kinds are not told apart afterwards. */
function principalsOf(item: Json): Patterns | undefined {
  for (const [name, isNegated] of [
    ["Principal", false],
    ["NotPrincipal", true],
  ] as const) {
    const value = own(item, name);
    if (value === undefined) continue;
    const patterns = isObject(value) ? Object.values(value).flatMap((one) => texts(one) ?? []) : texts(value);
    return { isNegated, patterns: patterns ?? [] };
  }
  return undefined;
}

/** Values may be texts, numbers and truths; all are compared as texts. */
function readConditions(value: unknown): readonly Condition[] | string {
  if (value === undefined) return [];
  if (!isObject(value)) return "has a Condition that is not an object";
  const conditions: Condition[] = [];
  for (const [operator, keys] of Object.entries(value)) {
    if (!isObject(keys)) return `has no condition keys under ${operator}`;
    const byKey = Object.entries(keys);
    // IAM takes an operator without keys, whatever its name: nothing is compared.
    if (byKey.length > 0 && !isOperator(operator)) return `has the unknown condition operator ${operator}`;
    for (const [key, values] of byKey) {
      const list: readonly unknown[] = Array.isArray(values) ? values : [values];
      if (list.some((one) => !isScalar(one))) return `has no value for the condition key ${key}`;
      conditions.push({ operator, key, values: list.map(String) });
    }
  }
  return conditions;
}

const isScalar = (value: unknown): boolean => ["string", "number", "boolean"].includes(typeof value);
