/** Which calls a policy of the resource could allow by itself (IAM User Guide, "AWS services that work with IAM" and "Policy evaluation for requests within a single account"). */
import { expect, test } from "vitest";
import { resourcePolicyThatMayAllow } from "./resource-policies.ts";

const [HERE, ELSEWHERE] = ["111122223333", "444455556666"];

test.each<readonly [action: string, resource: string | undefined, expected: string | undefined]>([
  ["s3:GetObject", "arn:aws:s3:::logs/a", "the bucket policy of arn:aws:s3:::logs/a"],
  ["s3:GetObject", undefined, "the bucket policy of the resource"],
  ["s3:GetObject", "*", "the bucket policy of the resource"],
  [
    "s3:GetObject",
    `arn:aws:s3:us-east-1:${HERE}:accesspoint/a`,
    `the resource-based policy of arn:aws:s3:us-east-1:${HERE}:accesspoint/a`,
  ],
  ["s3:ListAllMyBuckets", undefined, undefined],
  ["s3:CreateBucket", "arn:aws:s3:::logs", undefined],
  ["kms:Decrypt", `arn:aws:kms:us-east-1:${HERE}:key/k`, `the key policy of arn:aws:kms:us-east-1:${HERE}:key/k`],
  ["kms:ListKeys", "*", undefined],
  ["kms:Decrypt", `arn:aws:kms:us-east-1:${ELSEWHERE}:key/k`, undefined],
  ["SQS:SendMessage", `arn:aws:sqs:us-east-1:${HERE}:q`, `the queue policy of arn:aws:sqs:us-east-1:${HERE}:q`],
  ["lambda:InvokeFunction", undefined, "the resource-based policy of the resource"],
  ["sts:AssumeRole", `arn:aws:iam::${HERE}:role/r`, `the trust policy of arn:aws:iam::${HERE}:role/r`],
  ["sts:AssumeRole", `arn:aws:iam::${ELSEWHERE}:role/r`, undefined],
  ["sts:GetFederationToken", undefined, undefined],
  ["iam:GetRole", `arn:aws:iam::${HERE}:role/r`, undefined],
  ["ec2:StopInstances", `arn:aws:ec2:us-east-1:${HERE}:instance/i`, undefined],
  ["ecr:GetAuthorizationToken", "*", undefined],
  ["lambda:ListFunctions", "*", undefined],
  ["cloudtrail:LookupEvents", undefined, undefined],
])("%s on %s: %s", (action, resource, expected) => {
  expect(resourcePolicyThatMayAllow({ action, resource, accountId: HERE })).toBe(expected);
});
