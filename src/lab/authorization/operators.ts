/** Condition operators by name (IAM User Guide: condition operators). */
import { addressOf, isIn, isNetwork, networkOf } from "./addresses.ts";
import { literalOf, matcherOf, type Pattern, partsOf } from "./matching.ts";

/** Of each value of the request whether it passes against one of the policy's. */
type Test = (actual: readonly string[], wanted: readonly Pattern[]) => readonly boolean[];

/** Both sides are read once, however many pairs they make. What cannot be read passes against nothing. */
const comparing =
  <Actual, Wanted>(
    ofRequest: (text: string) => Actual | undefined,
    ofPolicy: (pattern: Pattern) => Wanted | undefined,
    passes: (actual: Actual, wanted: Wanted) => boolean,
  ): Test =>
  (actual, wanted) => {
    const right = wanted.map(ofPolicy).filter((one) => one !== undefined);
    return actual.map((text) => {
      const left = ofRequest(text);
      return left !== undefined && right.some((one) => passes(left, one));
    });
  };

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

interface Decimal {
  readonly number: bigint;
  /** Digits behind the point. */
  readonly places: number;
}

/** Decimal numbers, exact at any length; what is no number passes no comparison. */
const numbers = (compare: (difference: bigint) => boolean): Test =>
  comparing(
    decimalOf,
    (wanted) => decimalOf(literalOf(wanted)),
    (a, b) => {
      const places = Math.max(a.places, b.places);
      const scaled = (one: Decimal) =>
        one.places < places ? one.number * 10n ** BigInt(places - one.places) : one.number;
      return compare(scaled(a) - scaled(b));
    },
  );

function decimalOf(text: string): Decimal | undefined {
  const [, sign, whole = "", fraction = ""] = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(text.trim()) ?? [];
  if (sign === undefined) return undefined;
  const number = BigInt(whole + fraction);
  return { number: sign === "-" ? -number : number, places: fraction.length };
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

const dates = (compare: (difference: bigint) => boolean): Test =>
  comparing(
    momentOf,
    (wanted) => momentOf(literalOf(wanted)),
    (a, b) => {
      const digits = Math.max(a.fraction.length, b.fraction.length);
      const exact = ({ seconds, fraction }: Moment) =>
        seconds * 10n ** BigInt(digits) + BigInt(fraction.padEnd(digits, "0") || "0");
      return compare(exact(a) - exact(b));
    },
  );

const ARN_PARTS = 6;

function fieldsOf(arn: string): readonly string[] {
  const fields = arn.split(":");
  const front = fields.slice(0, ARN_PARTS - 1);
  return fields.length < ARN_PARTS ? front : [...front, fields.slice(ARN_PARTS - 1).join(":")];
}

/** Each of the six parts of an ARN by itself (IAM User Guide: ArnLike). */
const arns: Test = comparing(
  fieldsOf,
  (wanted) => partsOf(wanted, ":", ARN_PARTS).map(matcherOf),
  (fields, matchers) => fields.length === matchers.length && matchers.every((test, at) => test(fields[at] ?? "")),
);

const lowered = (text: string): string => text.toLowerCase();
const equal: Test = comparing(
  (text) => text,
  literalOf,
  (a, b) => a === b,
);
const equalIgnoringCase: Test = comparing(
  lowered,
  (wanted) => lowered(literalOf(wanted)),
  (a, b) => a === b,
);
const like: Test = comparing(
  (text) => text,
  matcherOf,
  (text, test) => test(text),
);
const addresses: Test = comparing(addressOf, (wanted) => networkOf(literalOf(wanted)), isIn);
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
