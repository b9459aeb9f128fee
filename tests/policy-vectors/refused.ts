/** Documents that IAM refuses, each with its nearest neighbour that it takes; and calls whose resource is not what it seems. */
import { allow, deny, type Json, type Vector, variable } from "./vector.ts";

const GRAMMAR = "IAM User Guide, Grammar of the IAM JSON policy language";
const LISTING = "IAM User Guide, IAM JSON policy elements: Condition operators: String condition operators";

const refused: readonly (readonly [what: string, statement: Json])[] = [
  ["an Effect in capital letters", { Effect: "ALLOW" }],
  ["an Effect in a list", { Effect: ["Allow"] }],
  ["an Effect that is a truth", { Effect: true }],
  ["a variable in an Action", { Action: `s3:${variable("aws:PrincipalTag/team")}` }],
  ["an Action that is null", { Action: null }],
  ["an Action beside NotAction", { NotAction: "iam:*" }],
  ["an Action in a list in a list", { Action: [["s3:GetObject"]] }],
  ["an empty list of actions", { Action: [] }],
  ["a Resource that is an object", { Resource: {} }],
  ["a Resource beside an empty NotResource", { NotResource: [] }],
  ["a Condition that is false", { Condition: false }],
  ["a Condition that is a number", { Condition: 0 }],
  ["a list of conditions", { Condition: [{ StringEquals: { "a:b": "x" } }] }],
  ["an operator with two colons", { Condition: { "ForAnyValue::StringEquals": { "a:b": "x" } } }],
  ["an operator in small letters", { Condition: { stringequals: { "a:b": "x" } } }],
  ["IfExists before the operator", { Condition: { IfExistsStringEquals: { "a:b": "x" } } }],
  ["a quantifier that does not exist", { Condition: { "ForSomeValues:StringEquals": { "a:b": "x" } } }],
  ["toString as operator", { Condition: { toString: { "a:b": "x" } } }],
  ["hasOwnProperty as operator", { Condition: { hasOwnProperty: { "a:b": "x" } } }],
  ["valueOf with a quantifier", { Condition: { "ForAllValues:valueOf": { "a:b": "x" } } }],
  ["a value that is an object", { Condition: { StringEquals: { "a:b": { c: "x" } } } }],
  ["a value that is null", { Condition: { StringEquals: { "a:b": [null] } } }],
];

const taken: readonly (readonly [what: string, statement: Json, expected: "allow" | "deny"])[] = [
  ["an operator without keys", { Condition: { StringEquals: {} } }, "allow"],
  ["an unknown operator without keys", { Condition: { StringSounds: {} } }, "allow"],
  ["a number as a value", { Condition: { StringEquals: { "a:n": 1 } } }, "allow"],
  ["constructor as a condition key", { Condition: { StringEquals: { constructor: "x" } } }, "deny"],
  ["__proto__ as a condition key", { Condition: { StringEquals: { ["__proto__"]: "x" } } }, "deny"],
  ["the effect after the condition", { Condition: { StringEquals: { "a:b": "x" } }, Effect: "Allow" }, "allow"],
];

const vector = (what: string, identity: readonly Json[], expected: Vector["expected"]): Vector => ({
  source: GRAMMAR,
  what,
  identity,
  context: { "a:b": ["x"], "a:n": ["1"] },
  expected,
});

const PATTERN = `arn:aws:iam::1:role/${"*r".repeat(40)}`;
const LONG = `arn:aws:iam::1:role/${"r".repeat(400)}`;
const WILDCARDS = "IAM User Guide, Identify AWS resources with Amazon Resource Names (ARNs): Using wildcards in paths";
const long = (
  [
    [PATTERN, "allow"],
    [`${PATTERN}z`, "deny"],
    [`arn:aws:iam::1:role/${"*".repeat(300)}z`, "deny"],
    [`arn:aws:iam::1:role/${"*".repeat(300)}`, "allow"],
    [`arn:aws:iam::1:role/${"?".repeat(400)}`, "allow"],
    [`arn:aws:iam::1:role/${"?".repeat(401)}`, "deny"],
  ] as const
).map(
  ([Resource, expected]): Vector => ({
    source: WILDCARDS,
    what: `a long pattern: ${Resource.slice(0, 30)}… (${Resource.length})`,
    identity: [allow({ Resource })],
    action: "iam:GetRole",
    resource: LONG,
    expected,
  }),
);

type Listed = readonly [what: string, element: Json, partition: string, holds: boolean];
const listed: readonly Listed[] = [
  ["all buckets", { Resource: "arn:aws:s3:::*" }, "aws", true],
  ["all buckets, action in another case", { Action: "s3:listallmybuckets", Resource: "arn:aws:s3:::*" }, "aws", true],
  ["all buckets with wildcards in every field", { Resource: "arn:aws:s3:*:*:*" }, "aws", true],
  ["buckets of one name", { Resource: "arn:aws:s3:::logs*" }, "aws", false],
  ["objects", { Resource: "arn:aws:s3:::*/*" }, "aws", false],
  ["another service", { Resource: "arn:aws:sqs:::*" }, "aws", false],
  ["all but the buckets", { Resource: undefined, NotResource: "arn:aws:s3:::*" }, "aws", false],
  ["all buckets of China", { Resource: "arn:aws-cn:s3:::*" }, "aws-cn", true],
  ["all buckets but those of one character", { Resource: "arn:aws:s3:::*?" }, "aws", true],
  ["one bucket", { Resource: "arn:aws:s3:::logs" }, "aws", false],
  ["all buckets of another partition", { Resource: "arn:aws:s3:::*" }, "aws-us-gov", false],
];
const listing = listed.flatMap(([what, element, partition, holds]): readonly Vector[] => {
  const base = {
    source: LISTING,
    action: "s3:ListAllMyBuckets",
    resource: "*",
    context: { "aws:PrincipalArn": [`arn:${partition}:iam::111122223333:role/r`] },
  };
  return [
    { ...base, what: `${what} allow the list`, identity: [allow(element)], expected: holds ? "allow" : "deny" },
    {
      ...base,
      what: `${what} deny the list`,
      identity: [allow(), deny(element)],
      expected: holds ? "deny" : "allow",
    },
  ];
});

/** The list is of all buckets, whichever one is asked about; whether these patterns cover it AWS does not say. */
const BUCKETS = "S3 User Guide, Policy actions for Amazon S3: bucket operations without a bucket";
const aboutOneBucket = (
  [
    ["the bucket", "arn:aws:s3:::logs", "deny"],
    ["all buckets", "arn:aws:s3:::*", "allow"],
    ["everything", "*", "allow"],
    ["one character", "arn:aws:s3:::?", "open"],
    ["an asterisk as itself", `arn:aws:s3:::${variable("*")}`, "open"],
  ] as const
).map(
  ([what, Resource, expected]): Vector => ({
    source: BUCKETS,
    what: `${what}, asked about one bucket`,
    action: "s3:ListAllMyBuckets",
    resource: "arn:aws:s3:::logs",
    identity: [allow({ Resource })],
    expected,
  }),
);

const MESSAGE = `${GRAMMAR}: IAM resource path must either be "*", root, or start with user/, federated-user/, role/, …`;
const iamPaths = (
  [
    ["foo/bar", "open"],
    ["Role/r", "open"],
    ["role", "open"],
    ["roles/r", "open"],
    ["role*", "open"],
    ["*/r", "open"],
    ["assumed-role/r", "open"],
    ["role/r", "allow"],
    ["role/*", "allow"],
    ["*", "allow"],
    ["root", "deny"],
    ["sms-mfa/a", "deny"],
    ["access-report/a", "deny"],
  ] as const
).map(
  ([path, expected]): Vector => ({
    source: MESSAGE,
    what: path,
    action: "iam:GetRole",
    resource: "arn:aws:iam::111122223333:role/r",
    identity: [allow({ Resource: `arn:aws:iam::111122223333:${path}` })],
    expected,
  }),
);

export const refusedVectors: readonly Vector[] = [
  ...aboutOneBucket,
  ...iamPaths,
  ...refused.map(([what, statement]) => vector(what, [allow(statement)], "open")),
  ...taken.map(([what, statement, expected]) => vector(what, [allow(statement)], expected)),
  ...long,
  ...listing,
];
