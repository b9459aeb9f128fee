/** Whether the conditions of a statement hold for a request (IAM User Guide: Condition). */
import type { RequestContext } from "./access-request.ts";
import { type Pattern, partsOf, patternOf, substituted } from "./matching.ts";
import { type OperatorUse, operatorNamed } from "./operators.ts";
import type { Condition, Statement } from "./policy.ts";

/**
 * Whether all conditions of a statement hold. IAM refuses documents with operators that it does not know; one that came here
 * all the same keeps an allowance from holding and a denial from being escaped. So does what AWS leaves undocumented.
 */
export const conditionsHold = (
  { conditions, effect, hasVariables }: Pick<Statement, "conditions" | "effect" | "hasVariables">,
  context: RequestContext,
): boolean =>
  conditions.every((condition) => {
    const use = operatorNamed(condition.operator);
    if (use === undefined || isUndocumented(use, condition, context)) return effect === "Deny";
    return holds(use, condition, { context, hasVariables });
  });

/** A list of no values, a value of another type than the operator's (no CIDR, say), and an ARN that would match only with its missing fields filled in. */
function isUndocumented({ operator }: OperatorUse, { key, values }: Condition, context: RequestContext): boolean {
  if (values.length === 0) return true;
  if (operator === "Null") return false;
  if (operator.isValue && !values.every(operator.isValue)) return true;
  if (operator.isArn !== true) return false;
  const actual = context.get(key.toLowerCase()) ?? [];
  return values.some((value) => {
    const missing = 6 - partsOf(substituted(value, context) ?? [], ":", 6).length;
    const filled = missing > 0 ? substituted(value + ":*".repeat(missing), context) : undefined;
    return filled !== undefined && operator.test(actual, [filled]).includes(true);
  });
}

interface Reading {
  readonly context: RequestContext;
  readonly hasVariables: boolean;
}

function holds(use: OperatorUse, { key, values }: Condition, { context, hasVariables }: Reading): boolean {
  const { operator, quantifier, isIfExists } = use;
  const actual = context.get(key.toLowerCase());
  // IAM User Guide, multivalued context keys: an empty string is a null value.
  if (operator === "Null") {
    const isNull = actual === undefined || actual.every((value) => value === "");
    return values.some((value) => (value.toLowerCase() === "true") === isNull);
  }
  const isNegated = operator.isNegated === true;
  // IAM User Guide: IfExists passes without the key, ForAllValues over nothing passes, a negated operator passes.
  if (actual === undefined)
    return isIfExists || quantifier === "ForAllValues" || (quantifier === undefined && isNegated);
  const patternIn = (text: string): Pattern | undefined =>
    hasVariables && operator.isLiteral !== true ? substituted(text, context) : patternOf(text);
  const wanted = values.flatMap((value) => {
    const pattern = patternIn(value);
    return pattern === undefined ? [] : [pattern];
  });
  const compared = quantifier === undefined ? actual : actual.filter((value) => value !== "");
  const passes = operator.test(compared, wanted).map((isMet) => isMet !== isNegated);
  // Without a quantifier a negated operator must pass for every value, the others for one.
  const isAll = quantifier === undefined ? isNegated : quantifier === "ForAllValues";
  return isAll ? passes.every(Boolean) : passes.includes(true);
}
