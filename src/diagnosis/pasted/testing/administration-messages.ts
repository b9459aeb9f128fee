/** For tests: what administrators paste, from the facts 2.4, 3.1, 5.5 and the casebook, and what each must tell. */
import type { PastedCase } from "./pasted-case.ts";

const GROUP_ID = "906ab1c2d3-11112222-3333-4444-5555-666677778888";
const SET_ARN = "arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-1234567890abcdef";
const REQUEST = "25bf4416-48a7-434d-8d85-91a4575b7d5d";
const OUT_OF_REACH =
  "AWS SSO is unable to complete your request at this time. Obtaining permissions to manage your AWS account '111122223333' takes longer than usual. Please try again in a few minutes. If this problem continues, contact AWS Support.";

/** Facts 2.4. */
export const FAILURES: readonly PastedCase[] = [
  {
    what: "D10",
    text: OUT_OF_REACH,
    account: "111122223333",
    layer: "Identity Center",
    cause: "account-suspended likely",
    ends: /^idc-doctor why <user> 111122223333$/,
  },
  {
    what: "D10 in CloudFormation (aws-sso-util #80)",
    text: `Resource handler returned message: "Error occurred during operation 'Request ${REQUEST} failed due to: \nAWS SSO is unable to complete your request at this time. \nObtaining permissions to manage your AWS account '111122223333' is taking longer than usual.\n"`,
    account: "111122223333",
    cause: "account-suspended likely",
  },
  {
    what: "D1",
    text: "Received a 404 status error: Not supported policy arn:aws:iam::111122223333:policy/team/DeveloperGuard.",
    cause: "customer-managed-policy-missing proved",
  },
  {
    what: "D3",
    text: "Received a 403 status error: Access denied by IAM. Please check your policy, or wait for role propagation to complete. IAM Error: User: arn:aws:sts::123456789012:assumed-role/Elevator/s is not authorized to perform: iam:UpdateSAMLProvider on resource: arn:aws:iam::123456789012:saml-provider/AWSSSO_0123456789abcdef_DO_NOT_DELETE because no identity-based policy allows the iam:UpdateSAMLProvider action (Service: AmazonIdentityManagement; Status Code: 403; Error Code: AccessDenied; Request ID: 1; Proxy: null)",
    who: "Elevator/s",
    account: "123456789012",
    layer: "Identity Center",
    cause: "caller-lacks-iam-in-management-account likely",
  },
  {
    what: "D13",
    text: `Received a 404 status error: the GROUP assignee ${GROUP_ID} was not found in directory d-1234567890.`,
    cause: "principal-deleted likely",
  },
  {
    what: "D13 in CloudFormation",
    text: `AWS::SSO::Assignment CREATE_FAILED Resource handler returned message: "Request ${REQUEST} failed due to: Received a 404 status error: the GROUP assignee ${GROUP_ID} was not found in directory d-1234567890." (RequestToken: 1, HandlerErrorCode: NotStabilized)`,
    cause: "principal-deleted likely",
  },
  {
    what: "D5",
    text: "Received a 409 status error: Cannot exceed quota for RolesPerAccount: 1000",
    cause: "role-quota likely",
  },
  {
    what: "D6",
    text: "LimitExceeded: Cannot exceed quota for PoliciesPerRole: 10",
    cause: "managed-policy-quota likely",
  },
  { what: "D9", text: "Cannot exceed quota for SAMLProvidersPerAccount: 100", cause: "saml-provider-quota likely" },
  {
    what: "D16",
    text: "Policy arn:aws:iam::aws:policy/AmazonGone does not exist or is not attachable.",
    cause: "aws-managed-policy-missing likely",
  },
  { what: "D15", text: "An unexpected internal service exception was encountered", layer: "Identity Center" },
  {
    what: "D15 in Terraform (cli-8356)",
    text: "│ Error: waiting for SSO Account Assignment for USER (some_request_id) create: unexpected state 'FAILED', wanted target 'SUCCEEDED'. last error: An unexpected internal service exception was encountered",
    cause: "assignment-failed proved",
  },
  {
    what: "D17",
    text: "Received a 404 status error: EntitlementItem doesn't exist with the given entitlement key EntitlementKey{accessorId=AccessorId{value=x}}",
    layer: "Identity Center",
  },
  {
    what: "D18",
    text: "Error: error waiting for SSO Account Assignment for Principal (906ab1c2d3-11112222-3333-4444-5555-666677778888) to be created: unexpected state 'FAILED', wanted target 'SUCCEEDED'. last error: %!s(<nil>)",
    cause: "assignment-failed proved",
    ends: /^aws sso-admin list-account-assignment-creation-status .*Status=FAILED$/,
  },
  {
    what: "D18 of a provisioning",
    text: `Error: provisioning SSO Permission Set (${SET_ARN}): unexpected state 'FAILED', wanted target 'SUCCEEDED'. last error: %!s(<nil>)`,
    set: SET_ARN,
    cause: "provisioning-failed proved",
    ends: /^aws sso-admin list-permission-set-provisioning-status/,
  },
  { what: "casebook C08", text: "Received a 404 status error: Assignment not found.", layer: "Identity Center" },
  {
    what: "the status of a failed creation (pulumi-aws #1927)",
    text: JSON.stringify({
      AccountAssignmentCreationStatus: {
        CreatedDate: 1650989104.461,
        FailureReason: OUT_OF_REACH,
        PermissionSetArn: SET_ARN,
        PrincipalId: GROUP_ID,
        PrincipalType: "USER",
        RequestId: REQUEST,
        Status: "FAILED",
        TargetId: "111122223333",
        TargetType: "AWS_ACCOUNT",
      },
    }),
    account: "111122223333",
    set: SET_ARN,
    layer: "Identity Center",
    cause: "account-suspended likely",
    ends: new RegExp(`^idc-doctor why ${GROUP_ID} 111122223333 ${SET_ARN}$`),
  },
  {
    what: "the status of a provisioning in progress",
    text: JSON.stringify({
      PermissionSetProvisioningStatus: {
        Status: "IN_PROGRESS",
        RequestId: REQUEST,
        AccountId: "111122223333",
        PermissionSetArn: SET_ARN,
      },
    }),
    account: "111122223333",
    cause: "provisioning-in-progress proved",
    ends: new RegExp(`request-id ${REQUEST} `),
  },
];

/** Facts 3.1, A13, A19, C4, C5, C10, C13, D4, D14, 5.5. */
export const ADMIN_MESSAGES: readonly PastedCase[] = [
  {
    what: "throttled",
    text: "An error occurred (ThrottlingException) when calling the CreateAccountAssignment operation (reached max retries: 4): There are too many requests processing. Please try again later.",
    layer: "Identity Center",
    cause: "concurrent-operation proved",
    ends: /^aws sso-admin list-account-assignment-creation-status/,
  },
  {
    what: "throttled, Terraform (tf-35646)",
    text: "│ Error: reading SSO Account Assignment for Principal (ID): operation error SSO Admin: ListAccountAssignments, failed to get rate limit token, retry quota exceeded, 0 available, 5 requested",
    cause: "concurrent-operation likely",
  },
  {
    what: "conflict (casebook C09)",
    text: "operation error SSO Admin: CreateAccountAssignment, https response error StatusCode: 400, RequestID: 1a2b, ConflictException: Conflict",
    cause: "concurrent-operation likely",
  },
  {
    what: "conflict that stays",
    text: "operation error SSO Admin: CreatePermissionSet, https response error StatusCode: 400, RequestID: 1a2b, ConflictException: PermissionSet with name ReadOnly already exists.",
    layer: "Identity Center",
  },
  {
    what: "account instance",
    text: "An error occurred (ValidationException) when calling the ListPermissionSets operation: The operation is not supported for account instances of IAM Identity Center.",
    cause: "account-instance-only proved",
  },
  {
    what: "KMS (casebook C52)",
    text: '{"__type":"AccessDeniedException","Message":"KMS access denied","Reason":"KMS_AccessDeniedException"}',
    cause: "kms-key-unusable proved",
  },
  {
    what: "console of the delegate",
    text: "You can't assign permission sets provisioned in the management account. You don't have permission to assign permission sets that are provisioned in the management account: Admin (ps-1). Contact the owner of the management account if you need help.",
    cause: "delegated-admin-limit proved",
  },
  { what: "console (casebook C05)", text: "Requires reapplying permission set", cause: "outdated proved" },
  {
    what: "malformed, from the service",
    text: "An error occurred (ValidationException) when calling the ProvisionPermissionSet operation: 1 validation error detected: Value at 'permissionSetArn' failed to satisfy constraint: Member must satisfy regular expression pattern",
    layer: "Identity Center",
    cause: "malformed-identifier proved",
    ends: /list-instances$/,
  },
  {
    what: "the article's ARN (S4)",
    text: "aws sso-admin provision-permission-set --permission-set-arn arn:aws:iam::aws:permission-set/sso_ps/ssoins-7223a5d90eexample/ps-a1b2c3d4e5f6g7h8",
    cause: "malformed-identifier proved",
  },
  {
    what: "protected role",
    text: "An error occurred (UnmodifiableEntity) when calling the PutRolePolicy operation: Cannot perform the operation on the protected role 'AWSReservedSSO_ReadOnly_0123456789abcdef' - this role is only modifiable by AWS",
    set: "ReadOnly",
    layer: "Identity Center",
    ends: /^idc-doctor provision ReadOnly --all$/,
  },
  {
    what: "role gone",
    text: "An error occurred (NoSuchEntity) when calling the GetRole operation: The role with name AWSReservedSSO_ReadOnly_0123456789abcdef cannot be found.",
    cause: "role-renamed likely",
    ends: /^idc-doctor why <user> <account> ReadOnly$/,
  },
  {
    what: "policy names an old role",
    text: 'MalformedPolicyDocumentException: Policy contains a statement with one or more invalid principals. Invalid principal in policy: "AWS":"arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef"',
    cause: "role-renamed likely",
  },
  { what: "kubectl (casebook C47)", text: "error: You must be logged in to the server (Unauthorized)" },
  {
    what: "session tags too large",
    text: "An error occurred (PackedPolicyTooLarge) when calling the AssumeRoleWithSAML operation: Packed policy consumes 112% of allotted space",
    cause: "abac-attribute likely",
  },
  {
    what: "quota of sets",
    text: "operation error SSO Admin: CreatePermissionSet, https response error StatusCode: 400, RequestID: 1a2b, ServiceQuotaExceededException: quota",
    layer: "Identity Center",
  },
  {
    what: "refused without a sentence",
    text: "operation error SSO Admin: ListInstances, https response error StatusCode: 400, RequestID: 1a2b, api error AccessDeniedException: Not for you",
    layer: "Identity Center",
    cause: "caller-not-permitted likely",
  },
  {
    what: "SCIM replace (casebook C31)",
    text: "400 Replacing group memberships is not supported.",
    cause: "membership-not-synced likely",
  },
  { what: "SCIM duplicate", text: 'ConflictException "Duplicate GroupDisplayName"', layer: "Identity Center" },
  {
    what: "SCIM attribute",
    text: "ValidationException: List attribute emails exceeds allowed limit of 1",
    layer: "Identity Center",
  },
  {
    what: "SCIM token (casebook C34)",
    text: "POST https://scim.us-east-1.amazonaws.com/t/scim/v2/Users 401 UnauthorizedException",
    cause: "membership-not-synced likely",
  },
];

/** Identifiers alone. */
export const IDENTIFIERS: readonly PastedCase[] = [
  {
    what: "role ARN",
    text: "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Read_Only_0123456789abcdef",
    account: "111122223333",
    set: "Read_Only",
    ends: /^idc-doctor why <user> 111122223333 Read_Only$/,
  },
  { what: "role name", text: "AWSReservedSSO_Read_Only_0123456789abcdef", set: "Read_Only" },
  {
    what: "session ARN",
    text: "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Admin_0123456789abcdef/bob",
    who: "bob",
    account: "111122223333",
    set: "Admin",
    ends: /^idc-doctor why bob 111122223333 Admin$/,
  },
  {
    what: "SAML provider ARN",
    text: "arn:aws:iam::111122223333:saml-provider/AWSSSO_0123456789abcdef_DO_NOT_DELETE",
    account: "111122223333",
    ends: /^aws iam get-saml-provider/,
  },
  { what: "permission set ARN", text: SET_ARN, set: SET_ARN, ends: /^idc-doctor why/ },
  { what: "instance ARN", text: "arn:aws:sso:::instance/ssoins-1234567890abcdef" },
  {
    what: "issuer",
    text: `https://portal.sso.us-west-2.amazonaws.com/saml/assertion/${btoa("607481581596_ins-1fbcfb1c5109756a")}`,
    ends: /--region us-west-2$/,
  },
  { what: "account id", text: "111122223333", account: "111122223333" },
  { what: "user id", text: GROUP_ID, ends: new RegExp(`^idc-doctor why ${GROUP_ID}$`) },
];
