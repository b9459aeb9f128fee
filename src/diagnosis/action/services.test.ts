/** What of AWS's services decides about layers: resource control policies, resource policies that are always needed, global endpoints. */
import { expect, test } from "vitest";
import type { Partition } from "../../model/partition.ts";
import {
  globalRegionOf,
  neededResourcePolicy,
  needsNoPermission,
  type ResourceControl,
  resourceControlOf,
} from "./services.ts";

test.each<[string, string | undefined, ResourceControl]>([
  ["s3:GetObject", "arn:aws:s3:::logs/a", "guarded"],
  ["S3:GetObject", undefined, "guarded"],
  ["sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:q", "guarded"],
  ["dynamodb:Query", "arn:aws-us-gov:dynamodb:us-gov-west-1:111122223333:table/T", "guarded"],
  ["signin:AuthorizeOAuth2Access", "arn:aws:signin:us-east-1:111122223333:x", "guarded"],
  ["ecr-public:DescribeImages", "arn:aws:ecr-public::111122223333:repository/r", "guarded"],
  ["kms:Decrypt", "arn:aws:kms:us-east-1:111122223333:alias/mine", "guarded"],
  ["kms:Decrypt", "arn:aws:kms:us-east-1:111122223333:alias/aws/s3", "spared"],
  ["kms:GenerateDataKey", "arn:aws-cn:kms:cn-north-1:111122223333:alias/aws/ebs", "spared"],
  ["KMS:RETIREGRANT", "arn:aws:kms:us-east-1:111122223333:key/k", "spared"],
  ["kms:RevokeGrant", "arn:aws:kms:us-east-1:111122223333:key/mrk-0123456789abcdef0123456789abcdef", "guarded"],
  ["kms:RevokeGrant", "arn:aws:kms:us-east-1:111122223333:key/12345678-1234-1234-1234-123456789012", "key of AWS"],
  ["kms:Decrypt", undefined, "key of AWS"],
  ["kms:Decrypt", "*", "no resource"],
  ["kms:ListKeys", undefined, "spared"],
  ["kms:GenerateRandom", undefined, "spared"],
  ["sqs:ListQueues", undefined, "spared"],
  ["dynamodb:ListTables", undefined, "spared"],
  ["s3:ListAllMyBuckets", undefined, "spared"],
  ["s3:ListAllMyBuckets", "arn:aws:s3:::*", "spared"],
  ["s3:GetObject", "*", "no resource"],
  ["dynamodb:Query", "*", "no resource"],
  ["sqs:DeleteQueue", "*", "no resource"],
  ["ecr:BatchGetImage", "*", "no resource"],
  ["ecr:GetAuthorizationToken", "*", "spared"],
  ["secretsmanager:GetSecretValue", "*", "no resource"],
  ["s3:ListAllMyBuckets", "*", "spared"],
  ["ec2:StopInstances", "arn:aws:ec2:eu-west-1:111122223333:instance/i-1", "open"],
  ["lambda:InvokeFunction", undefined, "open"],
  ["ec2:DescribeInstances", "*", "spared"],
])("resource control policies and %s on %s: %s", (action, resource, expected) => {
  expect(resourceControlOf(action, resource)).toBe(expected);
});

const [TRUST, KEY] = ["the role's trust policy", "the key policy"];
test.each<[string, string | undefined]>([
  ["sts:AssumeRole", TRUST],
  ["STS:assumerole", TRUST],
  ["sts:AssumeRoleWithSAML", TRUST],
  ["sts:AssumeRoleWithWebIdentity", TRUST],
  ["sts:TagSession", TRUST],
  ["sts:SetSourceIdentity", TRUST],
  ["sts:SetContext", TRUST],
  ["sts:GetCallerIdentity", undefined],
  ["sts:GetServiceBearerToken", undefined],
  ["iam:PassRole", undefined],
  ["kms:Decrypt", KEY],
  ["KMS:ReEncryptFrom", KEY],
  ["kms:CreateGrant", KEY],
  ["kms:RetireGrant", "the grant"],
  ["kms:CreateKey", undefined],
  ["kms:ListAliases", undefined],
  ["kms:ListRetirableGrants", undefined],
  ["kms:DescribeCustomKeyStores", undefined],
  ["kms:ConnectCustomKeyStore", undefined],
  ["s3:GetObject", undefined],
])("what %s needs besides: %s", (action, expected) => {
  expect(neededResourcePolicy(action)).toBe(expected);
});

test.each([
  ["sts:GetCallerIdentity", true],
  ["STS:getcalleridentity", true],
  ["sts:GetCallerIdentities", false],
  ["sts:GetAccessKeyInfo", false],
  ["sts:GetSessionToken", false],
  ["iam:GetUser", false],
])("whether %s needs no permission: %s", (action, expected) => {
  expect(needsNoPermission(action)).toBe(expected);
});

test.each<[string, Partition, string | undefined]>([
  ["iam:GetRole", "aws", "us-east-1"],
  ["IAM:ListRoles", "aws", "us-east-1"],
  ["globalaccelerator:ListAccelerators", "aws", "us-west-2"],
  ["networkmanager:GetSites", "aws", "us-west-2"],
  ["s3:ListAllMyBuckets", "aws", undefined],
  ["sts:AssumeRole", "aws", undefined],
  ["iam:ListRoles", "aws-cn", "cn-north-1"],
  ["organizations:ListRoots", "aws-cn", "cn-northwest-1"],
  ["iam:ListRoles", "aws-us-gov", "us-gov-west-1"],
  ["organizations:ListRoots", "aws-us-gov", "us-gov-west-1"],
  ["cloudfront:ListDistributions", "aws-cn", undefined],
  ["iam:ListRoles", "aws-eusc", undefined],
])("the endpoint of %s in %s: %s", (action, partition, region) => {
  expect(globalRegionOf(action, partition)).toBe(region);
});
