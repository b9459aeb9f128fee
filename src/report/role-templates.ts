/** A role with the permissions of idc-doctor as text for CloudFormation and Terraform; who may assume it is a parameter. */
import type { PolicyDocument, Purpose } from "../model/permissions.ts";
import { stringify } from "../model/yaml.ts";

/** A policy with what it is for. */
export interface PurposePolicy {
  readonly purpose: Purpose;
  readonly policy: PolicyDocument;
}

const DESCRIPTIONS: Readonly<Record<Purpose, string>> = {
  diagnose: "Lets idc-doctor read what it needs to diagnose missing access; it changes nothing",
  watch:
    "Lets idc-doctor read the whole organization; it changes nothing there, takes messages from queues named idc-doctor-* and hands findings to Security Hub",
  fix: "Lets idc-doctor diagnose missing access and repair it",
};

const PARTITION_IN_ARN = /^arn:aws:/;
const NAME = /^arn:aws[a-z-]*:(iam|sts)::[0-9]{12}:.+$/.source;

const roleName = (purpose: Purpose): string => `idc-doctor-${purpose}`;

/** AWS::IAM::Role with an inline policy (CloudFormation Template Reference, "AWS::IAM::Role"). */
export function cloudFormationTemplate({ purpose, policy }: PurposePolicy): string {
  const template = {
    AWSTemplateFormatVersion: "2010-09-09",
    Description: DESCRIPTIONS[purpose],
    Parameters: {
      TrustedPrincipalArn: {
        Type: "String",
        Description: "ARN of the user or role that may assume this role",
        AllowedPattern: NAME,
        ConstraintDescription: "The ARN of an IAM user, of a role, or of the root of an account",
      },
      RoleName: { Type: "String", Default: roleName(purpose) },
    },
    Resources: {
      Role: {
        Type: "AWS::IAM::Role",
        Properties: {
          RoleName: { Ref: "RoleName" },
          Description: DESCRIPTIONS[purpose],
          AssumeRolePolicyDocument: {
            Version: "2012-10-17",
            Statement: [
              { Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: { Ref: "TrustedPrincipalArn" } } },
            ],
          },
          Policies: [{ PolicyName: roleName(purpose), PolicyDocument: inOwnPartition(policy) }],
        },
      },
    },
    Outputs: { RoleArn: { Value: { "Fn::GetAtt": ["Role", "Arn"] } } },
  };
  // To readers of YAML 1.1, a version that is not quoted is a date.
  return stringify(template).replace(/: (\d{4}-\d\d-\d\d)$/gm, ': "$1"');
}

/** ARNs of the partition that the stack is in. */
const inOwnPartition = ({ Version, Statement }: PolicyDocument): object => ({
  Version,
  Statement: Statement.map((statement) => ({
    ...statement,
    Resource:
      statement.Resource === "*"
        ? "*"
        : // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation fills it in
          statement.Resource.map((arn) => ({ "Fn::Sub": arn.replace(PARTITION_IN_ARN, "arn:${AWS::Partition}:") })),
  })),
});

/** An aws_iam_role and its inline policy, with the provider that the configuration around it has. */
export function terraformConfiguration({ purpose, policy }: PurposePolicy): string {
  const label = roleName(purpose).replaceAll("-", "_");
  return [
    ...terraformInputs(purpose),
    'data "aws_partition" "current" {}',
    "",
    `data "aws_iam_policy_document" "${label}_trust" {`,
    "  statement {",
    '    actions = ["sts:AssumeRole"]',
    "    principals {",
    '      type        = "AWS"',
    "      identifiers = [var.trusted_principal_arn]",
    "    }",
    "  }",
    "}",
    "",
    `data "aws_iam_policy_document" "${label}" {`,
    ...policy.Statement.flatMap(({ Sid, Action, Resource }) => [
      "  statement {",
      `    sid = ${quoted(Sid)}`,
      "    actions = [",
      ...Action.map((action) => `      ${quoted(action)},`),
      "    ]",
      `    resources = [${[Resource].flat().map(inTerraformPartition).join(", ")}]`,
      "  }",
    ]),
    "}",
    "",
    `resource "aws_iam_role" "${label}" {`,
    "  name               = var.role_name",
    `  description        = ${quoted(DESCRIPTIONS[purpose])}`,
    `  assume_role_policy = data.aws_iam_policy_document.${label}_trust.json`,
    "}",
    "",
    `resource "aws_iam_role_policy" "${label}" {`,
    "  name   = var.role_name",
    `  role   = aws_iam_role.${label}.id`,
    `  policy = data.aws_iam_policy_document.${label}.json`,
    "}",
    "",
    'output "role_arn" {',
    `  value = aws_iam_role.${label}.arn`,
    "}",
    "",
  ].join("\n");
}

const terraformInputs = (purpose: Purpose): readonly string[] => [
  `# ${DESCRIPTIONS[purpose]}.`,
  "",
  "terraform {",
  "  required_providers {",
  '    aws = { source = "hashicorp/aws" }',
  "  }",
  "}",
  "",
  'variable "trusted_principal_arn" {',
  "  type        = string",
  '  description = "ARN of the user or role that may assume this role"',
  "  validation {",
  `    condition     = can(regex("${NAME}", var.trusted_principal_arn))`,
  '    error_message = "Give the ARN of an IAM user, of a role, or of the root of an account."',
  "  }",
  "}",
  "",
  'variable "role_name" {',
  "  type    = string",
  `  default = "${roleName(purpose)}"`,
  "}",
  "",
];

const quoted = (text: string): string => JSON.stringify(text);

const inTerraformPartition = (arn: string): string =>
  // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform fills it in
  quoted(arn.replace(PARTITION_IN_ARN, "arn:${data.aws_partition.current.partition}:"));
