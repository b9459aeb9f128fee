/** For tests: what account access manager says through the CLI, SDKs, Terraform and CloudFormation. The frames are real, AWS's own words mostly not documented. */
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
];
