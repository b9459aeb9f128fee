/** IAM policies as the evaluator reads them. */
import { hasOddVariable, isRefusedDocument, type PolicyKind } from "./grammar.ts";
import { isObject, type Json, jsonOf, listOf, textOf } from "./policy-json.ts";

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
  /** Undefined: an inline policy, or one of a session. */
  readonly arn?: string | undefined;
  readonly statements: readonly Statement[];
}

/** The policy in a JSON text. Of a document that IAM refuses only the denials count, so it allows nothing. */
export function policyOf(name: string, document: string, kind: PolicyKind = "permissions"): Policy {
  return { name, statements: statementsIn(document, kind).flatMap(({ statement }) => statement ?? []) };
}

/** Every statement of a document beside its own JSON; undefined for an allowance in a document that IAM refuses. */
export function statementsIn(
  document: string,
  kind: PolicyKind,
): readonly { readonly json: Json; readonly statement: Statement | undefined }[] {
  const policy = jsonOf(document);
  if (!isObject(policy)) return [];
  const mayAllow = !isRefusedDocument(document, kind);
  const hasVariables = policy["Version"] === "2012-10-17";
  return listOf(policy["Statement"])
    .filter(isObject)
    .map((json) => ({ json, statement: statementOf(json, { hasVariables, mayAllow }) }));
}

interface Reading {
  readonly hasVariables: boolean;
  readonly mayAllow: boolean;
}

/** A denial that IAM refuses denies as widely as it can be read. */
function statementOf(json: Json, { hasVariables, mayAllow }: Reading): Statement | undefined {
  const effect = json["Effect"];
  if (effect !== "Deny" && !(effect === "Allow" && mayAllow)) return undefined;
  const isOdd = hasVariables && hasOddVariable(json);
  return {
    sid: typeof json["Sid"] === "string" ? json["Sid"] : undefined,
    effect,
    actions: patternsOf(json, "Action") ?? EVERYTHING,
    resources: isOdd ? EVERYTHING : patternsOf(json, "Resource"),
    conditions: (isOdd ? undefined : conditionsOf(json["Condition"])) ?? [],
    hasVariables,
  };
}

const EVERYTHING: Patterns = { isNegated: true, patterns: [] };

/** Undefined where the element is there and is none. */
function conditionsOf(element: unknown): readonly Condition[] | undefined {
  if (element === undefined) return [];
  if (!isObject(element) || !Object.values(element).every(isObject)) return undefined;
  const conditions = Object.entries(element).flatMap(([operator, keys]) =>
    Object.entries(keys as Json).map(([key, values]) => ({ operator, key, values: listOf(values) })),
  );
  if (!conditions.every(({ values }) => values.every((value) => typeof value !== "object"))) return undefined;
  return conditions.map((condition) => ({ ...condition, values: condition.values.map(textOf) }));
}

/** Undefined where there is neither the element nor its negation. */
function patternsOf(json: Json, member: "Action" | "Resource"): Patterns | undefined {
  const [positive, negated] = [json[member], json[`Not${member}`]];
  if (positive === undefined && negated === undefined) return undefined;
  const patterns = listOf(positive ?? negated).filter((text) => typeof text === "string");
  const isReadable = (positive === undefined || negated === undefined) && patterns.length > 0;
  return isReadable ? { isNegated: positive === undefined, patterns } : EVERYTHING;
}
