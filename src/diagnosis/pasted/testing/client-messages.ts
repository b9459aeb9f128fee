/** For tests: what the portal, OIDC, the aws CLI and SDKs say, from the facts, the casebook and public issues. */
import type { PastedCase } from "./pasted-case.ts";

const PORTAL_TYPE = "com.amazonaws.switchboard.portal";

/** Facts C1 to C3, C14, C16, C17, 4.1, 4.3, 4.4. */
export const CLIENT_MESSAGES: readonly PastedCase[] = [
  {
    what: "No access, wire",
    text: `{"message":"No access","__type":"${PORTAL_TYPE}#ForbiddenException"}`,
    layer: "portal",
    ends: /^idc-doctor why/,
  },
  {
    what: "No access, CLI",
    text: "An error occurred (ForbiddenException) when calling the GetRoleCredentials operation: No access",
    layer: "portal",
    ends: /^idc-doctor why <user> <account> <set>$/,
  },
  {
    what: "No access, Go",
    text: "operation error SSO: GetRoleCredentials, https response error StatusCode: 403, RequestID: 2b0a, ForbiddenException: No access",
    layer: "portal",
  },
  {
    what: "No access with the profile (casebook C41)",
    text: "[profile dev]\nsso_account_id = 111122223333\nsso_role_name = AWSReservedSSO_ReadOnly_0123456789abcdef\n\nAn error occurred (ForbiddenException) when calling the GetRoleCredentials operation: No access",
    account: "111122223333",
    set: "ReadOnly",
    layer: "portal",
    cause: "wrong-role-name likely",
    ends: /^idc-doctor why <user> 111122223333 ReadOnly$/,
  },
  {
    what: "No access to an application",
    text: `GET https://portal.sso.us-east-1.amazonaws.com/saml/assertion/apl-1234 {"message":"No access","__type":"${PORTAL_TYPE}#ForbiddenException"}`,
    layer: "portal",
    cause: "application-not-account likely",
  },
  {
    what: "session token, wire",
    text: `{"message":"Session token not found or invalid","__type":"${PORTAL_TYPE}#UnauthorizedException"}`,
    layer: "portal",
    cause: "session-ended likely",
    ends: /^aws sso login$/,
  },
  {
    what: "session token, boto3",
    text: "botocore.errorfactory.UnauthorizedException: An error occurred (UnauthorizedException) when calling the GetRoleCredentials operation: Session token not found or invalid",
    cause: "session-ended likely",
  },
  {
    what: "session token, Java",
    text: "software.amazon.awssdk.services.sso.model.UnauthorizedException: Session token not found or invalid (Service: Sso, Status Code: 401, Request ID: 1a2b3c4d)",
    cause: "session-ended likely",
  },
  {
    what: "session token, Go v1 (aws-sso-cli #279)",
    text: 'Unable to get AWS SSO accounts: : Session token not found or invalid\n\tstatus code: 401, request id: "',
    cause: "session-ended likely",
  },
  {
    what: "session expired, CLI",
    text: "The SSO session associated with this profile has expired or is otherwise invalid. To refresh this SSO session run aws sso login with the corresponding profile.",
    cause: "session-ended proved",
    ends: /^aws sso login$/,
  },
  {
    what: "session expired, JavaScript",
    text: "CredentialsProviderError: The SSO session associated with this profile has expired. To refresh this SSO session run aws sso login with the corresponding profile.",
    cause: "session-ended proved",
  },
  {
    what: "session expired, Go",
    text: "failed to retrieve credentials. AWS Error: failed to refresh cached credentials, the SSO session has expired or is invalid: access token is expired",
    cause: "session-ended proved",
  },
  {
    what: "refresh failed, CLI (cli-7692)",
    text: "botocore.exceptions.TokenRetrievalError: Error when retrieving token from sso: Token has expired and refresh failed",
    cause: "session-ended proved",
  },
  {
    what: "refresh failed, Go",
    text: "Error: aws_production: operation error STS: GetCallerIdentity, get identity: get credentials: failed to refresh cached credentials, \nrefresh cached SSO token failed, unable to refresh SSO token, operation error SSO OIDC: CreateToken, \nhttps response error StatusCode: 400, RequestID: 06215636-0fb1-4274-8a2c-3c15cf2ea18a, InvalidGrantException:",
    layer: "sign-in",
    cause: "session-ended likely",
    ends: /^aws sso login$/,
  },
  {
    what: "no token, CLI v1",
    text: "Error loading SSO Token: Token for https://d-1234567890.awsapps.com/start does not exist",
    cause: "session-ended likely",
    ends: /^aws sso login --profile <profile>$/,
  },
  {
    what: "no token, with the profile in the command",
    text: "$ aws s3 ls --profile dev\nError loading SSO Token: Token for corp does not exist",
    cause: "session-ended likely",
    ends: /^aws sso login --profile dev$/,
  },
  {
    what: "portal throttled, CLI",
    text: "An error occurred (TooManyRequestsException) when calling the ListAccountRoles operation (reached max retries: 4): HTTP 429 Unknown Code",
    layer: "portal",
    cause: "portal-throttled proved",
  },
  {
    what: "portal throttled, Go (granted #458)",
    text: "[✘] operation error SSO: ListAccountRoles, exceeded maximum number of attempts, 3, https response error StatusCode: 429, RequestID: 85c43326-ebfb-4d68-b496-5558cbc9064c, TooManyRequestsException: HTTP 429 Unknown Code",
    cause: "portal-throttled proved",
  },
  {
    what: "invalid grant, wire",
    text: '{"error":"invalid_grant","error_description":"Invalid grant provided"}',
    layer: "sign-in",
    cause: "wrong-region-or-start-url likely",
  },
  {
    what: "invalid grant, CLI (casebook C42)",
    text: "An error occurred (InvalidGrantException) when calling the CreateToken operation: Invalid grant provided",
    cause: "wrong-region-or-start-url likely",
  },
  {
    what: "invalid refresh token, wire (cli-8561)",
    text: '{"error":"invalid_grant","error_description":"Invalid refresh token provided"}',
    cause: "session-ended proved",
  },
  {
    what: "invalid client",
    text: "An error occurred (InvalidClientException) when calling the CreateToken operation:",
    layer: "sign-in",
    cause: "session-ended likely",
    ends: /^aws sso login$/,
  },
  {
    what: "waiting for the browser",
    text: '{"error":"authorization_pending","error_description":""}',
    layer: "sign-in",
    ends: /^aws sso login$/,
  },
  { what: "code expired", text: '{"error":"expired_token"}', layer: "sign-in", cause: "sign-in-failed proved" },
  {
    what: "refused in the browser",
    text: '{"error":"access_denied"}',
    layer: "sign-in",
    cause: "sign-in-failed likely",
  },
  {
    what: "another Region",
    text: "InvalidRequestRegionException: The endpoint for this instance is in eu-west-1",
    layer: "sign-in",
    cause: "wrong-region-or-start-url proved",
  },
  {
    what: "device authorization refused",
    text: "An error occurred (InvalidRequestException) when calling the StartDeviceAuthorization operation:",
    cause: "wrong-region-or-start-url likely",
  },
  {
    what: "profile and session contradict",
    text: "The value for sso_region is inconsistent between profile (us-east-1) and sso-session (eu-west-1).",
    layer: "client",
    cause: "wrong-region-or-start-url proved",
    ends: /^aws sso login$/,
  },
  {
    what: "no such sso-session",
    text: 'The specified sso-session does not exist: "corp"',
    layer: "client",
    ends: /^aws configure sso-session$/,
  },
  {
    what: "profile incomplete",
    text: 'The profile "dev" is configured to use SSO but is missing required configuration: sso_role_name',
    layer: "client",
    cause: "wrong-role-name likely",
    ends: /^aws configure sso$/,
  },
  {
    what: "no credentials, CLI",
    text: 'Unable to locate credentials. You can configure credentials by running "aws configure".',
    layer: "client",
  },
  {
    what: "no credentials, Go in Terraform",
    text: "│ Error: No valid credential sources found\n│ Error: failed to refresh cached credentials, no EC2 IMDS role found",
    layer: "client",
  },
  {
    what: "no endpoint",
    text: 'Could not connect to the endpoint URL: "https://oidc.us-east-9.amazonaws.com/client/register"',
    layer: "client",
    cause: "wrong-region-or-start-url likely",
  },
  {
    what: "role credentials expired",
    text: "An error occurred (ExpiredToken) when calling the ListBuckets operation: The provided token has expired.",
    layer: "client",
  },
  { what: "sign-in page: not you", text: "It's not you, it is us", layer: "sign-in", cause: "user-not-found likely" },
  {
    what: "sign-in page: MFA",
    text: "Invalid MFA credentials",
    layer: "sign-in",
    cause: "user-not-found likely",
    ends: /^idc-doctor why <user>$/,
  },
  { what: "sign-in page: unexpected", text: "An unexpected error has occurred", cause: "sign-in-failed possible" },
  {
    what: "role chaining",
    text: "An error occurred (ValidationError) when calling the AssumeRole operation: The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.",
    layer: "role session",
    cause: "role-chaining-limit proved",
    ends: /duration_seconds 3600/,
  },
  {
    what: "Region switched off (steampipe #1510)",
    text: "operation error STS: AssumeRole, https response error StatusCode: 403, RequestID: a3556be4-6ace-479e-acd8-db5a74762c7c, RegionDisabledException: STS is not activated in this region for account:123456789012. Your account administrator can activate STS in this region using the IAM Console.",
    account: "123456789012",
    layer: "role session",
    cause: "region-disabled proved",
  },
];
