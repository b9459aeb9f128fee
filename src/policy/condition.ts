/** Whether a condition of a statement holds (IAM User Guide, "Condition", "Conditions with multiple keys or values"). */
import type { RequestContext } from "./context.ts";
import type { Condition } from "./document.ts";
import { OPERATORS, type Operator, operatorNamed, type Quantifier } from "./operators.ts";
import { type Filled, fill, variablesIn } from "./pattern.ts";
import { all, no, opposite, some, type Truth, truthOf, unknown, YES } from "./truth.ts";

/** Unknown where the key's value is not known, or the operator is none that AWS documents. */
export function conditionHolds(condition: Condition, context: RequestContext, hasVariables: boolean): Truth {
  const { key, operator: written, values } = condition;
  const { quantifier, name, isIfExists } = operatorNamed(written);
  const actual = context(key);
  if (name === "Null") {
    if (actual.state === "unknown") return unknown(key);
    return named(
      truthOf(values.some((value) => (value.toLowerCase() === "true") === (actual.state === "absent"))),
      condition,
    );
  }
  const operator = OPERATORS.get(name);
  if (!operator) return unknown(`the operator ${written}`);
  if (actual.state === "unknown" || actual.state === "present") return unknown(key);
  if (actual.state === "absent") return named(truthOf(passesWithout(operator, quantifier, isIfExists)), condition);
  const wanted = values.map((value) =>
    fill(value, context, {
      hasWildcards: operator.hasWildcards,
      hasVariables: hasVariables && operator.hasVariables,
    }),
  );
  const passes = actual.values.map((value) =>
    // "returns true if ... the value is an empty string" (IAM User Guide, "Set operators for multivalued context keys").
    quantifier === "ForAllValues" && value === "" ? YES : valuePasses(value, wanted, operator),
  );
  return named(together(passes, quantifier, operator), condition);
}

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

function valuePasses(actual: string, wanted: readonly Filled[], { test, isNegated }: Operator): Truth {
  const each = wanted.map((filled) => {
    if (filled.state === "known") return truthOf(test(actual, filled.units));
    if (filled.state === "unknown") return unknown(...filled.keys);
    // Nothing is equal to it or like it, so inverted operators match (IAM User Guide, "Policy variables with no value").
    return no();
  });
  return isNegated ? opposite(some(each)) : some(each);
}
