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
  test.each<[string, Json]>([
    ["a misspelt effect", allow({ Effect: "allow" })],
    ["no effect", allow({ Effect: undefined })],
    ["a condition that is null", allow({ Condition: null })],
    ["a condition that is a list", allow({ Condition: [] })],
    ["an operator that is null", allow({ Condition: { StringEquals: null } })],
    ["an operator that every object has", allow({ Condition: { constructor: { "aws:userid": "x" } } })],
    ["an operator that is a prototype", allow({ Condition: { ["__proto__x"]: { "aws:userid": "x" } } })],
  ])("%s", (_, statement) => expect(identity(statement)).toBe("denied"));

  test.each<[string, Json]>([
    ["an unknown operator", deny({ Condition: { StringSortOfEquals: { "aws:userid": "x" } } })],
    ["a condition that is null", deny({ Condition: null })],
  ])("a denial with %s denies", (_, statement) => expect(identity(allow(), statement)).toBe("denied"));
});

describe("variables, to the letter of the IAM User Guide", () => {
  const condition = (operator: string, wanted: string, value: string, version: string | undefined = "2012-10-17") => {
    const statement = allow({ Condition: { [operator]: { "aws:PrincipalTag/a": wanted } } });
    const identity = [policyOf("p", JSON.stringify({ Version: version, Statement: [statement] }))];
    const context = { "aws:PrincipalTag/a": [value], "aws:PrincipalTag/wild": ["*"] };
    return decide({ identity }, "sso:ListInstances", "*", context).kind;
  };
  test.each<[string, string, string, string, string | undefined, string]>([
    ["older versions know none", "StringEquals", variable("aws:PrincipalTag/a"), "x", "2008-10-17", "denied"],
    ["nor do documents without a version", "StringEquals", variable("aws:PrincipalTag/a"), "x", undefined, "denied"],
    ["an asterisk in braces is one", "StringLike", `a${variable("*")}c`, "a*c", "2012-10-17", "allowed"],
    ["and nothing else", "StringLike", `a${variable("*")}c`, "abc", "2012-10-17", "denied"],
    ["a question mark in braces", "StringLike", `a${variable("?")}c`, "abc", "2012-10-17", "denied"],
    ["a dollar in braces", "StringEquals", variable("$"), "$", "2012-10-17", "allowed"],
    ["an asterisk in a value is one", "StringLike", variable("aws:PrincipalTag/wild"), "x", "2012-10-17", "denied"],
    [
      "a default with a comma",
      "StringEquals",
      variable("aws:PrincipalTag/no, 'x, y'"),
      "x, y",
      "2012-10-17",
      "allowed",
    ],
    [
      "no value, an inverted operator",
      "StringNotEquals",
      variable("aws:PrincipalTag/no"),
      "x",
      "2012-10-17",
      "allowed",
    ],
    ["no value, a plain operator", "StringEquals", variable("aws:PrincipalTag/no"), "x", "2012-10-17", "denied"],
  ])("%s", (_, operator, wanted, value, version, expected) =>
    expect(condition(operator, wanted, value, version ?? "")).toBe(expected),
  );
});

describe("operators at their edges", () => {
  const holds = (operator: string, wanted: string, ...values: string[]) => {
    const identity = [policy("p", allow({ Condition: { [operator]: { "s3:x": wanted } } }))];
    return decide({ identity }, "sso:ListInstances", "*", { "s3:x": values }).kind === "allowed";
  };
  test.each<[string, string, string[], boolean]>([
    ["IpAddress", "2001:db8::/32", ["2001:db8:1::7"], true],
    ["IpAddress", "2001:db8::/32", ["2001:db9::1"], false],
    ["IpAddress", "::ffff:10.0.0.0/104", ["::ffff:10.1.2.3"], true],
    ["IpAddress", "10.0.0.0/8", ["2001:db8::1"], false],
    ["IpAddress", "0.0.0.0/0", ["203.0.113.9"], true],
    ["IpAddress", "10.0.0.0/", ["10.0.0.0"], false],
    ["NotIpAddress", "10.0.0.0/8", ["2001:db8::1"], true],
    ["BinaryEquals", "QmluYXJ5", ["QmluYXJ5"], true],
    ["BinaryEquals", "QmluYXJ5", ["qmluYXJ5"], false],
    ["NumericEquals", "9007199254740993", ["9007199254740992"], false],
    ["NumericEquals", "0x10", ["16"], false],
    ["NumericEquals", "1.50", ["1.5"], true],
    ["NumericLessThan", "-1", ["-1.5"], true],
    ["DateLessThan", "2027", ["2026-06-01T00:00:00Z"], true],
    ["DateGreaterThan", "2027", ["2026-06-01T00:00:00Z"], false],
    ["ForAllValues:StringEquals", "a", [""], true],
    ["ForAllValues:StringEquals", "a", ["a", "b"], false],
  ])("%s %s of %j", (operator, wanted, values, expected) => expect(holds(operator, wanted, ...values)).toBe(expected));
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
