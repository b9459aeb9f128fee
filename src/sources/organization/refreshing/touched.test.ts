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

describe("what an event touches", () => {
  test.each([
    [
      sso,
      "CreateAccountAssignment",
      { targetId: ACCOUNT, permissionSetArn: SET },
      { accountAssignmentCreationStatus: { requestId: REQUEST } },
      [pair, everywhere, { kind: "request", ledger: "create-assignment", id: REQUEST }],
    ],
    [
      sso,
      "DeleteAccountAssignment",
      { targetId: ACCOUNT, permissionSetArn: SET },
      { accountAssignmentDeletionStatus: { requestId: REQUEST } },
      [pair, everywhere, { kind: "request", ledger: "delete-assignment", id: REQUEST }],
    ],
    [
      sso,
      "ProvisionPermissionSet",
      { permissionSetArn: SET },
      {},
      [everywhere, { kind: "list", of: "provisioning-requests" }],
    ],
    [sso, "PutInlinePolicyToPermissionSet", { permissionSetArn: SET }, null, [everywhere]],
    [sso, "DetachManagedPolicyFromPermissionSet", { permissionSetArn: SET }, null, [everywhere]],
    [sso, "UpdatePermissionSet", { permissionSetArn: SET }, null, [everywhere]],
    [
      sso,
      "CreatePermissionSet",
      { name: "New" },
      { permissionSet: { permissionSetArn: SET } },
      [{ kind: "list", of: "sets" }],
    ],
    [sso, "Federate", null, null, []],
    [store, "CreateUser", {}, { userId: USER }, [{ kind: "user", id: USER }]],
    [console_, "CreateUser", {}, { user: { userId: USER } }, [{ kind: "user", id: USER }]],
    [console_, "DisableUser", { userId: USER }, null, [{ kind: "user", id: USER }]],
    [
      console_,
      "AddMemberToGroup",
      { groupId: GROUP, member: { memberId: USER } },
      null,
      [{ kind: "members", id: GROUP }],
    ],
    [store, "DeleteGroupMembership", { membershipId: "m-1" }, null, [{ kind: "membership", id: "m-1" }]],
    [store, "DeleteGroup", { groupId: GROUP }, null, [{ kind: "group", id: GROUP }]],
    [
      scim,
      "PatchGroup",
      { httpBody: { operations: [] }, id: GROUP },
      null,
      [
        { kind: "group", id: GROUP },
        { kind: "members", id: GROUP },
      ],
    ],
    [scim, "CreateUser", { httpBody: {} }, null, [{ kind: "list", of: "users" }]],
    [scim, "PatchUser", { id: "../../etc" }, null, [{ kind: "list", of: "users" }]],
    [organizations, "MoveAccount", { accountId: ACCOUNT }, null, [{ kind: "parent", id: ACCOUNT }]],
    [
      organizations,
      "CreateAccount",
      {},
      { createAccountStatus: { state: "IN_PROGRESS" } },
      [{ kind: "list", of: "accounts" }],
    ],
    [organizations, "AttachPolicy", { targetId: ACCOUNT }, null, []],
    ["ec2.amazonaws.com", "CreateUser", { userId: USER }, null, []],
  ])("%s %s", (eventSource, eventName, requestParameters, responseElements, touched) => {
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
    [
      organizations,
      "CreateOrganizationalUnit",
      { parentId: "r-abcd" },
      { organizationalUnit: { id: UNIT } },
      [{ kind: "unit", id: UNIT }],
    ],
    [organizations, "UpdateOrganizationalUnit", { organizationalUnitId: UNIT }, null, [{ kind: "unit", id: UNIT }]],
    [
      organizations,
      "DeleteOrganizationalUnit",
      { organizationalUnitId: "../x" },
      null,
      [{ kind: "list", of: "units" }],
    ],
    [organizations, "MoveAccount", {}, null, [{ kind: "list", of: "units" }]],
    [organizations, "SomethingNew", { accountId: ACCOUNT }, null, [{ kind: "list", of: "accounts" }]],
    [organizations, "DescribeAccount", { accountId: ACCOUNT }, null, []],
    [organizations, "InviteAccountToOrganization", {}, null, []],
    ["account.amazonaws.com", "PutAccountName", { accountId: ACCOUNT }, null, [{ kind: "account", id: ACCOUNT }]],
    ["account.amazonaws.com", "PutAccountName", {}, null, [{ kind: "list", of: "accounts" }]],
    ["account.amazonaws.com", "EnableRegion", { accountId: ACCOUNT }, null, []],
  ])("%s %s %j", (eventSource, eventName, requestParameters, responseElements, touched) => {
    expect(attributed({ eventSource, eventName, requestParameters, responseElements })).toEqual(touched);
  });
});

describe("an event that does not say what it changed is not the same as one that changed nothing", () => {
  test.each([
    [sso, "AssociateProfile", {}],
    [sso, "PutPermissionsPolicy", {}],
    [sso, "CreateAccountAssignment", { targetId: ACCOUNT }],
    [sso, "DeleteAccountAssignment", { permissionSetArn: SET }],
    [sso, "ProvisionPermissionSet", {}],
    [sso, "UpdatePermissionSet", { permissionSetArn: "not one" }],
    [console_, "ImportPeople", {}],
    [store, "DeleteGroupMembership", {}],
  ])("%s %s %j", (eventSource, eventName, requestParameters) => {
    const event = { eventSource, eventName, requestParameters };
    expect([attributed(event), touchedBy(event)]).toEqual([undefined, []]);
    expect(attributed({ ...event, errorCode: "AccessDenied" })).toEqual([]);
  });

  test.each([
    [sso, "Authenticate"],
    [sso, "CreateToken"],
    [sso, "CreateApplicationAssignment"],
    [sso, "ListProfiles"],
    [console_, "SearchUsers"],
    [console_, "UpdatePassword"],
    [console_, "ListGroupMembership"],
    ["ec2.amazonaws.com", "RunInstances"],
  ])("%s %s changes nothing of a snapshot", (eventSource, eventName) => {
    expect(attributed({ eventSource, eventName })).toEqual([]);
  });
});
