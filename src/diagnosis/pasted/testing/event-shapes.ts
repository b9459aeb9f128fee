/** For tests: CloudTrail events in the shapes of facts 5, to be filled in. */

export const OWNER = "607481581596";
export const TARGET = "111122223333";
export const USER_ID = "906ab1c2d3-11112222-3333-4444-5555-666677778888";
export const REQUEST = "f8604aff-1de0-48ba-b228-f65559e504c1";
export const SET_ARN = "arn:aws:sso:::permissionSet/ssoins-72233af8ea2d1f14/ps-ae5d1fa1f80b684e";
export const INSTANCE_ARN = "arn:aws:sso:::instance/ssoins-72233af8ea2d1f14";
export const ROLE = "AWSReservedSSO_ReadOnly_0123456789abcdef";
export const SESSION_ARN = `arn:aws:sts::${TARGET}:assumed-role/${ROLE}/alice@example.com`;

export const person = {
  type: "IdentityCenterUser",
  accountId: OWNER,
  onBehalfOf: { userId: USER_ID },
  credentialId: "c",
};
export const session = {
  type: "AssumedRole",
  principalId: "AROAEXAMPLE:alice@example.com",
  arn: SESSION_ARN,
  accountId: TARGET,
  sessionContext: {
    sessionIssuer: {
      type: "Role",
      arn: `arn:aws:iam::${TARGET}:role/aws-reserved/sso.amazonaws.com/${ROLE}`,
      userName: ROLE,
    },
  },
};
export const admin = { type: "AssumedRole", arn: `arn:aws:sts::${OWNER}:assumed-role/Admin/ops`, accountId: OWNER };
export const serviceRole = {
  type: "AssumedRole",
  arn: `arn:aws:sts::${TARGET}:assumed-role/AWSServiceRoleForSSO/AWS-SSO`,
  accountId: TARGET,
  invokedBy: "sso.amazonaws.com",
};

export const event = (members: object): string =>
  JSON.stringify({
    eventVersion: "1.11",
    eventTime: "2026-07-01T10:00:00Z",
    awsRegion: "us-east-1",
    requestParameters: null,
    responseElements: null,
    recipientAccountId: OWNER,
    ...members,
  });
export const portal = (eventName: string, more: object = {}) =>
  event({ eventSource: "sso.amazonaws.com", eventName, eventType: "AwsServiceEvent", userIdentity: person, ...more });
export const iam = (eventName: string, requestParameters: object, more: object = {}) =>
  event({
    eventSource: "iam.amazonaws.com",
    eventName,
    userIdentity: serviceRole,
    sourceIPAddress: "sso.amazonaws.com",
    requestParameters,
    recipientAccountId: TARGET,
    ...more,
  });
export const signIn = (eventName: string, more: object = {}) =>
  event({
    eventSource: "signin.amazonaws.com",
    eventName,
    eventType: "AwsServiceEvent",
    userIdentity: { ...person, type: "Unknown" },
    additionalEventData: { AuthWorkflowID: "w", CredentialType: "TOTP", UserName: "alice@example.com" },
    ...more,
  });
export const scim = (eventName: string, more: object = {}) =>
  event({
    eventSource: "identitystore-scim.amazonaws.com",
    eventName,
    userIdentity: { type: "WebIdentityUser" },
    requestParameters: { tenantId: "t", httpBody: "HIDDEN_DUE_TO_SECURITY_REASONS" },
    ...more,
  });
export const byAdmin = (eventSource: string, eventName: string, requestParameters: object, more: object = {}) =>
  event({ eventSource, eventName, userIdentity: admin, requestParameters, ...more });
