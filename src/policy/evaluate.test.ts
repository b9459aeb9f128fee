/** Policies case by case, as the IAM User Guide describes them: the exact answer, layer and statements. */
import { describe, expect, test } from "vitest";
import type { PolicyLayerName } from "../model/action-decision.ts";
import { decide, type LayerPolicies, type PolicyText } from "./evaluate.ts";
import type { AccessRequest } from "./statement.ts";
import { allow, deny, identity, type Json, OBJECT, one, policy, request } from "./testing/requests.ts";

const variable = (name: string): string => `$\{${name}}`;
const answerTo = (statement: Json, more: Partial<AccessRequest> = {}) =>
  decide(request(more), [identity(policy("p", statement))]);

const FULL = policy("full", allow());
const NO_PUBLIC = policy("edge", deny({ Sid: "NoS3", Principal: "*", Action: "s3:*" }));
const NO = policy("guard", allow(), deny({ Sid: "NoS3", Action: "s3:*" }));

describe("a layer of which only denials count", () => {
  const answer = (...policies: readonly PolicyText[]) =>
    decide(request(), [
      { layer: "sign-in policy", policies: { kind: "levels", levels: [{ target: null, policies }] }, onlyDenies: true },
    ]);
  const only = (statement: Json) => policy("p", statement);

  test("allows what nothing denies, and names no statement for it", () => {
    for (const decision of [answer(), answer(FULL), answer(only(deny({ Action: "s3:PutObject" })))])
      expect(decision).toMatchObject({ answer: "allow", layers: [{ answer: "allow", statements: [] }] });
  });

  test("denies with its statements, whoever they name", () => {
    const named = answer(only(deny({ Sid: "No", Principal: { AWS: "*" }, Action: "s3:*" })));
    expect(named.refusedBy).toMatchObject({ isExplicit: true, statements: [{ policy: "p", sid: "No", statement: 1 }] });
  });

  test("is open where a denial is, and where a policy cannot be read", () => {
    const open = answer(only(deny({ Action: "s3:*", Condition: { StringEquals: { "x:y": "1" } } })));
    expect(open.layers[0]).toMatchObject({ answer: "unknown", missing: ["x:y"] });
    expect(answer({ name: "p", text: "{" }).answer).toBe("unknown");
  });
});

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
    ["no layer", [], told("allow")],
    ["all allow", [layer(SCP, levels([FULL], [FULL])), layer(IDENTITY, one(FULL))], told("allow")],
    ["nothing allows", [layer(IDENTITY, one())], told("deny", IDENTITY, false)],
    ["one level does not allow", [layer(SCP, levels([FULL], [], [FULL]))], told("deny", SCP, false, "ou-1")],
    ["a level denies", [layer(SCP, levels([FULL], [FULL, NO])), layer(IDENTITY, one())], told("deny", SCP, true)],
    [
      "a later denial by a statement is told first",
      [layer(SCP, levels([])), layer(IDENTITY, one(NO))],
      told("deny", IDENTITY, true),
    ],
    ["a boundary that does not allow", [layer(BOUNDARY, one()), layer(IDENTITY, one())], told("deny", BOUNDARY, false)],
    ["a boundary grants nothing", [layer(BOUNDARY, one(FULL)), layer(IDENTITY, one())], told("deny", IDENTITY, false)],
    [
      "a resource control policy denies",
      [layer(RCP, levels([NO_PUBLIC])), layer(IDENTITY, one(FULL))],
      told("deny", RCP, true),
    ],
    [
      "a layer that does not apply",
      [layer(SCP, { kind: "does not apply" }), layer(IDENTITY, one(FULL))],
      told("allow"),
    ],
    ["an unread layer beside allowing ones", [layer(SCP, UNREAD), layer(IDENTITY, one(FULL))], told("unknown")],
    [
      "an unread layer beside one that denies",
      [layer(SCP, UNREAD), layer(IDENTITY, one(NO))],
      told("deny", IDENTITY, true),
    ],
    [
      "an unread layer beside one that does not allow",
      [layer(SCP, UNREAD), layer(IDENTITY, one())],
      told("deny", IDENTITY, false),
    ],
    ["a policy that cannot be understood", [layer(IDENTITY, one(FULL, { name: "odd", text: "{" }))], told("unknown")],
  ] as const)("%s", (_what, layers, { answer, refusedBy }) => {
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
  test.each<[string, Json, string | undefined, string]>([
    ["the action to the letter", { Action: "s3:GetObject" }, OBJECT, "allow"],
    ["actions have no case", { Action: "S3:getobject" }, OBJECT, "allow"],
    ["another action", { Action: "s3:GetObjects" }, OBJECT, "deny"],
    ["an asterisk in the middle", { Action: "s3:G*ect" }, OBJECT, "allow"],
    ["a question mark is one character", { Action: "s3:GetObjec?" }, OBJECT, "allow"],
    ["a question mark is not none", { Action: "s3:GetObject?" }, OBJECT, "deny"],
    ["everything but", { Action: undefined, NotAction: "iam:*" }, OBJECT, "allow"],
    ["everything but this", { Action: undefined, NotAction: "s3:*" }, OBJECT, "deny"],
    ["resources have a case", { Resource: "arn:aws:s3:::LOGS/A/B" }, OBJECT, "deny"],
    ["an asterisk crosses slashes", { Resource: "arn:aws:s3:::logs/*" }, OBJECT, "allow"],
    ["every resource but", { Resource: undefined, NotResource: "arn:aws:s3:::other/*" }, OBJECT, "allow"],
    ["every resource but this", { Resource: undefined, NotResource: "arn:aws:s3:::logs/*" }, OBJECT, "deny"],
    ["no resource, all are allowed", {}, undefined, "allow"],
    ["no resource, some are allowed", { Resource: "arn:aws:s3:::logs/*" }, undefined, "unknown"],
    ["an action without a resource", { Resource: "arn:aws:s3:::*" }, "*", "deny"],
    [
      "a variable",
      { Resource: `arn:aws:s3:::logs/a/${variable("aws:PrincipalTag/team")}` },
      "arn:aws:s3:::logs/a/platform",
      "allow",
    ],
    [
      "a variable of which nothing is known",
      { Resource: `arn:aws:s3:::logs/${variable("aws:userid")}` },
      OBJECT,
      "unknown",
    ],
    [
      "a variable without a value",
      { Resource: `arn:aws:s3:::logs/${variable("aws:PrincipalTag/none")}` },
      OBJECT,
      "deny",
    ],
    ["a default", { Resource: `arn:aws:s3:::logs/${variable("aws:PrincipalTag/none, 'a'")}/b` }, OBJECT, "allow"],
    [
      "not a variable without a value",
      { Resource: undefined, NotResource: `arn:aws:s3:::${variable("aws:PrincipalTag/none")}` },
      OBJECT,
      "allow",
    ],
    ["an asterisk as itself", { Resource: `arn:aws:s3:::logs/${variable("*")}` }, OBJECT, "deny"],
    [
      "an asterisk as itself, there",
      { Resource: `arn:aws:s3:::logs/${variable("*")}` },
      "arn:aws:s3:::logs/*",
      "allow",
    ],
  ])("%s", (_what, statement, resource, answer) => {
    expect(answerTo(allow(statement), { resource }).answer).toBe(answer);
  });

  test.each<[string, PolicyLayerName, Json, string]>([
    ["a principal of a boundary", "permissions boundary", { Principal: "*" }, "unknown"],
    ["a principal of a service control policy", "service control policy", { Principal: "*" }, "unknown"],
    ["a space in the Sid of a service control policy", "service control policy", { Sid: "A b" }, "allow"],
  ])("%s", (_what, layer, statement, answer) => {
    expect(decide(request(), [{ layer, policies: one(policy("p", allow(statement))) }]).answer).toBe(answer);
  });

  test.each<[string, Json, string]>([
    ["everybody", {}, "deny"],
    ["another action", { Action: "s3:PutObject" }, "allow"],
    ["one principal", { Principal: { AWS: "111122223333" } }, "unknown"],
    ["everybody in braces", { Principal: { AWS: "*" } }, "unknown"],
    ["everybody in a list", { Principal: ["*"] }, "unknown"],
    ["no principal", { Principal: undefined }, "unknown"],
    ["NotPrincipal", { Principal: undefined, NotPrincipal: "*" }, "unknown"],
    ["both principals", { NotPrincipal: { AWS: "444455556666" } }, "unknown"],
    ["NotAction", { Action: undefined, NotAction: "ec2:*" }, "unknown"],
    ["NotResource", { Resource: undefined, NotResource: "arn:aws:s3:::other/*" }, "deny"],
    ["every action", { Action: "*" }, "unknown"],
    ["every service", { Action: ["s3:*", "*:Get*"] }, "unknown"],
    ["an allowance", { Effect: "Allow" }, "unknown"],
    ["full access beside a condition", { Effect: "Allow", Action: "*", Condition: {} }, "unknown"],
  ])("a resource control policy beside AWS's own: %s", (_what, statement, answer) => {
    const written = policy("edge", { ...deny({ Principal: "*", Action: "s3:*" }), ...statement });
    const policies = one(policy("RCPFullAWSAccess", allow({ Principal: "*" })), written);
    expect(decide(request(), [{ layer: "resource control policy", policies }]).answer).toBe(answer);
  });

  test.each<[string, Json]>([
    ["a resource that is no ARN", { Resource: "logs/*" }],
    ["such a resource negated", { Resource: undefined, NotResource: "secret-bucket" }],
    ["an unknown element", { condition: { Bool: { "aws:SecureTransport": "true" } } }],
    ["an empty NotAction", { Action: undefined, NotAction: "" }],
    ["a principal", { Principal: "*" }],
    ["one Sid twice", { Sid: "A" }],
  ])("a denial beside an allowance by a document that breaks the grammar decides nothing: %s", (_what, statement) => {
    const { answer, layers } = decide(request(), [identity(policy("odd", allow({ Sid: "A" }), deny(statement)))]);
    expect(answer).toBe("unknown");
    expect(layers[0]?.missing).toEqual([
      expect.stringMatching(/^the policy odd, which breaks the policy grammar \(.+\)$/),
    ]);
  });

  test("an old version has no variables", () => {
    const text = JSON.stringify({
      Statement: [allow({ Resource: `arn:aws:s3:::${variable("aws:PrincipalTag/team")}` })],
    });
    expect(decide(request({ resource: "arn:aws:s3:::platform" }), [identity({ name: "old", text })]).answer).toBe(
      "deny",
    );
  });
});

describe("conditions", () => {
  test.each<[string, Json, "allow" | "deny" | "unknown"]>([
    ["equal", { StringEquals: { "AWS:principaltag/TEAM": "platform" } }, "allow"],
    ["values have a case", { StringEquals: { "aws:PrincipalTag/team": "Platform" } }, "deny"],
    ["an asterisk is no wildcard", { StringEquals: { "aws:PrincipalTag/team": "plat*" } }, "deny"],
    ["whatever the case", { StringEqualsIgnoreCase: { "aws:PrincipalTag/team": "PLATFORM" } }, "allow"],
    ["not whatever the case", { StringNotEqualsIgnoreCase: { "aws:PrincipalTag/team": "PLATFORM" } }, "deny"],
    ["like", { StringLike: { "aws:PrincipalTag/team": ["x", "pl?tf*"] } }, "allow"],
    ["not like", { StringNotLike: { "aws:PrincipalTag/team": ["x", "plat*"] } }, "deny"],
    ["not equal to any", { StringNotEquals: { "aws:PrincipalTag/team": ["a", "b"] } }, "allow"],
    ["two keys, one fails", { StringEquals: { "aws:PrincipalTag/team": "platform", "s3:max-keys": "9" } }, "deny"],
    ["one fails beside an unknown", { StringEquals: { "aws:SourceVpc": "v", "s3:max-keys": "9" } }, "deny"],
    ["absent", { StringEquals: { "aws:PrincipalTag/none": "a" } }, "deny"],
    ["absent, negated", { StringNotEquals: { "aws:PrincipalTag/none": "a" } }, "allow"],
    ["absent, if it exists", { StringEqualsIfExists: { "aws:PrincipalTag/none": "a" } }, "allow"],
    ["there, if it exists", { StringEqualsIfExists: { "aws:PrincipalTag/team": "a" } }, "deny"],
    ["unknown, if it exists", { StringEqualsIfExists: { "aws:SourceVpc": "a" } }, "unknown"],
    ["null", { Null: { "aws:PrincipalTag/none": "true" } }, "allow"],
    ["not null", { Null: { "aws:PrincipalTag/none": "false" } }, "deny"],
    ["null, neither true nor false", { Null: { "aws:PrincipalTag/team": "maybe" } }, "unknown"],
    ["null, unknown", { Null: { "aws:SourceVpc": "true" } }, "unknown"],
    ["all values", { "ForAllValues:StringEquals": { "aws:TagKeys": ["team", "tier", "x"] } }, "allow"],
    ["not all values", { "ForAllValues:StringEquals": { "aws:TagKeys": ["team"] } }, "deny"],
    ["all of none", { "ForAllValues:StringEquals": { "aws:PrincipalTag/none": ["x"] } }, "allow"],
    ["any value", { "ForAnyValue:StringEquals": { "aws:TagKeys": ["tier"] } }, "allow"],
    ["any of none", { "ForAnyValue:StringNotEquals": { "aws:PrincipalTag/none": ["x"] } }, "deny"],
    ["ARN", { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/aws-reserved/*" } }, "allow"],
    ["ARN parts are apart", { ArnLike: { "aws:PrincipalArn": "arn:aws:*:role/*" } }, "deny"],
    ["not the ARN", { ArnNotEquals: { "aws:PrincipalArn": "arn:aws:iam::*:role/*" } }, "deny"],
    ["number", { NumericLessThanEquals: { "s3:max-keys": "10" } }, "allow"],
    ["less", { NumericLessThan: { "s3:max-keys": "10" } }, "deny"],
    ["greater", { NumericGreaterThan: { "s3:max-keys": 9 } }, "allow"],
    ["date", { DateGreaterThan: { "aws:CurrentTime": "2026-03-01T11:59:59Z" } }, "allow"],
    ["date in seconds", { DateLessThan: { "aws:CurrentTime": "1772366400" } }, "deny"],
    ...["2026-02-30", "2025-02-29", "2026-11-31T00:00:00Z"].map((day): [string, Json, "unknown"] => [
      `the day ${day}, which does not exist`,
      { DateLessThan: { "aws:CurrentTime": day } },
      "unknown",
    ]),
    ["a leap day", { DateGreaterThan: { "aws:CurrentTime": "2024-02-29" } }, "allow"],
    ["a tenth of a millisecond", { DateEquals: { "aws:CurrentTime": "2026-03-01T12:00:00.0001Z" } }, "deny"],
    ["half a number", { NumericGreaterThan: { "s3:max-keys": ".5" } }, "unknown"],
    ["leading zeros in an address", { IpAddress: { "aws:SourceIp": "010.0.0.0/8" } }, "unknown"],
    ["leading zeros at the end of one", { IpAddress: { "aws:SourceIp": "::ffff:10.0.0.01" } }, "unknown"],
    ["truth", { Bool: { "aws:SecureTransport": "true" } }, "allow"],
    ["network", { IpAddress: { "aws:SourceIp": ["10.0.0.0/8", "203.0.113.0/24"] } }, "allow"],
    ["not the network", { NotIpAddress: { "aws:SourceIp": "203.0.113.8/31" } }, "deny"],
    ["another version of IP", { IpAddress: { "aws:SourceIp": "2001:db8::/32" } }, "deny"],
    ["a variable", { StringEquals: { "aws:PrincipalTag/team": variable("aws:PrincipalTag/team") } }, "allow"],
    [
      "not a variable without a value",
      { StringNotEquals: { "aws:PrincipalTag/team": variable("aws:PrincipalTag/none") } },
      "allow",
    ],
    ["a key whose value is not known is there", { Null: { "test:present": "false" } }, "allow"],
    ["a key whose value is not known", { StringLike: { "test:present": "*" } }, "unknown"],
    ["an operator of the future", { StringSounds: { "aws:PrincipalTag/team": "x" } }, "unknown"],
  ])("%s", (_what, Condition, answer) => {
    expect(answerTo(allow({ Condition })).answer).toBe(answer);
  });
});

test("a statement is named with the ARN of its policy, where that has one", () => {
  const text = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Deny", Action: "*", Resource: "*" }] });
  const arn = "arn:aws:organizations::123456789012:policy/o-1/service_control_policy/p-1";
  const policies = [
    { name: "Guard (p-1)", arn, text },
    { name: "inline policy x", text },
  ];
  const { refusedBy } = decide(request(), [
    { layer: "service control policy", policies: { kind: "levels", levels: [{ target: null, policies }] } },
  ]);
  expect(refusedBy?.statements.map(({ policy, policyArn }) => [policy, policyArn])).toEqual([
    ["Guard (p-1)", arn],
    ["inline policy x", undefined],
  ]);
});
