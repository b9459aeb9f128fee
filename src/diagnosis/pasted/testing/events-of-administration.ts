/** For tests: events of administration, and the same event in the envelopes in which people have it (facts 5.3, 5.5). */
import { admin, byAdmin, INSTANCE_ARN, REQUEST, SET_ARN, scim, TARGET, USER_ID } from "./event-shapes.ts";
import type { PastedCase } from "./pasted-case.ts";

const grant = {
  instanceArn: INSTANCE_ARN,
  targetId: TARGET,
  targetType: "AWS_ACCOUNT",
  permissionSetArn: SET_ARN,
  principalType: "USER",
  principalId: USER_ID,
};
const CREATION = byAdmin("sso.amazonaws.com", "CreateAccountAssignment", grant, { requestID: REQUEST });

/** Facts 5.3: administration. */
export const ADMINISTRATION: readonly PastedCase[] = [
  {
    what: "assignment made",
    text: CREATION,
    who: "Admin/ops",
    account: TARGET,
    set: SET_ARN,
    layer: "Identity Center",
    ends: new RegExp(`creation-request-id ${REQUEST} --instance-arn ${INSTANCE_ARN}$`),
  },
  {
    what: "assignment removed",
    text: byAdmin("sso.amazonaws.com", "DeleteAccountAssignment", grant, { requestID: REQUEST }),
    account: TARGET,
    set: SET_ARN,
    cause: "assignment-removed likely",
    ends: new RegExp(`deletion-request-id ${REQUEST}`),
  },
  {
    what: "set provisioned",
    text: byAdmin(
      "sso.amazonaws.com",
      "ProvisionPermissionSet",
      { instanceArn: INSTANCE_ARN, permissionSetArn: SET_ARN, targetId: TARGET, targetType: "AWS_ACCOUNT" },
      { requestID: REQUEST },
    ),
    account: TARGET,
    set: SET_ARN,
    ends: /provisioning-status/,
  },
  {
    what: "assignment refused to the delegate",
    text: byAdmin("sso.amazonaws.com", "CreateAccountAssignment", grant, {
      errorCode: "AccessDenied",
      errorMessage: `User: ${admin.arn} is not authorized to perform: sso:CreateAccountAssignment on resource: ${SET_ARN}`,
    }),
    account: TARGET,
    set: SET_ARN,
    cause: "caller-not-permitted likely",
  },
  {
    what: "conflict of two changes",
    text: byAdmin("sso.amazonaws.com", "CreateAccountAssignment", grant, {
      errorCode: "ConflictException",
      errorMessage: "Conflicting operation in progress",
    }),
    account: TARGET,
    cause: "concurrent-operation likely",
  },
  {
    what: "set changed",
    text: byAdmin("sso.amazonaws.com", "PutInlinePolicyToPermissionSet", { permissionSetArn: SET_ARN }),
    set: SET_ARN,
    cause: "outdated likely",
    ends: /^idc-doctor provision \S+ --all$/,
  },
  {
    what: "console-only call",
    text: byAdmin("sso.amazonaws.com", "AssociateProfile", {}),
    who: "Admin/ops",
    layer: "Identity Center",
  },
  { what: "a read", text: byAdmin("sso.amazonaws.com", "ListInstances", {}), layer: "Identity Center" },
  {
    what: "user disabled in the console",
    text: byAdmin("sso-directory.amazonaws.com", "DisableUser", { identityStoreId: "d-1234567890", userId: USER_ID }),
    cause: "user-disabled likely",
    ends: new RegExp(`^idc-doctor why ${USER_ID}$`),
  },
  {
    what: "member removed, Identity Store API",
    text: byAdmin("identitystore.amazonaws.com", "DeleteGroupMembership", { identityStoreId: "d-1234567890" }),
    cause: "not-a-member likely",
  },
  {
    what: "group deleted (casebook C22)",
    text: byAdmin("sso-directory.amazonaws.com", "DeleteGroup", { identityStoreId: "d-1234567890", groupId: USER_ID }),
    cause: "principal-deleted likely",
  },
  {
    what: "account removed from the organization",
    text: byAdmin("organizations.amazonaws.com", "RemoveAccountFromOrganization", { accountId: TARGET }),
    account: TARGET,
    cause: "account-not-in-organization likely",
  },
  {
    what: "SCIM user made",
    text: scim("CreateUser", { responseElements: { id: USER_ID } }),
    ends: new RegExp(USER_ID),
  },
  {
    what: "SCIM membership",
    text: scim("PatchGroup", {
      requestParameters: { tenantId: "t", id: USER_ID, httpBody: { operations: [{ op: "add", path: "members" }] } },
    }),
    layer: "Identity Center",
  },
  {
    what: "SCIM failure",
    text: scim("CreateGroup", {
      userIdentity: { type: "Unknown" },
      errorCode: "ConflictException",
      errorMessage: "Duplicate GroupDisplayName",
    }),
    layer: "Identity Center",
  },
  { what: "SCIM user deleted", text: scim("DeleteUser"), cause: "principal-deleted likely" },
];

/** The same event in the envelopes in which people have it. */
export const ENVELOPES: readonly PastedCase[] = [
  ["an array", `[${CREATION}]`],
  ["a Records file", `{"Records":[${CREATION}]}`],
  ["LookupEvents", JSON.stringify({ Events: [{ EventId: "1", EventName: "x", CloudTrailEvent: CREATION }] })],
  ["LookupEvents, queried", JSON.stringify([CREATION])],
  ["EventBridge", `{"detail-type":"AWS API Call via CloudTrail","source":"aws.sso","detail":${CREATION}}`],
  ["CloudWatch Logs", JSON.stringify({ events: [{ timestamp: 1, message: CREATION }] })],
  ["prose around it", `Here is the event (see {ticket}):\n${CREATION}\nThanks!`],
].map(([what = "", text = ""]) => ({
  what,
  text,
  who: "Admin/ops",
  account: TARGET,
  set: SET_ARN,
  ends: new RegExp(REQUEST),
}));
