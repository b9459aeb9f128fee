/** Documents that IAM refuses in an identity policy, and their neighbours that it takes (IAM User Guide, "Grammar of the IAM JSON policy language"). */
import { describe, expect, test } from "vitest";
import { identityPolicyProblems } from "./identity-grammar.ts";

type Json = Record<string, unknown>;
const STATEMENT: Json = { Effect: "Allow", Action: "s3:Get*", Resource: "arn:aws:s3:::a/*" };
const problems = (statement: Json, more: Json = {}) =>
  identityPolicyProblems(
    JSON.stringify({ Version: "2012-10-17", Statement: [{ ...STATEMENT, ...statement }], ...more }),
  );

describe("IAM refuses", () => {
  test.each<[string, Json, Json, string]>([
    ["another version", {}, { Version: "2012-10-18" }, "its Version is neither 2012-10-17 nor 2008-10-17"],
    ["an unknown element of the policy", {}, { Statements: [] }, "it has the unknown element Statements"],
    ["no statements", {}, { Statement: [] }, "it has no statement"],
    ["an Id that is no text", {}, { Id: 7 }, "its Id is not text"],
    ["an unknown element", { Actions: "x" }, {}, "statement 1 has the unknown element Actions"],
    ["Action beside NotAction", { NotAction: "iam:*" }, {}, "statement 1 has both Action and NotAction"],
    ["Resource beside NotResource", { NotResource: "*" }, {}, "statement 1 has both Resource and NotResource"],
    ["a principal", { Principal: "*" }, {}, "statement 1 names a principal, which no identity policy may"],
    ["NotPrincipal", { NotPrincipal: "*" }, {}, "statement 1 names a principal, which no identity policy may"],
    ["an action without a service", { Action: "GetObject" }, {}, "statement 1 has the action GetObject, which is none"],
    ["a wildcard as service", { Action: "*:Get" }, {}, "statement 1 has the action *:Get, which is none"],
    ["an empty action", { Action: "" }, {}, 'statement 1 has the action "", which is none'],
    ["a bucket's name", { Resource: "logs" }, {}, "statement 1 has the resource logs, which is not an ARN"],
    [
      "an ARN without a service",
      { Resource: "arn:aws" },
      {},
      "statement 1 has the resource arn:aws, which is not an ARN",
    ],
    ["no resource", { Resource: undefined }, {}, "statement 1 has no Resource"],
    ["a Sid with a space", { Sid: "No S3" }, {}, "statement 1 has a Sid with characters other than letters and digits"],
    ["a Sid that is no text", { Sid: 7 }, {}, "statement 1 has a Sid with characters other than letters and digits"],
    [
      "an unknown operator",
      { Condition: { StringSounds: { "a:b": "x" } } },
      {},
      "statement 1 has the unknown condition operator StringSounds",
    ],
    ["an empty condition key", { Condition: { Bool: { "": "true" } } }, {}, 'statement 1 has a condition key ""'],
    [
      "one Sid twice",
      {},
      { Statement: [1, 2].map(() => ({ ...STATEMENT, Sid: "A" })) },
      "the Sid A is there more than once",
    ],
  ])("%s", (_what, statement, more, problem) => {
    expect(problems(statement, more)).toEqual([problem]);
  });
});

describe("IAM takes", () => {
  test.each<[string, Json, Json]>([
    ["the older version", {}, { Version: "2008-10-17" }],
    ["an Id", {}, { Id: "x" }],
    ["one statement without a list", {}, { Statement: STATEMENT }],
    ["everything", { Action: "*", Resource: "*" }, {}],
    ["an incomplete ARN", { Resource: "arn:aws:sqs" }, {}],
    ["a wildcard as partition", { Resource: "arn:*:s3:::a" }, {}],
    ["a variable in an ARN", { Resource: `arn:aws:s3:::$\{aws:PrincipalTag/team}` }, {}],
    ["NotAction and NotResource", { Action: undefined, NotAction: "a:b", Resource: undefined, NotResource: "*" }, {}],
    ["an empty Sid, twice", {}, { Statement: [1, 2].map(() => ({ ...STATEMENT, Sid: "" })) }],
    ["a service with a hyphen", { Action: "aws-marketplace:Subscribe" }, {}],
    ["a condition", { Condition: { "ForAnyValue:StringLikeIfExists": { "aws:TagKeys": ["a*"] } } }, {}],
  ])("%s", (_what, statement, more) => {
    expect(problems(statement, more)).toEqual([]);
  });
});
