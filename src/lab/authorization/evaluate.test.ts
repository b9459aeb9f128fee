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
  test.each<[string, Partial<Layers>, string]>([
    ["nothing", {}, "implicit identity"],
    ["identity", { identity: [full] }, "allowed"],
    ["a denial beats every allowance", { identity: [full, policy("no", deny())] }, "explicit identity"],
    ["a boundary that does not allow", { identity: [full], boundary: [] }, "implicit boundary"],
    ["a boundary grants nothing", { boundary: [full] }, "implicit identity"],
    ["both allow", { identity: [full], boundary: [full] }, "allowed"],
    ["a boundary that denies", { identity: [full], boundary: [full, policy("no", deny())] }, "explicit boundary"],
    [
      "every level of the organization allows",
      { identity: [full], serviceControl: [[full], [full], [full]] },
      "allowed",
    ],
    ["one level does not", { identity: [full], serviceControl: [[full], [], [full]] }, "implicit service-control"],
    [
      "a level denies",
      { identity: [full], serviceControl: [[full, policy("no", deny())]] },
      "explicit service-control",
    ],
    ["service control policies grant nothing", { serviceControl: [[full]] }, "implicit identity"],
    [
      "a resource control policy denies",
      { identity: [full], resourceControl: [policy("no", deny())] },
      "explicit resource-control",
    ],
    [
      "the organization is named before the boundary",
      { serviceControl: [[]], boundary: [] },
      "implicit service-control",
    ],
    [
      "explicit denials are named before implicit ones",
      { identity: [policy("no", deny())], boundary: [] },
      "explicit identity",
    ],
  ])("%s", (_, layers, expected) => expect(word(decide(layers))).toBe(expected));

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
  test.each<[string, Json, string, string, boolean]>([
    ["the action to the letter", { Action: "sso:ListInstances" }, "sso:ListInstances", "*", true],
    ["actions have no case", { Action: "SSO:listinstances" }, "sso:ListInstances", "*", true],
    ["another action", { Action: "sso:ListInstance" }, "sso:ListInstances", "*", false],
    ["an asterisk at the end", { Action: "sso:List*" }, "sso:ListInstances", "*", true],
    ["an asterisk in the middle", { Action: "sso:L*ces" }, "sso:ListInstances", "*", true],
    ["a question mark is one character", { Action: "sso:ListInstance?" }, "sso:ListInstances", "*", true],
    ["a question mark is not none", { Action: "sso:ListInstances?" }, "sso:ListInstances", "*", false],
    ["a list of actions", { Action: ["iam:*", "sso:*"] }, "sso:ListInstances", "*", true],
    ["everything but", { Action: undefined, NotAction: "iam:*" }, "sso:ListInstances", "*", true],
    ["everything but this", { Action: undefined, NotAction: ["sso:*"] }, "sso:ListInstances", "*", false],
    ["a dot is a dot", { Action: "sso.ListInstances" }, "sso:ListInstances", "*", false],
    ["the resource to the letter", { Resource: set }, "sso:Describe", set, true],
    ["resources have a case", { Resource: set.toUpperCase() }, "sso:Describe", set, false],
    ["an asterisk in a resource crosses slashes", { Resource: "arn:aws:sso:::*" }, "sso:Describe", set, true],
    ["another resource", { Resource: "arn:aws:sso:::permissionSet/ssoins-2/*" }, "sso:Describe", set, false],
    ["a list is asked for with an asterisk", { Resource: set }, "sso:ListInstances", "*", false],
    ["every resource but", { Resource: undefined, NotResource: "arn:aws:iam::*" }, "sso:Describe", set, true],
    [
      "every resource but this",
      { Resource: undefined, NotResource: "arn:aws:sso:::permissionSet/*" },
      "sso:Describe",
      set,
      false,
    ],
  ])("%s", (_, statement, action, resource, isAllowed) =>
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
  test.each<[string, Json, boolean]>([
    ["equal", { StringEquals: { "aws:PrincipalTag/team": "platform" } }, true],
    ["keys have no case", { StringEquals: { "AWS:principaltag/TEAM": "platform" } }, true],
    ["values have", { StringEquals: { "aws:PrincipalTag/team": "Platform" } }, false],
    ["unless it is ignored", { StringEqualsIgnoreCase: { "aws:PrincipalTag/team": "Platform" } }, true],
    ["one of several", { StringEquals: { "aws:PrincipalTag/team": ["x", "platform"] } }, true],
    ["not equal", { StringNotEquals: { "aws:PrincipalTag/team": "x" } }, true],
    ["not equal to any of them", { StringNotEquals: { "aws:PrincipalTag/team": ["x", "platform"] } }, false],
    ["like", { StringLike: { "aws:PrincipalTag/team": "plat*" } }, true],
    ["equal knows no wildcards", { StringEquals: { "aws:PrincipalTag/team": "plat*" } }, false],
    ["not like", { StringNotLike: { "aws:PrincipalTag/team": "plat*" } }, false],
    ["an absent key", { StringEquals: { "aws:PrincipalTag/cost": "1" } }, false],
    ["an absent key, if it exists", { StringEqualsIfExists: { "aws:PrincipalTag/cost": "1" } }, true],
    ["a present key, if it exists", { StringEqualsIfExists: { "aws:PrincipalTag/team": "x" } }, false],
    ["an absent key is not equal to anything", { StringNotEquals: { "aws:PrincipalTag/cost": "1" } }, true],
    ["null where it is absent", { Null: { "aws:PrincipalTag/cost": "true" } }, true],
    ["null where it is there", { Null: { "aws:PrincipalTag/team": "true" } }, false],
    ["not null where it is there", { Null: { "aws:PrincipalTag/team": "false" } }, true],
    [
      "the role's ARN without its suffix",
      { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Reader_*" } },
      true,
    ],
    ["an ARN's parts are matched apart", { ArnLike: { "aws:PrincipalArn": "arn:aws:*:role/*" } }, false],
    [
      "ArnEquals takes wildcards as well",
      { ArnEquals: { "aws:PrincipalArn": "arn:aws:iam::222233334444:role/*" } },
      true,
    ],
    ["not that ARN", { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::222233334444:role/*" } }, false],
    ["all values of", { "ForAllValues:StringEquals": { "aws:TagKeys": ["team", "tier", "cost"] } }, true],
    ["not all values of", { "ForAllValues:StringEquals": { "aws:TagKeys": ["team"] } }, false],
    ["all of none", { "ForAllValues:StringEquals": { "aws:Nothing": ["team"] } }, true],
    ["any value of", { "ForAnyValue:StringEquals": { "aws:TagKeys": ["tier"] } }, true],
    ["any of none", { "ForAnyValue:StringEquals": { "aws:Nothing": ["tier"] } }, false],
    ["an address in a network", { IpAddress: { "aws:SourceIp": "10.1.0.0/16" } }, true],
    ["an address outside", { IpAddress: { "aws:SourceIp": "10.2.0.0/16" } }, false],
    ["not an address", { NotIpAddress: { "aws:SourceIp": "10.2.0.0/16" } }, true],
    ["a truth", { Bool: { "aws:MultiFactorAuthPresent": "true" } }, true],
    ["a time before", { DateLessThan: { "aws:CurrentTime": "2026-03-02T00:00:00Z" } }, true],
    ["a time after", { DateGreaterThan: { "aws:CurrentTime": "2026-03-02T00:00:00Z" } }, false],
    ["numbers are not texts", { NumericLessThan: { "s3:max-keys": "9" } }, false],
    ["at most", { NumericLessThanEquals: { "s3:max-keys": "10" } }, true],
    [
      "all conditions must hold",
      { StringEquals: { "aws:PrincipalTag/team": "platform" }, Bool: { "aws:MultiFactorAuthPresent": "false" } },
      false,
    ],
    ["a variable", { StringEquals: { "aws:PrincipalTag/team": variable("aws:PrincipalTag/team") } }, true],
    ["an operator that nobody knows", { StringSortOfEquals: { "aws:PrincipalTag/team": "platform" } }, false],
  ])("%s", (_, Condition, isAllowed) =>
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
