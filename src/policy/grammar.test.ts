/** Documents that IAM refuses in an identity policy, and their neighbours that it takes (IAM User Guide, "Grammar of the IAM JSON policy language"). */
import { describe, expect, test } from "vitest";
import { documentProblems, identityPolicyProblems } from "./grammar.ts";

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
    [
      "an element that only ends like a principal",
      { FooPrincipal: "*" },
      {},
      "statement 1 has the unknown element FooPrincipal",
    ],
    [
      "a space in the name of a condition key",
      { Condition: { Bool: { "aws:Secure Transport": "true" } } },
      {},
      "statement 1 has a condition key aws:Secure Transport",
    ],
    [
      "a partition like those of AWS",
      { Resource: "arn:aws-foo:s3:::a" },
      {},
      "statement 1 has the resource arn:aws-foo:s3:::a, whose partition aws-foo does not exist",
    ],
    ["a principal", { Principal: "*" }, {}, "statement 1 names a principal, which no identity policy may"],
    ["NotPrincipal", { NotPrincipal: "*" }, {}, "statement 1 names a principal, which no identity policy may"],
    ["an action without a service", { Action: "GetObject" }, {}, "statement 1 has the action GetObject, which is none"],
    ["a wildcard in the service", { Action: "s*:Get" }, {}, "statement 1 has the action s*:Get, which is none"],
    ["a second colon", { Action: "s3:Get:Object" }, {}, "statement 1 has the action s3:Get:Object, which is none"],
    [
      "a space in the service",
      { NotAction: "a a:Get", Action: undefined },
      {},
      "statement 1 has the action a a:Get, which is none",
    ],
    [
      "a partition that does not exist",
      { Resource: "arn:error:s3:::a" },
      {},
      "statement 1 has the resource arn:error:s3:::a, whose partition error does not exist",
    ],
    [
      "an ARN with five fields, one of them empty",
      { Resource: "arn:aws:s3::logs" },
      {},
      "statement 1 has the resource arn:aws:s3::logs, which has fewer than six fields",
    ],
    [
      "a Region for IAM",
      { Resource: "arn:aws:iam:us-east-1::role/a" },
      {},
      "statement 1 has the resource arn:aws:iam:us-east-1::role/a, whose service iam has no Regions",
    ],
    [
      "a Region for a bucket",
      { Resource: "arn:aws:s3:us-east-1::logs" },
      {},
      "statement 1 has the resource arn:aws:s3:us-east-1::logs, whose bucket is named with a Region",
    ],
    [
      "a wildcard in the type of an IAM resource",
      { Resource: undefined, NotResource: "arn:aws:iam::123456789012:u*" },
      {},
      "statement 1 has the resource arn:aws:iam::123456789012:u*, which does not begin with a type of IAM resource, such as role/",
    ],
    ...["soon", "2026-13", "2026-01-32", "234-13", "9223372036854775808", ""].map(
      (date): [string, Json, Json, string] => [
        `${date} as a date`,
        { Condition: { "ForAnyValue:DateLessThan": { "a:b": date } } },
        {},
        `statement 1 has ${date || '""'} under ForAnyValue:DateLessThan, which is not a date`,
      ],
    ),
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
    ["a tag's key with a space", { Condition: { StringEquals: { "aws:ResourceTag/Cost Center": "7" } } }, {}],
    ["the older version", {}, { Version: "2008-10-17" }],
    ["an Id", {}, { Id: "x" }],
    ["one statement without a list", {}, { Statement: STATEMENT }],
    ["everything", { Action: "*", Resource: "*" }, {}],
    ["an incomplete ARN", { Resource: "arn:aws:sqs" }, {}],
    ["a wildcard as partition", { Resource: "arn:*:s3:::a" }, {}],
    ["a variable in an ARN", { Resource: `arn:aws:s3:::$\{aws:PrincipalTag/team}` }, {}],
    ["NotAction and NotResource", { Action: undefined, NotAction: "a:b", Resource: undefined, NotResource: "*" }, {}],
    ["an empty Sid, twice", {}, { Statement: [1, 2].map(() => ({ ...STATEMENT, Sid: "" })) }],
    ["an empty Region in an incomplete ARN", { Resource: "arn:aws:iam:" }, {}],
    ["a variable as the account of IAM", { Resource: `arn:aws:iam::$\{aws:PrincipalAccount}:role/a` }, {}],
    ["a service of the future", { Resource: "arn:aws:s33:::a" }, {}],
    ["a partition of its own", { Resource: "arn:aws-iso-b:s3:::a" }, {}],
    ["an access point", { Resource: "arn:aws:s3:us-west-2:123456789012:accesspoint/a" }, {}],
    ["all of IAM", { Resource: "arn:aws:iam::*:*" }, {}],
    ["all actions of all services", { Action: "*:*" }, {}],
    ["a service with a dot", { Action: "s3.s:ListBucket" }, {}],
    ["an action that does not exist", { Action: "iam: as df " }, {}],
    ["an operator without keys, whatever its name", { Condition: { x: {}, Bool: {} } }, {}],
    ["a key without values", { Condition: { DateGreaterThan: { a: [] } } }, {}],
    ...["2026", "2026-12-13T21:20:37.593194+00:00", "2026-12-13t2:00:00.593194+23", "-292275054", "01T"].map(
      (date): [string, Json, Json] => [`${date} as a date`, { Condition: { DateLessThan: { "a:b": date } } }, {}],
    ),
    ["a service with a hyphen", { Action: "aws-marketplace:Subscribe" }, {}],
    ["a condition", { Condition: { "ForAnyValue:StringLikeIfExists": { "aws:TagKeys": ["a*"] } } }, {}],
  ])("%s", (_what, statement, more) => {
    expect(problems(statement, more)).toEqual([]);
  });
});

describe("Organizations refuses in a resource control policy", () => {
  const edge: Json = { ...STATEMENT, Effect: "Deny", Principal: "*" };
  test.each<[string, Json, readonly string[]]>([
    ["nothing in a denial for everybody", {}, []],
    ["nothing in a denial of all but a resource", { Resource: undefined, NotResource: "arn:aws:s3:::a" }, []],
    ["an allowance", { Effect: "Allow" }, ["allows, which only RCPFullAWSAccess may"]],
    ["no principal", { Principal: undefined }, ['does not have "*" as its Principal']],
    ["one account", { Principal: { AWS: "111122223333" } }, ['does not have "*" as its Principal']],
    [
      "NotPrincipal",
      { Principal: undefined, NotPrincipal: "*" },
      ["has NotPrincipal, which no resource control policy may"],
    ],
    ["NotAction", { Action: undefined, NotAction: "*" }, ["has NotAction, which no resource control policy may"]],
    ["all actions", { Action: ["s3:*", "*"] }, ["has an action without the service in front of it"]],
  ])("%s", (_what, more, problems) => {
    const text = JSON.stringify({ Version: "2012-10-17", Statement: { ...edge, ...more } });
    expect(documentProblems(text, "resource control")).toEqual(problems.map((problem) => `statement 1 ${problem}`));
  });

  test("nothing in AWS's own, and it beside a denial", () => {
    const own = { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" };
    const problems = (...Statement: readonly Json[]) =>
      documentProblems(JSON.stringify({ Version: "2012-10-17", Statement }), "resource control");
    expect(problems(own)).toEqual([]);
    expect(problems(own, edge)).toEqual(["statement 1 allows, which only RCPFullAWSAccess may"]);
  });
});
