/** Example policies of AWS's guides, each asked about requests that it is written for and about their neighbours. */
import { asVectors, type Example } from "./example.ts";
import { allow, deny, type Json, type Vector, variable } from "./vector.ts";

const ROLE = "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Dev_0123456789abcdef";
const ORGANIZATION = "o-exampleorg1";

const EVERYBODY = { Principal: "*" };
const MULTIVALUED = "IAM User Guide, Single-valued vs. multivalued context keys";
const KEYS = "IAM User Guide, AWS global condition context keys";
const OPERATORS = "IAM User Guide, IAM JSON policy elements: Condition operators";
const VARIABLES = "IAM User Guide, IAM policy elements: Variables and tags";

const identity: readonly Example[] = [
  {
    source: "IAM User Guide, IAM: Add a specific tag with specific values",
    what: "one tag with one of two values",
    identity: [
      allow({
        Action: ["iam:TagUser", "iam:TagRole"],
        Condition: {
          StringEquals: { "aws:RequestTag/CostCenter": ["A-123", "B-456"] },
          "ForAllValues:StringEquals": { "aws:TagKeys": "CostCenter" },
        },
      }),
    ],
    action: "iam:TagRole",
    resource: ROLE,
    asked: [
      [{ "aws:RequestTag/CostCenter": ["A-123"], "aws:TagKeys": ["CostCenter"] }, "allow"],
      [{ "aws:RequestTag/CostCenter": ["a-123"], "aws:TagKeys": ["CostCenter"] }, "deny"],
      [{ "aws:RequestTag/CostCenter": ["B-456"], "aws:TagKeys": ["CostCenter", "team"] }, "deny"],
      [{ "aws:TagKeys": ["CostCenter"] }, "deny"],
      [{ "aws:RequestTag/CostCenter": ["A-123"] }, "allow"],
    ],
  },
  {
    source: MULTIVALUED,
    what: "ForAllValues needs Null beside it",
    identity: [
      allow({
        Condition: {
          "ForAllValues:StringLike": { "aws:TagKeys": ["key1*"] },
          Null: { "aws:TagKeys": "false" },
        },
      }),
    ],
    asked: [
      [{ "aws:TagKeys": ["key1:legal", "key1"] }, "allow"],
      [{ "aws:TagKeys": ["key1", "key2"] }, "deny"],
      [{}, "deny"],
    ],
  },
  {
    source: MULTIVALUED,
    what: "a Deny with ForAnyValue",
    identity: [
      allow(),
      deny({ Condition: { "ForAnyValue:StringNotEquals": { "dynamodb:Attributes": ["ID", "Message"] } } }),
    ],
    action: "dynamodb:GetItem",
    resource: "arn:aws:dynamodb:us-east-1:111122223333:table/T",
    asked: [
      [{ "dynamodb:Attributes": ["ID"] }, "allow"],
      [{ "dynamodb:Attributes": ["ID", "Secret"] }, "deny"],
      [{}, "allow"],
    ],
  },
  {
    source: `${KEYS}: aws:ViaAWSService`,
    what: "not from elsewhere, unless by a service",
    identity: [
      allow(),
      deny({
        Condition: {
          NotIpAddress: { "aws:SourceIp": ["192.0.2.0/24", "203.0.113.0/24"] },
          Bool: { "aws:ViaAWSService": "false" },
        },
      }),
    ],
    asked: [
      [{ "aws:SourceIp": ["192.0.2.9"], "aws:ViaAWSService": ["false"] }, "allow"],
      [{ "aws:SourceIp": ["198.51.100.9"], "aws:ViaAWSService": ["false"] }, "deny"],
      [{ "aws:SourceIp": ["198.51.100.9"], "aws:ViaAWSService": ["true"] }, "allow"],
      [{ "aws:SourceIp": ["::ffff:192.0.2.9"], "aws:ViaAWSService": ["false"] }, "deny"],
      [{ "aws:ViaAWSService": ["false"] }, "deny"],
    ],
  },
  {
    source: `${KEYS}: aws:CalledVia`,
    what: "only through DynamoDB",
    identity: [allow({ Condition: { "ForAnyValue:StringEquals": { "aws:CalledVia": ["dynamodb.amazonaws.com"] } } })],
    action: "kms:Decrypt",
    resource: "arn:aws:kms:us-east-1:111122223333:key/k",
    asked: [
      [{ "aws:CalledVia": ["cloudformation.amazonaws.com", "dynamodb.amazonaws.com"] }, "allow"],
      [{ "aws:CalledVia": ["cloudformation.amazonaws.com"] }, "deny"],
      [{}, "deny"],
    ],
  },
  {
    source: `${KEYS}: aws:PrincipalOrgPaths`,
    what: "one unit and those under it",
    identity: [
      allow({
        Condition: { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": [`${ORGANIZATION}/r-ab12/ou-1/*`] } },
      }),
    ],
    asked: [
      [{ "aws:PrincipalOrgPaths": [`${ORGANIZATION}/r-ab12/ou-1/`] }, "allow"],
      [{ "aws:PrincipalOrgPaths": [`${ORGANIZATION}/r-ab12/ou-1/ou-2/`] }, "allow"],
      [{ "aws:PrincipalOrgPaths": [`${ORGANIZATION}/r-ab12/ou-11/`] }, "deny"],
      [{}, "deny"],
    ],
  },
  {
    source: `${OPERATORS}: ...IfExists condition operators`,
    what: "only small machines, and what has no type",
    identity: [allow({ Condition: { StringLikeIfExists: { "ec2:InstanceType": ["t1.*", "t2.*", "m3.*"] } } })],
    action: "ec2:RunInstances",
    resource: "arn:aws:ec2:us-east-1:111122223333:instance/*",
    asked: [
      [{ "ec2:InstanceType": ["t2.micro"] }, "allow"],
      [{ "ec2:InstanceType": ["t3.micro"] }, "deny"],
      [{}, "allow"],
    ],
  },
  {
    source: `${OPERATORS}: Binary condition operators`,
    what: "bytes in Base64",
    identity: [allow({ Condition: { BinaryEquals: { "a:key": "QmluYXJ5VmFsdWVJbkJhc2U2NA==" } } })],
    asked: [
      [{ "a:key": ["QmluYXJ5VmFsdWVJbkJhc2U2NA=="] }, "allow"],
      [{ "a:key": ["qmluYXJ5VmFsdWVJbkJhc2U2NA=="] }, "deny"],
      [{}, "deny"],
    ],
  },
  {
    source: `${OPERATORS}: Date condition operators`,
    what: "credentials issued before a time",
    identity: [allow(), deny({ Condition: { DateLessThan: { "aws:TokenIssueTime": "2020-01-01T00:00:00Z" } } })],
    asked: [
      [{ "aws:TokenIssueTime": ["2019-12-31T23:59:59Z"] }, "deny"],
      [{ "aws:TokenIssueTime": ["2020-01-01T00:00:00Z"] }, "allow"],
      [{ "aws:TokenIssueTime": ["2020-01-01T00:30:00+01:00"] }, "deny"],
      [{}, "allow"],
    ],
  },
  {
    source: `${VARIABLES}: Specifying default values`,
    what: "a folder of the team, or of all",
    identity: [allow({ Resource: [`arn:aws:s3:::bucket/${variable("aws:PrincipalTag/team, 'company-wide'")}/*`] })],
    resource: "arn:aws:s3:::bucket/company-wide/a",
    asked: [
      [{}, "allow"],
      [{ "aws:PrincipalTag/team": ["red"] }, "deny"],
      [{ "aws:PrincipalTag/team": ["red"] }, "allow", { resource: "arn:aws:s3:::bucket/red/a" }],
      [{ "aws:PrincipalTag/team": ["*"] }, "deny", { resource: "arn:aws:s3:::bucket/red/a" }],
    ],
  },
  {
    source: `${VARIABLES}: Where you can use policy variables`,
    what: "the tags of both sides",
    identity: [
      allow({ Condition: { StringEquals: { "aws:ResourceTag/project": variable("aws:PrincipalTag/project") } } }),
    ],
    asked: [
      [{ "aws:ResourceTag/project": ["a"], "aws:PrincipalTag/project": ["a"] }, "allow"],
      [{ "aws:ResourceTag/project": ["a"], "aws:PrincipalTag/project": ["A"] }, "deny"],
      [{ "aws:ResourceTag/project": ["a"] }, "deny"],
      [{}, "deny"],
    ],
  },
  ...["aws:PrincipalTag/team, none", " * ", "aws:PrincipalTag/team ", ", 'x'"].flatMap((inside): readonly Example[] => [
    {
      source: `${VARIABLES}: Specifying default values`,
      what: `a variable that is written in another form: ${JSON.stringify(inside)}`,
      identity: [allow({ Resource: `arn:aws:s3:::bucket/${variable(inside)}` })],
      resource: "arn:aws:s3:::bucket/red",
      asked: [[{ "aws:PrincipalTag/team": ["red"] }, "open"]],
    },
    {
      source: `${VARIABLES}: Specifying default values`,
      what: `a denial with a variable in another form: ${JSON.stringify(inside)}`,
      identity: [allow(), deny({ Condition: { StringEquals: { "a:b": variable(inside) } } })],
      asked: [[{ "a:b": ["red"], "aws:PrincipalTag/team": ["red"] }, "open"]],
    },
  ]),
];

/** Documents whose JSON gives an element the same key twice. */
const REPEATED = "IAM User Guide, Grammar of the IAM JSON policy language: Notes about the JSON grammar";
const repeated: readonly (readonly [what: string, text: string, expected: Vector["expected"]])[] = [
  ["Effect twice", `{"Effect":"Deny","Effect":"Allow","Action":"*","Resource":"*"}`, "open"],
  ["Effect twice, alike", `{"Effect":"Allow","Effect":"Allow","Action":"*","Resource":"*"}`, "open"],
  [
    "an operator twice",
    `{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"a:b":"x"},"Bool":{"a:b":"true"}}}`,
    "open",
  ],
  [
    "a key under two operators",
    `{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"a:b":"true"},"StringLike":{"a:b":"t*"}}}`,
    "allow",
  ],
  ["a name in a text", `{"Sid":"a","Effect":"Allow","Action":["*","a:Sid"],"Resource":"*"}`, "allow"],
];

/** What IAM refuses in an identity policy, so that it allows nothing for certain. */
const inIdentity: readonly (readonly [what: string, statement: Json, source: string])[] = [
  ["a Principal", allow(EVERYBODY), "IAM User Guide, AWS JSON policy elements: Principal"],
  ["a NotPrincipal", allow({ NotPrincipal: { AWS: ROLE } }), "IAM User Guide, AWS JSON policy elements: NotPrincipal"],
  ["an ARN of a partition alone", allow({ Resource: "arn:aws" }), "IAM User Guide, IAM JSON policy elements: Resource"],
  ["an ARN without a service", allow({ Resource: "arn:aws::" }), "IAM User Guide, IAM JSON policy elements: Resource"],
];

export const exampleVectors: readonly Vector[] = [
  ...inIdentity.map(([what, statement, source]): Vector => ({ source, what, identity: [statement], expected: "open" })),
  ...identity.flatMap(asVectors),
  ...repeated.map(
    ([what, statement, expected]): Vector => ({
      source: REPEATED,
      what,
      identity: [],
      text: `{"Version":"2012-10-17","Statement":[${statement}]}`,
      context: { "a:b": ["true"] },
      expected,
    }),
  ),
];
