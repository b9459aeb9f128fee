/** For tests: what account access manager and `aws login` say through the CLI, SDKs, Terraform and CloudFormation. The frames are real, AWS's own words mostly not documented. */
import type { PastedCase } from "./pasted-case.ts";

const ROLE = "arn:aws:iam::111122223333:role/team/Developer";
const REQUEST = "25bf4416-48a7-434d-8d85-91a4575b7d5d";

export const ACCOUNT_ACCESS_MESSAGES: readonly PastedCase[] = [
  {
    what: "a role that cannot be taken, in the CLI",
    text: `An error occurred (ValidationException) when calling the CreateEntitlement operation: Error verifying role ${ROLE}`,
    account: "111122223333",
    layer: "Identity Center",
    cause: "entitlement-trust-mismatch likely",
    says: [/aws:SourceAccount names the account of the role/],
  },
  {
    what: "a role that cannot be taken, in Terraform",
    text: `Error: creating Account Access Entitlement\n\n  with aws_accountaccess_entitlement.developer,\n\noperation error Account Access: CreateEntitlement, https response error StatusCode: 400, RequestID: ${REQUEST}, ValidationException: Error verifying role ${ROLE}`,
    account: "111122223333",
    cause: "entitlement-trust-mismatch likely",
  },
  {
    what: "a role that cannot be taken, in CloudFormation",
    text: `AWS::AccountAccess::Entitlement CREATE_FAILED Resource handler returned message: "Error verifying role ${ROLE} (Service: AccountAccess, Status Code: 400, Request ID: ${REQUEST})" (RequestToken: 1, HandlerErrorCode: InvalidRequest)`,
    account: "111122223333",
    cause: "entitlement-trust-mismatch likely",
  },
  {
    what: "an application that is there already",
    text: "An error occurred (AlreadyCreatedException) when calling the CreateApplication operation (account-access): exists",
    says: [/one application for each instance/],
    claimsNothing: true,
  },
  {
    what: "an entitlement that is gone",
    text: "An error occurred (ValidationException) when calling the DeleteEntitlement operation: Entitlement not found",
    ends: /^idc-doctor why /,
    claimsNothing: true,
  },
  {
    what: "a quota, in CloudFormation",
    text: `AWS::AccountAccess::Entitlement CREATE_FAILED Resource handler returned message: "quota (Service: AccountAccess, Status Code: 402) ServiceQuotaExceededException" (HandlerErrorCode: ServiceLimitExceeded)`,
    cause: "group-limit-reached possible",
  },
  {
    what: "an entitlement that is there already",
    text: "An error occurred (ConflictException) when calling the CreateEntitlement operation: exists",
    ends: /^idc-doctor why /,
    claimsNothing: true,
  },
  {
    what: "a role that the portal does not give",
    text: "com.amazonaws.services.accountaccessruntime: AccessDeniedException (Service: AccountAccessRuntime, Status Code: 403)",
    layer: "portal",
    cause: "entitlement-trust-mismatch possible",
    ends: /^idc-doctor why /,
  },
  {
    what: "a token of the other portal",
    text: "operation error Account Access Runtime: ListRoles, https response error StatusCode: 401, UnauthorizedException: invalid token",
    says: [/account_access:assume/, /aws login/],
    claimsNothing: true,
  },
  {
    what: "an administrator without the permission, in CloudFormation",
    text: `AWS::AccountAccess::Entitlement CREATE_FAILED Resource handler returned message: "User: arn:aws:sts::123456789012:assumed-role/deploy/cfn is not authorized to perform: account-access:CreateEntitlement on resource: arn:aws:account-access:us-east-1:123456789012:application/1234567890abcdef because no identity-based policy allows the account-access:CreateEntitlement action (Service: AccountAccess, Status Code: 403)" (HandlerErrorCode: AccessDenied)`,
    account: "123456789012",
    cause: "caller-not-permitted likely",
    ends: /^idc-doctor permissions --for fix$/,
    says: [/may administer account access manager/, /account-access\.amazonaws\.com/],
    never: /nothing to do with Identity Center/,
  },
  {
    what: "aws login, a session that is over",
    text: "Your session has expired or credentials have changed. Please reauthenticate using 'aws login'.",
    layer: "client",
    says: [/account access portal/],
    ends: /^aws login$/,
    claimsNothing: true,
  },
  {
    what: "aws login, without its permission",
    text: "Unable to create or refresh login credentials due to insufficient permissions. You may be missing permission for the 'signin:CreateOAuth2Token' action.",
    cause: "policy-does-not-allow likely",
    says: [/SignInLocalDevelopmentAccess/],
  },
  {
    what: "aws login, no sign-in for the profile",
    text: "aws s3 ls --profile dev\n\nError loading login session token: Unable to read the login token",
    ends: /^aws login --profile dev$/,
    claimsNothing: true,
  },
  {
    what: "aws login, refused by the role's policies",
    text: "User: arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_ReadOnly_0123456789abcdef/alice is not authorized to perform: signin:AuthorizeOAuth2Access on resource: arn:aws:signin:us-east-1:111122223333:oauth2/public-client/localhost because no identity-based policy allows the signin:AuthorizeOAuth2Access action",
    who: "alice",
    set: "ReadOnly",
    says: [/SignInLocalDevelopmentAccess/],
    ends: /--action signin:AuthorizeOAuth2Access$/,
  },
  {
    what: "aws login, refused by a sign-in policy",
    text: "User: arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_ReadOnly_0123456789abcdef/alice is not authorized to perform: signin:CreateOAuth2Token on resource: arn:aws:signin:us-east-1:111122223333:oauth2/public-client/localhost with an explicit deny in a resource-based policy",
    layer: "resource-based policy",
    set: "ReadOnly",
  },
  {
    what: "the ARN of an ordinary role",
    text: ROLE,
    account: "111122223333",
    cause: "entitled-by-account-access-manager possible",
    says: [/idc-doctor who-can 111122223333 Developer/],
    ends: /^idc-doctor why <user> 111122223333 Developer$/,
    never: /new experience/,
  },
  {
    what: "the ARN of the role of AWS's new experience",
    text: "arn:aws:iam::111122223333:role/managed/AccountFullAccessRole",
    says: [/new experience/],
  },
  {
    what: "the ARN of an application",
    text: "arn:aws:account-access:us-east-1:123456789012:application/1234567890abcdef",
    cause: "entitlement-trust-mismatch possible",
    says: [/management account 123456789012/],
  },
  {
    what: "the ARN of a user",
    text: "arn:aws:identitystore:::user/906ab1c2d3-11112222-3333-4444-5555-666677778888",
    ends: /^idc-doctor why 906ab1c2d3-11112222-3333-4444-5555-666677778888$/,
    claimsNothing: true,
  },
];
