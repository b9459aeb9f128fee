/** For tests: every other wording of the known sentences, and every event name of the families, succeeded and failed. */
import type { PastedCase } from "./pasted-case.ts";

const text = (words: string): PastedCase => ({ what: words.slice(0, 90), text: words });

/** Facts 2.4, 3.1, 4.1 to 4.4, 5.5: AWS's and the clients' words where a text in the other tables has another form of them. */
export const WORDINGS: readonly PastedCase[] = [
  "An error occurred (AccessDenied) when calling the AssumeRoleWithSAML operation: Not authorized to perform sts:AssumeRoleWithSAML",
  "An error occurred (ValidationError) when calling the AssumeRole operation: The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
  "ResourceNotFoundException: USER not found.",
  'An error occurred (ResourceNotFoundException) when calling the DescribeGroup operation: {"ResourceType": "GROUP"}',
  "ResourceNotFoundException: GROUP: 11111111-2222-3333-4444-555555555555 not found",
  "An error occurred (InvalidClientTokenId) when calling the GetCallerIdentity operation: The security token included in the request is invalid.",
  "An error occurred (UnrecognizedClientException) when calling the ListInstances operation: x",
  "The config profile (dev) could not be found",
  "failed to get shared config profile, staging",
  "unexpected state 'FAILED', wanted target 'SUCCEEDED'. last error: The moon is full",
  "creating SSO Account Assignment for GROUP (x): unexpected state 'failed', wanted target 'succeeded'. last error: The moon is full",
  "provisioning SSO Permission Set (x): unexpected state 'FAILED', wanted target 'SUCCEEDED'. last error: %!s(<nil>)",
  "deleting SSO Account Assignment for GROUP (x): unexpected state 'FAILED', wanted target 'SUCCEEDED'. last error: The moon is full",
  "An error occurred (UnauthorizedClientException) when calling the CreateToken operation: x",
  '{"error":"invalid_scope","error_description":"x"}',
  "An error occurred (InvalidScopeException) when calling the RegisterClient operation: x",
  "operation error SSO OIDC: CreateToken, https response error StatusCode: 400, RequestID: 11111111-2222-3333-4444-555555555555, ExpiredTokenException: x",
  '{"error":"slow_down"}',
  "SlowDownException: slow",
  '{"error":"invalid_client","error_description":"x"}',
  "An error occurred (InvalidRequestException) when calling the RegisterClient operation: x",
  "MethodNotAllowedException from https://portal.sso.us-east-1.amazonaws.com/assignment/accounts",
  "sso_role_name = AWSReservedSSO_ReadOnly_0123456789abcdef\nsso_account_id = 111122223333",
  "Invalid Filter format",
  "1 validation error detected: Value at 'name.givenName' failed to satisfy constraint: x",
  "Request is unparsable, syntactically incorrect, or violates schema.",
  "Invalid JSON from RequestBody",
  "Missing path in PATCH request",
  "Replacing group memberships is not supported.",
  "Duplicate GroupDisplayName",
  "Refused to create a new, duplicate resource",
  "List attribute emails exceeds allowed limit of 1",
  "https://scim.us-east-1.amazonaws.com/x/scim/v2/Users answered 401 Unauthorized",
  "KMS_AccessDeniedException: the key refuses",
  "The KMS key is disabled, says identity center",
  "To use permission sets, you'll need to use an Organization instance",
  "You don't have permission to assign permission sets that are provisioned in the management account: Admin",
  "You can't assign permission sets provisioned in the management account",
  "Requires reapplying permission set",
  "PermissionSet with name Admin already exists.",
  "1 validation error detected: Value 'x' at 'permissionSetArn' failed to satisfy constraint: x",
  "ServiceQuotaExceededException: You have exceeded AWS SSO limits for PermissionSet",
  "Cannot perform the operation on the protected role 'AWSReservedSSO_ReadOnly_0123456789abcdef' - this role is only modifiable by AWS",
  "Cannot perform the operation on the protected role 'Other'",
  "NoSuchEntity: The role with name AWSReservedSSO_ReadOnly_0123456789abcdef cannot be found.",
  "MalformedPolicyDocument: Invalid principal in policy: arn:aws:iam::111122223333:role/AWSReservedSSO_ReadOnly_0123456789abcdef",
  "error: You must be logged in to the server (Unauthorized)",
  "the server has asked for the client to provide credentials",
  "PackedPolicyTooLarge: Packed policy consumes 104% of allotted space",
  "The value for sso_region is inconsistent between profile (us-east-1) and sso-session (eu-west-1)",
  "The value for sso_registration_scopes is inconsistent between profile (a) and sso-session (b)",
  'The specified sso-session does not exist: "corp"',
  '"corp" sso_session configuration does not exist',
  "The profile is configured to use SSO but is missing required configuration: sso_region, sso_start_url",
  "missing the following required SSO configuration values: sso_account_id",
  "Profile is configured with invalid SSO credentials",
  'Could not connect to the endpoint URL: "https://oidc.us-esat-1.amazonaws.com/token"',
  "An error occurred (ExpiredToken) when calling the GetCallerIdentity operation: The security token included in the request is expired",
  "Could not load credentials from any providers",
  "NoCredentialProviders: no valid providers in chain",
  "Cannot exceed quota for PoliciesPerRole: 10",
  "Cannot exceed quota for SAMLProvidersPerAccount: 100",
  "Policy arn:aws:iam::aws:policy/Gone does not exist or is not attachable.",
  "Policy arn:aws:iam::111122223333:policy/Gone does not exist or is not attachable.",
  "An unexpected internal service exception was encountered",
  "Received a 404 status error: Assignment not found",
  "EntitlementItem doesn't exist with the given entitlement key",
  "the USER assignee 11111111-2222-3333-4444-555555555555 was not found in directory d-1234567890",
  "Received a 404 status error: Not supported policy Guard.",
  "Received a 404 status error: Not supported policy for a reason: see there.",
  "arn:aws:iam::111122223333:saml-provider/AWSSSO_0123456789abcdef_DO_NOT_DELETE",
  "arn:aws:iam::111122223333:saml-provider/Okta",
  "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/nothing",
  "arn:aws:sso:::instance/ssoins-123",
  "arn:aws:iam::aws:permission-set/sso_ps/ps-1234567890abcdef",
  "nothing that anybody knows",
].map(text);

const USER = "906ab1c2d3-11112222-3333-4444-5555-666677778888";
const GROUP = "906ab1c2d3-99992222-3333-4444-5555-666677778888";
const base = {
  eventTime: "2026-07-01T10:00:00Z",
  recipientAccountId: "111122223333",
  userIdentity: { type: "IAMUser", userName: "ops", arn: "arn:aws:iam::111122223333:user/ops" },
};

/** The event of this name, once carried out and once refused. */
const both = (source: string, name: string, input: object, more: object = {}): readonly PastedCase[] =>
  [{}, { errorCode: "AccessDenied" }].map((outcome) => ({
    what: `${source} ${name}${"errorCode" in outcome ? ", refused" : ""}`,
    text: JSON.stringify({
      ...base,
      eventSource: `${source}.amazonaws.com`,
      eventName: name,
      requestParameters: input,
      ...more,
      ...outcome,
    }),
  }));

const DIRECTORY = [
  "CreateGroup",
  "UpdateGroup",
  "DeleteGroup",
  "AddMemberToGroup",
  "CreateGroupMembership",
  "RemoveMemberFromGroup",
  "DeleteGroupMembership",
  "CreateUser",
  "UpdateUser",
  "DeleteUser",
  "DisableUser",
  "EnableUser",
];
const ORGANIZATION = [
  "RemoveAccountFromOrganization",
  "LeaveOrganization",
  "CloseAccount",
  "MoveAccount",
  "AttachPolicy",
  "UpdatePolicy",
  "DetachPolicy",
  "DisableAWSServiceAccess",
  "DeregisterDelegatedAdministrator",
];
const SETS = [
  "CreatePermissionSet",
  "DeletePermissionSet",
  "UpdatePermissionSet",
  "AttachManagedPolicyToPermissionSet",
  "DetachCustomerManagedPolicyReferenceFromPermissionSet",
  "PutPermissionsBoundaryToPermissionSet",
];
const CALLS = ["AssociateProfile", "StartSSO", "DeleteInstance", "AddRegion", "RemoveRegion", "ListUsers", "Whatever"];
const ROLES = [
  "CreateRole",
  "DeleteRole",
  "AttachRolePolicy",
  "DetachRolePolicy",
  "PutRolePolicy",
  "DeleteRolePolicy",
  "PutRolePermissionsBoundary",
  "DeleteRolePermissionsBoundary",
  "UpdateAssumeRolePolicy",
  "UpdateRole",
  "UpdateRoleDescription",
];
const PROVIDERS = ["CreateSAMLProvider", "UpdateSAMLProvider", "DeleteSAMLProvider"];
const SCIM = [
  "CreateUser",
  "PutUser",
  "PatchUser",
  "DeleteUser",
  "CreateGroup",
  "PatchGroup",
  "DeleteGroup",
  "ListUsers",
];
const OURS = { sourceIPAddress: "sso.amazonaws.com" };

export const EVENT_NAMES: readonly PastedCase[] = [
  ...DIRECTORY.flatMap((name) => both("sso-directory", name, { member: { memberId: USER }, groupId: GROUP })),
  ...both("identitystore", "CreateUser", { userName: "x" }, { responseElements: { user: { userId: USER } } }),
  ...both("iam", "CreateUser", { userName: "x" }),
  ...ORGANIZATION.flatMap((name) => both("organizations", name, { accountId: "444455556666" })),
  ...both("organizations", "AttachPolicy", { targetId: "444455556666", policyId: "p-1" }),
  ...both("organizations", "DisableAWSServiceAccess", { servicePrincipal: "sso.amazonaws.com" }),
  ...both("organizations", "DisableAWSServiceAccess", { servicePrincipal: "config.amazonaws.com" }).map((one) => ({
    ...one,
    what: `${one.what}, another service`,
  })),
  ...SETS.flatMap((name) => both("sso", name, { name: "ReadOnly" })),
  ...CALLS.flatMap((name) => both("sso", name, {})),
  ...ROLES.flatMap((name) => both("iam", name, { roleName: "AWSReservedSSO_ReadOnly_0123456789abcdef" }, OURS)),
  ...both("iam", "DeleteRole", { roleName: "Own" }).map((one) => ({
    ...one,
    what: `${one.what}, a role of one's own`,
  })),
  ...PROVIDERS.flatMap((name) => both("iam", name, { name: "AWSSSO_0123456789abcdef_DO_NOT_DELETE" })),
  ...PROVIDERS.flatMap((name) =>
    both(
      "iam",
      name,
      { sAMLProviderArn: "arn:aws:iam::111122223333:saml-provider/AWSSSO_0123456789abcdef_DO_NOT_DELETE" },
      OURS,
    ),
  ).map((one) => ({ ...one, what: `${one.what}, by Identity Center` })),
  ...["CreateServiceLinkedRole", "DeleteServiceLinkedRole"].flatMap((name) =>
    both("iam", name, { aWSServiceName: "sso.amazonaws.com" }),
  ),
  ...SCIM.flatMap((name) =>
    both("identitystore-scim", name, { id: USER, httpBody: { operations: [{ op: "add", path: "members" }] } }),
  ),
].map((one, _index, all) => ({
  ...one,
  // The tables are read by name.
  what: all.filter(({ what }) => what === one.what).indexOf(one) > 0 ? `${one.what}, again` : one.what,
}));
