/** What each kind of change says, calls, promises and undoes; and that its command survives any name. */
import { describe, expect, test } from "vitest";
import { trustPolicy } from "../../facts/grant/testing/second-road.ts";
import type { Change } from "../../model/change.ts";
import {
  certain,
  parseAccountId,
  parseGroupId,
  parseIdentityStoreId,
  parseInstanceArn,
  parsePermissionSetArn,
  parseUserId,
} from "../../model/ids.ts";
import {
  callOf,
  commandOf,
  describeChange,
  effectsOf,
  goalOf,
  pollingOf,
  riskOf,
  sameChange,
  undoOf,
} from "./index.ts";

const INSTANCE = "arn:aws:sso:::instance/ssoins-1234567890abcdef";
const SET = "arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-1234567890abcdef";
const USER = "11111111-2222-3333-4444-555555555555";
const GROUP = "22222222-2222-3333-4444-555555555555";
const grant = {
  instanceArn: certain(parseInstanceArn(INSTANCE)),
  accountId: certain(parseAccountId("111122223333")),
  permissionSetArn: certain(parsePermissionSetArn(SET)),
  permissionSetName: "ReadOnly",
};
const assigned = {
  ...grant,
  principal: { type: "USER", id: certain(parseUserId(USER)) },
  principalName: "alice",
} as const;
const membership = {
  identityStoreId: certain(parseIdentityStoreId("d-1234567890")),
  groupId: certain(parseGroupId(GROUP)),
  groupName: "Developers",
  userId: certain(parseUserId(USER)),
  userName: "alice",
};
const create: Change = { kind: "create-account-assignment", ...assigned };
const remove: Change = { kind: "delete-account-assignment", ...assigned };
const provision: Change = { kind: "provision-permission-set", ...grant };
const join: Change = { kind: "create-group-membership", ...membership };
const leave: Change = { kind: "delete-group-membership", ...membership };

const APPLICATION = "arn:aws:account-access:us-east-1:123456789012:application/1234567890abcdef";
const ROLE = "arn:aws:iam::111122223333:role/team/Developer";
const entitlement = {
  applicationArn: APPLICATION,
  roleArn: ROLE,
  accountId: grant.accountId,
  accountName: "sandbox",
  principal: { type: "GROUP", id: certain(parseGroupId(GROUP)) },
  principalName: "Developers",
} as const;
const entitle: Change = { kind: "create-entitlement", entitlement };
const unentitle: Change = { kind: "delete-entitlement", entitlement };
const ENTITLED = { principalRole: { principal: { identityCenter: { groupId: GROUP } }, roleArn: ROLE } };

const trustFor = (sourceAccount: string): string => trustPolicy({ sourceAccount });
const trust = {
  applicationArn: APPLICATION,
  roleArn: ROLE,
  accountId: grant.accountId,
  accountName: "sandbox",
  before: trustFor("111122223333"),
  after: trustFor("123456789012"),
};
const ANYBODY = JSON.stringify({
  Version: "2012-10-17",
  Statement: {
    Effect: "Allow",
    Principal: { Service: "account-access.amazonaws.com" },
    Action: ["sts:AssumeRole", "sts:SetContext"],
  },
});
const retrust = { kind: "update-trust-policy", trust } as const;
const untrust: Change = { kind: "update-trust-policy", trust: { ...trust, before: trust.after, after: trust.before } };

const ASSIGNMENT = {
  InstanceArn: INSTANCE,
  TargetId: "111122223333",
  TargetType: "AWS_ACCOUNT",
  PermissionSetArn: SET,
  PrincipalType: "USER",
  PrincipalId: USER,
};
const MEMBERSHIP = { IdentityStoreId: "d-1234567890", GroupId: GROUP, MemberId: { UserId: USER } };
const GRANT_OPTIONS = `--instance-arn ${INSTANCE} --target-id 111122223333 --target-type AWS_ACCOUNT --permission-set-arn ${SET}`;

interface Expected {
  readonly says: string;
  readonly effects: readonly string[];
  readonly call: ReturnType<typeof callOf>;
  readonly polling: ReturnType<typeof pollingOf>;
  readonly goal: ReturnType<typeof goalOf>;
  readonly undo: ReturnType<typeof undoOf>;
  readonly command: string;
}

const CASES: readonly (readonly [Change, Expected])[] = [
  [
    create,
    {
      says: `Assign ReadOnly in account 111122223333 to user alice (${USER})`,
      effects: [
        "adds: ReadOnly in 111122223333 for user alice, and for nobody else",
        "AWS makes or updates the role AWSReservedSSO_ReadOnly_… in 111122223333 with it",
      ],
      call: { service: "sso-admin", operation: "CreateAccountAssignment", input: ASSIGNMENT },
      polling: { ledger: "create-assignment" },
      goal: { kind: "assigned", wanted: true },
      undo: remove,
      command: `aws sso-admin create-account-assignment ${GRANT_OPTIONS} --principal-type USER --principal-id ${USER} --region us-east-1`,
    },
  ],
  [
    remove,
    {
      says: `Remove the assignment of ReadOnly in account 111122223333 from user alice (${USER})`,
      effects: ["removes: ReadOnly in 111122223333 from user alice"],
      call: { service: "sso-admin", operation: "DeleteAccountAssignment", input: ASSIGNMENT },
      polling: { ledger: "delete-assignment" },
      goal: { kind: "assigned", wanted: false },
      undo: create,
      command: `aws sso-admin delete-account-assignment ${GRANT_OPTIONS} --principal-type USER --principal-id ${USER} --region us-east-1`,
    },
  ],
  [
    provision,
    {
      says: "Provision ReadOnly to account 111122223333",
      effects: [
        "replaces the policies of the role AWSReservedSSO_ReadOnly_… in 111122223333 with the current policies of the permission set; a role that is created again gets a new suffix",
      ],
      call: {
        service: "sso-admin",
        operation: "ProvisionPermissionSet",
        input: { InstanceArn: INSTANCE, PermissionSetArn: SET, TargetId: "111122223333", TargetType: "AWS_ACCOUNT" },
      },
      polling: { ledger: "provision" },
      goal: { kind: "provisioned" },
      undo: { kind: "cannot", reason: "provisioning cannot be undone: the role's earlier content is not kept by AWS" },
      command: `aws sso-admin provision-permission-set --instance-arn ${INSTANCE} --permission-set-arn ${SET} --target-id 111122223333 --target-type AWS_ACCOUNT --region us-east-1`,
    },
  ],
  [
    join,
    {
      says: `Add alice to group Developers (${GROUP})`,
      effects: ["adds: everything that group Developers may use, in every account, for alice"],
      call: { service: "identitystore", operation: "CreateGroupMembership", input: MEMBERSHIP },
      polling: undefined,
      goal: { kind: "member", wanted: true },
      undo: leave,
      command: `aws identitystore create-group-membership --identity-store-id d-1234567890 --group-id ${GROUP} --member-id UserId=${USER} --region us-east-1`,
    },
  ],
  [
    leave,
    {
      says: `Remove alice from group Developers (${GROUP})`,
      effects: ["removes: everything that alice has through group Developers"],
      call: { service: "identitystore", operation: "DeleteGroupMembership", input: MEMBERSHIP },
      polling: undefined,
      goal: { kind: "member", wanted: false },
      undo: join,
      command: `aws identitystore delete-group-membership --identity-store-id d-1234567890 --region us-east-1 --membership-id "$(aws identitystore get-group-membership-id --identity-store-id d-1234567890 --group-id ${GROUP} --member-id UserId=${USER} --region us-east-1 --query MembershipId --output text)"`,
    },
  ],
  [
    entitle,
    {
      says: `Entitle group Developers (${GROUP}) to role team/Developer in sandbox (111122223333)`,
      effects: [
        "adds: role team/Developer in sandbox (111122223333) for everybody in group Developers, in the account access portal",
      ],
      call: {
        service: "account-access",
        operation: "CreateEntitlement",
        input: { applicationArn: APPLICATION, entitlement: ENTITLED },
      },
      polling: undefined,
      goal: { kind: "entitled", wanted: true },
      undo: unentitle,
      command: `aws account-access create-entitlement --application-arn ${APPLICATION} --entitlement '${JSON.stringify(ENTITLED)}' --region us-east-1`,
    },
  ],
  [
    unentitle,
    {
      says: `Delete the entitlement of group Developers (${GROUP}) to role team/Developer in sandbox (111122223333)`,
      effects: [
        "removes: role team/Developer in sandbox (111122223333) from group Developers, in the account access portal",
      ],
      call: {
        service: "account-access",
        operation: "DeleteEntitlement",
        input: { applicationArn: APPLICATION, entitlement: ENTITLED },
      },
      polling: undefined,
      goal: { kind: "entitled", wanted: false },
      undo: entitle,
      command: `aws account-access delete-entitlement --application-arn ${APPLICATION} --region us-east-1 --entitlement-id "$(aws account-access list-entitlements --application-arn ${APPLICATION} --filter '${JSON.stringify(ENTITLED)}' --region us-east-1 --query 'entitlements[0].entitlementId' --output text)"`,
    },
  ],
  [
    retrust,
    {
      says: "Replace the trust policy of role team/Developer in sandbox (111122223333)",
      effects: [
        "adds: everybody who is entitled to role team/Developer in sandbox (111122223333) can open it",
        `the new trust policy is ${trust.after}`,
      ],
      call: {
        service: "iam",
        operation: "UpdateAssumeRolePolicy",
        input: { RoleName: "Developer", PolicyDocument: trust.after },
        inAccount: grant.accountId,
      },
      polling: undefined,
      goal: { kind: "trust" },
      undo: untrust,
      command: `aws iam update-assume-role-policy --role-name Developer --policy-document '${trust.after}' --region us-east-1`,
    },
  ],
];

describe("a change", () => {
  test.each(CASES)("$kind", (change, expected) => {
    expect(describeChange(change)).toBe(expected.says);
    expect(effectsOf(change)).toEqual(expected.effects);
    expect(riskOf(change)).toBe("medium");
    expect(callOf(change)).toEqual(expected.call);
    expect(pollingOf(change)).toEqual(expected.polling);
    expect(goalOf(change)).toEqual(expected.goal);
    expect(undoOf(change)).toEqual(expected.undo);
    expect(commandOf(change, "us-east-1")).toBe(expected.command);
  });

  test("groups are called groups", () => {
    const toGroup: Change = { ...create, principal: { type: "GROUP", id: membership.groupId } };
    expect(describeChange(toGroup)).toBe(`Assign ReadOnly in account 111122223333 to group alice (${GROUP})`);
  });

  test.each([
    ["takes the role away", untrust, /^removes: account access manager can no longer take role team\/Developer/],
    [
      "shuts other organizations out",
      { ...retrust, trust: { ...trust, before: ANYBODY } },
      /^removes: account access manager of other organizations can no longer take/,
    ],
    [
      "lets other organizations in",
      { ...retrust, trust: { ...trust, before: trust.after, after: ANYBODY } },
      /^adds: account access manager of any organization can take/,
    ],
  ])("of a trust policy %s", (_, change, effect) => {
    expect(effectsOf(change)[0]).toMatch(effect);
  });

  test("is the same where kind and input are", () => {
    expect(sameChange(create, { ...create, principalName: "another word for her" })).toBe(true);
    expect(sameChange(create, remove)).toBe(false);
    expect(sameChange(join, leave)).toBe(false);
    expect(sameChange(create, { ...create, accountId: certain(parseAccountId("444455556666")) })).toBe(false);
  });
});
