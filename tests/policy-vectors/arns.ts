/** ARNs of other services and partitions: missing fields, wildcards between the colons, and variables in the wrong place. */
import { allow, deny, type Json, type Vector, variable } from "./vector.ts";

const ARNS = "IAM User Guide, Identify AWS resources with Amazon Resource Names (ARNs)";
const MISSING = `${ARNS}: Using wildcards in paths, note on incomplete ARNs`;
const WILDCARDS = `${ARNS}: Using wildcards in paths`;
const PARTITIONS = `${ARNS}: ARN format`;
const WHERE = "IAM User Guide, IAM policy elements: Variables and tags: Where you can use policy variables";

const CHINA = "arn:aws-cn:s3:::logs/x";
const GOV = "arn:aws-us-gov:dynamodb:us-gov-west-1:111122223333:table/Orders";
const FUNCTION = "arn:aws:lambda:us-east-1:111122223333:function:sync";
const GROUP = "arn:aws:logs:eu-central-1:111122223333:log-group:/aws/lambda/sync:log-stream:1";
const ROLE = "arn:aws:iam::111122223333:role/ops/Deploy";
const KEY = "arn:aws:kms:us-east-1:111122223333:key/k";
const QUEUE = "arn:aws:sqs:us-east-2:111122223333:orders";
const VPC = "arn:aws:ec2:eu-west-1:123456789012:vpc/vpc-1";

type Row = readonly [source: string, what: string, element: Json, action: string, resource: string, holds: boolean];
const notOn = (NotResource: string | readonly string[]): Json => ({ Resource: undefined, NotResource });
const on = (Resource: string | readonly string[]): Json => ({ Resource });

const rows: readonly Row[] = [
  [MISSING, "a service in China", on("arn:aws-cn:s3"), "s3:GetObject", CHINA, true],
  [PARTITIONS, "the service of another partition", on("arn:aws:s3"), "s3:GetObject", CHINA, false],
  [MISSING, "a Region of GovCloud", on("arn:aws-us-gov:dynamodb:us-gov-west-1"), "dynamodb:Query", GOV, true],
  [MISSING, "another Region of GovCloud", on("arn:aws-us-gov:dynamodb:us-gov-east-1"), "dynamodb:Query", GOV, false],
  [MISSING, "a Region with wildcards", on("arn:aws:lambda:us-????-1"), "lambda:InvokeFunction", FUNCTION, true],
  [MISSING, "other Regions", on("arn:aws:lambda:eu-*"), "lambda:InvokeFunction", FUNCTION, false],
  [MISSING, "any Region of an account", on("arn:aws:logs:*:111122223333"), "logs:GetLogEvents", GROUP, true],
  [MISSING, "an empty Region", on("arn:aws:iam:"), "iam:PassRole", ROLE, true],
  [MISSING, "one of two", on(["arn:aws:sns", "arn:aws:sqs"]), "sqs:SendMessage", QUEUE, true],
  [MISSING, "NotResource of the account", notOn("arn:aws:sqs:*:111122223333"), "sqs:SendMessage", QUEUE, false],
  [MISSING, "NotResource of a Region", notOn("arn:aws:kms:eu-central-1"), "kms:Decrypt", KEY, true],
  [WILDCARDS, "VPCs of all Regions", on("arn:aws:ec2:*:123456789012:vpc/*"), "ec2:DeleteVpc", VPC, true],
  [WILDCARDS, "volumes of all Regions", on("arn:aws:ec2:*:123456789012:volume/*"), "ec2:DeleteVpc", VPC, false],
  [WILDCARDS, "a name's beginning", on("arn:aws:iam::111122223333:role/ops/D*"), "iam:PassRole", ROLE, true],
  [WILDCARDS, "a role without its path", on("arn:aws:iam::111122223333:role/Deploy"), "iam:PassRole", ROLE, false],
  [WILDCARDS, "four characters", on("arn:aws:s3:::a/????-test"), "s3:GetObject", "arn:aws:s3:::a/2024-test", true],
  [WILDCARDS, "three characters", on("arn:aws:s3:::a/????-test"), "s3:GetObject", "arn:aws:s3:::a/202-test", false],
];

const REGION = variable("aws:RequestedRegion");
const TEAM = variable("aws:PrincipalTag/team");
/** "You can't use a variable to replace parts of the ARN before the fifth colon": what becomes of one AWS does not say. */
const misplaced: readonly (readonly [what: string, identity: readonly Json[], expected: Vector["expected"]])[] = [
  ["a Region allows", [allow(on(`arn:aws:sqs:${REGION}:111122223333:orders`))], "open"],
  ["an account allows", [allow(on(`arn:aws:sqs:us-east-2:${TEAM}:orders`))], "open"],
  ["a service allows", [allow(on(`arn:aws:${TEAM}:us-east-2:111122223333:orders`))], "open"],
  ["a Region denies", [allow(), deny(on(`arn:aws:sqs:${REGION}:*:orders`))], "open"],
  ["a Region in NotResource denies", [allow(), deny(notOn(`arn:aws:sqs:${REGION}:*:orders`))], "open"],
  ["a Region in NotResource allows", [allow(notOn(`arn:aws:sqs:${REGION}:*:orders`))], "open"],
  ["a Region of another queue allows", [allow(on(`arn:aws:sqs:${REGION}:*:invoices`))], "deny"],
  ["a Region of another queue denies", [allow(), deny(on(`arn:aws:sqs:${REGION}:*:invoices`))], "allow"],
  ["an incomplete ARN allows", [allow(on(`arn:aws:sqs:${REGION}`))], "open"],
  ["in the resource it is in its place", [allow(on(`arn:aws:sqs:*:*:${TEAM}`))], "allow"],
  ["a character for itself is no variable", [allow(on(`arn:aws:sqs:us-east-2:${variable("*")}:orders`))], "deny"],
];

export const arnVectors: readonly Vector[] = [
  ...rows.flatMap(([source, what, element, action, resource, holds]): readonly Vector[] => [
    {
      source,
      what: `${what} allows`,
      identity: [allow(element)],
      action,
      resource,
      expected: holds ? "allow" : "deny",
    },
    {
      source,
      what: `${what} denies`,
      identity: [allow(), deny(element)],
      action,
      resource,
      expected: holds ? "deny" : "allow",
    },
  ]),
  ...misplaced.map(
    ([what, identity, expected]): Vector => ({
      source: WHERE,
      what: `a variable in front of the resource: ${what}`,
      identity,
      action: "sqs:SendMessage",
      resource: QUEUE,
      context: { "aws:RequestedRegion": ["us-east-2"], "aws:PrincipalTag/team": ["orders"] },
      expected,
    }),
  ),
];
