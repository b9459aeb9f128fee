/** IAM policies as the evaluator reads them. */

export interface Statement {
  readonly sid: string | undefined;
  readonly effect: "Allow" | "Deny";
  readonly actions: Patterns;
  /** Undefined: the policy names no resources (trust policies), which stands for any. */
  readonly resources: Patterns | undefined;
  readonly conditions: readonly Condition[];
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

/** The policy in a JSON text; one that cannot be read has no statements, so it allows nothing. */
export function policyOf(name: string, document: string): Policy {
  try {
    const { Statement: statements } = JSON.parse(document) as Json;
    return { name, statements: (listOf(statements) as readonly Json[]).map(statementOf) };
  } catch {
    return { name, statements: [] };
  }
}

function statementOf(json: Json): Statement {
  return {
    sid: typeof json["Sid"] === "string" ? json["Sid"] : undefined,
    effect: json["Effect"] === "Deny" ? "Deny" : "Allow",
    actions: patternsOf(json, "Action") ?? { isNegated: false, patterns: [] },
    resources: patternsOf(json, "Resource"),
    conditions: Object.entries((json["Condition"] ?? {}) as Json).flatMap(([operator, keys]) =>
      Object.entries((keys ?? {}) as Json).map(([key, values]) => ({
        operator,
        key,
        values: listOf(values).map(String),
      })),
    ),
  };
}

function patternsOf(json: Json, member: string): Patterns | undefined {
  const negated = json[`Not${member}`];
  if (negated !== undefined) return { isNegated: true, patterns: listOf(negated).map(String) };
  const positive = json[member];
  return positive === undefined ? undefined : { isNegated: false, patterns: listOf(positive).map(String) };
}
