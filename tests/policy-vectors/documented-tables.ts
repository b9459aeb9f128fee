/** The tables of matches in AWS's own pages, row by row. */
import { allow, type Json, outcome, type Vector, variable } from "./vector.ts";

const OPERATORS = "IAM User Guide, IAM JSON policy elements: Condition operators";
const KEYS = "IAM User Guide, AWS global condition context keys";

type Row = readonly [condition: Json, context: Vector["context"], holds: boolean];
const JOB: Json = { StringEquals: { "aws:PrincipalTag/job-category": "iamuser-admin" } };
const HOME: Json = { StringLike: { "s3:prefix": ["home/", `home/${variable("aws:username")}/`] } };
const TAGS: Json = {
  StringEqualsIgnoreCase: { "aws:RequestTag/environment": ["preprod", "storage"] },
  "ForAnyValue:StringEquals": { "aws:TagKeys": "environment" },
};
const INSECURE: Json = { Bool: { "aws:SecureTransport": "false" } };
const BINARY: Json = { BinaryEquals: { "test:Key": "QmluYXJ5VmFsdWVJbkJhc2U2NA==" } };
const OFFICE: Json = { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } };
const BOTH_VERSIONS: Json = { IpAddress: { "aws:SourceIp": ["203.0.113.0/24", "2001:DB8:1234:5678::/64"] } };
const TOPIC: Json = { ArnEquals: { "aws:SourceArn": "arn:aws:sns:us-west-2:123456789012:TOPIC-ID" } };
const LOGGING: Json = {
  "ForAllValues:ArnLike": {
    "logs:LogGeneratingResourceArns": [
      "arn:aws:cloudfront::123456789012:distribution/*",
      "arn:aws:cloudfront::123456789012:distribution/support*",
    ],
  },
};
const INSTANCE: Json = { StringLikeIfExists: { "ec2:InstanceType": ["t1.*", "t2.*", "m3.*"] } };
const distribution = (name: string, account = "123456789012"): string =>
  `arn:aws:cloudfront::${account}:distribution/${name}`;

/** "There are certain cases when a string operator would match when an ARN operator would not match." */
const FINANCE = "arn:aws:someservice:*:111122223333:finance/*";
const STORE = "arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt";

const sections: Readonly<Record<string, readonly Row[]>> = {
  "String condition operators": [
    [JOB, { "aws:PrincipalTag/job-category": ["iamuser-admin"] }, true],
    [JOB, { "aws:PrincipalTag/job-category": ["dev-ops"] }, false],
    [JOB, {}, false],
    [HOME, { "aws:username": ["martha_rivera"], "s3:prefix": ["home/martha_rivera/"] }, true],
    [HOME, { "aws:username": ["nikki_wolf"], "s3:prefix": ["home/martha_rivera/"] }, false],
    [HOME, { "s3:prefix": ["home/martha_rivera/"] }, false],
    [HOME, { "s3:prefix": ["home/"] }, true],
  ],
  "Multivalued string condition operators": [
    [TAGS, { "aws:TagKeys": ["environment"], "aws:RequestTag/environment": ["preprod"] }, true],
    [TAGS, { "aws:TagKeys": ["environment", "costcenter"], "aws:RequestTag/environment": ["PreProd"] }, true],
    [TAGS, { "aws:TagKeys": ["Environment"], "aws:RequestTag/Environment": ["preprod"] }, false],
    [TAGS, { "aws:TagKeys": ["costcenter"], "aws:RequestTag/environment": ["preprod"] }, false],
    [TAGS, { "aws:RequestTag/environment": ["storage"] }, false],
    [TAGS, { "aws:TagKeys": ["environment"] }, false],
    [TAGS, {}, false],
  ],
  "Boolean condition operators": [
    [INSECURE, { "aws:SecureTransport": ["false"] }, true],
    [INSECURE, { "aws:SecureTransport": ["true"] }, false],
    [INSECURE, {}, false],
    [{ "ForAllValues:Bool": { "test:Key": "true" } }, { "test:Key": ["true", "true"] }, true],
    [{ "ForAllValues:Bool": { "test:Key": "true" } }, { "test:Key": ["true", "false"] }, false],
    [{ "ForAnyValue:Bool": { "test:Key": "true" } }, { "test:Key": ["false", "true"] }, true],
    [{ "ForAnyValue:Bool": { "test:Key": "true" } }, { "test:Key": ["false"] }, false],
  ],
  "Binary condition operators": [
    [BINARY, { "test:Key": ["QmluYXJ5VmFsdWVJbkJhc2U2NA=="] }, true],
    [BINARY, { "test:Key": ["ASIAIOSFODNN7EXAMPLE"] }, false],
    [BINARY, {}, false],
  ],
  "IP address condition operators": [
    [OFFICE, { "aws:SourceIp": ["203.0.113.1"] }, true],
    [OFFICE, { "aws:SourceIp": ["198.51.100.1"] }, false],
    [BOTH_VERSIONS, { "aws:SourceIp": ["2001:db8:1234:5678:9::a"] }, true],
    [BOTH_VERSIONS, { "aws:SourceIp": ["203.0.113.255"] }, true],
    [BOTH_VERSIONS, { "aws:SourceIp": ["2001:db8:1234:5679::a"] }, false],
  ],
  "Amazon Resource Name (ARN) condition operators": [
    [TOPIC, { "aws:SourceArn": ["arn:aws:sns:us-west-2:123456789012:TOPIC-ID"] }, true],
    [TOPIC, { "aws:SourceArn": ["arn:aws:sns:us-west-2:777788889999:TOPIC-ID"] }, false],
    [TOPIC, {}, false],
    [{ StringLike: { "test:Key": FINANCE } }, { "test:Key": [STORE] }, true],
    [{ ArnLike: { "test:Key": FINANCE } }, { "test:Key": [STORE] }, false],
    [{ ArnNotEquals: { "test:Key": FINANCE } }, { "test:Key": [STORE] }, true],
  ],
  "Multivalued ARN condition operators": [
    [LOGGING, { "logs:LogGeneratingResourceArns": [distribution("costcenter")] }, true],
    [LOGGING, { "logs:LogGeneratingResourceArns": [distribution("costcenter"), distribution("support2025")] }, true],
    [
      LOGGING,
      { "logs:LogGeneratingResourceArns": [distribution("costcenter"), distribution("x", "777788889999")] },
      false,
    ],
    [LOGGING, { "logs:LogGeneratingResourceArns": [distribution("costcenter", "777788889999")] }, false],
    [LOGGING, {}, true],
    [LOGGING, { "logs:LogGeneratingResourceArns": [""] }, true],
  ],
  "...IfExists condition operators": [
    [INSTANCE, { "ec2:InstanceType": ["t1.micro"] }, true],
    [INSTANCE, { "ec2:InstanceType": ["m2.micro"] }, false],
    [INSTANCE, {}, true],
  ],
  "Condition operator to check existence of condition keys": [
    [{ Null: { "aws:TokenIssueTime": "false" } }, { "aws:TokenIssueTime": ["2026-11-28T09:00:00Z"] }, true],
    [{ Null: { "aws:TokenIssueTime": "false" } }, {}, false],
    [{ Null: { "aws:TokenIssueTime": "true" } }, {}, true],
    [{ Null: { "aws:TokenIssueTime": ["true", "false"] } }, {}, true],
  ],
};

const UNIT = "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/ou-ab12-22222222/";
const pathOf = (more = ""): Vector["context"] => ({ "aws:PrincipalOrgPaths": [UNIT + more] });
const inUnit = (pattern: string, operator = "StringLike"): Json => ({
  [`ForAnyValue:${operator}`]: { "aws:PrincipalOrgPaths": pattern },
});
const paths: readonly Row[] = [
  [inUnit(UNIT, "StringEquals"), pathOf(), true],
  [inUnit(UNIT, "StringEquals"), pathOf("ou-ab12-33333333/"), false],
  [inUnit(`${UNIT}*`), pathOf(), true],
  [inUnit(`${UNIT}*`), pathOf("ou-ab12-33333333/"), true],
  [inUnit(`${UNIT}ou-*`), pathOf(), false],
  [inUnit(`${UNIT}ou-*`), pathOf("ou-ab12-33333333/"), true],
  [inUnit("o-a1b2c3d4e5/*"), pathOf(), true],
  [inUnit("o-zzzzzzzzzz/*"), pathOf(), false],
  [inUnit("o-a1b2c3d4e5/*"), {}, false],
];

const vectors = (source: string, rows: readonly Row[]): readonly Vector[] =>
  rows.map(([Condition, context, holds]) => ({
    source,
    what: `${JSON.stringify(Condition)} with ${JSON.stringify(context)}`,
    identity: [allow({ Condition })],
    ...(context && { context }),
    expected: outcome(holds),
  }));

export const tableVectors: readonly Vector[] = [
  ...Object.entries(sections).flatMap(([section, rows]) => vectors(`${OPERATORS}: ${section}`, rows)),
  ...vectors(`${KEYS}: aws:PrincipalOrgPaths`, paths),
];
