/** The edges of the policy language: what IAM refuses, variables, operators, incomplete ARNs (IAM User Guide: policy elements). */
import { describe, expect, test } from "vitest";
import { type Decision, evaluate, type Layers } from "./evaluate.ts";
import { policyOf } from "./policy.ts";

type Json = Record<string, unknown>;
const policy = (name: string, ...statements: Json[]) =>
  policyOf(name, JSON.stringify({ Version: "2012-10-17", Statement: statements }));
const allow = (more: Json = {}): Json => ({ Effect: "Allow", Action: "*", Resource: "*", ...more });
const deny = (more: Json = {}): Json => ({ ...allow(more), Effect: "Deny" });

/** A policy variable, in AWS's own braces. */
const variable = (name: string): string => `$\{${name}}`;

const NONE: Layers = { serviceControl: [], resourceControl: [], identity: [], boundary: undefined };

function decide(
  layers: Partial<Layers>,
  action = "sso:ListInstances",
  resource = "*",
  context: Record<string, string[]> = {},
): Decision {
  const keys = new Map(Object.entries(context).map(([key, values]) => [key.toLowerCase(), values]));
  return evaluate({ action, resource, context: keys }, { ...NONE, ...layers });
}

describe("what IAM refuses never allows, and never lifts a denial", () => {
  const identity = (...statements: Json[]) => decide({ identity: [policy("p", ...statements)] }).kind;
  test.each<{ readonly what: string; readonly statement: Json }>([
    { what: "a misspelt effect", statement: allow({ Effect: "allow" }) },
    { what: "no effect", statement: allow({ Effect: undefined }) },
    { what: "a condition that is null", statement: allow({ Condition: null }) },
    { what: "a condition that is a list", statement: allow({ Condition: [] }) },
    { what: "an operator that is null", statement: allow({ Condition: { StringEquals: null } }) },
    {
      what: "an operator that every object has",
      statement: allow({ Condition: { constructor: { "aws:userid": "x" } } }),
    },
    {
      what: "an operator that is a prototype",
      statement: allow({ Condition: { ["__proto__x"]: { "aws:userid": "x" } } }),
    },
  ])("$what", ({ statement }) => expect(identity(statement)).toBe("denied"));

  test.each<{ readonly what: string; readonly statement: Json }>([
    { what: "an unknown operator", statement: deny({ Condition: { StringSortOfEquals: { "aws:userid": "x" } } }) },
    { what: "a condition that is null", statement: deny({ Condition: null }) },
  ])("a denial with $what denies", ({ statement }) => expect(identity(allow(), statement)).toBe("denied"));
});

describe("variables, to the letter of the IAM User Guide", () => {
  const condition = (operator: string, wanted: string, value: string, version: string | undefined = "2012-10-17") => {
    const statement = allow({ Condition: { [operator]: { "aws:PrincipalTag/a": wanted } } });
    const identity = [policyOf("p", JSON.stringify({ Version: version, Statement: [statement] }))];
    const context = { "aws:PrincipalTag/a": [value], "aws:PrincipalTag/wild": ["*"] };
    return decide({ identity }, "sso:ListInstances", "*", context).kind;
  };
  test.each<{
    readonly what: string;
    readonly operator: string;
    readonly wanted: string;
    readonly value: string;
    readonly version: string | undefined;
    readonly expected: string;
  }>([
    {
      what: "older versions know none",
      operator: "StringEquals",
      wanted: variable("aws:PrincipalTag/a"),
      value: "x",
      version: "2008-10-17",
      expected: "denied",
    },
    {
      what: "nor do documents without a version",
      operator: "StringEquals",
      wanted: variable("aws:PrincipalTag/a"),
      value: "x",
      version: undefined,
      expected: "denied",
    },
    {
      what: "an asterisk in braces is one",
      operator: "StringLike",
      wanted: `a${variable("*")}c`,
      value: "a*c",
      version: "2012-10-17",
      expected: "allowed",
    },
    {
      what: "and nothing else",
      operator: "StringLike",
      wanted: `a${variable("*")}c`,
      value: "abc",
      version: "2012-10-17",
      expected: "denied",
    },
    {
      what: "a question mark in braces",
      operator: "StringLike",
      wanted: `a${variable("?")}c`,
      value: "abc",
      version: "2012-10-17",
      expected: "denied",
    },
    {
      what: "a dollar in braces",
      operator: "StringEquals",
      wanted: variable("$"),
      value: "$",
      version: "2012-10-17",
      expected: "allowed",
    },
    {
      what: "an asterisk in a value is one",
      operator: "StringLike",
      wanted: variable("aws:PrincipalTag/wild"),
      value: "x",
      version: "2012-10-17",
      expected: "denied",
    },
    {
      what: "a default with a comma",
      operator: "StringEquals",
      wanted: variable("aws:PrincipalTag/no, 'x, y'"),
      value: "x, y",
      version: "2012-10-17",
      expected: "allowed",
    },
    {
      what: "no value, an inverted operator",
      operator: "StringNotEquals",
      wanted: variable("aws:PrincipalTag/no"),
      value: "x",
      version: "2012-10-17",
      expected: "allowed",
    },
    {
      what: "no value, a plain operator",
      operator: "StringEquals",
      wanted: variable("aws:PrincipalTag/no"),
      value: "x",
      version: "2012-10-17",
      expected: "denied",
    },
  ])("$what", ({ operator, wanted, value, version, expected }) =>
    expect(condition(operator, wanted, value, version ?? "")).toBe(expected),
  );
});

describe("operators at their edges", () => {
  const holds = (operator: string, wanted: string, ...values: string[]) => {
    const identity = [policy("p", allow({ Condition: { [operator]: { "s3:x": wanted } } }))];
    return decide({ identity }, "sso:ListInstances", "*", { "s3:x": values }).kind === "allowed";
  };
  test.each<{
    readonly operator: string;
    readonly wanted: string;
    readonly values: string[];
    readonly expected: boolean;
  }>([
    { operator: "IpAddress", wanted: "2001:db8::/32", values: ["2001:db8:1::7"], expected: true },
    { operator: "IpAddress", wanted: "2001:db8::/32", values: ["2001:db9::1"], expected: false },
    { operator: "IpAddress", wanted: "::ffff:10.0.0.0/104", values: ["::ffff:10.1.2.3"], expected: true },
    { operator: "IpAddress", wanted: "10.0.0.0/8", values: ["2001:db8::1"], expected: false },
    { operator: "IpAddress", wanted: "0.0.0.0/0", values: ["203.0.113.9"], expected: true },
    { operator: "IpAddress", wanted: "10.0.0.0/", values: ["10.0.0.0"], expected: false },
    // RFC 4632, section 3.1: none of these is a CIDR.
    { operator: "IpAddress", wanted: "10.0.0.0/8/9", values: ["10.1.1.1"], expected: false },
    { operator: "IpAddress", wanted: "10.0.0.0/8.0", values: ["10.1.1.1"], expected: false },
    { operator: "IpAddress", wanted: "10.0.0.0/0x8", values: ["10.1.1.1"], expected: false },
    { operator: "IpAddress", wanted: "10.0.0.0/ 8", values: ["10.1.1.1"], expected: false },
    { operator: "IpAddress", wanted: "10.0.0.0/1e1", values: ["10.1.1.1"], expected: false },
    { operator: "IpAddress", wanted: "10.0.0.0/+8", values: ["10.1.1.1"], expected: false },
    { operator: "IpAddress", wanted: "10.0.0.0/08", values: ["10.1.1.1"], expected: false },
    { operator: "IpAddress", wanted: "10.0.0.0/33", values: ["10.0.0.0"], expected: false },
    { operator: "NotIpAddress", wanted: "10.0.0.0/8/9", values: ["192.0.2.1"], expected: false },
    { operator: "NotIpAddress", wanted: "10.0.0.0/8", values: ["2001:db8::1"], expected: true },
    { operator: "BinaryEquals", wanted: "QmluYXJ5", values: ["QmluYXJ5"], expected: true },
    { operator: "BinaryEquals", wanted: "QmluYXJ5", values: ["qmluYXJ5"], expected: false },
    { operator: "NumericEquals", wanted: "9007199254740993", values: ["9007199254740992"], expected: false },
    { operator: "NumericEquals", wanted: "0x10", values: ["16"], expected: false },
    { operator: "NumericEquals", wanted: "1.50", values: ["1.5"], expected: true },
    { operator: "NumericLessThan", wanted: "-1", values: ["-1.5"], expected: true },
    { operator: "DateLessThan", wanted: "2027", values: ["2026-06-01T00:00:00Z"], expected: true },
    { operator: "DateGreaterThan", wanted: "2027", values: ["2026-06-01T00:00:00Z"], expected: false },
    // W3C note on ISO 8601 (IAM User Guide, date condition operators): none of these days exists.
    { operator: "DateLessThan", wanted: "2026-11-31", values: ["2026-06-01T00:00:00Z"], expected: false },
    { operator: "DateGreaterThan", wanted: "2026-02-30", values: ["2026-06-01T00:00:00Z"], expected: false },
    { operator: "DateNotEquals", wanted: "2025-02-29", values: ["2026-06-01T00:00:00Z"], expected: false },
    { operator: "DateLessThan", wanted: "2028-02-29", values: ["2026-06-01T00:00:00Z"], expected: true },
    {
      operator: "DateEquals",
      wanted: "2026-06-01T00:00:00.0001Z",
      values: ["2026-06-01T00:00:00.0002Z"],
      expected: false,
    },
    { operator: "DateEquals", wanted: "2026-06-01T00:00:00.10Z", values: ["2026-06-01T00:00:00.1Z"], expected: true },
    { operator: "ForAllValues:StringEquals", wanted: "a", values: [""], expected: true },
    { operator: "ForAllValues:StringEquals", wanted: "a", values: ["a", "b"], expected: false },
  ])("$operator $wanted of $values", ({ operator, wanted, values, expected }) =>
    expect(holds(operator, wanted, ...values)).toBe(expected),
  );
});

test("incomplete ARNs are filled up with asterisks", () => {
  const ask = (Resource: string, resource: string) =>
    decide({ identity: [policy("p", allow({ Resource }))] }, "sqs:SendMessage", resource).kind;
  expect(ask("arn:aws:sqs", "arn:aws:sqs:us-east-1:111122223333:queue")).toBe("allowed");
  expect(ask("arn:aws:sqs:us-east-1", "arn:aws:sqs:us-east-1:111122223333:queue")).toBe("allowed");
  expect(ask("arn:aws:sqs:us-east-1", "arn:aws:sqs:eu-west-1:111122223333:queue")).toBe("denied");
  expect(ask("arn:aws:sqs", "arn:aws:sns:us-east-1:111122223333:topic")).toBe("denied");
});

test("a pattern of many asterisks is decided at once", () => {
  const resource = `arn:aws:iam::111122223333:role/${"r".repeat(60)}`;
  const startedAt = performance.now();
  expect(
    decide(
      { identity: [policy("p", allow({ Resource: `arn:aws:iam::*:role/${"*r".repeat(20)}*z` }))] },
      "iam:GetRole",
      resource,
    ).kind,
  ).toBe("denied");
  expect(performance.now() - startedAt).toBeLessThan(200);
});

const arnPatterns = Array.from({ length: 500 }, (_, at) => `arn:*:*:*:*:x${at}`);
const notLike = Array.from({ length: 1000 }, (_, at) => `*a*b${at}`);
test.each<{ readonly what: string; readonly Condition: Json; readonly values: string[] }>([
  {
    what: "500 ARNs and 50 tag keys",
    Condition: { "ForAnyValue:ArnLike": { "aws:TagKeys": arnPatterns } },
    values: Array.from({ length: 50 }, (_, at) => `arn:aws:s3:::${"y".repeat(498)}${at}`),
  },
  {
    what: "a long text that nearly matches everywhere",
    Condition: { StringLike: { "aws:TagKeys": `*${"a".repeat(5000)}b` } },
    values: ["a".repeat(10_000)],
  },
  {
    what: "1000 patterns and 50 tag keys",
    Condition: { "ForAnyValue:StringLike": { "aws:TagKeys": notLike } },
    values: Array.from({ length: 50 }, () => "a".repeat(128)),
  },
])("$what are compared in 50 ms", ({ Condition, values }) => {
  const identity = [policy("p", allow({ Condition }))];
  const ask = () => decide({ identity }, "s3:GetObject", "*", { "aws:TagKeys": values }).kind;
  expect(ask()).toBe("denied");
  // Of several, because a collection of garbage falls into one of them.
  const milliseconds = Array.from({ length: 5 }, () => {
    const { user } = process.cpuUsage();
    ask();
    return (process.cpuUsage().user - user) / 1000;
  });
  expect(Math.min(...milliseconds)).toBeLessThan(50);
});

test.each<{ readonly pattern: string; readonly text: string; readonly expected: boolean }>([
  { pattern: "a*b*c", text: "abc", expected: true },
  { pattern: "a*b*c", text: "acb", expected: false },
  { pattern: "ab*ba", text: "aba", expected: false },
  { pattern: "*b*b", text: "ab", expected: false },
  { pattern: "**", text: "", expected: true },
  { pattern: "*\u{1f600}", text: "a\u{1f600}", expected: true },
  { pattern: "a?c*", text: "a\u{1f600}c", expected: true },
])("$pattern on $text", ({ pattern, text, expected }) => {
  const identity = [policy("p", allow({ Condition: { StringLike: { "s3:x": pattern } } }))];
  expect(decide({ identity }, "s3:GetObject", "*", { "s3:x": [text] }).kind === "allowed").toBe(expected);
});

// RFC 8259, section 6, sets no limit to the digits of a number; IAM User Guide, condition operators: values may be numbers.
test.each<{ readonly operator: string; readonly written: string; readonly value: string; readonly expected: boolean }>([
  { operator: "NumericEquals", written: "9007199254740993", value: "9007199254740993", expected: true },
  { operator: "NumericEquals", written: "9007199254740993", value: "9007199254740992", expected: false },
  { operator: "StringEquals", written: "12345678901234567890123", value: "12345678901234567890123", expected: true },
  { operator: "NumericGreaterThan", written: `1${"0".repeat(400)}`, value: "5", expected: false },
  { operator: "NumericLessThan", written: `1${"0".repeat(400)}`, value: "5", expected: true },
])("$operator $written, not in quotes, of $value", ({ operator, written, value, expected }) => {
  const text = JSON.stringify({
    Version: "2012-10-17",
    Statement: allow({ Condition: { [operator]: { "s3:x": "!" } } }),
  });
  const identity = [policyOf("p", text.replace('"!"', written))];
  expect(decide({ identity }, "s3:GetObject", "*", { "s3:x": [value] }).kind === "allowed").toBe(expected);
});

// IAM User Guide, policy variables: special characters are the characters themselves; it is silent on a request without resource.
test.each([variable("*"), variable("aws:PrincipalTag/wild")])("%s allows no list, and denies one", (Resource) => {
  const context = { "aws:PrincipalTag/wild": ["*"] };
  const ask = (...statements: Json[]) =>
    decide({ identity: [policy("p", ...statements)] }, "sso:ListInstances", "*", context).kind;
  expect(ask(allow({ Resource }))).toBe("denied");
  expect(ask(allow(), deny({ Resource }))).toBe("denied");
  expect(ask(allow({ Resource: "*" }))).toBe("allowed");
});
