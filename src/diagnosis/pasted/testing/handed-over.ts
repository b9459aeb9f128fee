/** For tests: small forms of public reports, each a kind of its own, with names and ids invented. */
import type { PastedCase } from "./pasted-case.ts";

const SET = "arn:aws:sso:::permissionSet/ssoins-7223a5d90e0exam1/ps-a1b2c3d4e5f6a7b8";
const ADMIN = "AWSReservedSSO_AdministratorAccess_0123456789abcdef";

export const HANDED_OVER: readonly PastedCase[] = [
  {
    what: "a set that cannot be deleted: no retry helps",
    text: `error deleting SSO Permission Set (${SET}): ConflictException: Could not delete because PermissionSet has ApplicationProfile associated with it.`,
    set: SET,
    says: [/still in use/, /repeating the call never helps/],
    never: /growing pauses|Too many changes/,
    ends: /^aws sso-admin list-account-assignments --instance-arn arn:aws:sso:::instance\/ssoins-7223a5d90e0exam1/,
  },
  {
    what: "a sign-in in the other form",
    text: "│ Error: error configuring Terraform AWS Provider: no valid credential sources for Terraform AWS Provider found.\n│ \n│ for more information about providing credentials.\n│ \n│ Error: failed to refresh cached credentials, the SSO session has expired or is invalid: open /Users/alice/.aws/sso/cache/0000000000000000000000000000000000000000.json: no such file or directory",
    layer: "client",
    cause: "session-ended possible",
    says: [/nothing has expired/, /sso-session/, /start URL/],
    never: /has expired and could not be renewed/,
  },
  {
    what: "an EKS access entry without the role's path",
    text: `│ Error: creating EKS Access Entry eks-blueprint-new:arn:aws:iam::111122223333:role/${ADMIN}): operation error EKS: CreateAccessEntry, https response error StatusCode: 400, RequestID: 00000000-0000-0000-0000-000000000000, InvalidParameterException: The specified principalArn is invalid: invalid principal.`,
    account: "111122223333",
    set: "AdministratorAccess",
    cause: "malformed-identifier likely",
    says: [/\/aws-reserved\/sso\.amazonaws\.com\//, /Only the ConfigMap aws-auth/],
    ends: /^idc-doctor why <user> 111122223333 AdministratorAccess$/,
  },
  {
    what: "a principal without the role's path",
    text: `Invalid principal in policy: "AWS":"arn:aws:iam::111122223333:role/${ADMIN}"`,
    account: "111122223333",
    set: "AdministratorAccess",
    cause: "malformed-identifier likely",
    says: [/No role has this ARN/, /ArnLike/],
  },
  {
    what: "a quota of an ordinary role",
    text: 'Resource handler returned message: "Cannot exceed quota for PoliciesPerRole: 10 (Service: Iam, Status Code: 409, Request ID: 00000000-0000-0000-0000-000000000000) (SDK Attempt Count: 1)" (RequestToken: a6dcd513, HandlerErrorCode: ServiceLimitExceeded)',
    claimsNothing: true,
    says: [/Nothing here is about Identity Center/],
  },
  {
    what: "a session in a sentence",
    text: "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_ReadOnly_0123456789abcdef/alice@example.com called ListAccounts but failed due to AccessDenied\nError message: CallerValidation check failed",
    who: "alice@example.com",
    account: "111122223333",
    set: "ReadOnly",
    ends: /^idc-doctor why alice@example.com 111122223333 ReadOnly$/,
  },
  {
    what: "an event as a row of Athena",
    text: '{"eventtime": "2026-07-01T00:08:20Z", "eventsource": "sso.amazonaws.com", "eventname": "GetRoleCredentials", "errorcode": "ForbiddenException", "errormessage": "No access", "useridentity": "{\\"type\\": \\"IdentityCenterUser\\", \\"accountId\\": \\"111111111111\\", \\"onBehalfOf\\": {\\"userId\\": \\"9067000000-11112222-3333-4444-5555-666677778888\\"}}", "serviceeventdetails": "{\\"role_name\\": \\"AdministratorAccess\\", \\"account_id\\": \\"222222222222\\"}"}',
    who: "9067000000-11112222-3333-4444-5555-666677778888",
    account: "222222222222",
    set: "AdministratorAccess",
    ends: /^idc-doctor why 9067000000-11112222-3333-4444-5555-666677778888 222222222222 AdministratorAccess$/,
  },
  {
    what: "an account out of reach, with everything taken out",
    text: "Resource handler returned message: \"Error occurred during operation 'Request REDACTED failed due to: \nAWS SSO is unable to complete your request at this time. \nObtaining permissions to manage your AWS account 'REDACTED' is taking longer than usual.",
    cause: "account-suspended likely",
    says: [/suspended|being closed/],
  },
  {
    what: "an inline policy by its bytes",
    text: `Error: putting SSO Permission Set (${SET}) Inline Policy: operation error SSO Admin: PutInlinePolicyToPermissionSet, https response error StatusCode: 400, RequestID: 07b84b77-2d2e-47c1-b8b8-6b40b37e0f0c, ValidationException: Current size of the non-whitespace characters present in the InlinePolicy Document is 10405 bytes which has exceeded the maximum limit of 10240 bytes`,
    set: SET,
    cause: "inline-policy-too-large proved",
    says: [/10,405 of 10,240 bytes/, /Spaces, tabs and line breaks are not counted/],
    ends: new RegExp(`^idc-doctor provision ${SET} --all$`),
  },
  {
    what: "a page size above the portal's limit",
    text: "An error occurred (InvalidRequestException) when calling the ListAccounts operation: ResultSize parameter must be within the valid limits of: 1-100",
    layer: "portal",
    says: [/at most 100/, /Update the client/],
  },
  {
    what: "no identity store id",
    text: "An error occurred (ValidationException) when calling the CreateUser operation: 1 validation error detected: Value 'null' at 'identityStoreId' failed to satisfy constraint: Member must satisfy regular expression pattern: d-[0-9a-f]{10}$|^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
    cause: "malformed-identifier proved",
    says: [/sent no identity store id/],
    ends: /^aws sso-admin list-instances$/,
  },
  {
    what: "a group that Terraform does not find",
    text: '│ Error: no Identity Store Group found matching criteria\n│ [{\n│   AttributePath: "DisplayName",\n│   AttributeValue: "S3Adminstrators"\n│ }]; try different search\n│ \n│   with module.sso_account_assignments.data.aws_identitystore_group.this["S3Adminstrators"],',
    says: [/group "S3Adminstrators"/],
    ends: /S3Adminstrators/,
  },
  {
    what: "an import of what is not there",
    text: "Error: Cannot import non-existent remote object\n\nWhile attempting to import an existing object to\naws_identitystore_group.dev-env-access, the provider detected that no object\nexists with the given id.",
    says: [/<identity store id>\/<group id>/],
  },
  {
    what: "no instance in the provider's Region",
    text: "Error: Invalid index\n  on main.tf line 5, in locals:\n  5:   sso_instance_arn = tolist(data.aws_ssoadmin_instances.this.arns)[0]\n    │ data.aws_ssoadmin_instances.this.arns is empty list\nThe given key does not identify an element in this collection value: the collection has no elements.",
    cause: "instance-not-in-region likely",
    says: [/only in its own Region/, /management account/],
  },
  {
    what: "CDK without credentials",
    text: "Need to perform AWS calls for account 111122223333, but no credentials have been configured",
    account: "111122223333",
    says: [/found no credentials/, /no profile was named/],
  },
  {
    what: "a profile without its sso_region",
    text: "Unable to determine the default AWS account (TypeError): Cannot read properties of undefined (reading 'sso_region')",
    cause: "wrong-region-or-start-url likely",
    says: [/no sso_region/],
  },
];
