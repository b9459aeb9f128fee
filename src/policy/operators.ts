/** The condition operators, one line each (IAM User Guide, "Condition operators"). */
import { addressIn } from "./address.ts";
import { arnParts, literal, matches } from "./pattern.ts";

/** Whether a value of the request passes against one of the policy, given as characters and wildcards. */
type Test = (actual: string, wanted: readonly string[]) => boolean;

export interface Operator {
  readonly test: Test;
  /** None of the policy's values may pass. */
  readonly isNegated: boolean;
  readonly hasWildcards: boolean;
  /** Policy variables stand in conditions of texts and ARNs only. */
  readonly hasVariables: boolean;
}

const equal: Test = (actual, wanted) => actual === literal(wanted);
const equalIgnoringCase: Test = (actual, wanted) => actual.toLowerCase() === literal(wanted).toLowerCase();
const like: Test = (actual, wanted) => matches(wanted, actual);

/** Each of the six parts by itself. */
const arnLike: Test = (actual, wanted) => {
  const [values, patterns] = [arnParts([...actual]), arnParts(wanted)];
  return (
    values.length === patterns.length && patterns.every((pattern, at) => matches(pattern, literal(values[at] ?? [])))
  );
};

const numbers =
  (compare: (a: number, b: number) => boolean): Test =>
  (actual, wanted) =>
    compare(Number(actual), Number(literal(wanted)));

/** ISO 8601, or seconds since 1970. */
const moment = (text: string): number => (/^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text));
const dates =
  (compare: (a: number, b: number) => boolean): Test =>
  (actual, wanted) =>
    compare(moment(actual), moment(literal(wanted)));

const texts = (test: Test, hasWildcards = false) => ({ test, isNegated: false, hasWildcards, hasVariables: true });
const plain = (test: Test) => ({ test, isNegated: false, hasWildcards: false, hasVariables: false });
const negated = (operator: Operator): Operator => ({ ...operator, isNegated: true });

const stringEquals = texts(equal);
const stringEqualsIgnoreCase = texts(equalIgnoringCase);
const stringLike = texts(like, true);
const arn = texts(arnLike, true);
const numericEquals = plain(numbers((a, b) => a === b));
const dateEquals = plain(dates((a, b) => a === b));
const ipAddress = plain((actual, wanted) => addressIn(actual, literal(wanted)));

export const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  ["StringEquals", stringEquals],
  ["StringNotEquals", negated(stringEquals)],
  ["StringEqualsIgnoreCase", stringEqualsIgnoreCase],
  ["StringNotEqualsIgnoreCase", negated(stringEqualsIgnoreCase)],
  ["StringLike", stringLike],
  ["StringNotLike", negated(stringLike)],
  // "ArnEquals and ArnLike behave identically" (IAM User Guide).
  ["ArnEquals", arn],
  ["ArnLike", arn],
  ["ArnNotEquals", negated(arn)],
  ["ArnNotLike", negated(arn)],
  ["NumericEquals", numericEquals],
  ["NumericNotEquals", negated(numericEquals)],
  ["NumericLessThan", plain(numbers((a, b) => a < b))],
  ["NumericLessThanEquals", plain(numbers((a, b) => a <= b))],
  ["NumericGreaterThan", plain(numbers((a, b) => a > b))],
  ["NumericGreaterThanEquals", plain(numbers((a, b) => a >= b))],
  ["DateEquals", dateEquals],
  ["DateNotEquals", negated(dateEquals)],
  ["DateLessThan", plain(dates((a, b) => a < b))],
  ["DateLessThanEquals", plain(dates((a, b) => a <= b))],
  ["DateGreaterThan", plain(dates((a, b) => a > b))],
  ["DateGreaterThanEquals", plain(dates((a, b) => a >= b))],
  ["Bool", plain(equalIgnoringCase)],
  // Base64 in the policy, and so in the request.
  ["BinaryEquals", plain(equal)],
  ["IpAddress", ipAddress],
  ["NotIpAddress", negated(ipAddress)],
]);
