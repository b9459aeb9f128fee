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
  /** Policy variables stand in conditions of texts, ARNs and truths only. */
  readonly hasVariables: boolean;
  /** Compared by the six parts of an ARN. */
  readonly isArn: boolean;
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

/** Whole numbers and decimals in their own digits: binary fractions would confuse large numbers. */
const numbers =
  (compare: (difference: bigint) => boolean): Test =>
  (actual, wanted) => {
    const [a, b] = [decimal(actual), decimal(literal(wanted))];
    if (!a || !b) return false;
    const places = Math.max(a.places, b.places);
    const at = ({ digits, places: own }: Decimal): bigint => digits * 10n ** BigInt(places - own);
    return compare(at(a) - at(b));
  };

interface Decimal {
  readonly digits: bigint;
  /** Digits after the point. */
  readonly places: number;
}

/** Undefined for what is not decimal (`0x10`, `1e3`, nothing at all). */
function decimal(text: string): Decimal | undefined {
  const [, sign, whole, fraction = ""] = /^\s*([+-]?)(\d{1,400})(?:\.(\d{1,400}))?\s*$/.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const size = BigInt(whole + fraction);
  return { digits: sign === "-" ? -size : size, places: fraction.length };
}

/** A year, a month, a day, or a time with its zone (W3C note on ISO 8601); without a zone it is taken as UTC. */
const ISO_DATE = /^\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?)?)?$/i;

/** One of the forms of ISO 8601, of which a year alone is one, or seconds since 1970 (IAM User Guide, "Date condition operators"). */
function moment(text: string): number {
  const iso = ISO_DATE.exec(text);
  if (!iso) return /^-?\d+$/.test(text) ? Number(text) * 1000 : Number.NaN;
  const [written, zone] = iso;
  return Date.parse((written.length > 10 && zone === undefined ? `${written}Z` : written).toUpperCase());
}
const dates =
  (compare: (a: number, b: number) => boolean): Test =>
  (actual, wanted) =>
    compare(moment(actual), moment(literal(wanted)));

/** Neither wildcards nor variables stand in its values. */
const plain = (test: Test): Operator => ({
  test,
  isNegated: false,
  hasWildcards: false,
  hasVariables: false,
  isArn: false,
});
const withVariables = (test: Test): Operator => ({ ...plain(test), hasVariables: true });
const withPatterns = (test: Test): Operator => ({ ...withVariables(test), hasWildcards: true });
const negated = (operator: Operator): Operator => ({ ...operator, isNegated: true });

const stringEquals = withVariables(equal);
const stringEqualsIgnoreCase = withVariables(equalIgnoringCase);
const stringLike = withPatterns(like);
const arn: Operator = { ...withPatterns(arnLike), isArn: true };
const numericEquals = plain(numbers((difference) => difference === 0n));
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
  ["NumericLessThan", plain(numbers((difference) => difference < 0n))],
  ["NumericLessThanEquals", plain(numbers((difference) => difference <= 0n))],
  ["NumericGreaterThan", plain(numbers((difference) => difference > 0n))],
  ["NumericGreaterThanEquals", plain(numbers((difference) => difference >= 0n))],
  ["DateEquals", dateEquals],
  ["DateNotEquals", negated(dateEquals)],
  ["DateLessThan", plain(dates((a, b) => a < b))],
  ["DateLessThanEquals", plain(dates((a, b) => a <= b))],
  ["DateGreaterThan", plain(dates((a, b) => a > b))],
  ["DateGreaterThanEquals", plain(dates((a, b) => a >= b))],
  ["Bool", withVariables(equalIgnoringCase)],
  // Base64 in the policy, and so in the request.
  ["BinaryEquals", plain(equal)],
  ["IpAddress", ipAddress],
  ["NotIpAddress", negated(ipAddress)],
]);

export type Quantifier = "ForAnyValue" | "ForAllValues" | undefined;

/** `ForAnyValue:StringLikeIfExists` in its parts; `Null` takes no `IfExists` (IAM User Guide, "IfExists"). */
export function operatorNamed(written: string): {
  readonly quantifier: Quantifier;
  readonly name: string;
  readonly isIfExists: boolean;
} {
  const [, quantifier, name = "", ifExists] =
    /^(?:(ForAnyValue|ForAllValues):)?([A-Za-z]+?)(IfExists)?$/.exec(written) ?? [];
  const isIfExists = ifExists !== undefined;
  return { quantifier: quantifier as Quantifier, name: name === "Null" && isIfExists ? "" : name, isIfExists };
}

/** Whether AWS documents the operator. */
export const isOperator = (written: string): boolean => {
  const { name } = operatorNamed(written);
  return name === "Null" || OPERATORS.has(name);
};
