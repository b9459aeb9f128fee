/** Policy evaluation, case by case, as the IAM User Guide describes it. */
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

const word = (decision: Decision): string =>
  decision.kind === "allowed" ? "allowed" : `${decision.isExplicit ? "explicit" : "implicit"} ${decision.layer}`;

const full = policy("full", allow());

describe("layers", () => {
  test.each<{ readonly what: string; readonly layers: Partial<Layers>; readonly expected: string }>([
    { what: "nothing", layers: {}, expected: "implicit identity" },
    { what: "identity", layers: { identity: [full] }, expected: "allowed" },
    {
      what: "a denial beats every allowance",
      layers: { identity: [full, policy("no", deny())] },
      expected: "explicit identity",
    },
    {
      what: "a boundary that does not allow",
      layers: { identity: [full], boundary: [] },
      expected: "implicit boundary",
    },
    { what: "a boundary grants nothing", layers: { boundary: [full] }, expected: "implicit identity" },
    { what: "both allow", layers: { identity: [full], boundary: [full] }, expected: "allowed" },
    {
      what: "a boundary that denies",
      layers: { identity: [full], boundary: [full, policy("no", deny())] },
      expected: "explicit boundary",
    },
    {
      what: "every level of the organization allows",
      layers: { identity: [full], serviceControl: [[full], [full], [full]] },
      expected: "allowed",
    },
    {
      what: "one level does not",
      layers: { identity: [full], serviceControl: [[full], [], [full]] },
      expected: "implicit service-control",
    },
    {
      what: "a level denies",
      layers: { identity: [full], serviceControl: [[full, policy("no", deny())]] },
      expected: "explicit service-control",
    },
    {
      what: "service control policies grant nothing",
      layers: { serviceControl: [[full]] },
      expected: "implicit identity",
    },
    {
      what: "a resource control policy denies",
      layers: { identity: [full], resourceControl: [policy("no", deny())] },
      expected: "explicit resource-control",
    },
    {
      what: "the organization is named before the boundary",
      layers: { serviceControl: [[]], boundary: [] },
      expected: "implicit service-control",
    },
    {
      what: "explicit denials are named before implicit ones",
      layers: { identity: [policy("no", deny())], boundary: [] },
      expected: "explicit identity",
    },
  ])("$what", ({ layers, expected }) => expect(word(decide(layers))).toBe(expected));

  test("the policy and the statement that denied are named", () => {
    expect(
      decide({ identity: [full, policy("guard", allow(), deny({ Sid: "NoSso", Action: "sso:*" }))] }),
    ).toMatchObject({
      policy: "guard",
      sid: "NoSso",
    });
  });
});

describe("actions and resources", () => {
  const set = "arn:aws:sso:::permissionSet/ssoins-1/ps-1";
  test.each<{
    readonly what: string;
    readonly statement: Json;
    readonly action: string;
    readonly resource: string;
    readonly isAllowed: boolean;
  }>([
    {
      what: "the action to the letter",
      statement: { Action: "sso:ListInstances" },
      action: "sso:ListInstances",
      resource: "*",
      isAllowed: true,
    },
    {
      what: "actions have no case",
      statement: { Action: "SSO:listinstances" },
      action: "sso:ListInstances",
      resource: "*",
      isAllowed: true,
    },
    {
      what: "another action",
      statement: { Action: "sso:ListInstance" },
      action: "sso:ListInstances",
      resource: "*",
      isAllowed: false,
    },
    {
      what: "an asterisk at the end",
      statement: { Action: "sso:List*" },
      action: "sso:ListInstances",
      resource: "*",
      isAllowed: true,
    },
    {
      what: "an asterisk in the middle",
      statement: { Action: "sso:L*ces" },
      action: "sso:ListInstances",
      resource: "*",
      isAllowed: true,
    },
    {
      what: "a question mark is one character",
      statement: { Action: "sso:ListInstance?" },
      action: "sso:ListInstances",
      resource: "*",
      isAllowed: true,
    },
    {
      what: "a question mark is not none",
      statement: { Action: "sso:ListInstances?" },
      action: "sso:ListInstances",
      resource: "*",
      isAllowed: false,
    },
    {
      what: "a list of actions",
      statement: { Action: ["iam:*", "sso:*"] },
      action: "sso:ListInstances",
      resource: "*",
      isAllowed: true,
    },
    {
      what: "everything but",
      statement: { Action: undefined, NotAction: "iam:*" },
      action: "sso:ListInstances",
      resource: "*",
      isAllowed: true,
    },
    {
      what: "everything but this",
      statement: { Action: undefined, NotAction: ["sso:*"] },
      action: "sso:ListInstances",
      resource: "*",
      isAllowed: false,
    },
    {
      what: "a dot is a dot",
      statement: { Action: "sso.ListInstances" },
      action: "sso:ListInstances",
      resource: "*",
      isAllowed: false,
    },
    {
      what: "the resource to the letter",
      statement: { Resource: set },
      action: "sso:Describe",
      resource: set,
      isAllowed: true,
    },
    {
      what: "resources have a case",
      statement: { Resource: set.toUpperCase() },
      action: "sso:Describe",
      resource: set,
      isAllowed: false,
    },
    {
      what: "an asterisk in a resource crosses slashes",
      statement: { Resource: "arn:aws:sso:::*" },
      action: "sso:Describe",
      resource: set,
      isAllowed: true,
    },
    {
      what: "another resource",
      statement: { Resource: "arn:aws:sso:::permissionSet/ssoins-2/*" },
      action: "sso:Describe",
      resource: set,
      isAllowed: false,
    },
    {
      what: "a list is asked for with an asterisk",
      statement: { Resource: set },
      action: "sso:ListInstances",
      resource: "*",
      isAllowed: false,
    },
    {
      what: "every resource but",
      statement: { Resource: undefined, NotResource: "arn:aws:iam::*" },
      action: "sso:Describe",
      resource: set,
      isAllowed: true,
    },
    {
      what: "every resource but this",
      statement: { Resource: undefined, NotResource: "arn:aws:sso:::permissionSet/*" },
      action: "sso:Describe",
      resource: set,
      isAllowed: false,
    },
  ])("$what", ({ statement, action, resource, isAllowed }) =>
    expect(decide({ identity: [policy("p", allow(statement))] }, action, resource).kind).toBe(
      isAllowed ? "allowed" : "denied",
    ),
  );

  test("denying everything but some actions leaves those to the allowances", () => {
    const identity = [full, policy("guard", { Effect: "Deny", NotAction: ["sso:*"], Resource: "*" })];
    expect(word(decide({ identity }, "sso:ListInstances"))).toBe("allowed");
    expect(word(decide({ identity }, "iam:ListRoles"))).toBe("explicit identity");
  });
});

describe("conditions", () => {
  const context = {
    "aws:PrincipalTag/team": ["platform"],
    "aws:PrincipalArn": [
      "arn:aws:iam::222233334444:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Reader_0123456789abcdef",
    ],
    "aws:TagKeys": ["team", "tier"],
    "aws:SourceIp": ["10.1.2.3"],
    "aws:MultiFactorAuthPresent": ["true"],
    "aws:CurrentTime": ["2026-03-01T12:00:00Z"],
    "s3:max-keys": ["10"],
  };
  test.each<{ readonly what: string; readonly Condition: Json; readonly isAllowed: boolean }>([
    { what: "equal", Condition: { StringEquals: { "aws:PrincipalTag/team": "platform" } }, isAllowed: true },
    {
      what: "keys have no case",
      Condition: { StringEquals: { "AWS:principaltag/TEAM": "platform" } },
      isAllowed: true,
    },
    { what: "values have", Condition: { StringEquals: { "aws:PrincipalTag/team": "Platform" } }, isAllowed: false },
    {
      what: "unless it is ignored",
      Condition: { StringEqualsIgnoreCase: { "aws:PrincipalTag/team": "Platform" } },
      isAllowed: true,
    },
    {
      what: "one of several",
      Condition: { StringEquals: { "aws:PrincipalTag/team": ["x", "platform"] } },
      isAllowed: true,
    },
    { what: "not equal", Condition: { StringNotEquals: { "aws:PrincipalTag/team": "x" } }, isAllowed: true },
    {
      what: "not equal to any of them",
      Condition: { StringNotEquals: { "aws:PrincipalTag/team": ["x", "platform"] } },
      isAllowed: false,
    },
    { what: "like", Condition: { StringLike: { "aws:PrincipalTag/team": "plat*" } }, isAllowed: true },
    {
      what: "equal knows no wildcards",
      Condition: { StringEquals: { "aws:PrincipalTag/team": "plat*" } },
      isAllowed: false,
    },
    { what: "not like", Condition: { StringNotLike: { "aws:PrincipalTag/team": "plat*" } }, isAllowed: false },
    { what: "an absent key", Condition: { StringEquals: { "aws:PrincipalTag/cost": "1" } }, isAllowed: false },
    {
      what: "an absent key, if it exists",
      Condition: { StringEqualsIfExists: { "aws:PrincipalTag/cost": "1" } },
      isAllowed: true,
    },
    {
      what: "a present key, if it exists",
      Condition: { StringEqualsIfExists: { "aws:PrincipalTag/team": "x" } },
      isAllowed: false,
    },
    {
      what: "an absent key is not equal to anything",
      Condition: { StringNotEquals: { "aws:PrincipalTag/cost": "1" } },
      isAllowed: true,
    },
    { what: "null where it is absent", Condition: { Null: { "aws:PrincipalTag/cost": "true" } }, isAllowed: true },
    { what: "null where it is there", Condition: { Null: { "aws:PrincipalTag/team": "true" } }, isAllowed: false },
    { what: "not null where it is there", Condition: { Null: { "aws:PrincipalTag/team": "false" } }, isAllowed: true },
    {
      what: "the role's ARN without its suffix",
      Condition: {
        ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Reader_*" },
      },
      isAllowed: true,
    },
    {
      what: "an ARN's parts are matched apart",
      Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:*:role/*" } },
      isAllowed: false,
    },
    {
      what: "ArnEquals takes wildcards as well",
      Condition: { ArnEquals: { "aws:PrincipalArn": "arn:aws:iam::222233334444:role/*" } },
      isAllowed: true,
    },
    {
      what: "not that ARN",
      Condition: { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::222233334444:role/*" } },
      isAllowed: false,
    },
    {
      what: "all values of",
      Condition: { "ForAllValues:StringEquals": { "aws:TagKeys": ["team", "tier", "cost"] } },
      isAllowed: true,
    },
    {
      what: "not all values of",
      Condition: { "ForAllValues:StringEquals": { "aws:TagKeys": ["team"] } },
      isAllowed: false,
    },
    { what: "all of none", Condition: { "ForAllValues:StringEquals": { "aws:Nothing": ["team"] } }, isAllowed: true },
    { what: "any value of", Condition: { "ForAnyValue:StringEquals": { "aws:TagKeys": ["tier"] } }, isAllowed: true },
    { what: "any of none", Condition: { "ForAnyValue:StringEquals": { "aws:Nothing": ["tier"] } }, isAllowed: false },
    { what: "an address in a network", Condition: { IpAddress: { "aws:SourceIp": "10.1.0.0/16" } }, isAllowed: true },
    { what: "an address outside", Condition: { IpAddress: { "aws:SourceIp": "10.2.0.0/16" } }, isAllowed: false },
    { what: "not an address", Condition: { NotIpAddress: { "aws:SourceIp": "10.2.0.0/16" } }, isAllowed: true },
    { what: "a truth", Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } }, isAllowed: true },
    {
      what: "a time before",
      Condition: { DateLessThan: { "aws:CurrentTime": "2026-03-02T00:00:00Z" } },
      isAllowed: true,
    },
    {
      what: "a time after",
      Condition: { DateGreaterThan: { "aws:CurrentTime": "2026-03-02T00:00:00Z" } },
      isAllowed: false,
    },
    { what: "numbers are not texts", Condition: { NumericLessThan: { "s3:max-keys": "9" } }, isAllowed: false },
    { what: "at most", Condition: { NumericLessThanEquals: { "s3:max-keys": "10" } }, isAllowed: true },
    {
      what: "all conditions must hold",
      Condition: {
        StringEquals: { "aws:PrincipalTag/team": "platform" },
        Bool: { "aws:MultiFactorAuthPresent": "false" },
      },
      isAllowed: false,
    },
    {
      what: "a variable",
      Condition: { StringEquals: { "aws:PrincipalTag/team": variable("aws:PrincipalTag/team") } },
      isAllowed: true,
    },
    {
      what: "an operator that nobody knows",
      Condition: { StringSortOfEquals: { "aws:PrincipalTag/team": "platform" } },
      isAllowed: false,
    },
  ])("$what", ({ Condition, isAllowed }) =>
    expect(decide({ identity: [policy("p", allow({ Condition }))] }, "sso:ListInstances", "*", context).kind).toBe(
      isAllowed ? "allowed" : "denied",
    ),
  );
});

describe("variables in resources", () => {
  const own = policy("p", allow({ Resource: `arn:aws:s3:::bucket/${variable("aws:PrincipalTag/team")}/*` }));
  const ask = (resource: string, context: Record<string, string[]> = {}) =>
    decide({ identity: [own] }, "s3:GetObject", resource, context).kind;
  test("are filled in from the request", () => {
    expect(ask("arn:aws:s3:::bucket/platform/x", { "aws:PrincipalTag/team": ["platform"] })).toBe("allowed");
    expect(ask("arn:aws:s3:::bucket/other/x", { "aws:PrincipalTag/team": ["platform"] })).toBe("denied");
  });
  test("without a value the statement matches nothing", () => {
    expect(ask("arn:aws:s3:::bucket//x")).toBe("denied");
  });
  test("a default stands in", () => {
    const withDefault = policy("p", allow({ Resource: `arn:aws:s3:::${variable("aws:PrincipalTag/team, 'none'")}/*` }));
    expect(decide({ identity: [withDefault] }, "s3:GetObject", "arn:aws:s3:::none/x").kind).toBe("allowed");
  });
});

test("a policy that cannot be read allows nothing", () => {
  expect(decide({ identity: [policyOf("broken", "{")] }).kind).toBe("denied");
  expect(decide({ identity: [policyOf("single", JSON.stringify({ Statement: allow() }))] }).kind).toBe("allowed");
});
