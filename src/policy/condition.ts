/** Whether a condition of a statement holds (IAM User Guide, "Condition", "Conditions with multiple keys or values"). */
import type { ContextValue, RequestContext } from "./context.ts";
import type { Condition } from "./document.ts";
import { OPERATORS, type Operator, operatorNamed, type Quantifier } from "./operators.ts";
import { type Filled, fill, variablesIn, wholeArn } from "./pattern.ts";
import { all, no, opposite, some, type Truth, truthOf, unknown } from "./truth.ts";

export interface ConditionInput {
  readonly context: RequestContext;
  /** Whether the policy's version has variables. */
  readonly hasVariables: boolean;
}

/** Unknown where the key's value is not known, or the operator is none that AWS documents. */
export function conditionHolds(condition: Condition, { context, hasVariables }: ConditionInput): Truth {
  const { key, operator: written, values } = condition;
  const { quantifier, name, isIfExists } = operatorNamed(written);
  const actual = context(key);
  // IAM takes an empty list; what it means AWS does not say.
  if (values.length === 0) return unknown(`the condition on ${key}, which has no values`);
  if (name === "Null") {
    const odd = values.find((value) => !/^(?:true|false)$/i.test(value));
    if (odd !== undefined) return unknown(`what AWS makes of Null with the value ${odd}`);
    if (actual.state === "unknown") return unknown(key);
    return named(truthOf(values.some((value) => (value.toLowerCase() === "true") === isNull(actual))), condition);
  }
  const operator = OPERATORS.get(name);
  if (!operator) return unknown(`the operator ${written}`);
  if (actual.state === "unknown" || actual.state === "present") return unknown(key);
  if (actual.state === "absent") return named(truthOf(passesWithout(operator, quantifier, isIfExists)), condition);
  const options = { hasWildcards: operator.hasWildcards, hasVariables: hasVariables && operator.hasVariables };
  const wanted = values.map((value): Wanted => {
    const filled = fill(value, context, options);
    const whole = filled.state === "known" && operator.isArn ? { ...filled, units: wholeArn(filled.units) } : filled;
    const isIncomplete = filled.state === "known" && whole.state === "known" && whole.units !== filled.units;
    return { ...whole, written: value, isIncomplete, isDoubtful: operator.isDoubtful(value) };
  });
  const compared = quantifier === undefined ? actual.values : actual.values.filter((value) => value !== "");
  const passes = compared.map((value) => valuePasses(value, wanted, operator));
  return named(together(passes, quantifier, operator), condition);
}

/**
 * Set operators see a "null dataset, such as an empty string" as no value, and `Null` finds "context keys with empty
 * values" (IAM User Guide, "Single-valued vs. multivalued context keys").
 */
const isNull = (actual: ContextValue): boolean =>
  actual.state === "absent" || (actual.state === "known" && actual.values.every((value) => value === ""));

/** A no names what it depends on, each once: the key and the variables. */
const named = (truth: Truth, { key, values }: Condition): Truth =>
  truth.state === "no" ? no(...new Set([key, ...values.flatMap(variablesIn)])) : truth;

/** Without the key: `IfExists` passes, all of no values pass, any of no values does not, a negated operator passes. */
const passesWithout = ({ isNegated }: Operator, quantifier: Quantifier, ifExists: boolean): boolean =>
  ifExists || quantifier === "ForAllValues" || (quantifier === undefined && isNegated);

function together(passes: readonly Truth[], quantifier: Quantifier, { isNegated }: Operator): Truth {
  if (quantifier === "ForAllValues") return all(passes);
  if (quantifier === "ForAnyValue") return some(passes);
  return isNegated ? all(passes) : some(passes);
}

/** A value of the policy with its variables filled in, and the fields of an ARN that it lacks. */
type Wanted = Filled & { readonly written: string; readonly isIncomplete: boolean; readonly isDoubtful: boolean };

function valuePasses(actual: string, wanted: readonly Wanted[], { test, isNegated, isDoubtful }: Operator): Truth {
  const isActualDoubtful = isDoubtful(actual);
  const each = wanted.map((value) => {
    if (value.state === "unknown") return unknown(...value.keys);
    // Nothing is equal to it or like it, so inverted operators match (IAM User Guide, "Policy variables with no value").
    if (value.state === "absent") return no();
    if (value.isDoubtful || isActualDoubtful)
      return unknown(`what AWS makes of the value ${value.isDoubtful ? value.written : actual}`);
    const passes = test(actual, value.units);
    // AWS fills in the missing fields of ARNs in Resource; whether it does so in conditions it does not say.
    return passes && value.isIncomplete
      ? unknown(`the incomplete ARN ${value.written} in a condition`)
      : truthOf(passes);
  });
  return isNegated ? opposite(some(each)) : some(each);
}
