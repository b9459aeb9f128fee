/**
 * AWS managed policies that permission sets commonly have, written in the shortest form that means about the same:
 * AWS's own documents are long, change weekly, and are not part of the API models. Others count as existing, without content.
 */

const allow = (action: string | readonly string[]) => ({ Effect: "Allow", Action: action, Resource: "*" });
const READ = ["*:Describe*", "*:Get*", "*:List*", "*:Search*", "*:Lookup*", "*:BatchGet*", "*:View*"];

const DOCUMENTS: Readonly<Record<string, readonly object[]>> = {
  AdministratorAccess: [allow("*")],
  PowerUserAccess: [
    { Effect: "Allow", NotAction: ["iam:*", "organizations:*", "account:*"], Resource: "*" },
    allow([
      "iam:CreateServiceLinkedRole",
      "iam:DeleteServiceLinkedRole",
      "iam:ListRoles",
      "organizations:DescribeOrganization",
      "account:ListRegions",
      "account:GetAccountInformation",
    ]),
  ],
  ReadOnlyAccess: [allow(READ)],
  "job-function/ViewOnlyAccess": [allow(["*:Describe*", "*:List*", "cloudtrail:LookupEvents"])],
  SecurityAudit: [allow([...READ, "iam:GenerateCredentialReport"])],
  IAMFullAccess: [allow(["iam:*", "organizations:Describe*", "organizations:List*"])],
  IAMReadOnlyAccess: [allow(["iam:Get*", "iam:List*", "iam:Simulate*", "iam:GenerateCredentialReport"])],
  AWSOrganizationsReadOnlyAccess: [allow(["organizations:Describe*", "organizations:List*"])],
  AWSOrganizationsFullAccess: [allow("organizations:*")],
  AmazonS3ReadOnlyAccess: [allow(["s3:Get*", "s3:List*", "s3:Describe*"])],
  AmazonS3FullAccess: [allow(["s3:*"])],
  AmazonEC2ReadOnlyAccess: [allow(["ec2:Describe*", "ec2:Get*"])],
  "job-function/Billing": [allow(["aws-portal:*Billing", "billing:*", "budgets:*", "ce:*", "cur:*"])],
  "job-function/SystemAdministrator": [
    allow(["ec2:*", "cloudwatch:*", "iam:List*", "iam:Get*", "rds:Describe*", "s3:*"]),
  ],
  "job-function/DatabaseAdministrator": [allow(["rds:*", "dynamodb:*", "cloudwatch:*", "iam:ListRoles"])],
  "job-function/NetworkAdministrator": [allow(["ec2:*", "elasticloadbalancing:*", "route53:*"])],
  // Facts 7.1: reads of sso and of the directory; the directory's one lacks identitystore:Get* and IsMemberInGroups.
  AWSSSOReadOnly: [
    allow(["sso:Describe*", "sso:Get*", "sso:List*", "sso:Search*", "organizations:Describe*", "organizations:List*"]),
  ],
  AWSSSODirectoryReadOnly: [
    allow(["sso-directory:Search*", "sso-directory:Describe*", "sso-directory:List*", "sso-directory:Get*"]),
    allow(["identitystore:Describe*", "identitystore:List*"]),
  ],
  AWSSSODirectoryAdministrator: [
    allow(["sso-directory:*", "identitystore:*", "identitystore-auth:*", "sso:ListDirectoryAssociations"]),
  ],
  AWSSSOMasterAccountAdministrator: [
    allow([
      "sso:*",
      "sso-directory:*",
      "identitystore:*",
      "organizations:Describe*",
      "organizations:List*",
      "iam:ListPolicies",
    ]),
  ],
  AWSSSOMemberAccountAdministrator: [
    allow(["sso:*", "sso-directory:*", "identitystore:*", "organizations:Describe*", "organizations:List*"]),
  ],
};

export const AWS_MANAGED_POLICIES: readonly string[] = Object.keys(DOCUMENTS).map(
  (name) => `arn:aws:iam::aws:policy/${name}`,
);

/** The JSON text; for a policy that the lab does not know one without statements that grant anything. */
export function awsManagedDocument(arn: string): string {
  const name = arn.slice(arn.indexOf(":policy/") + ":policy/".length);
  const statements = Object.hasOwn(DOCUMENTS, name) ? DOCUMENTS[name] : [];
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}
