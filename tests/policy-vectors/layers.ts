/** Layers together (IAM User Guide, "Policy evaluation logic"; Organizations User Guide, "SCP evaluation", "RCP evaluation"). */
import { allow, deny, type Json, type Vector } from "./vector.ts";

const LOGIC = "IAM User Guide, Policy evaluation logic";
const SCP = "Organizations User Guide, SCP evaluation";
const RCP = "Organizations User Guide, RCP evaluation";
const RCP_SYNTAX = "Organizations User Guide, RCP syntax";
const SCP_SYNTAX = "Organizations User Guide, SCP syntax";
const BOUNDARY = "IAM User Guide, Permissions boundaries for IAM entities";

const ALL = [allow()];
const NONE: readonly Json[] = [];
const S3 = [allow({ Action: "s3:*" })];
const EC2 = [allow({ Action: "ec2:*" })];
const NO_S3 = [allow(), deny({ Action: "s3:*" })];
const NOT_S3 = [allow({ Action: undefined, NotAction: "s3:*" })];
const ELSEWHERE = [allow(), deny({ Condition: { StringNotEquals: { "aws:RequestedRegion": "eu-west-1" } } })];
const OUTSIDE = [
  deny({
    Principal: "*",
    Action: "s3:*",
    Condition: { StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-exampleorg1" } },
  }),
];
const edge = (more: Json = {}): Json => deny({ Principal: "*", Action: "s3:*", ...more });
const IN_REGION: Json = { Condition: { StringEquals: { "aws:RequestedRegion": "eu-west-1" } } };
const SPARES: Json = { Resource: undefined, NotResource: "arn:aws:s3:::logs/*" };
const HERE = { "aws:RequestedRegion": ["eu-west-1"], "aws:PrincipalOrgID": ["o-exampleorg1"] };
const THERE = { "aws:RequestedRegion": ["us-east-1"], "aws:PrincipalOrgID": ["o-anotherorg2"] };

type Row = readonly [source: string, what: string, layers: Partial<Vector>, expected: Vector["expected"]];
const rows: readonly Row[] = [
  [LOGIC, "nothing allows", { identity: NONE }, "deny"],
  [LOGIC, "one statement allows", { identity: ALL }, "allow"],
  [LOGIC, "a denial wins over an allowance", { identity: NO_S3 }, "deny"],
  [LOGIC, "a denial before the allowance", { identity: [deny({ Action: "s3:*" }), allow()] }, "deny"],
  [LOGIC, "a denial of something else", { identity: [allow(), deny({ Action: "ec2:*" })] }, "allow"],
  [LOGIC, "an allowance of something else", { identity: EC2 }, "deny"],
  [LOGIC, "a denial alone", { identity: [deny({ Action: "ec2:*" })] }, "deny"],
  [LOGIC, "a denial whose condition is not met", { identity: ELSEWHERE, context: HERE }, "allow"],
  [LOGIC, "a denial whose condition is met", { identity: ELSEWHERE, context: THERE }, "deny"],
  [SCP, "one level allows", { identity: ALL, serviceControl: [ALL] }, "allow"],
  [SCP, "every level allows", { identity: ALL, serviceControl: [ALL, ALL, ALL] }, "allow"],
  [SCP, "the root does not allow", { identity: ALL, serviceControl: [EC2, ALL, ALL] }, "deny"],
  [SCP, "the unit does not allow", { identity: ALL, serviceControl: [ALL, EC2, ALL] }, "deny"],
  [SCP, "the account does not allow", { identity: ALL, serviceControl: [ALL, ALL, EC2] }, "deny"],
  [SCP, "a level without statements", { identity: ALL, serviceControl: [ALL, NONE] }, "deny"],
  [SCP, "the root denies", { identity: ALL, serviceControl: [NO_S3, ALL] }, "deny"],
  [SCP, "the account denies", { identity: ALL, serviceControl: [ALL, NO_S3] }, "deny"],
  [SCP, "levels allow in different words", { identity: ALL, serviceControl: [ALL, S3] }, "allow"],
  [SCP, "all but these actions", { identity: ALL, serviceControl: [ALL, NOT_S3] }, "deny"],
  [SCP, "never grants", { identity: NONE, serviceControl: [ALL] }, "deny"],
  [SCP, "denies outside a Region, there", { identity: ALL, serviceControl: [ELSEWHERE], context: THERE }, "deny"],
  [SCP, "denies outside a Region, here", { identity: ALL, serviceControl: [ELSEWHERE], context: HERE }, "allow"],
  [
    SCP,
    "an incomplete ARN in a denial",
    { identity: ALL, serviceControl: [[allow(), deny({ Resource: "arn:aws:s3" })]] },
    "deny",
  ],
  [RCP, "AWS's own policy", { identity: ALL, resourceControl: [allow({ Principal: "*" })] }, "allow"],
  [RCP, "a perimeter, from inside", { identity: ALL, resourceControl: OUTSIDE, context: HERE }, "allow"],
  [RCP, "a perimeter, from outside", { identity: ALL, resourceControl: OUTSIDE, context: THERE }, "deny"],
  [RCP, "a perimeter, without the key", { identity: ALL, resourceControl: OUTSIDE }, "deny"],
  [RCP, "never grants", { identity: NONE, resourceControl: [allow({ Principal: "*" })] }, "deny"],
  [RCP, "denies a service", { identity: ALL, resourceControl: [edge()] }, "deny"],
  [
    RCP,
    "denies some resources",
    { identity: ALL, resourceControl: [edge({ Resource: "arn:aws:s3:::logs/*" })] },
    "deny",
  ],
  [RCP, "spares some resources", { identity: ALL, resourceControl: [edge(SPARES)] }, "allow"],
  [RCP, "denies another action", { identity: ALL, resourceControl: [edge({ Action: "s3:PutObject" })] }, "allow"],
  [RCP_SYNTAX, "a wildcard in the action", { identity: ALL, resourceControl: [edge({ Action: "s3:?et*" })] }, "deny"],
  [BOUNDARY, "both allow", { identity: ALL, boundary: S3 }, "allow"],
  [BOUNDARY, "the boundary does not", { identity: ALL, boundary: EC2 }, "deny"],
  [BOUNDARY, "the policy does not", { identity: EC2, boundary: ALL }, "deny"],
  [BOUNDARY, "the boundary denies", { identity: ALL, boundary: NO_S3 }, "deny"],
  [BOUNDARY, "never grants", { identity: NONE, boundary: ALL }, "deny"],
  [BOUNDARY, "an empty boundary", { identity: ALL, boundary: NONE }, "deny"],
  [
    BOUNDARY,
    "with all layers allowing",
    { identity: S3, boundary: S3, serviceControl: [ALL, S3], resourceControl: [allow({ Principal: "*" })] },
    "allow",
  ],
  [
    BOUNDARY,
    "with all layers but one",
    { identity: S3, boundary: EC2, serviceControl: [ALL, S3], resourceControl: [allow({ Principal: "*" })] },
    "deny",
  ],
];

/** "For RCPs that you create, the value must be Deny"; AWS takes none of these, and does not say what one that is attached does. */
const notResourceControl: readonly (readonly [what: string, statement: Json])[] = [
  ["an allowance", allow({ Principal: "*", Action: "s3:*" })],
  ["full access beside a denial", allow({ Principal: "*" })],
  ["an allowance under a condition", allow({ Principal: "*", Condition: { Bool: { "aws:SecureTransport": "true" } } })],
  ["a principal by its account", edge({ Principal: { AWS: "111122223333" } })],
  ["a principal by its ARN", edge({ Principal: { AWS: "arn:aws:iam::111122223333:role/r" } })],
  ["a service as principal", edge({ Principal: { Service: "s3.amazonaws.com" } })],
  ["everybody in braces", edge({ Principal: { AWS: "*" } })],
  ["everybody in a list", edge({ Principal: ["*"] })],
  ["no principal", edge({ Principal: undefined })],
  ["NotPrincipal", edge({ Principal: undefined, NotPrincipal: { AWS: "444455556666" } })],
  ["NotAction", edge({ Action: undefined, NotAction: "ec2:*" })],
  ["all actions", edge({ Action: "*" })],
  ["all actions of all services", edge({ Action: "*:*" })],
  ["all actions among others", edge({ Action: ["s3:GetObject", "*"] })],
];
const refusedOnes = notResourceControl.flatMap(([what, statement]): readonly Row[] => [
  [RCP_SYNTAX, `${what}, beside a denial`, { identity: ALL, resourceControl: [statement, edge()] }, "open"],
]);

/** "Allow, Deny" stands beside each of them in the table of elements; no element names a principal. */
const GET_LOGS = [allow({ Action: "s3:Get*", Resource: "arn:aws:s3:::logs/*" })];
const serviceControlSyntax = (
  [
    [SCP_SYNTAX, "an allowance of a resource", { identity: ALL, serviceControl: [GET_LOGS] }, "allow"],
    [
      SCP_SYNTAX,
      "an allowance of another resource",
      { serviceControl: [[allow({ Resource: "arn:aws:s3:::other/*" })]] },
      "deny",
    ],
    [SCP_SYNTAX, "an allowance of all but a resource", { serviceControl: [[allow(SPARES)]] }, "deny"],
    [
      SCP_SYNTAX,
      "an allowance of all but other actions",
      { serviceControl: [[allow({ Action: undefined, NotAction: "ec2:*" })]] },
      "allow",
    ],
    [
      SCP_SYNTAX,
      "an allowance under a condition that is met",
      { serviceControl: [[allow(IN_REGION)]], context: HERE },
      "allow",
    ],
    [
      SCP_SYNTAX,
      "an allowance under a condition that is not met",
      { serviceControl: [[allow(IN_REGION)]], context: THERE },
      "deny",
    ],
    [
      SCP_SYNTAX,
      "a wildcard in the middle of an action",
      { serviceControl: [ALL, [allow({ Action: "s3:*Obj*t" })]] },
      "allow",
    ],
    [
      SCP_SYNTAX,
      "a wildcard at the beginning of an action",
      { serviceControl: [[allow(), deny({ Action: "s3:*Object" })]] },
      "deny",
    ],
    [
      SCP_SYNTAX,
      "a denial of all but an action",
      { serviceControl: [[allow(), deny({ Action: undefined, NotAction: "s3:GetObject" })]] },
      "allow",
    ],
    [SCP_SYNTAX, "a principal", { serviceControl: [[allow({ Principal: "*" })]] }, "open"],
    [SCP_SYNTAX, "NotPrincipal", { serviceControl: [[allow({ NotPrincipal: { AWS: "444455556666" } })]] }, "open"],
  ] as readonly Row[]
).map(([source, what, layers, expected]): Row => [source, what, { identity: ALL, ...layers }, expected]);

export const layerVectors: readonly Vector[] = [...rows, ...refusedOnes, ...serviceControlSyntax].map(
  ([source, what, layers, expected]) => ({
    source,
    what,
    identity: [],
    ...layers,
    expected,
  }),
);
