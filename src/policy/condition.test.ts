/** The operators and quantifiers of conditions, value by value (IAM User Guide, "Condition operators" and "Multivalued context keys"). */
import { describe, expect, test } from "vitest";
import { conditionHolds } from "./condition.ts";
import { ABSENT, type ContextValue, contextOf, valued } from "./context.ts";
import { no, type Truth, unknown, YES } from "./truth.ts";

const KEYS: Readonly<Record<string, ContextValue>> = {
  "aws:PrincipalTag/team": valued("platform"),
  "aws:PrincipalTag/none": ABSENT,
  "aws:TagKeys": valued("team", "tier"),
};
const holds = (operator: string, key: string, values: readonly string[], hasVariables = true): Truth =>
  conditionHolds({ operator, key, values }, contextOf(KEYS), hasVariables);

const NOT: Readonly<Record<string, string>> = {
  StringEquals: "StringNotEquals",
  StringEqualsIgnoreCase: "StringNotEqualsIgnoreCase",
  StringLike: "StringNotLike",
  ArnEquals: "ArnNotEquals",
  ArnLike: "ArnNotLike",
  NumericEquals: "NumericNotEquals",
  DateEquals: "DateNotEquals",
  IpAddress: "NotIpAddress",
};
const QUEUE = "arn:aws:sqs:eu-west-1:111122223333:orders";
const LOGS = "arn:aws:logs:eu-west-1:111122223333:log-group:web:log-stream:one";

describe("an operator", () => {
  test.each<{ readonly operator: string; readonly actual: string; readonly wanted: string; readonly passes: boolean }>([
    { operator: "StringEquals", actual: "platform", wanted: "platform", passes: true },
    { operator: "StringEquals", actual: "platform", wanted: "Platform", passes: false },
    { operator: "StringEquals", actual: "platform", wanted: "plat*", passes: false },
    { operator: "StringEquals", actual: "plat*", wanted: "plat*", passes: true },
    { operator: "StringEqualsIgnoreCase", actual: "Platform", wanted: "pLATFORM", passes: true },
    { operator: "StringEqualsIgnoreCase", actual: "Platform", wanted: "Plat", passes: false },
    { operator: "StringEqualsIgnoreCase", actual: "platform", wanted: "plat*", passes: false },
    { operator: "StringLike", actual: "platform", wanted: "p?at*", passes: true },
    { operator: "StringLike", actual: "platform", wanted: "P?at*", passes: false },
    { operator: "StringLike", actual: "platform", wanted: "plat", passes: false },
    { operator: "ArnLike", actual: QUEUE, wanted: "arn:aws:sqs:*:111122223333:ord?rs", passes: true },
    { operator: "ArnEquals", actual: QUEUE, wanted: "arn:aws:sqs:*:111122223333:ord?rs", passes: true },
    { operator: "ArnLike", actual: QUEUE, wanted: "arn:aws:sqs:*:orders", passes: false },
    { operator: "ArnLike", actual: QUEUE, wanted: "arn:aws:sqs:us-*:111122223333:orders", passes: false },
    { operator: "ArnLike", actual: QUEUE, wanted: "arn:aws:sqs:*:111122223333:Orders", passes: false },
    { operator: "ArnLike", actual: QUEUE, wanted: "*:*:*:*:*:*", passes: true },
    { operator: "ArnLike", actual: "orders", wanted: QUEUE, passes: false },
    { operator: "ArnLike", actual: "orders", wanted: "orders", passes: true },
    // Colons of the sixth part belong to it.
    { operator: "ArnLike", actual: LOGS, wanted: "arn:aws:logs:*:*:log-group:*:log-stream:one", passes: true },
    { operator: "ArnLike", actual: LOGS, wanted: "arn:aws:logs:*:*:log-group:*", passes: true },
    { operator: "ArnLike", actual: LOGS, wanted: "arn:aws:logs:*:*:log-group:web", passes: false },
    { operator: "NumericEquals", actual: "10", wanted: "10.0", passes: true },
    { operator: "NumericEquals", actual: "10", wanted: "11", passes: false },
    { operator: "NumericEquals", actual: "ten", wanted: "ten", passes: false },
    { operator: "NumericLessThan", actual: "9", wanted: "10", passes: true },
    { operator: "NumericLessThan", actual: "10", wanted: "10", passes: false },
    { operator: "NumericLessThan", actual: "11", wanted: "10", passes: false },
    { operator: "NumericLessThanEquals", actual: "9", wanted: "10", passes: true },
    { operator: "NumericLessThanEquals", actual: "10", wanted: "10", passes: true },
    { operator: "NumericLessThanEquals", actual: "11", wanted: "10", passes: false },
    { operator: "NumericGreaterThan", actual: "9", wanted: "10", passes: false },
    { operator: "NumericGreaterThan", actual: "10", wanted: "10", passes: false },
    { operator: "NumericGreaterThan", actual: "11", wanted: "10", passes: true },
    { operator: "NumericGreaterThanEquals", actual: "9", wanted: "10", passes: false },
    { operator: "NumericGreaterThanEquals", actual: "10", wanted: "10", passes: true },
    { operator: "NumericGreaterThanEquals", actual: "11", wanted: "10", passes: true },
    { operator: "DateEquals", actual: "2026-03-01T12:00:00Z", wanted: "2026-03-01T13:00:00+01:00", passes: true },
    { operator: "DateEquals", actual: "2026-03-01T00:00:00Z", wanted: "2026-03-01", passes: true },
    { operator: "DateEquals", actual: "2026-03-01T12:00:00Z", wanted: "2026-03-01T12:00:01Z", passes: false },
    { operator: "DateEquals", actual: "2026-03-01T12:00:00Z", wanted: "1772366400", passes: true },
    { operator: "DateEquals", actual: "1772366400", wanted: "2026-03-01T12:00:00Z", passes: true },
    { operator: "DateEquals", actual: "2026-03-01T12:00:00Z", wanted: "1772366401", passes: false },
    { operator: "DateEquals", actual: "yesterday", wanted: "yesterday", passes: false },
    { operator: "DateLessThan", actual: "2026-03-01T11:59:59Z", wanted: "2026-03-01T12:00:00Z", passes: true },
    { operator: "DateLessThan", actual: "2026-03-01T12:00:00Z", wanted: "2026-03-01T12:00:00Z", passes: false },
    { operator: "DateLessThan", actual: "2026-03-01T12:00:01Z", wanted: "2026-03-01T12:00:00Z", passes: false },
    { operator: "DateLessThanEquals", actual: "2026-03-01T11:59:59Z", wanted: "2026-03-01T12:00:00Z", passes: true },
    { operator: "DateLessThanEquals", actual: "2026-03-01T12:00:00Z", wanted: "2026-03-01T12:00:00Z", passes: true },
    { operator: "DateLessThanEquals", actual: "2026-03-01T12:00:01Z", wanted: "2026-03-01T12:00:00Z", passes: false },
    { operator: "DateGreaterThan", actual: "2026-03-01T11:59:59Z", wanted: "2026-03-01T12:00:00Z", passes: false },
    { operator: "DateGreaterThan", actual: "2026-03-01T12:00:00Z", wanted: "2026-03-01T12:00:00Z", passes: false },
    { operator: "DateGreaterThan", actual: "2026-03-01T12:00:01Z", wanted: "2026-03-01T12:00:00Z", passes: true },
    {
      operator: "DateGreaterThanEquals",
      actual: "2026-03-01T11:59:59Z",
      wanted: "2026-03-01T12:00:00Z",
      passes: false,
    },
    { operator: "DateGreaterThanEquals", actual: "2026-03-01T12:00:00Z", wanted: "2026-03-01T12:00:00Z", passes: true },
    { operator: "DateGreaterThanEquals", actual: "2026-03-01T12:00:01Z", wanted: "2026-03-01T12:00:00Z", passes: true },
    { operator: "Bool", actual: "True", wanted: "true", passes: true },
    { operator: "Bool", actual: "false", wanted: "true", passes: false },
    { operator: "Bool", actual: "false", wanted: "*", passes: false },
    { operator: "BinaryEquals", actual: "QmluYXJ5", wanted: "QmluYXJ5", passes: true },
    { operator: "BinaryEquals", actual: "QmluYXJ5", wanted: "qmluyxj5", passes: false },
    { operator: "IpAddress", actual: "203.0.113.9", wanted: "203.0.113.0/24", passes: true },
    { operator: "IpAddress", actual: "203.0.114.9", wanted: "203.0.113.0/24", passes: false },
    { operator: "IpAddress", actual: "2001:db8::9", wanted: "2001:db8::/32", passes: true },
  ])("$operator: $actual against $wanted is $passes", ({ operator, actual, wanted, passes }) => {
    const context = contextOf({ key: valued(actual) });
    const of = (name: string) => conditionHolds({ operator: name, key: "key", values: [wanted] }, context, true);
    expect(of(operator)).toEqual(passes ? YES : no("key"));
    const negated = NOT[operator];
    if (negated !== undefined) expect(of(negated)).toEqual(passes ? no("key") : YES);
  });

  test.each([
    { what: "one of several values is enough", operator: "StringEquals", values: ["data", "platform"], truth: YES },
    {
      what: "none of several values may be it",
      operator: "StringNotEquals",
      values: ["data", "platform"],
      truth: no("aws:PrincipalTag/team"),
    },
    { what: "it is none of several values", operator: "StringNotEquals", values: ["data", "web"], truth: YES },
    { what: "no value is none", operator: "StringEquals", values: [], truth: no("aws:PrincipalTag/team") },
  ])("$what", ({ operator, values, truth }) => {
    expect(holds(operator, "aws:PrincipalTag/team", values)).toEqual(truth);
  });

  test.each([
    "StringSounds",
    "stringequals",
    "StringEquals2",
    "ForSomeValues:StringEquals",
    "xForAnyValue:StringEquals",
    "",
  ])("that AWS does not document is not known: %j", (operator) => {
    const truth = unknown(`the operator ${operator}`);
    expect(holds(operator, "aws:PrincipalTag/team", ["platform"])).toEqual(truth);
    expect(holds(operator, "aws:PrincipalTag/none", ["platform"])).toEqual(truth);
  });
});

describe("a key", () => {
  const [TEAM, NONE, OTHER] = ["aws:PrincipalTag/team", "aws:PrincipalTag/none", "aws:SourceVpc"];
  test.each<{
    readonly operator: string;
    readonly key: string;
    readonly values: readonly string[];
    readonly truth: Truth;
  }>([
    { operator: "StringEquals", key: NONE, values: ["a"], truth: no(NONE) },
    { operator: "StringNotEquals", key: NONE, values: ["a"], truth: YES },
    { operator: "StringEqualsIfExists", key: NONE, values: ["a"], truth: YES },
    { operator: "StringNotEqualsIfExists", key: NONE, values: ["a"], truth: YES },
    { operator: "StringEqualsIfExists", key: TEAM, values: ["a"], truth: no(TEAM) },
    { operator: "StringEqualsIfExists", key: TEAM, values: ["platform"], truth: YES },
    { operator: "StringEqualsIfExists", key: OTHER, values: ["a"], truth: unknown(OTHER) },
    { operator: "StringEquals", key: OTHER, values: ["a"], truth: unknown(OTHER) },
    { operator: "ForAllValues:StringEquals", key: NONE, values: ["a"], truth: YES },
    { operator: "ForAllValues:StringNotEquals", key: NONE, values: ["a"], truth: YES },
    { operator: "ForAnyValue:StringEquals", key: NONE, values: ["a"], truth: no(NONE) },
    { operator: "ForAnyValue:StringNotEquals", key: NONE, values: ["a"], truth: no(NONE) },
    { operator: "ForAnyValue:StringEqualsIfExists", key: NONE, values: ["a"], truth: YES },
    { operator: "ForAnyValue:StringEquals", key: OTHER, values: ["a"], truth: unknown(OTHER) },
    { operator: "Null", key: NONE, values: ["true"], truth: YES },
    { operator: "Null", key: NONE, values: ["false"], truth: no(NONE) },
    { operator: "Null", key: TEAM, values: ["true"], truth: no(TEAM) },
    { operator: "Null", key: TEAM, values: ["false"], truth: YES },
    { operator: "Null", key: TEAM, values: ["true", "false"], truth: YES },
    { operator: "Null", key: NONE, values: ["true", "false"], truth: YES },
    { operator: "Null", key: OTHER, values: ["true"], truth: unknown(OTHER) },
  ])("$operator $key $values", ({ operator, key, values, truth }) => {
    expect(holds(operator, key, values)).toEqual(truth);
  });
});

describe("a key with several values", () => {
  const KEY = "aws:TagKeys";
  test.each<{ readonly operator: string; readonly values: readonly string[]; readonly passes: boolean }>([
    { operator: "ForAllValues:StringEquals", values: ["team", "tier", "owner"], passes: true },
    { operator: "ForAllValues:StringEquals", values: ["team"], passes: false },
    { operator: "ForAllValues:StringLike", values: ["t*"], passes: true },
    { operator: "ForAllValues:StringNotEquals", values: ["owner", "cost"], passes: true },
    { operator: "ForAllValues:StringNotEquals", values: ["owner", "tier"], passes: false },
    { operator: "ForAnyValue:StringEquals", values: ["tier", "owner"], passes: true },
    { operator: "ForAnyValue:StringEquals", values: ["owner"], passes: false },
    { operator: "ForAnyValue:StringNotEquals", values: ["team"], passes: true },
    { operator: "ForAnyValue:StringNotEquals", values: ["team", "tier"], passes: false },
    { operator: "StringEquals", values: ["tier"], passes: true },
    { operator: "StringNotEquals", values: ["tier"], passes: false },
    { operator: "StringNotEquals", values: ["owner"], passes: true },
  ])("$operator $values", ({ operator, values, passes }) => {
    expect(holds(operator, KEY, values)).toEqual(passes ? YES : no(KEY));
  });
});

describe("a variable in a value", () => {
  const variable = (name: string): string => `$\{${name}}`;
  const TEAM = "aws:PrincipalTag/team";
  const [OWN, GONE, OPEN] = [variable(TEAM), variable("aws:PrincipalTag/none"), variable("aws:userid")];
  test.each<{ readonly what: string; readonly operator: string; readonly value: string; readonly truth: Truth }>([
    { what: "stands for its value", operator: "StringEquals", value: OWN, truth: YES },
    { what: "stands for its value beside text", operator: "StringEquals", value: `${OWN}2`, truth: no(TEAM) },
    {
      what: "a no names the variable, too",
      operator: "StringEquals",
      value: `x${GONE}`,
      truth: no(TEAM, "aws:PrincipalTag/none"),
    },
    {
      what: "without a value it matches nothing",
      operator: "StringLike",
      value: `*${GONE}`,
      truth: no(TEAM, "aws:PrincipalTag/none"),
    },
    {
      what: "not that without a value is open",
      operator: "StringNotEquals",
      value: GONE,
      truth: unknown("aws:PrincipalTag/none"),
    },
    { what: "of which nothing is known", operator: "StringEquals", value: OPEN, truth: unknown("aws:userid") },
    {
      what: "of which nothing is known, negated",
      operator: "StringNotLike",
      value: OPEN,
      truth: unknown("aws:userid"),
    },
    { what: "is text where numbers are compared", operator: "NumericEquals", value: OWN, truth: no(TEAM) },
    { what: "is text where truths are compared", operator: "Bool", value: OWN, truth: no(TEAM) },
  ])("$what", ({ operator, value, truth }) => {
    expect(holds(operator, TEAM, [value])).toEqual(truth);
  });

  test("is text in a policy of the old version", () => {
    const context = contextOf({ [TEAM]: valued(OWN) });
    const condition = { operator: "StringEquals", key: TEAM, values: [OWN] };
    expect(conditionHolds(condition, context, false)).toEqual(YES);
    expect(holds("StringEquals", TEAM, [OWN], false)).toEqual(no(TEAM));
  });

  test("a value that matches decides beside one that is open", () => {
    expect(holds("StringEquals", TEAM, [OPEN, "platform"])).toEqual(YES);
    expect(holds("StringNotEquals", TEAM, [OPEN, "platform"])).toEqual(no(TEAM, "aws:userid"));
  });
});
