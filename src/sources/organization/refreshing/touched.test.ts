/** Events of every family (facts 5), as AWS prints them, and what they touch. */
import { describe, expect, test } from "vitest";
import { attributed, touchedBy } from "./touched.ts";

const SET = "arn:aws:sso:::permissionSet/ssoins-7223a5d90e0exam1/ps-a1b2c3d4e5f6a7b8";
const ACCOUNT = "111122223333";
const USER = "9067000001-aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";
const GROUP = "9067000001-aaaaaaaa-bbbb-cccc-dddd-ffffffffffff";
const REQUEST = "f8604aff-1de0-48ba-b228-f65559e504c1";
const everywhere = { kind: "accounts-of-set", permissionSetArn: SET };
const pair = { kind: "pair", accountId: ACCOUNT, permissionSetArn: SET };
const sso = "sso.amazonaws.com";
const console_ = "sso-directory.amazonaws.com";
const store = "identitystore.amazonaws.com";
const scim = "identitystore-scim.amazonaws.com";
const organizations = "organizations.amazonaws.com";
const accountAccess = "account-access.amazonaws.com";
const application = "arn:aws:account-access:us-east-1:123456789012:application/1234567890abcdef";

describe("what an event touches", () => {
  test.each([
    {
      eventSource: accountAccess,
      eventName: "CreateEntitlement",
      requestParameters: {
        applicationArn: application,
        entitlement: { principalRole: { roleArn: `arn:aws:iam::${ACCOUNT}:role/team/Developer` } },
      },
      responseElements: { entitlementId: "ent-1" },
      touched: [{ kind: "entitlements-of-account", id: ACCOUNT }],
    },
    {
      eventSource: accountAccess,
      eventName: "DeleteEntitlement",
      requestParameters: { applicationArn: application, entitlementId: "ent-1" },
      responseElements: null,
      touched: [{ kind: "entitlement", id: "ent-1" }],
    },
    {
      eventSource: accountAccess,
      eventName: "DeleteApplication",
      requestParameters: { applicationArn: application },
      responseElements: null,
      touched: [{ kind: "list", of: "account-access-applications" }],
    },
    {
      eventSource: accountAccess,
      eventName: "TagResource",
      requestParameters: { resourceArn: application },
      responseElements: null,
      touched: [],
    },
    {
      eventSource: accountAccess,
      eventName: "GetRoleCredentials",
      requestParameters: { tenantId: "aa-gyxmap389" },
      responseElements: null,
      touched: [],
    },
    {
      eventSource: sso,
      eventName: "CreateAccountAssignment",
      requestParameters: { targetId: ACCOUNT, permissionSetArn: SET },
      responseElements: { accountAssignmentCreationStatus: { requestId: REQUEST } },
      touched: [pair, everywhere, { kind: "request", ledger: "create-assignment", id: REQUEST }],
    },
    {
      eventSource: sso,
      eventName: "DeleteAccountAssignment",
      requestParameters: { targetId: ACCOUNT, permissionSetArn: SET },
      responseElements: { accountAssignmentDeletionStatus: { requestId: REQUEST } },
      touched: [pair, everywhere, { kind: "request", ledger: "delete-assignment", id: REQUEST }],
    },
    {
      eventSource: sso,
      eventName: "ProvisionPermissionSet",
      requestParameters: { permissionSetArn: SET },
      responseElements: {},
      touched: [everywhere, { kind: "list", of: "provisioning-requests" }],
    },
    {
      eventSource: sso,
      eventName: "PutInlinePolicyToPermissionSet",
      requestParameters: { permissionSetArn: SET },
      responseElements: null,
      touched: [everywhere],
    },
    {
      eventSource: sso,
      eventName: "DetachManagedPolicyFromPermissionSet",
      requestParameters: { permissionSetArn: SET },
      responseElements: null,
      touched: [everywhere],
    },
    {
      eventSource: sso,
      eventName: "UpdatePermissionSet",
      requestParameters: { permissionSetArn: SET },
      responseElements: null,
      touched: [everywhere],
    },
    {
      eventSource: sso,
      eventName: "CreatePermissionSet",
      requestParameters: { name: "New" },
      responseElements: { permissionSet: { permissionSetArn: SET } },
      touched: [{ kind: "list", of: "sets" }],
    },
    { eventSource: sso, eventName: "Federate", requestParameters: null, responseElements: null, touched: [] },
    {
      eventSource: store,
      eventName: "CreateUser",
      requestParameters: {},
      responseElements: { userId: USER },
      touched: [{ kind: "user", id: USER }],
    },
    {
      eventSource: console_,
      eventName: "CreateUser",
      requestParameters: {},
      responseElements: { user: { userId: USER } },
      touched: [{ kind: "user", id: USER }],
    },
    {
      eventSource: console_,
      eventName: "DisableUser",
      requestParameters: { userId: USER },
      responseElements: null,
      touched: [{ kind: "user", id: USER }],
    },
    {
      eventSource: console_,
      eventName: "AddMemberToGroup",
      requestParameters: { groupId: GROUP, member: { memberId: USER } },
      responseElements: null,
      touched: [{ kind: "members", id: GROUP }],
    },
    {
      eventSource: store,
      eventName: "DeleteGroupMembership",
      requestParameters: { membershipId: "m-1" },
      responseElements: null,
      touched: [{ kind: "membership", id: "m-1" }],
    },
    {
      eventSource: store,
      eventName: "DeleteGroup",
      requestParameters: { groupId: GROUP },
      responseElements: null,
      touched: [{ kind: "group", id: GROUP }],
    },
    {
      eventSource: scim,
      eventName: "PatchGroup",
      requestParameters: { httpBody: { operations: [] }, id: GROUP },
      responseElements: null,
      touched: [
        { kind: "group", id: GROUP },
        { kind: "members", id: GROUP },
      ],
    },
    {
      eventSource: scim,
      eventName: "CreateUser",
      requestParameters: { httpBody: {} },
      responseElements: null,
      touched: [{ kind: "list", of: "users" }],
    },
    {
      eventSource: scim,
      eventName: "PatchUser",
      requestParameters: { id: "../../etc" },
      responseElements: null,
      touched: [{ kind: "list", of: "users" }],
    },
    {
      eventSource: organizations,
      eventName: "MoveAccount",
      requestParameters: { accountId: ACCOUNT },
      responseElements: null,
      touched: [{ kind: "parent", id: ACCOUNT }],
    },
    {
      eventSource: organizations,
      eventName: "CreateAccount",
      requestParameters: {},
      responseElements: { createAccountStatus: { state: "IN_PROGRESS" } },
      touched: [{ kind: "list", of: "accounts" }],
    },
    {
      eventSource: organizations,
      eventName: "AttachPolicy",
      requestParameters: { targetId: ACCOUNT },
      responseElements: null,
      touched: [],
    },
    {
      eventSource: "ec2.amazonaws.com",
      eventName: "CreateUser",
      requestParameters: { userId: USER },
      responseElements: null,
      touched: [],
    },
  ])("$eventSource $eventName", ({ eventSource, eventName, requestParameters, responseElements, touched }) => {
    const event = { eventSource, eventName, requestParameters, responseElements };
    expect(touchedBy(event)).toEqual(touched);
    expect(touchedBy({ ...event, errorCode: "ConflictException" })).toEqual([]);
  });

  test("Organizations tells the account of a creation in an event of the service", () => {
    const event = {
      eventSource: organizations,
      eventName: "CreateAccountResult",
      serviceEventDetails: { createAccountStatus: { accountId: ACCOUNT } },
    };
    expect(touchedBy(event)).toEqual([{ kind: "account", id: ACCOUNT }]);
  });
});

const UNIT = "ou-abcd-12345678";

describe("accounts and units", () => {
  test.each([
    {
      eventSource: organizations,
      eventName: "CreateOrganizationalUnit",
      requestParameters: { parentId: "r-abcd" },
      responseElements: { organizationalUnit: { id: UNIT } },
      touched: [{ kind: "unit", id: UNIT }],
    },
    {
      eventSource: organizations,
      eventName: "UpdateOrganizationalUnit",
      requestParameters: { organizationalUnitId: UNIT },
      responseElements: null,
      touched: [{ kind: "unit", id: UNIT }],
    },
    {
      eventSource: organizations,
      eventName: "DeleteOrganizationalUnit",
      requestParameters: { organizationalUnitId: "../x" },
      responseElements: null,
      touched: [{ kind: "list", of: "units" }],
    },
    {
      eventSource: organizations,
      eventName: "MoveAccount",
      requestParameters: {},
      responseElements: null,
      touched: [{ kind: "list", of: "units" }],
    },
    {
      eventSource: organizations,
      eventName: "SomethingNew",
      requestParameters: { accountId: ACCOUNT },
      responseElements: null,
      touched: [{ kind: "list", of: "accounts" }],
    },
    {
      eventSource: organizations,
      eventName: "DescribeAccount",
      requestParameters: { accountId: ACCOUNT },
      responseElements: null,
      touched: [],
    },
    {
      eventSource: organizations,
      eventName: "InviteAccountToOrganization",
      requestParameters: {},
      responseElements: null,
      touched: [],
    },
    {
      eventSource: "account.amazonaws.com",
      eventName: "PutAccountName",
      requestParameters: { accountId: ACCOUNT },
      responseElements: null,
      touched: [{ kind: "account", id: ACCOUNT }],
    },
    {
      eventSource: "account.amazonaws.com",
      eventName: "PutAccountName",
      requestParameters: {},
      responseElements: null,
      touched: [{ kind: "list", of: "accounts" }],
    },
    {
      eventSource: "account.amazonaws.com",
      eventName: "EnableRegion",
      requestParameters: { accountId: ACCOUNT },
      responseElements: null,
      touched: [],
    },
  ])(
    "$eventSource $eventName $requestParameters",
    ({ eventSource, eventName, requestParameters, responseElements, touched }) => {
      expect(attributed({ eventSource, eventName, requestParameters, responseElements })).toEqual(touched);
    },
  );
});

describe("an event that does not say what it changed is not the same as one that changed nothing", () => {
  test.each([
    { eventSource: sso, eventName: "AssociateProfile", requestParameters: {} },
    { eventSource: sso, eventName: "PutPermissionsPolicy", requestParameters: {} },
    { eventSource: sso, eventName: "CreateAccountAssignment", requestParameters: { targetId: ACCOUNT } },
    { eventSource: sso, eventName: "DeleteAccountAssignment", requestParameters: { permissionSetArn: SET } },
    { eventSource: sso, eventName: "ProvisionPermissionSet", requestParameters: {} },
    { eventSource: sso, eventName: "UpdatePermissionSet", requestParameters: { permissionSetArn: "not one" } },
    { eventSource: console_, eventName: "ImportPeople", requestParameters: {} },
    { eventSource: store, eventName: "DeleteGroupMembership", requestParameters: {} },
  ])("$eventSource $eventName $requestParameters", ({ eventSource, eventName, requestParameters }) => {
    const event = { eventSource, eventName, requestParameters };
    expect([attributed(event), touchedBy(event)]).toEqual([undefined, []]);
    expect(attributed({ ...event, errorCode: "AccessDenied" })).toEqual([]);
  });

  test.each([
    { eventSource: sso, eventName: "Authenticate" },
    { eventSource: sso, eventName: "CreateToken" },
    { eventSource: sso, eventName: "CreateApplicationAssignment" },
    { eventSource: sso, eventName: "ListProfiles" },
    { eventSource: console_, eventName: "SearchUsers" },
    { eventSource: console_, eventName: "UpdatePassword" },
    { eventSource: console_, eventName: "ListGroupMembership" },
    { eventSource: "ec2.amazonaws.com", eventName: "RunInstances" },
  ])("$eventSource $eventName changes nothing of a snapshot", ({ eventSource, eventName }) => {
    expect(attributed({ eventSource, eventName })).toEqual([]);
  });
});
