/** The condition operators, one line each (IAM User Guide, "Condition operators"). */
import { addressOf, isIn, networkOf } from "./address.ts";
import { fieldsMatcherOf, matcherOf } from "./matcher.ts";
import { arnFields, literal } from "./pattern.ts";

/** A value of the policy as characters and wildcards. */
type Wanted = readonly string[];

/**
 * Whether a value of the request passes against one of the policy's, by its place among them: both are read once, and then
 * compared with each.
 */
type Test = (wanted: readonly Wanted[]) => (actual: string) => (at: number) => boolean;

export interface Operator {
  readonly test: Test;
  /** None of the policy's values may pass. */
  readonly isNegated: boolean;
  readonly hasWildcards: boolean;
  /** Policy variables stand in conditions of texts, ARNs and truths only. */
  readonly hasVariables: boolean;
  /** Compared by the six parts of an ARN. */
  readonly isArn: boolean;
  /** Whether AWS does not say what becomes of such a value, in the policy or in the request. */
  readonly isDoubtful: (text: string) => boolean;
  /** Whether a text of the policy is a value of the operator's type; AWS does not say what becomes of another date or network. */
  readonly isValue: (text: string) => boolean;
}

/** Each side has its own reader; what cannot be read does not pass. */
function comparing<Actual, Value>(
  readActual: (text: string) => Actual | undefined,
  readWanted: (text: string) => Value | undefined,
  passes: (actual: Actual, wanted: Value) => boolean,
): Test {
  return (wanted) => {
    const values = wanted.map((units) => readWanted(literal(units)));
    return (text) => {
      const actual = readActual(text);
      return (at) => {
        const value = values[at];
        return actual !== undefined && value !== undefined && passes(actual, value);
      };
    };
  };
}

const same = (text: string): string => text;
const lowered = (text: string): string => text.toLowerCase();
const equal: Test = comparing(same, same, (a, b) => a === b);
const equalIgnoringCase: Test = comparing(lowered, lowered, (a, b) => a === b);
const like: Test = (wanted) => {
  const matchers = wanted.map(matcherOf);
  return (actual) => (at) => matchers[at]?.(actual) === true;
};

/** Each of the six parts by itself. */
const arnLike: Test = (wanted) => {
  const matchers = wanted.map(fieldsMatcherOf);
  return (actual) => {
    const fields = arnFields(actual);
    return (at) => matchers[at]?.(fields) === true;
  };
};

/** Whole numbers and decimals in their own digits: binary fractions would confuse large numbers. */
const numbers = (compare: (difference: bigint) => boolean): Test =>
  comparing(decimal, decimal, (a, b) => {
    const places = Math.max(a.places, b.places);
    const at = ({ digits, places: own }: Decimal): bigint =>
      places === own ? digits : digits * 10n ** BigInt(places - own);
    return compare(at(a) - at(b));
  });

interface Decimal {
  readonly digits: bigint;
  /** Digits after the point. */
  readonly places: number;
}

/** Undefined for what is not decimal (`0x10`, `1e3`, nothing at all). */
function decimal(text: string): Decimal | undefined {
  const [, sign, whole, fraction = ""] = /^\s*([+-]?)(\d{1,20000})(?:\.(\d{1,20000}))?\s*$/.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const size = BigInt(whole + fraction);
  return { digits: sign === "-" ? -size : size, places: fraction.length };
}

/** A year, a month, a day, or a time with its zone (W3C note on ISO 8601); without a zone it is taken as UTC. */
const ISO_DATE = /^\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?)?)?$/i;

/** Nanoseconds since 1970, of one of the forms of ISO 8601, of which a year alone is one, or of seconds (IAM User Guide, "Date condition operators"). */
function moment(text: string): bigint | undefined {
  const iso = ISO_DATE.exec(text);
  if (!iso) return /^-?\d{1,30}$/.test(text) ? BigInt(text) * 1_000_000_000n : undefined;
  const [written, zone] = iso;
  const fraction = /\.(\d+)/.exec(written)?.[1] ?? "";
  const whole = written.replace(/\.\d+/, "");
  const at = Date.parse((whole.length > 10 && zone === undefined ? `${whole}Z` : whole).toUpperCase());
  // Milliseconds would make times equal that differ by less.
  return Number.isNaN(at) ? undefined : BigInt(at) * 1_000_000n + BigInt(fraction.slice(0, 9).padEnd(9, "0"));
}

const dates = (compare: (a: bigint, b: bigint) => boolean): Test => comparing(moment, moment, compare);

/** A day that its month does not have, such as 2026-02-30: JavaScript would count on into the next month. */
function isNoDay(text: string): boolean {
  const [day] = /^\d{4}-\d\d-\d\d/.exec(text) ?? [];
  if (day === undefined) return false;
  const at = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) !== day;
}

/** A point without digits on one side of it. */
const isHalfNumber = (text: string): boolean => /^\s*[+-]?(?:\.\d+|\d+\.)\s*$/.test(text);

/** Leading zeros in an address of version 4, which some read as octal, or in the length of a network. */
const isAmbiguousAddress = (text: string): boolean =>
  (text.includes(".") && /(?:^|[.:])0\d+(?:[./]|$)/.test(text)) || /\/0\d+$/.test(text);

/** Neither wildcards nor variables stand in its values. */
const plain = (test: Test): Operator => ({
  test,
  isNegated: false,
  hasWildcards: false,
  hasVariables: false,
  isArn: false,
  isDoubtful: () => false,
  isValue: () => true,
});
const withVariables = (test: Test): Operator => ({ ...plain(test), hasVariables: true });
const withPatterns = (test: Test): Operator => ({ ...withVariables(test), hasWildcards: true });
const negated = (operator: Operator): Operator => ({ ...operator, isNegated: true });

const number = (compare: (difference: bigint) => boolean): Operator => ({
  ...plain(numbers(compare)),
  isDoubtful: isHalfNumber,
});
const date = (compare: (a: bigint, b: bigint) => boolean): Operator => ({
  ...plain(dates(compare)),
  isDoubtful: isNoDay,
  isValue: (text) => moment(text) !== undefined,
});

const stringEquals = withVariables(equal);
const stringEqualsIgnoreCase = withVariables(equalIgnoringCase);
const stringLike = withPatterns(like);
const arn: Operator = { ...withPatterns(arnLike), isArn: true };
const numericEquals = number((difference) => difference === 0n);
const dateEquals = date((a, b) => a === b);
const ipAddress: Operator = {
  ...plain(comparing(addressOf, networkOf, isIn)),
  isDoubtful: isAmbiguousAddress,
  isValue: (text) => networkOf(text) !== undefined,
};

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
  ["NumericLessThan", number((difference) => difference < 0n)],
  ["NumericLessThanEquals", number((difference) => difference <= 0n)],
  ["NumericGreaterThan", number((difference) => difference > 0n)],
  ["NumericGreaterThanEquals", number((difference) => difference >= 0n)],
  ["DateEquals", dateEquals],
  ["DateNotEquals", negated(dateEquals)],
  ["DateLessThan", date((a, b) => a < b)],
  ["DateLessThanEquals", date((a, b) => a <= b)],
  ["DateGreaterThan", date((a, b) => a > b)],
  ["DateGreaterThanEquals", date((a, b) => a >= b)],
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
