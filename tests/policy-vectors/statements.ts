/** Effects, actions, resources and what IAM refuses (IAM User Guide, "IAM JSON policy element reference"). */
import { allow, deny, type Json, RESOURCE, type Vector } from "./vector.ts";

const REFERENCE = "IAM User Guide, IAM JSON policy element reference";
type Row = readonly [what: string, statement: Json, action: string, resource: string, expected: Vector["expected"]];

const actions: readonly Row[] = [
  ["the action itself", { Action: "s3:GetObject" }, "s3:GetObject", RESOURCE, "allow"],
  ["in another case", { Action: "S3:getobject" }, "s3:GetObject", RESOURCE, "allow"],
  ["a service", { Action: "s3:*" }, "s3:GetObject", RESOURCE, "allow"],
  ["another service", { Action: "ec2:*" }, "s3:GetObject", RESOURCE, "deny"],
  ["a prefix", { Action: "s3:Get*" }, "s3:GetObject", RESOURCE, "allow"],
  ["a prefix of another action", { Action: "s3:Put*" }, "s3:GetObject", RESOURCE, "deny"],
  ["a suffix", { Action: "s3:*Object" }, "s3:GetObject", RESOURCE, "allow"],
  ["a question mark", { Action: "s3:?etObject" }, "s3:GetObject", RESOURCE, "allow"],
  ["one of a list", { Action: ["ec2:*", "s3:GetObject"] }, "s3:GetObject", RESOURCE, "allow"],
  ["none of a list", { Action: ["ec2:*", "s3:PutObject"] }, "s3:GetObject", RESOURCE, "deny"],
  ["a longer action", { Action: "s3:GetObject" }, "s3:GetObjectAcl", RESOURCE, "deny"],
  ["NotAction of another", { Action: undefined, NotAction: "iam:*" }, "s3:GetObject", RESOURCE, "allow"],
  ["NotAction of this", { Action: undefined, NotAction: "s3:*" }, "s3:GetObject", RESOURCE, "deny"],
  ["NotAction, one of a list", { Action: undefined, NotAction: ["iam:*", "s3:G*"] }, "s3:GetObject", RESOURCE, "deny"],
];

const INSTANCE = "arn:aws:ec2:us-east-1:111122223333:instance/i-1";
const resources: readonly Row[] = [
  ["the resource itself", { Resource: RESOURCE }, "s3:GetObject", RESOURCE, "allow"],
  ["in another case", { Resource: "arn:aws:s3:::LOGS/a/b" }, "s3:GetObject", RESOURCE, "deny"],
  ["all", { Resource: "*" }, "s3:GetObject", RESOURCE, "allow"],
  ["a prefix, across slashes", { Resource: "arn:aws:s3:::logs/*" }, "s3:GetObject", RESOURCE, "allow"],
  ["a question mark", { Resource: "arn:aws:s3:::log?/a/b" }, "s3:GetObject", RESOURCE, "allow"],
  ["the bucket alone", { Resource: "arn:aws:s3:::logs" }, "s3:GetObject", RESOURCE, "deny"],
  ["one of a list", { Resource: ["arn:aws:s3:::x", "arn:aws:s3:::logs/*"] }, "s3:GetObject", RESOURCE, "allow"],
  ["NotResource of another", { Resource: undefined, NotResource: "arn:aws:s3:::x" }, "s3:GetObject", RESOURCE, "allow"],
  [
    "NotResource of this",
    { Resource: undefined, NotResource: "arn:aws:s3:::logs/*" },
    "s3:GetObject",
    RESOURCE,
    "deny",
  ],
  [
    "a wildcard in the account",
    { Resource: "arn:aws:ec2:us-east-1:*:instance/*" },
    "ec2:StopInstances",
    INSTANCE,
    "allow",
  ],
  [
    "a wildcard in the Region",
    { Resource: "arn:aws:ec2:*:111122223333:instance/i-1" },
    "ec2:StopInstances",
    INSTANCE,
    "allow",
  ],
  ["another Region", { Resource: "arn:aws:ec2:eu-west-1:*:instance/*" }, "ec2:StopInstances", INSTANCE, "deny"],
  ["a list operation by all", { Resource: "*" }, "ec2:DescribeInstances", "*", "allow"],
  ["a list operation by one resource", { Resource: INSTANCE }, "ec2:DescribeInstances", "*", "deny"],
];

/** Missing fields become `*`. */
const incomplete: readonly Row[] = [
  ["a service", { Resource: "arn:aws:ec2" }, "ec2:StopInstances", INSTANCE, "allow"],
  ["another service", { Resource: "arn:aws:sqs" }, "ec2:StopInstances", INSTANCE, "deny"],
  ["a service and a Region", { Resource: "arn:aws:ec2:us-east-1" }, "ec2:StopInstances", INSTANCE, "allow"],
  ["another Region", { Resource: "arn:aws:ec2:eu-west-1" }, "ec2:StopInstances", INSTANCE, "deny"],
  ["an account", { Resource: "arn:aws:ec2:us-east-1:111122223333" }, "ec2:StopInstances", INSTANCE, "allow"],
  ["another account", { Resource: "arn:aws:ec2:us-east-1:444455556666" }, "ec2:StopInstances", INSTANCE, "deny"],
  ["a queue", { Resource: "arn:aws:sqs" }, "sqs:SendMessage", "arn:aws:sqs:us-east-1:1:q", "allow"],
  ["a wildcard as the service", { Resource: "arn:aws:*" }, "ec2:StopInstances", INSTANCE, "allow"],
  ["NotResource", { Resource: undefined, NotResource: "arn:aws:ec2" }, "ec2:StopInstances", INSTANCE, "deny"],
  [
    "NotResource of another",
    { Resource: undefined, NotResource: "arn:aws:sqs" },
    "ec2:StopInstances",
    INSTANCE,
    "allow",
  ],
  [
    "a complete one is left alone",
    { Resource: "arn:aws:ec2:us-east-1:111122223333:" },
    "ec2:StopInstances",
    INSTANCE,
    "deny",
  ],
];

const ARNS = "IAM User Guide, Identify AWS resources with Amazon Resource Names (ARNs)";
const byStatement = (source: string, rows: readonly Row[]): readonly Vector[] =>
  rows.flatMap(([what, statement, action, resource, expected]) => {
    const base = { source, action, resource };
    const opposite = expected === "allow" ? "deny" : "allow";
    return [
      { ...base, what: `${what} allows`, identity: [allow(statement)], expected },
      { ...base, what: `${what} denies`, identity: [allow(), deny(statement)], expected: opposite },
    ] as const;
  });

const BUCKETS = "IAM User Guide, IAM JSON policy elements: Condition operators: String condition operators";
const special: readonly Vector[] = [
  {
    source: BUCKETS,
    what: "listing on all buckets",
    identity: [allow({ Action: "s3:ListAllMyBuckets", Resource: "arn:aws:s3:::*" })],
    action: "s3:ListAllMyBuckets",
    resource: "*",
    expected: "allow",
  },
  {
    source: BUCKETS,
    what: "listing on one bucket",
    identity: [allow({ Action: "s3:ListAllMyBuckets", Resource: "arn:aws:s3:::a" })],
    action: "s3:ListAllMyBuckets",
    resource: "*",
    expected: "deny",
  },
  {
    source: BUCKETS,
    what: "listing on an incomplete ARN",
    identity: [allow({ Resource: "arn:aws:s3" })],
    action: "s3:ListAllMyBuckets",
    resource: "*",
    expected: "allow",
  },
  {
    source: BUCKETS,
    what: "another list operation",
    identity: [allow({ Resource: "arn:aws:s3:::*" })],
    action: "s3:ListAccessPoints",
    resource: "*",
    expected: "deny",
  },
];

/** The grammar of the language: such a document is refused, so whatever the evaluator is given it never allows. */
const GRAMMAR = "IAM User Guide, Grammar of the IAM JSON policy language";
const broken: readonly (readonly [what: string, statement: Json])[] = [
  ["no Effect", { Effect: undefined }],
  ["an Effect in small letters", { Effect: "allow" }],
  ["another Effect", { Effect: "Audit" }],
  ["no Action", { Action: undefined }],
  ["no Resource", { Resource: undefined }],
  ["an operator that does not exist", { Condition: { StringSounds: { "a:b": "x" } } }],
  ["the name of an object's member as operator", { Condition: { constructor: { "a:b": "x" } } }],
  ["Null with IfExists", { Condition: { NullIfExists: { "a:b": "true" } } }],
  ["a Condition that is null", { Condition: null }],
  ["a Condition that is a list", { Condition: [] }],
  ["a Condition that is text", { Condition: "x" }],
  ["an operator that is null", { Condition: { StringEquals: null } }],
];
const brokenVectors = broken.map(
  ([what, statement]): Vector => ({
    source: GRAMMAR,
    what,
    identity: [allow(statement)],
    context: { "a:b": ["x"] },
    expected: "open",
  }),
);

export const statementVectors: readonly Vector[] = [
  ...byStatement(`${REFERENCE}: Action, NotAction`, actions),
  ...byStatement(`${REFERENCE}: Resource, NotResource`, resources),
  ...byStatement(`${ARNS}: Using wildcards in paths, note on incomplete ARNs`, incomplete),
  ...special,
  ...brokenVectors,
];
