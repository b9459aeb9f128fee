/** Condition operators (IAM User Guide: condition operators). */
import type { RequestContext } from "./evaluate.ts";
import { matches, substituted } from "./matching.ts";
import type { Condition } from "./policy.ts";

/** Whether one value of the request passes against one of the policy. */
type Test = (actual: string, wanted: string) => boolean;

const numbers =
  (compare: (a: number, b: number) => boolean): Test =>
  (actual, wanted) =>
    compare(Number(actual), Number(wanted));

const moment = (text: string): number => (/^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text));
const dates =
  (compare: (a: number, b: number) => boolean): Test =>
  (actual, wanted) =>
    compare(moment(actual), moment(wanted));

/** Each of the six parts of an ARN by itself (IAM User Guide: ArnLike). */
const arns: Test = (actual, wanted) => {
  const [parts, patterns] = [partsOf(actual), partsOf(wanted)];
  return parts.length === patterns.length && patterns.every((pattern, at) => matches(pattern, parts[at] ?? ""));
};

const partsOf = (arn: string): readonly string[] => {
  const parts = arn.split(":");
  return [...parts.slice(0, 5), parts.slice(5).join(":")];
};

const addresses: Test = (actual, wanted) => {
  const [network = "", bits = "32"] = wanted.split("/");
  const mask = Number(bits) === 0 ? 0 : (0xffffffff << (32 - Number(bits))) >>> 0;
  return (addressNumber(actual) & mask) >>> 0 === (addressNumber(network) & mask) >>> 0;
};

const addressNumber = (text: string): number =>
  text.split(".").reduce((sum, part) => ((sum << 8) | Number(part)) >>> 0, 0);

const equal: Test = (actual, wanted) => actual === wanted;
const equalIgnoringCase: Test = (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase();

interface Operator {
  readonly test: Test;
  /** `StringNotEquals` and its like: none of the policy's values may pass. */
  readonly isNegated?: true;
}

const OPERATORS: Readonly<Record<string, Operator>> = {
  StringEquals: { test: equal },
  StringNotEquals: { test: equal, isNegated: true },
  StringEqualsIgnoreCase: { test: equalIgnoringCase },
  StringNotEqualsIgnoreCase: { test: equalIgnoringCase, isNegated: true },
  StringLike: { test: (actual, wanted) => matches(wanted, actual) },
  StringNotLike: { test: (actual, wanted) => matches(wanted, actual), isNegated: true },
  ArnEquals: { test: arns },
  ArnLike: { test: arns },
  ArnNotEquals: { test: arns, isNegated: true },
  ArnNotLike: { test: arns, isNegated: true },
  Bool: { test: equalIgnoringCase },
  NumericEquals: { test: numbers((a, b) => a === b) },
  NumericNotEquals: { test: numbers((a, b) => a === b), isNegated: true },
  NumericLessThan: { test: numbers((a, b) => a < b) },
  NumericLessThanEquals: { test: numbers((a, b) => a <= b) },
  NumericGreaterThan: { test: numbers((a, b) => a > b) },
  NumericGreaterThanEquals: { test: numbers((a, b) => a >= b) },
  DateEquals: { test: dates((a, b) => a === b) },
  DateNotEquals: { test: dates((a, b) => a === b), isNegated: true },
  DateLessThan: { test: dates((a, b) => a < b) },
  DateLessThanEquals: { test: dates((a, b) => a <= b) },
  DateGreaterThan: { test: dates((a, b) => a > b) },
  DateGreaterThanEquals: { test: dates((a, b) => a >= b) },
  IpAddress: { test: addresses },
  NotIpAddress: { test: addresses, isNegated: true },
};

/** Whether all conditions of a statement hold. An operator that is not known never holds. */
export const conditionsHold = (conditions: readonly Condition[], context: RequestContext): boolean =>
  conditions.every((condition) => holds(condition, context));

function holds({ operator, key, values }: Condition, context: RequestContext): boolean {
  const [, quantifier, name = "", ifExists] =
    /^(?:(ForAnyValue|ForAllValues):)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  const actual = context.get(key.toLowerCase());
  if (name === "Null") return values.some((value) => (value === "true") === (actual === undefined));
  const known = OPERATORS[name];
  if (!known) return false;
  if (actual === undefined) {
    // IAM User Guide: IfExists passes without the key, ForAllValues over nothing passes, a negated operator passes.
    return (
      ifExists !== undefined || quantifier === "ForAllValues" || (quantifier === undefined && known.isNegated === true)
    );
  }
  const wanted = values.flatMap((value) => substituted(value, context) ?? []);
  const passes = (value: string): boolean =>
    wanted.some((one) => known.test(value, one)) !== (known.isNegated === true);
  if (quantifier === "ForAllValues") return actual.every(passes);
  // Without a quantifier a negated operator must pass for every value, the others for one.
  return known.isNegated === true && quantifier === undefined ? actual.every(passes) : actual.some(passes);
}
