/** The least-privilege IAM policies for the tool, made from the actions that it really calls (facts 7). */

import type { PolicyDocument, PolicyStatement, Purpose } from "../model/permissions.ts";

const statement = (
  Sid: string,
  Action: readonly string[],
  Resource: PolicyStatement["Resource"] = "*",
): PolicyStatement => ({
  Sid,
  Effect: "Allow",
  Action,
  Resource,
});

/** What `why` reads (facts 7.1). */
const READ: readonly PolicyStatement[] = [
  statement("IdentityCenterRead", [
    "sso:ListInstances",
    "sso:ListPermissionSets",
    "sso:DescribePermissionSet",
    "sso:ListAccountAssignments",
    "sso:ListAccountAssignmentsForPrincipal",
    "sso:ListPermissionSetsProvisionedToAccount",
    "sso:ListAccountAssignmentCreationStatus",
    "sso:DescribeAccountAssignmentCreationStatus",
    "sso:ListPermissionSetProvisioningStatus",
    "sso:DescribePermissionSetProvisioningStatus",
  ]),
  statement("DirectoryRead", [
    "identitystore:GetUserId",
    "identitystore:DescribeUser",
    "identitystore:ListUsers",
    "identitystore:DescribeGroup",
    "identitystore:ListGroupMemberships",
    "identitystore:ListGroupMembershipsForMember",
  ]),
  statement("OrganizationRead", [
    "organizations:DescribeAccount",
    "organizations:ListAccounts",
    "organizations:DescribeOrganization",
  ]),
  // Additional sources: asked only where the reads above leave something open; without them the answer says less.
  statement("Additional", [
    "sso:ListManagedPoliciesInPermissionSet",
    "sso:ListCustomerManagedPolicyReferencesInPermissionSet",
    "sso:GetInlinePolicyForPermissionSet",
    "sso:GetPermissionsBoundaryForPermissionSet",
    "sso:ListAccountsForProvisionedPermissionSet",
    "sso:ListAccountAssignmentDeletionStatus",
    "sso:DescribeAccountAssignmentDeletionStatus",
    "sso:ListApplicationAssignmentsForPrincipal",
    "sso:DescribeApplication",
    "sso:DescribeInstanceAccessControlAttributeConfiguration",
    "sso:ListRegions",
    "sso:DescribeInstance",
    "account-access:ListApplications",
    "account-access:GetApplication",
    "account-access:ListEntitlements",
    "signin:GetConsoleAuthorizationConfiguration",
    "signin:GetResourcePolicy",
    "organizations:ListParents",
    "organizations:ListPoliciesForTarget",
    "organizations:DescribePolicy",
    "organizations:ListAWSServiceAccessForOrganization",
    "iam:GetPolicy",
    "iam:GetPolicyVersion",
    "iam:GetRequestAuthorizationDetails",
    "iam:GetRequestAuthorizationPolicy",
    "cloudtrail:LookupEvents",
  ]),
];

/** What `fix` and `provision` write (facts 7.2), and what they look at before. */
const WRITE: readonly PolicyStatement[] = [
  statement(
    "Assign",
    ["sso:CreateAccountAssignment", "sso:DeleteAccountAssignment", "sso:ProvisionPermissionSet"],
    ["arn:aws:sso:::instance/*", "arn:aws:sso:::permissionSet/*/*", "arn:aws:sso:::account/*"],
  ),
  // What a plan touches, read before it is proposed; without these it is proposed with a warning.
  statement("LookAround", ["organizations:ListDelegatedAdministrators", "iam:GetRole", "iam:SimulatePrincipalPolicy"]),
  // Only where account access manager is set up.
  statement(
    "Entitle",
    ["account-access:CreateEntitlement", "account-access:DeleteEntitlement"],
    ["arn:aws:account-access:*:*:application/*"],
  ),
  statement("Members", [
    "identitystore:CreateGroupMembership",
    "identitystore:DeleteGroupMembership",
    "identitystore:GetGroupMembershipId",
  ]),
];

const WATCH: readonly PolicyStatement[] = [
  statement("OrganizationScan", [
    "identitystore:ListGroups",
    "organizations:ListDelegatedAdministrators",
    "organizations:ListRoots",
    "organizations:ListOrganizationalUnitsForParent",
    "organizations:ListAccountsForParent",
    "organizations:DescribeOrganizationalUnit",
  ]),
  // The queue that EventBridge fills (deploy/); without it CloudTrail is polled.
  statement("EventQueue", ["sqs:ReceiveMessage", "sqs:DeleteMessage"], ["arn:aws:sqs:*:*:idc-doctor-*"]),
  // Only where alerts go to Security Hub.
  statement("SecurityHub", ["securityhub:BatchImportFindings"]),
];

/** What `permissions --check` asks about the caller. */
export const SELF_CHECK: PolicyStatement = statement("SelfCheck", ["iam:GetRole", "iam:SimulatePrincipalPolicy"]);

export function policyFor(purpose: Purpose): PolicyDocument {
  const extra = { diagnose: [], fix: WRITE, watch: WATCH }[purpose];
  return { Version: "2012-10-17", Statement: [...READ, ...extra] };
}

/** The policy of a role that is made for idc-doctor: `permissions --check` answers there, too. */
export function rolePolicyFor(purpose: Purpose): PolicyDocument {
  const policy = policyFor(purpose);
  const given = policy.Statement.flatMap(({ Action }) => Action);
  const isChecked = SELF_CHECK.Action.every((action) => given.includes(action));
  return isChecked ? policy : { ...policy, Statement: [...policy.Statement, SELF_CHECK] };
}

/** What the policy alone does not say. */
export function notesFor(purpose: Purpose): readonly string[] {
  const common = [
    "permissions --check asks about the caller itself, which needs iam:GetRole and iam:SimulatePrincipalPolicy; the roles of --output cloudformation and terraform have them.",
    "Attach this policy in the management account. A delegated administrator needs the same, but AWS denies it ListAccountAssignmentsForPrincipal.",
    'You can narrow "*" to your instance, permission sets and accounts, except for ListInstances.',
    "The account-access actions answer in the management account and in a delegated administrator of account-access.amazonaws.com. Without them, access through account access manager is reported as unknown, never as absent.",
    "In AWS GovCloud (US), ARNs begin with arn:aws-us-gov:, in China with arn:aws-cn:.",
    "If the instance is encrypted with your own KMS key, add kms:Decrypt on that key.",
    "--audit-role needs sts:AssumeRole on the role, and in it iam:ListRoles, GetRole, ListAttachedRolePolicies, ListRolePolicies, GetRolePolicy, ListSAMLProviders, ListPolicies, GetPolicy, GetPolicyVersion, GetAccountSummary and, for accounts by their alias, ListAccountAliases, for questions about the console also signin:GetConsoleAuthorizationConfiguration and signin:GetResourcePolicy.",
  ];
  const management =
    "If the target is the management account itself, Identity Center uses the caller's own IAM permissions: iam:CreateRole, iam:PutRolePolicy, iam:AttachRolePolicy, iam:GetRole, iam:ListRolePolicies, iam:CreateSAMLProvider, iam:UpdateSAMLProvider and related actions on aws-reserved/sso.amazonaws.com roles.";
  const trust =
    "To correct the trust policies of entitled roles, fix --audit-role also needs iam:UpdateAssumeRolePolicy in the audit role. It is not in this policy, because it changes who can take a role.";
  const watch =
    "The policy of watch writes in two places, never in Identity Center: it takes messages from queues named idc-doctor-* (sqs:DeleteMessage), and hands findings to Security Hub (securityhub:BatchImportFindings). Leave out the statements EventQueue and SecurityHub where you use neither.";
  return { diagnose: common, watch: [watch, ...common], fix: [...common, management, trust] }[purpose];
}
