/** Policies case by case, as the IAM User Guide describes them: the exact answer, layer and statements. */
import { describe, expect, test } from "vitest";
import type { PolicyLayerName } from "../model/action-decision.ts";
import { ABSENT, type ContextValue, contextOf, sessionContext, UNKNOWN, valued } from "./context.ts";
import { decide, type LayerPolicies, type PolicyText } from "./evaluate.ts";
import type { AccessRequest } from "./statement.ts";

type Json = Record<string, unknown>;
const policy = (name: string, ...statements: Json[]): PolicyText => ({
  name,
  text: JSON.stringify({ Version: "2012-10-17", Statement: statements }),
});
const allow = (more: Json = {}): Json => ({ Effect: "Allow", Action: "*", Resource: "*", ...more });
const deny = (more: Json = {}): Json => ({ ...allow(more), Effect: "Deny" });
const variable = (name: string): string => `$\{${name}}`;

const OBJECT = "arn:aws:s3:::logs/a/b";
const KEYS: Readonly<Record<string, ContextValue>> = {
  "aws:PrincipalTag/team": valued("platform"),
  "aws:PrincipalTag/none": ABSENT,
  "aws:PrincipalArn": valued("arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/R_1"),
  "aws:TagKeys": valued("team", "tier"),
  "aws:SourceIp": valued("203.0.113.9"),
  "aws:CurrentTime": valued("2026-03-01T12:00:00Z"),
  "s3:max-keys": valued("10"),
  "aws:SecureTransport": valued("True"),
};
const request = (more: Partial<AccessRequest> = {}): AccessRequest => ({
  action: "s3:GetObject",
  resource: OBJECT,
  principals: ["111122223333"],
  context: contextOf(KEYS),
  ...more,
});
const one = (...policies: PolicyText[]): LayerPolicies => ({ kind: "levels", levels: [{ target: null, policies }] });
const identity = (...policies: PolicyText[]) =>
  ({ layer: "identity-based policy", policies: one(...policies) }) as const;
const answerTo = (statement: Json, more: Partial<AccessRequest> = {}) =>
  decide(request(more), [identity(policy("p", statement))]);

const FULL = policy("full", allow());
const NO = policy("guard", allow(), deny({ Sid: "NoS3", Action: "s3:*" }));

describe("layers", () => {
  const layer = (name: PolicyLayerName, policies: LayerPolicies) => ({ layer: name, policies });
  const UNREAD: LayerPolicies = { kind: "unread", what: "the policies" };
  const levels = (...of: PolicyText[][]): LayerPolicies => ({
    kind: "levels",
    levels: of.map((policies, at) => ({ target: `ou-${at}`, policies })),
  });
  const told = (answer: string, refusedBy?: string, isExplicit?: boolean, target: string | null = null) => ({
    answer,
    refusedBy: refusedBy ? { layer: refusedBy, isExplicit, target } : null,
  });
  const [SCP, RCP, BOUNDARY, IDENTITY] = [
    "service control policy",
    "resource control policy",
    "permissions boundary",
    "identity-based policy",
  ] as const;
  test.each([
    { what: "no layer", layers: [], decided: told("allow") },
    {
      what: "all allow",
      layers: [layer(SCP, levels([FULL], [FULL])), layer(IDENTITY, one(FULL))],
      decided: told("allow"),
    },
    { what: "nothing allows", layers: [layer(IDENTITY, one())], decided: told("deny", IDENTITY, false) },
    {
      what: "one level does not allow",
      layers: [layer(SCP, levels([FULL], [], [FULL]))],
      decided: told("deny", SCP, false, "ou-1"),
    },
    {
      what: "a level denies",
      layers: [layer(SCP, levels([FULL], [FULL, NO])), layer(IDENTITY, one())],
      decided: told("deny", SCP, true),
    },
    {
      what: "a later denial by a statement is told first",
      layers: [layer(SCP, levels([])), layer(IDENTITY, one(NO))],
      decided: told("deny", IDENTITY, true),
    },
    {
      what: "a boundary that does not allow",
      layers: [layer(BOUNDARY, one()), layer(IDENTITY, one())],
      decided: told("deny", BOUNDARY, false),
    },
    {
      what: "a boundary grants nothing",
      layers: [layer(BOUNDARY, one(FULL)), layer(IDENTITY, one())],
      decided: told("deny", IDENTITY, false),
    },
    {
      what: "a resource control policy denies",
      layers: [layer(RCP, levels([NO])), layer(IDENTITY, one(FULL))],
      decided: told("deny", RCP, true),
    },
    {
      what: "a layer that does not apply",
      layers: [layer(SCP, { kind: "does not apply" }), layer(IDENTITY, one(FULL))],
      decided: told("allow"),
    },
    {
      what: "an unread layer beside allowing ones",
      layers: [layer(SCP, UNREAD), layer(IDENTITY, one(FULL))],
      decided: told("unknown"),
    },
    {
      what: "an unread layer beside one that denies",
      layers: [layer(SCP, UNREAD), layer(IDENTITY, one(NO))],
      decided: told("deny", IDENTITY, true),
    },
    {
      what: "an unread layer beside one that does not allow",
      layers: [layer(SCP, UNREAD), layer(IDENTITY, one())],
      decided: told("deny", IDENTITY, false),
    },
    {
      what: "a policy that cannot be understood",
      layers: [layer(IDENTITY, one(FULL, { name: "odd", text: "{" }))],
      decided: told("unknown"),
    },
  ] as const)("$what", ({ layers, decided: { answer, refusedBy } }) => {
    const decision = decide(request(), layers);
    expect(decision.answer).toBe(answer);
    if (refusedBy) expect(decision.refusedBy).toMatchObject(refusedBy);
    else expect(decision.refusedBy).toBeNull();
    expect(decision.layers).toHaveLength(layers.length);
  });

  test("what denied is named, and nothing else", () => {
    const { refusedBy } = decide(request(), [identity(FULL, NO)]);
    expect(refusedBy?.statements).toEqual([{ policy: "guard", sid: "NoS3", statement: 2, effect: "Deny", keys: [] }]);
  });

  test("what allows is named", () => {
    const { layers } = decide(request(), [identity(policy("p", allow({ Action: "ec2:*" }), allow()))]);
    expect(layers[0]?.statements).toEqual([{ policy: "p", sid: null, statement: 2, effect: "Allow", keys: [] }]);
  });

  test("what is missing is named", () => {
    const statement = allow({ Condition: { StringEquals: { "aws:SourceVpc": "vpc-1" } } });
    expect(answerTo(statement).layers[0]).toMatchObject({ answer: "unknown", missing: ["aws:SourceVpc"] });
  });

  test("an allowance that a key keeps from counting is named with the key", () => {
    const statement = allow({ Sid: "Own", Condition: { StringEquals: { "aws:PrincipalTag/team": "data" } } });
    expect(answerTo(statement).refusedBy?.nearMisses).toEqual([
      { policy: "p", sid: "Own", statement: 1, effect: "Allow", keys: ["aws:PrincipalTag/team"] },
    ]);
    expect(answerTo({ ...statement, Action: "ec2:*" }).refusedBy?.nearMisses).toEqual([]);
  });
});

describe("actions and resources", () => {
  test.each<{
    readonly what: string;
    readonly statement: Json;
    readonly resource: string | undefined;
    readonly answer: string;
  }>([
    { what: "the action to the letter", statement: { Action: "s3:GetObject" }, resource: OBJECT, answer: "allow" },
    { what: "actions have no case", statement: { Action: "S3:getobject" }, resource: OBJECT, answer: "allow" },
    { what: "another action", statement: { Action: "s3:GetObjects" }, resource: OBJECT, answer: "deny" },
    { what: "an asterisk in the middle", statement: { Action: "s3:G*ect" }, resource: OBJECT, answer: "allow" },
    {
      what: "a question mark is one character",
      statement: { Action: "s3:GetObjec?" },
      resource: OBJECT,
      answer: "allow",
    },
    { what: "a question mark is not none", statement: { Action: "s3:GetObject?" }, resource: OBJECT, answer: "deny" },
    { what: "everything but", statement: { Action: undefined, NotAction: "iam:*" }, resource: OBJECT, answer: "allow" },
    {
      what: "everything but this",
      statement: { Action: undefined, NotAction: "s3:*" },
      resource: OBJECT,
      answer: "deny",
    },
    { what: "resources have a case", statement: { Resource: OBJECT.toUpperCase() }, resource: OBJECT, answer: "deny" },
    {
      what: "an asterisk crosses slashes",
      statement: { Resource: "arn:aws:s3:::logs/*" },
      resource: OBJECT,
      answer: "allow",
    },
    {
      what: "every resource but",
      statement: { Resource: undefined, NotResource: "arn:aws:s3:::other/*" },
      resource: OBJECT,
      answer: "allow",
    },
    {
      what: "every resource but this",
      statement: { Resource: undefined, NotResource: "arn:aws:s3:::logs/*" },
      resource: OBJECT,
      answer: "deny",
    },
    { what: "no resource, all are allowed", statement: {}, resource: undefined, answer: "allow" },
    {
      what: "no resource, some are allowed",
      statement: { Resource: "arn:aws:s3:::logs/*" },
      resource: undefined,
      answer: "unknown",
    },
    { what: "an action without a resource", statement: { Resource: "arn:aws:s3:::*" }, resource: "*", answer: "deny" },
    {
      what: "a variable",
      statement: { Resource: `arn:aws:s3:::logs/a/${variable("aws:PrincipalTag/team")}` },
      resource: "arn:aws:s3:::logs/a/platform",
      answer: "allow",
    },
    {
      what: "a variable of which nothing is known",
      statement: { Resource: `arn:aws:s3:::logs/${variable("aws:userid")}` },
      resource: OBJECT,
      answer: "unknown",
    },
    {
      what: "a variable without a value",
      statement: { Resource: `arn:aws:s3:::logs/${variable("aws:PrincipalTag/none")}` },
      resource: OBJECT,
      answer: "deny",
    },
    {
      what: "a default",
      statement: { Resource: `arn:aws:s3:::logs/${variable("aws:PrincipalTag/none, 'a'")}/b` },
      resource: OBJECT,
      answer: "allow",
    },
    {
      what: "not a variable without a value",
      statement: { Resource: undefined, NotResource: variable("aws:PrincipalTag/none") },
      resource: OBJECT,
      answer: "unknown",
    },
    {
      what: "an asterisk as itself",
      statement: { Resource: `arn:aws:s3:::logs/${variable("*")}` },
      resource: OBJECT,
      answer: "deny",
    },
    {
      what: "an asterisk as itself, there",
      statement: { Resource: `arn:aws:s3:::logs/${variable("*")}` },
      resource: "arn:aws:s3:::logs/*",
      answer: "allow",
    },
    { what: "a principal", statement: { Principal: { AWS: "111122223333" } }, resource: OBJECT, answer: "allow" },
    { what: "another principal", statement: { Principal: { AWS: "444455556666" } }, resource: OBJECT, answer: "deny" },
    {
      what: "not this principal",
      statement: { NotPrincipal: { AWS: "111122223333" } },
      resource: OBJECT,
      answer: "deny",
    },
  ])("$what", ({ statement, resource, answer }) => {
    expect(answerTo(allow(statement), { resource }).answer).toBe(answer);
  });

  test("an old version has no variables", () => {
    const text = JSON.stringify({ Statement: [allow({ Resource: variable("aws:PrincipalTag/team") })] });
    expect(decide(request({ resource: "platform" }), [identity({ name: "old", text })]).answer).toBe("deny");
  });
});

describe("conditions", () => {
  test.each<{ readonly what: string; readonly Condition: Json; readonly answer: "allow" | "deny" | "unknown" }>([
    { what: "equal", Condition: { StringEquals: { "AWS:principaltag/TEAM": "platform" } }, answer: "allow" },
    {
      what: "values have a case",
      Condition: { StringEquals: { "aws:PrincipalTag/team": "Platform" } },
      answer: "deny",
    },
    {
      what: "an asterisk is no wildcard",
      Condition: { StringEquals: { "aws:PrincipalTag/team": "plat*" } },
      answer: "deny",
    },
    {
      what: "whatever the case",
      Condition: { StringEqualsIgnoreCase: { "aws:PrincipalTag/team": "PLATFORM" } },
      answer: "allow",
    },
    {
      what: "not whatever the case",
      Condition: { StringNotEqualsIgnoreCase: { "aws:PrincipalTag/team": "PLATFORM" } },
      answer: "deny",
    },
    { what: "like", Condition: { StringLike: { "aws:PrincipalTag/team": ["x", "pl?tf*"] } }, answer: "allow" },
    { what: "not like", Condition: { StringNotLike: { "aws:PrincipalTag/team": ["x", "plat*"] } }, answer: "deny" },
    {
      what: "not equal to any",
      Condition: { StringNotEquals: { "aws:PrincipalTag/team": ["a", "b"] } },
      answer: "allow",
    },
    {
      what: "two keys, one fails",
      Condition: { StringEquals: { "aws:PrincipalTag/team": "platform", "s3:max-keys": "9" } },
      answer: "deny",
    },
    {
      what: "one fails beside an unknown",
      Condition: { StringEquals: { "aws:SourceVpc": "v", "s3:max-keys": "9" } },
      answer: "deny",
    },
    { what: "absent", Condition: { StringEquals: { "aws:PrincipalTag/none": "a" } }, answer: "deny" },
    { what: "absent, negated", Condition: { StringNotEquals: { "aws:PrincipalTag/none": "a" } }, answer: "allow" },
    {
      what: "absent, if it exists",
      Condition: { StringEqualsIfExists: { "aws:PrincipalTag/none": "a" } },
      answer: "allow",
    },
    {
      what: "there, if it exists",
      Condition: { StringEqualsIfExists: { "aws:PrincipalTag/team": "a" } },
      answer: "deny",
    },
    { what: "unknown, if it exists", Condition: { StringEqualsIfExists: { "aws:SourceVpc": "a" } }, answer: "unknown" },
    { what: "null", Condition: { Null: { "aws:PrincipalTag/none": "true" } }, answer: "allow" },
    { what: "not null", Condition: { Null: { "aws:PrincipalTag/none": "false" } }, answer: "deny" },
    { what: "null, unknown", Condition: { Null: { "aws:SourceVpc": "true" } }, answer: "unknown" },
    {
      what: "all values",
      Condition: { "ForAllValues:StringEquals": { "aws:TagKeys": ["team", "tier", "x"] } },
      answer: "allow",
    },
    { what: "not all values", Condition: { "ForAllValues:StringEquals": { "aws:TagKeys": ["team"] } }, answer: "deny" },
    {
      what: "all of none",
      Condition: { "ForAllValues:StringEquals": { "aws:PrincipalTag/none": ["x"] } },
      answer: "allow",
    },
    { what: "any value", Condition: { "ForAnyValue:StringEquals": { "aws:TagKeys": ["tier"] } }, answer: "allow" },
    {
      what: "any of none",
      Condition: { "ForAnyValue:StringNotEquals": { "aws:PrincipalTag/none": ["x"] } },
      answer: "deny",
    },
    {
      what: "ARN",
      Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/aws-reserved/*" } },
      answer: "allow",
    },
    { what: "ARN parts are apart", Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:*:role/*" } }, answer: "deny" },
    {
      what: "not the ARN",
      Condition: { ArnNotEquals: { "aws:PrincipalArn": "arn:aws:iam::*:role/*" } },
      answer: "deny",
    },
    { what: "number", Condition: { NumericLessThanEquals: { "s3:max-keys": "10" } }, answer: "allow" },
    { what: "less", Condition: { NumericLessThan: { "s3:max-keys": "10" } }, answer: "deny" },
    { what: "greater", Condition: { NumericGreaterThan: { "s3:max-keys": 9 } }, answer: "allow" },
    { what: "date", Condition: { DateGreaterThan: { "aws:CurrentTime": "2026-03-01T11:59:59Z" } }, answer: "allow" },
    { what: "date in seconds", Condition: { DateLessThan: { "aws:CurrentTime": "1772366400" } }, answer: "deny" },
    { what: "truth", Condition: { Bool: { "aws:SecureTransport": "true" } }, answer: "allow" },
    {
      what: "network",
      Condition: { IpAddress: { "aws:SourceIp": ["10.0.0.0/8", "203.0.113.0/24"] } },
      answer: "allow",
    },
    { what: "not the network", Condition: { NotIpAddress: { "aws:SourceIp": "203.0.113.8/31" } }, answer: "deny" },
    { what: "another version of IP", Condition: { IpAddress: { "aws:SourceIp": "2001:db8::/32" } }, answer: "deny" },
    {
      what: "a variable",
      Condition: { StringEquals: { "aws:PrincipalTag/team": variable("aws:PrincipalTag/team") } },
      answer: "allow",
    },
    {
      what: "not a variable without a value",
      Condition: { StringNotEquals: { "aws:PrincipalTag/team": variable("aws:PrincipalTag/none") } },
      answer: "unknown",
    },
    {
      what: "an operator of the future",
      Condition: { StringSounds: { "aws:PrincipalTag/team": "x" } },
      answer: "unknown",
    },
  ])("$what", ({ Condition, answer }) => {
    expect(answerTo(allow({ Condition })).answer).toBe(answer);
  });
});

describe("sessions", () => {
  const session = (more: object = {}) =>
    sessionContext({
      accountId: "111122223333",
      roleArn: undefined,
      region: undefined,
      tags: { team: "a", gone: null },
      mayHaveMoreTags: false,
      ...more,
    });
  test.each([
    { key: "aws:PrincipalAccount", more: {}, value: valued("111122223333") },
    { key: "aws:principalarn", more: {}, value: UNKNOWN },
    { key: "aws:principalarn", more: { roleArn: "arn" }, value: valued("arn") },
    { key: "aws:RequestedRegion", more: {}, value: UNKNOWN },
    { key: "aws:RequestedRegion", more: { region: "eu-west-1" }, value: valued("eu-west-1") },
    { key: "aws:PrincipalType", more: {}, value: valued("AssumedRole") },
    { key: "aws:username", more: {}, value: ABSENT },
    { key: "aws:PrincipalTag/TEAM", more: {}, value: valued("a") },
    { key: "aws:PrincipalTag/gone", more: {}, value: ABSENT },
    { key: "aws:PrincipalTag/gone", more: { mayHaveMoreTags: true }, value: UNKNOWN },
    { key: "aws:PrincipalTag/other", more: {}, value: ABSENT },
    { key: "aws:PrincipalTag/other", more: { tags: undefined }, value: UNKNOWN },
    { key: "s3:prefix", more: {}, value: UNKNOWN },
  ])("$key $more", ({ key, more, value }) => {
    expect(session(more)(key)).toEqual(value);
  });
});
