/** Condition operators by name (IAM User Guide: condition operators). */
import { isInNetwork, isNetwork } from "./addresses.ts";
import { equals, literalOf, matches, type Pattern, partsOf } from "./matching.ts";

/** Whether one value of the request passes against one of the policy. */
type Test = (actual: string, wanted: Pattern) => boolean;

export interface Operator {
  readonly test: Test;
  /** Variables are filled in for texts, ARNs and truths alone (IAM User Guide: where you can use policy variables). */
  readonly isLiteral?: true;
  /** `StringNotEquals` and its like: none of the policy's values may pass. */
  readonly isNegated?: true;
  /** Its values are ARNs. */
  readonly isArn?: true;
  /** Whether a text of the policy is a value of the operator's type; missing where every text is. */
  readonly isValue?: (text: string) => boolean;
}

const DECIMAL = /^[+-]?(\d+)(?:\.(\d+))?$/;

/** Decimal numbers, exact at any length; what is no number passes no comparison. */
const numbers =
  (compare: (difference: bigint) => boolean): Test =>
  (actual, wanted) => {
    const [a, b] = [DECIMAL.exec(actual.trim()), DECIMAL.exec(literalOf(wanted).trim())];
    if (!a || !b) return false;
    const digits = Math.max(a[2]?.length ?? 0, b[2]?.length ?? 0);
    return compare(scaled(a, digits) - scaled(b, digits));
  };

function scaled([text, whole = "", fraction = ""]: RegExpExecArray, digits: number): bigint {
  const size = BigInt(whole + fraction.padEnd(digits, "0"));
  return text.startsWith("-") ? -size : size;
}

/** The forms of the W3C note on ISO 8601, and seconds since 1970 (IAM User Guide: date condition operators). */
const DAY = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/;
const TIME = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d(?::\d\d)?)(?:\.(\d+))?(Z|[+-]\d\d:\d\d|)$/;

interface Moment {
  readonly seconds: bigint;
  /** Digits behind the second. */
  readonly fraction: string;
}

/** Undefined for what is no date, a day that its month does not have too. */
function momentOf(written: string): Moment | undefined {
  const text = written.toUpperCase();
  const [isDay, year, month = "01", day = "01"] = DAY.exec(text) ?? [];
  if (isDay !== undefined) return momentAt(`${year}-${month}-${day}`, "T00:00:00Z", "");
  const [isTime, date = "", time, fraction = "", zone] = TIME.exec(text) ?? [];
  // Without a zone it is UTC, wherever the lab runs.
  if (isTime !== undefined) return momentAt(date, `T${time}${zone || "Z"}`, fraction);
  return /^-?\d+$/.test(text) ? { seconds: BigInt(text), fraction: "" } : undefined;
}

function momentAt(date: string, time: string, fraction: string): Moment | undefined {
  const [midnight, at] = [Date.parse(`${date}T00:00:00Z`), Date.parse(date + time)];
  // JavaScript reads November 31 as December 1.
  if (Number.isNaN(at) || !new Date(midnight).toISOString().startsWith(date)) return undefined;
  return { seconds: BigInt(at / 1000), fraction };
}

const isDate = (text: string): boolean => momentOf(text) !== undefined;

const dates =
  (compare: (difference: bigint) => boolean): Test =>
  (actual, wanted) => {
    const [a, b] = [momentOf(actual), momentOf(literalOf(wanted))];
    if (!a || !b) return false;
    const digits = Math.max(a.fraction.length, b.fraction.length);
    const exact = ({ seconds, fraction }: Moment) =>
      seconds * 10n ** BigInt(digits) + BigInt(fraction.padEnd(digits, "0") || "0");
    return compare(exact(a) - exact(b));
  };

const ARN_PARTS = 6;

/** One pattern is compared with many values. */
const partsOfPattern = new WeakMap<Pattern, readonly Pattern[]>();

function arnPartsOf(pattern: Pattern): readonly Pattern[] {
  const parts = partsOfPattern.get(pattern) ?? partsOf(pattern, ":", ARN_PARTS);
  partsOfPattern.set(pattern, parts);
  return parts;
}

/** Each of the six parts of an ARN by itself (IAM User Guide: ArnLike). */
const arns: Test = (actual, wanted) => {
  const fields = actual.split(":");
  const patterns = arnPartsOf(wanted);
  if (Math.min(fields.length, ARN_PARTS) !== patterns.length) return false;
  const rest = fields.slice(ARN_PARTS - 1).join(":");
  return patterns.every((pattern, at) => matches(pattern, at === ARN_PARTS - 1 ? rest : (fields[at] ?? "")));
};

const equal: Test = (actual, wanted) => equals(wanted, actual);
const equalIgnoringCase: Test = (actual, wanted) => equals(wanted, actual, "any-case");
const like: Test = (actual, wanted) => matches(wanted, actual);
const addresses: Test = (actual, wanted) => isInNetwork(actual, literalOf(wanted));
const negated = (test: Test): Operator => ({ test, isNegated: true });
const literal = (operator: Operator): Operator => ({ ...operator, isLiteral: true });

/** A map, so that no word of a policy finds what an object brings along (`constructor`). */
const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  ["StringEquals", { test: equal }],
  ["StringNotEquals", negated(equal)],
  ["StringEqualsIgnoreCase", { test: equalIgnoringCase }],
  ["StringNotEqualsIgnoreCase", negated(equalIgnoringCase)],
  ["StringLike", { test: like }],
  ["StringNotLike", negated(like)],
  ["ArnEquals", { test: arns, isArn: true }],
  ["ArnLike", { test: arns, isArn: true }],
  ["ArnNotEquals", { test: arns, isArn: true, isNegated: true }],
  ["ArnNotLike", { test: arns, isArn: true, isNegated: true }],
  ["Bool", { test: equalIgnoringCase }],
  ["BinaryEquals", literal({ test: equal })],
  ["NumericEquals", literal({ test: numbers((difference) => difference === 0n) })],
  ["NumericNotEquals", literal(negated(numbers((difference) => difference === 0n)))],
  ["NumericLessThan", literal({ test: numbers((difference) => difference < 0n) })],
  ["NumericLessThanEquals", literal({ test: numbers((difference) => difference <= 0n) })],
  ["NumericGreaterThan", literal({ test: numbers((difference) => difference > 0n) })],
  ["NumericGreaterThanEquals", literal({ test: numbers((difference) => difference >= 0n) })],
  ["DateEquals", literal({ test: dates((difference) => difference === 0n), isValue: isDate })],
  ["DateNotEquals", literal({ ...negated(dates((difference) => difference === 0n)), isValue: isDate })],
  ["DateLessThan", literal({ test: dates((difference) => difference < 0n), isValue: isDate })],
  ["DateLessThanEquals", literal({ test: dates((difference) => difference <= 0n), isValue: isDate })],
  ["DateGreaterThan", literal({ test: dates((difference) => difference > 0n), isValue: isDate })],
  ["DateGreaterThanEquals", literal({ test: dates((difference) => difference >= 0n), isValue: isDate })],
  ["IpAddress", literal({ test: addresses, isValue: isNetwork })],
  ["NotIpAddress", literal({ ...negated(addresses), isValue: isNetwork })],
]);

/** `ForAnyValue:StringLikeIfExists` taken apart; undefined for what IAM does not know. */
export interface OperatorUse {
  readonly quantifier: "ForAnyValue" | "ForAllValues" | undefined;
  readonly isIfExists: boolean;
  readonly operator: Operator | "Null";
}

export function operatorNamed(text: string): OperatorUse | undefined {
  const [, quantifier, name = "", ifExists] =
    /^(?:(ForAnyValue|ForAllValues):)?([A-Za-z]+?)(IfExists)?$/.exec(text) ?? [];
  const operator = name === "Null" && ifExists === undefined ? "Null" : OPERATORS.get(name);
  if (operator === undefined) return undefined;
  return {
    quantifier: quantifier === "ForAnyValue" || quantifier === "ForAllValues" ? quantifier : undefined,
    isIfExists: ifExists !== undefined,
    operator,
  };
}
