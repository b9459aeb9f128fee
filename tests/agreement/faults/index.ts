/** The faults that are injected, all families; and the APIs that may fail beside them. */
import { ASSIGNMENT_FAULTS } from "./assignment.ts";
import { CLIENT_FAULTS } from "./client.ts";
import { askedUser, type InjectedFault } from "./fault.ts";
import { INSTANCE_FAULTS, USER_FAULTS } from "./instance-and-user.ts";
import { MEMBERSHIP_FAULTS } from "./membership.ts";
import { POLICY_FAULTS } from "./policies.ts";
import { PORTAL_AND_ROLE_FAULTS } from "./portal-and-role.ts";
import { ACCOUNT_FAULTS, PROVISIONING_FAULTS } from "./provisioning.ts";

/** Behind a user who is not there nothing else can be broken for them. */
const ofExistingUser = (fault: InjectedFault): InjectedFault => ({
  ...fault,
  inject: (draft, seed) => {
    if (askedUser(draft)) fault.inject(draft, seed);
  },
});

export const INJECTED_FAULTS: readonly InjectedFault[] = [
  ...INSTANCE_FAULTS,
  ...USER_FAULTS,
  ...MEMBERSHIP_FAULTS,
  ...ASSIGNMENT_FAULTS,
  ...PROVISIONING_FAULTS,
  ...ACCOUNT_FAULTS,
  ...PORTAL_AND_ROLE_FAULTS,
  ...POLICY_FAULTS,
  ...CLIENT_FAULTS,
].map(ofExistingUser);

/** One API that fails for ever. The verdict may then be `undecided`, and never wrong. */
export const API_FAULTS: readonly { readonly service: string; readonly operation: string }[] = [
  { service: "sso-admin", operation: "ListInstances" },
  { service: "sso-admin", operation: "ListPermissionSets" },
  { service: "sso-admin", operation: "DescribePermissionSet" },
  { service: "sso-admin", operation: "ListAccountAssignments" },
  { service: "sso-admin", operation: "ListAccountAssignmentsForPrincipal" },
  { service: "sso-admin", operation: "ListPermissionSetsProvisionedToAccount" },
  { service: "sso-admin", operation: "ListAccountAssignmentCreationStatus" },
  { service: "sso-admin", operation: "DescribeAccountAssignmentCreationStatus" },
  { service: "sso-admin", operation: "ListPermissionSetProvisioningStatus" },
  { service: "sso-admin", operation: "DescribePermissionSetProvisioningStatus" },
  { service: "sso-admin", operation: "GetInlinePolicyForPermissionSet" },
  { service: "sso-admin", operation: "ListApplicationAssignmentsForPrincipal" },
  { service: "identitystore", operation: "GetUserId" },
  { service: "identitystore", operation: "DescribeUser" },
  { service: "identitystore", operation: "DescribeGroup" },
  { service: "identitystore", operation: "ListGroupMembershipsForMember" },
  { service: "identitystore", operation: "ListGroupMemberships" },
  { service: "identitystore", operation: "ListUsers" },
  { service: "organizations", operation: "DescribeAccount" },
  { service: "organizations", operation: "ListAWSServiceAccessForOrganization" },
  { service: "sso", operation: "ListAccounts" },
  { service: "sso", operation: "ListAccountRoles" },
  { service: "cloudtrail", operation: "LookupEvents" },
  { service: "sts", operation: "GetCallerIdentity" },
  { service: "sts", operation: "AssumeRole" },
  { service: "iam", operation: "ListRoles" },
  { service: "iam", operation: "GetPolicyVersion" },
  { service: "organizations", operation: "ListParents" },
  { service: "organizations", operation: "ListPoliciesForTarget" },
  { service: "organizations", operation: "DescribePolicy" },
  { service: "sso-admin", operation: "DescribeInstanceAccessControlAttributeConfiguration" },
  { service: "sso-admin", operation: "ListRegions" },
  { service: "iam", operation: "ListSAMLProviders" },
];
