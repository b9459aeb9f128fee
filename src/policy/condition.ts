/** Whether a condition of a statement holds (IAM User Guide, "Condition", "Conditions with multiple keys or values"). */
import { matchesBegun } from "./begun.ts";
import type { ContextValue, RequestContext } from "./context.ts";
import type { Condition } from "./document.ts";
import { matches } from "./matcher.ts";
import { OPERATORS, type Operator, operatorNamed, type Quantifier } from "./operators.ts";
import { arnFields, arnParts, type Filled, fill, variablesIn, wholeArn } from "./pattern.ts";
import { all, NO, no, opposite, some, type Truth, truthOf, unknown, YES } from "./truth.ts";

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
    return {
      ...whole,
      written: value,
      isIncomplete,
      isDoubtful: operator.isDoubtful(value) || !operator.isValue(value),
    };
  });
  if (actual.state === "begun") return named(begunPasses(actual.start, wanted, { operator, name, key }), condition);
  if (actual.state === "between" && !wanted.every((value) => isOutside(value, actual, name))) return unknown(key);
  const given = actual.state === "known" ? actual.values : [actual.from];
  const compared = quantifier === undefined ? given : given.filter((value) => value !== "");
  const testOf = operator.test(wanted.map((value) => (value.state === "known" ? value.units : [])));
  const passes = compared.map((value) => valuePasses({ value, passesAt: testOf(value) }, wanted, operator));
  return named(together(passes, quantifier, operator), condition);
}

/** Whether a value of the policy lies on one side of the whole range: then every value of the range compares with it alike. */
function isOutside(wanted: Wanted, { from, to }: Range, operatorName: string): boolean {
  const [family] = /^(?:Date|Numeric)/.exec(operatorName) ?? [];
  const [less, greater] = [OPERATORS.get(`${family}LessThan`), OPERATORS.get(`${family}GreaterThan`)];
  if (!less || !greater || wanted.state !== "known") return false;
  return less.test([wanted.units])(to)(0) || greater.test([wanted.units])(from)(0);
}

type Range = Extract<ContextValue, { state: "between" }>;

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

/** A value of the request, and whether it passes against the value of the policy at a place. */
interface Actual {
  readonly value: string;
  readonly passesAt: (at: number) => boolean;
}

function valuePasses({ value: actual, passesAt }: Actual, wanted: readonly Wanted[], operator: Operator): Truth {
  const isActualDoubtful = operator.isDoubtful(actual);
  return against(wanted, operator, (value, at) =>
    value.isDoubtful || isActualDoubtful
      ? unknown(`what AWS makes of the value ${value.isDoubtful ? value.written : actual}`)
      : truthOf(passesAt(at)),
  );
}

type Known = Extract<Wanted, { readonly state: "known" }>;
type Compare = (value: Known, at: number) => Truth;

/** One value of the request against those of the policy. */
function against(wanted: readonly Wanted[], { isNegated }: Operator, compare: Compare): Truth {
  const open: Truth[] = [];
  for (let at = 0; at < wanted.length; at += 1) {
    const passes = passing(wanted[at], at, compare);
    // There may be very many values: the first that passes decides.
    if (passes.state === "yes") return isNegated ? NO : YES;
    if (passes.state === "unknown") open.push(passes);
  }
  return isNegated ? opposite(some(open)) : some(open);
}

function passing(value: Wanted | undefined, at: number, compare: Compare): Truth {
  // Nothing is equal to it or like it, so inverted operators match (IAM User Guide, "Policy variables with no value").
  if (value === undefined || value.state === "absent") return NO;
  if (value.state === "unknown") return unknown(...value.keys);
  const passes = compare(value, at);
  // AWS fills in the missing fields of ARNs in Resource; whether it does so in conditions it does not say.
  return passes.state === "yes" && value.isIncomplete
    ? unknown(`the incomplete ARN ${value.written} in a condition`)
    : passes;
}

interface Begun {
  readonly operator: Operator;
  readonly name: string;
  readonly key: string;
}

/** A value of which only the beginning is known: decided where no end of it would change the answer. */
function begunPasses(start: string, wanted: readonly Wanted[], { operator, name, key }: Begun): Truth {
  if (operator.isArn) return against(wanted, operator, ({ units }) => arnBegun(units, start, key));
  const isSame = /^String(?!.*IgnoreCase)/.test(name);
  return isSame ? against(wanted, operator, ({ units }) => matchesBegun(units, start, key)) : unknown(key);
}

/** Each of the six parts by itself; the end that is not known is in the last. */
function arnBegun(units: readonly string[], start: string, key: string): Truth {
  const [fields, patterns] = [arnFields(start), arnParts(units)];
  if (fields.length !== patterns.length) return no();
  const last = fields.length - 1;
  return all(
    patterns.map((pattern, at) =>
      at === last ? matchesBegun(pattern, fields[at] ?? "", key) : truthOf(matches(pattern, fields[at] ?? "")),
    ),
  );
}
