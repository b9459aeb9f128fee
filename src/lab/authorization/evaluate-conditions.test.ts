/** Conditions of policies and variables in their resources, case by case. */
import { describe, expect, test } from "vitest";
import { allow, decide, type Json, policy, variable } from "./testing/deciding.ts";

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
