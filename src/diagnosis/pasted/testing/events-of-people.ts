/** For tests: events of people's sign-ins and sessions, and of what Identity Center does in the target account (facts 5.3, 5.4). */
import {
  admin,
  event,
  iam,
  OWNER,
  portal,
  ROLE,
  SESSION_ARN,
  session,
  signIn,
  TARGET,
  USER_ID,
} from "./event-shapes.ts";
import type { PastedCase } from "./pasted-case.ts";

/** Facts 5.4: what the user does. */
export const PEOPLE: readonly PastedCase[] = [
  {
    what: "credentials",
    text: portal("GetRoleCredentials", { serviceEventDetails: { role_name: "ReadOnly", account_id: TARGET } }),
    who: USER_ID,
    account: TARGET,
    set: "ReadOnly",
    layer: "portal",
    ends: new RegExp(`^idc-doctor why ${USER_ID} ${TARGET} ReadOnly$`),
  },
  {
    what: "credentials refused",
    text: portal("GetRoleCredentials", {
      errorCode: "ForbiddenException",
      errorMessage: "No access",
      serviceEventDetails: { role_name: "ReadOnly", account_id: TARGET },
    }),
    account: TARGET,
    set: "ReadOnly",
    layer: "portal",
    ends: new RegExp(`^idc-doctor why ${USER_ID} ${TARGET} ReadOnly$`),
  },
  {
    what: "portal throttled",
    text: portal("ListAccountRoles", {
      errorCode: "TooManyRequestsException",
      serviceEventDetails: { account_id: TARGET },
    }),
    account: TARGET,
    cause: "portal-throttled proved",
  },
  {
    what: "portal session ended",
    text: portal("ListAccounts", {
      errorCode: "UnauthorizedException",
      errorMessage: "Session token not found or invalid",
    }),
    cause: "session-ended likely",
  },
  {
    what: "console click",
    text: portal("Federate", { serviceEventDetails: { role_name: "A", account_id: TARGET } }),
    set: "A",
  },
  { what: "portal opened", text: portal("Authenticate"), layer: "portal" },
  { what: "signed out", text: portal("Logout"), who: USER_ID, layer: "portal" },
  {
    what: "token made",
    text: portal("CreateToken", {
      eventSource: "sso-oauth.amazonaws.com",
      requestParameters: { grantType: "refresh_token" },
    }),
    who: USER_ID,
    layer: "sign-in",
  },
  {
    what: "token refused",
    text: portal("CreateToken", { errorCode: "InvalidGrantException", errorMessage: "Invalid refresh token provided" }),
    cause: "session-ended likely",
  },
  {
    what: "credential refused",
    text: signIn("CredentialVerification", { serviceEventDetails: { CredentialVerification: "Failure" } }),
    who: "alice@example.com",
    layer: "sign-in",
    cause: "sign-in-failed proved",
    ends: /^idc-doctor why alice@example.com$/,
  },
  {
    what: "credential accepted",
    text: signIn("CredentialVerification", { serviceEventDetails: { CredentialVerification: "Success" } }),
    who: "alice@example.com",
    layer: "sign-in",
  },
  {
    what: "challenge, as the documentation's table prints the source",
    text: signIn("CredentialChallenge", { eventSource: "signin.amazon.com" }),
    who: "alice@example.com",
  },
  { what: "signed in", text: signIn("UserAuthentication"), who: "alice@example.com", layer: "sign-in" },
  {
    what: "external provider refused",
    text: signIn("ExternalIdPDirectoryLogin", { errorCode: "Failure", errorMessage: "NameID does not match" }),
    cause: "sign-in-failed proved",
  },
  {
    what: "SAML sign-in",
    text: event({
      eventSource: "sts.amazonaws.com",
      eventName: "AssumeRoleWithSAML",
      userIdentity: { type: "SAMLUser", principalId: "q:alice@example.com", userName: "alice@example.com" },
      requestParameters: {
        roleArn: `arn:aws:iam::${TARGET}:role/aws-reserved/sso.amazonaws.com/us-west-2/${ROLE}`,
        roleSessionName: "alice@example.com",
      },
      responseElements: {
        issuer: `https://portal.sso.us-west-2.amazonaws.com/saml/assertion/${btoa(`${OWNER}_ins-1fbcfb1c5109756a`)}`,
      },
      recipientAccountId: TARGET,
    }),
    who: "alice@example.com",
    account: TARGET,
    set: "ReadOnly",
  },
  {
    what: "console opened",
    text: event({
      eventSource: "signin.amazonaws.com",
      eventName: "ConsoleLogin",
      userIdentity: session,
      responseElements: { ConsoleLogin: "Success" },
      recipientAccountId: TARGET,
    }),
    who: "alice@example.com",
    account: TARGET,
    set: "ReadOnly",
  },
  {
    what: "action refused, with the sentence",
    text: event({
      eventSource: "s3.amazonaws.com",
      eventName: "GetObject",
      userIdentity: session,
      errorCode: "AccessDenied",
      errorMessage: `User: ${SESSION_ARN} is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::b/k" with an explicit deny in a service control policy`,
      recipientAccountId: TARGET,
    }),
    who: "alice@example.com",
    account: TARGET,
    set: "ReadOnly",
    layer: "service control policy",
    cause: "scp-deny proved",
    ends: /--action s3:GetObject$/,
  },
  {
    what: "action refused, without a sentence and without the session's ARN",
    text: event({
      eventSource: "lambda.amazonaws.com",
      eventName: "ListFunctions20150331",
      userIdentity: { ...session, arn: undefined },
      errorCode: "AccessDeniedException",
      recipientAccountId: TARGET,
    }),
    who: "alice@example.com",
    account: TARGET,
    set: "ReadOnly",
    layer: "not said",
    cause: "policy-does-not-allow possible",
    ends: /^idc-doctor why alice@example.com 111122223333 ReadOnly --action lambda:ListFunctions$/,
  },
];

/** Facts 5.3, C5, D12: what Identity Center does in the target account. */
export const TARGETS: readonly PastedCase[] = [
  {
    what: "role made",
    text: iam("CreateRole", { roleName: ROLE }),
    who: "sso.amazonaws.com",
    account: TARGET,
    set: "ReadOnly",
  },
  { what: "role dropped", text: iam("DeleteRole", { roleName: ROLE }), account: TARGET, set: "ReadOnly" },
  {
    what: "role not made: quota",
    text: iam(
      "CreateRole",
      { roleName: ROLE },
      { errorCode: "LimitExceededException", errorMessage: "Cannot exceed quota for RolesPerAccount: 1000" },
    ),
    account: TARGET,
    set: "ReadOnly",
    cause: "role-quota likely",
  },
  {
    what: "role protected",
    text: iam(
      "PutRolePolicy",
      { roleName: ROLE },
      {
        userIdentity: admin,
        sourceIPAddress: "192.0.2.1",
        errorCode: "UnmodifiableEntityException",
        errorMessage: `Cannot perform the operation on the protected role '${ROLE}' - this role is only modifiable by AWS`,
      },
    ),
    who: "Admin/ops",
    set: "ReadOnly",
    ends: /^idc-doctor (provision|why)/,
  },
  {
    what: "provider made",
    text: iam("CreateSAMLProvider", { name: "AWSSSO_0123456789abcdef_DO_NOT_DELETE", sAMLMetadataDocument: "x" }),
    account: TARGET,
    layer: "Identity Center",
  },
  {
    what: "provider deleted by somebody",
    text: iam(
      "DeleteSAMLProvider",
      { sAMLProviderArn: `arn:aws:iam::${TARGET}:saml-provider/AWSSSO_0123456789abcdef_DO_NOT_DELETE` },
      { userIdentity: admin, sourceIPAddress: "192.0.2.1" },
    ),
    account: TARGET,
    cause: "saml-provider-missing likely",
  },
  {
    what: "service-linked role deleted",
    text: iam("DeleteServiceLinkedRole", { roleName: "AWSServiceRoleForSSO" }),
    account: TARGET,
    cause: "service-linked-role-missing likely",
  },
];
