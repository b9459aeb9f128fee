/** Whether the conditions of a statement hold for a request (IAM User Guide: Condition). */
import type { RequestContext } from "./access-request.ts";
import { type Pattern, patternOf, substituted } from "./matching.ts";
import { type OperatorUse, operatorNamed } from "./operators.ts";
import type { Condition, Statement } from "./policy.ts";

/**
 * Whether all conditions of a statement hold. IAM refuses documents with operators that it does not know; one that came here
 * all the same keeps an allowance from holding and a denial from being escaped.
 */
export const conditionsHold = (
  { conditions, effect, hasVariables }: Pick<Statement, "conditions" | "effect" | "hasVariables">,
  context: RequestContext,
): boolean =>
  conditions.every((condition) => {
    const use = operatorNamed(condition.operator);
    return use === undefined ? effect === "Deny" : holds(use, condition, { context, hasVariables });
  });

interface Reading {
  readonly context: RequestContext;
  readonly hasVariables: boolean;
}

function holds(use: OperatorUse, { key, values }: Condition, { context, hasVariables }: Reading): boolean {
  const { operator, quantifier, isIfExists } = use;
  const actual = context.get(key.toLowerCase());
  if (operator === "Null") return values.some((value) => (value.toLowerCase() === "true") === (actual === undefined));
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
  const passes = (value: string): boolean => wanted.some((one) => operator.test(value, one)) !== isNegated;
  // IAM User Guide: an empty string is no value for ForAllValues.
  if (quantifier === "ForAllValues") return actual.every((value) => value === "" || passes(value));
  // Without a quantifier a negated operator must pass for every value, the others for one.
  return isNegated && quantifier === undefined ? actual.every(passes) : actual.some(passes);
}
