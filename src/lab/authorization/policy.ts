/** IAM policies as the evaluator reads them. */

export interface Statement {
  readonly sid: string | undefined;
  readonly effect: "Allow" | "Deny";
  readonly actions: Patterns;
  /** Undefined: the policy names no resources (trust policies), which means any. */
  readonly resources: Patterns | undefined;
  readonly conditions: readonly Condition[];
  /** Policy variables are of version 2012-10-17; before it they are plain text (IAM User Guide: Version). */
  readonly hasVariables: boolean;
}

export interface Patterns {
  /** `NotAction`, `NotResource`: everything but these. */
  readonly isNegated: boolean;
  readonly patterns: readonly string[];
}

export interface Condition {
  /** `StringEquals`, `ForAnyValue:StringLike`, `BoolIfExists`, … */
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** A policy with a name for messages. */
export interface Policy {
  readonly name: string;
  readonly statements: readonly Statement[];
}

type Json = Readonly<Record<string, unknown>>;

const listOf = (value: unknown): readonly unknown[] => (value === undefined ? [] : [value].flat());
/** The values that can be compared; IAM refuses lists within lists. */
const textsIn = (value: unknown): readonly string[] =>
  listOf(value)
    .filter((item) => typeof item !== "object")
    .map(String);
const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * The policy in a JSON text. One that cannot be read has no statements, so it allows nothing; a statement that IAM would
 * refuse allows nothing either.
 */
export function policyOf(name: string, document: string): Policy {
  return { name, statements: statementsIn(document).flatMap(({ statement }) => statement ?? []) };
}

/** Every statement of a document beside its own JSON; undefined where IAM would refuse it. */
export function statementsIn(
  document: string,
): readonly { readonly json: Json; readonly statement: Statement | undefined }[] {
  const policy = jsonOf(document);
  if (!isObject(policy)) return [];
  const hasVariables = policy["Version"] === "2012-10-17";
  return listOf(policy["Statement"])
    .filter(isObject)
    .map((json) => ({ json, statement: statementOf(json, hasVariables) }));
}

function jsonOf(document: string): unknown {
  try {
    return JSON.parse(document);
  } catch {
    return undefined;
  }
}

function statementOf(json: Json, hasVariables: boolean): Statement | undefined {
  const effect = json["Effect"];
  const conditions = conditionsOf(json["Condition"]);
  if (effect !== "Allow" && effect !== "Deny") return undefined;
  const isSound = conditions !== undefined && isOneElement(json, "Action") && isOneElement(json, "Resource");
  // What IAM refuses never allows; a denial is not lifted by it.
  if (!isSound && effect === "Allow") return undefined;
  return {
    sid: typeof json["Sid"] === "string" ? json["Sid"] : undefined,
    effect,
    actions: patternsOf(json, "Action") ?? { isNegated: false, patterns: [] },
    resources: patternsOf(json, "Resource"),
    conditions: conditions ?? [],
    hasVariables,
  };
}

/** Undefined where the element is there and is none. */
function conditionsOf(element: unknown): readonly Condition[] | undefined {
  if (element === undefined) return [];
  if (!isObject(element) || !Object.values(element).every(isObject)) return undefined;
  return Object.entries(element).flatMap(([operator, keys]) =>
    Object.entries(keys as Json).map(([key, values]) => ({ operator, key, values: textsIn(values) })),
  );
}

/** Never both an element and its negation (IAM User Guide: grammar). */
const isOneElement = (json: Json, member: "Action" | "Resource"): boolean =>
  json[member] === undefined || json[`Not${member}`] === undefined;

function patternsOf(json: Json, member: "Action" | "Resource"): Patterns | undefined {
  if (!isOneElement(json, member)) return { isNegated: true, patterns: [] };
  const negated = json[`Not${member}`];
  if (negated !== undefined) return { isNegated: true, patterns: textsIn(negated) };
  const positive = json[member];
  return positive === undefined ? undefined : { isNegated: false, patterns: textsIn(positive) };
}
