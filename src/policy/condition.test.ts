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
const holds = (
  operator: string,
  key: string,
  values: readonly string[],
  { hasVariables } = { hasVariables: true },
): Truth => conditionHolds({ operator, key, values }, { context: contextOf(KEYS), hasVariables });

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
  test.each<[string, string, string, boolean]>([
    ["StringEquals", "platform", "platform", true],
    ["StringEquals", "platform", "Platform", false],
    ["StringEquals", "platform", "plat*", false],
    ["StringEquals", "plat*", "plat*", true],
    ["StringEqualsIgnoreCase", "Platform", "pLATFORM", true],
    ["StringEqualsIgnoreCase", "Platform", "Plat", false],
    ["StringEqualsIgnoreCase", "platform", "plat*", false],
    ["StringLike", "platform", "p?at*", true],
    ["StringLike", "platform", "P?at*", false],
    ["StringLike", "platform", "plat", false],
    ["ArnLike", QUEUE, "arn:aws:sqs:*:111122223333:ord?rs", true],
    ["ArnEquals", QUEUE, "arn:aws:sqs:*:111122223333:ord?rs", true],
    ["ArnLike", QUEUE, "arn:aws:sqs:*:orders", false],
    ["ArnLike", QUEUE, "arn:aws:sqs:us-*:111122223333:orders", false],
    ["ArnLike", QUEUE, "arn:aws:sqs:*:111122223333:Orders", false],
    ["ArnLike", QUEUE, "*:*:*:*:*:*", true],
    ["ArnLike", "orders", QUEUE, false],
    ["ArnLike", "orders", "orders", false],
    // Colons of the sixth part belong to it.
    ["ArnLike", LOGS, "arn:aws:logs:*:*:log-group:*:log-stream:one", true],
    ["ArnLike", LOGS, "arn:aws:logs:*:*:log-group:*", true],
    ["ArnLike", LOGS, "arn:aws:logs:*:*:log-group:web", false],
    ["NumericEquals", "10", "10.0", true],
    ["NumericEquals", "10", "11", false],
    ["NumericEquals", "ten", "ten", false],
    ["NumericLessThan", "9", "10", true],
    ["NumericLessThan", "10", "10", false],
    ["NumericLessThan", "11", "10", false],
    ["NumericLessThanEquals", "9", "10", true],
    ["NumericLessThanEquals", "10", "10", true],
    ["NumericLessThanEquals", "11", "10", false],
    ["NumericGreaterThan", "9", "10", false],
    ["NumericGreaterThan", "10", "10", false],
    ["NumericGreaterThan", "11", "10", true],
    ["NumericGreaterThanEquals", "9", "10", false],
    ["NumericGreaterThanEquals", "10", "10", true],
    ["NumericGreaterThanEquals", "11", "10", true],
    ["DateEquals", "2026-03-01T12:00:00Z", "2026-03-01T13:00:00+01:00", true],
    ["DateEquals", "2026-03-01T00:00:00Z", "2026-03-01", true],
    ["DateEquals", "2026-03-01T12:00:00Z", "2026-03-01T12:00:01Z", false],
    ["DateEquals", "2026-03-01T12:00:00Z", "1772366400", true],
    ["DateEquals", "1772366400", "2026-03-01T12:00:00Z", true],
    ["DateEquals", "2026-03-01T12:00:00Z", "1772366401", false],
    ["DateLessThan", "2026-03-01T11:59:59Z", "2026-03-01T12:00:00Z", true],
    ["DateLessThan", "2026-03-01T12:00:00Z", "2026-03-01T12:00:00Z", false],
    ["DateLessThan", "2026-03-01T12:00:01Z", "2026-03-01T12:00:00Z", false],
    ["DateLessThanEquals", "2026-03-01T11:59:59Z", "2026-03-01T12:00:00Z", true],
    ["DateLessThanEquals", "2026-03-01T12:00:00Z", "2026-03-01T12:00:00Z", true],
    ["DateLessThanEquals", "2026-03-01T12:00:01Z", "2026-03-01T12:00:00Z", false],
    ["DateGreaterThan", "2026-03-01T11:59:59Z", "2026-03-01T12:00:00Z", false],
    ["DateGreaterThan", "2026-03-01T12:00:00Z", "2026-03-01T12:00:00Z", false],
    ["DateGreaterThan", "2026-03-01T12:00:01Z", "2026-03-01T12:00:00Z", true],
    ["DateGreaterThanEquals", "2026-03-01T11:59:59Z", "2026-03-01T12:00:00Z", false],
    ["DateGreaterThanEquals", "2026-03-01T12:00:00Z", "2026-03-01T12:00:00Z", true],
    ["DateGreaterThanEquals", "2026-03-01T12:00:01Z", "2026-03-01T12:00:00Z", true],
    ["Bool", "True", "true", true],
    ["Bool", "false", "true", false],
    ["Bool", "false", "*", false],
    ["BinaryEquals", "QmluYXJ5", "QmluYXJ5", true],
    ["BinaryEquals", "QmluYXJ5", "qmluyxj5", false],
    ["IpAddress", "203.0.113.9", "203.0.113.0/24", true],
    ["IpAddress", "203.0.114.9", "203.0.113.0/24", false],
    ["IpAddress", "2001:db8::9", "2001:db8::/32", true],
  ])("%s: %s against %s is %s", (operator, actual, wanted, passes) => {
    const context = contextOf({ key: valued(actual) });
    const of = (name: string) =>
      conditionHolds({ operator: name, key: "key", values: [wanted] }, { context, hasVariables: true });
    expect(of(operator)).toEqual(passes ? YES : no("key"));
    const negated = NOT[operator];
    if (negated !== undefined) expect(of(negated)).toEqual(passes ? no("key") : YES);
  });

  test.each([
    ["DateEquals", "yesterday"],
    ["DateNotEquals", "2026-13-45"],
    ["IpAddress", "203.0.113.0/33"],
    ["NotIpAddress", "the office"],
  ])("%s with %s, which is no such value, is open", (operator, wanted) => {
    const context = contextOf({ key: valued("2026-03-01T12:00:00Z") });
    const truth = conditionHolds({ operator, key: "key", values: [wanted] }, { context, hasVariables: true });
    expect(truth).toEqual(unknown(`what AWS makes of the value ${wanted}`));
  });

  test.each([
    ["one of several values is enough", "StringEquals", ["data", "platform"], YES],
    ["none of several values may be it", "StringNotEquals", ["data", "platform"], no("aws:PrincipalTag/team")],
    ["it is none of several values", "StringNotEquals", ["data", "web"], YES],
    [
      "an empty list is open",
      "StringEquals",
      [],
      unknown("the condition on aws:PrincipalTag/team, which has no values"),
    ],
  ])("%s", (_what, operator, values, truth) => {
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
  test.each<[string, string, readonly string[], Truth]>([
    ["StringEquals", NONE, ["a"], no(NONE)],
    ["StringNotEquals", NONE, ["a"], YES],
    ["StringEqualsIfExists", NONE, ["a"], YES],
    ["StringNotEqualsIfExists", NONE, ["a"], YES],
    ["StringEqualsIfExists", TEAM, ["a"], no(TEAM)],
    ["StringEqualsIfExists", TEAM, ["platform"], YES],
    ["StringEqualsIfExists", OTHER, ["a"], unknown(OTHER)],
    ["StringEquals", OTHER, ["a"], unknown(OTHER)],
    ["ForAllValues:StringEquals", NONE, ["a"], YES],
    ["ForAllValues:StringNotEquals", NONE, ["a"], YES],
    ["ForAnyValue:StringEquals", NONE, ["a"], no(NONE)],
    ["ForAnyValue:StringNotEquals", NONE, ["a"], no(NONE)],
    ["ForAnyValue:StringEqualsIfExists", NONE, ["a"], YES],
    ["ForAnyValue:StringEquals", OTHER, ["a"], unknown(OTHER)],
    ["Null", NONE, ["true"], YES],
    ["Null", NONE, ["false"], no(NONE)],
    ["Null", TEAM, ["true"], no(TEAM)],
    ["Null", TEAM, ["false"], YES],
    ["Null", TEAM, ["true", "false"], YES],
    ["Null", NONE, ["true", "false"], YES],
    ["Null", OTHER, ["true"], unknown(OTHER)],
  ])("%s %s %j", (operator, key, values, truth) => {
    expect(holds(operator, key, values)).toEqual(truth);
  });
});

describe("a key with several values", () => {
  const KEY = "aws:TagKeys";
  test.each<[string, readonly string[], boolean]>([
    ["ForAllValues:StringEquals", ["team", "tier", "owner"], true],
    ["ForAllValues:StringEquals", ["team"], false],
    ["ForAllValues:StringLike", ["t*"], true],
    ["ForAllValues:StringNotEquals", ["owner", "cost"], true],
    ["ForAllValues:StringNotEquals", ["owner", "tier"], false],
    ["ForAnyValue:StringEquals", ["tier", "owner"], true],
    ["ForAnyValue:StringEquals", ["owner"], false],
    ["ForAnyValue:StringNotEquals", ["team"], true],
    ["ForAnyValue:StringNotEquals", ["team", "tier"], false],
    ["StringEquals", ["tier"], true],
    ["StringNotEquals", ["tier"], false],
    ["StringNotEquals", ["owner"], true],
  ])("%s %j", (operator, values, passes) => {
    expect(holds(operator, KEY, values)).toEqual(passes ? YES : no(KEY));
  });
});

describe("a variable in a value", () => {
  const variable = (name: string): string => `$\{${name}}`;
  const TEAM = "aws:PrincipalTag/team";
  const [OWN, GONE, OPEN] = [variable(TEAM), variable("aws:PrincipalTag/none"), variable("aws:userid")];
  test.each<[string, string, string, Truth]>([
    ["stands for its value", "StringEquals", OWN, YES],
    ["stands for its value beside text", "StringEquals", `${OWN}2`, no(TEAM)],
    ["a no names the variable, too", "StringEquals", `x${GONE}`, no(TEAM, "aws:PrincipalTag/none")],
    ["without a value it matches nothing", "StringLike", `*${GONE}`, no(TEAM, "aws:PrincipalTag/none")],
    ["without a value it is not that", "StringNotEquals", GONE, YES],
    ["of which nothing is known", "StringEquals", OPEN, unknown("aws:userid")],
    ["of which nothing is known, negated", "StringNotLike", OPEN, unknown("aws:userid")],
    ["is text where numbers are compared", "NumericEquals", OWN, no(TEAM)],
    ["stands for its value where truths are compared", "Bool", OWN, YES],
  ])("%s", (_what, operator, value, truth) => {
    expect(holds(operator, TEAM, [value])).toEqual(truth);
  });

  test("is text in a policy of the old version", () => {
    const context = contextOf({ [TEAM]: valued(OWN) });
    const condition = { operator: "StringEquals", key: TEAM, values: [OWN] };
    expect(conditionHolds(condition, { context, hasVariables: false })).toEqual(YES);
    expect(holds("StringEquals", TEAM, [OWN], { hasVariables: false })).toEqual(no(TEAM));
  });

  test("a value that matches decides beside one that is open", () => {
    expect(holds("StringEquals", TEAM, [OPEN, "platform"])).toEqual(YES);
    expect(holds("StringNotEquals", TEAM, [OPEN, "platform"])).toEqual(no(TEAM, "aws:userid"));
  });
});
