/** Which IAM rights a plan needs, and on which resources. */
import { describe, expect, test } from "vitest";
import {
  ADMIN,
  ALICE,
  BOB,
  DEVELOPERS,
  instance,
  MANAGEMENT,
  PRODUCTION,
  READ_ONLY,
  SANDBOX,
} from "../facts/grant/testing/grant-facts.ts";
import { APPLICATION } from "../facts/grant/testing/second-road.ts";
import type { Change } from "../model/change.ts";
import { neededRights } from "./rights.ts";
import { assign, entitle, join, leave, provision, retrust, stepsOf, unassign, unentitle } from "./testing/touched.ts";

const rights = (...changes: readonly Change[]) => neededRights(stepsOf(...changes), instance);
const admin = { permissionSetArn: ADMIN.arn, permissionSetName: ADMIN.name };
const accountArn = (id: string) => `arn:aws:sso:::account/${id}`;
const STORE_ARN = `arn:aws:identitystore::${MANAGEMENT}:identitystore/${instance.identityStoreId}`;

test("resources are of the partition of the instance", () => {
  const arn = instance.arn.replace("arn:aws:", "arn:aws-us-gov:") as typeof instance.arn;
  const needed = neededRights(stepsOf(join()), { ...instance, arn });
  expect(needed.flatMap(({ resources }) => resources).filter((one) => !one.startsWith("arn:aws-us-gov:"))).toEqual([]);
});

test("an empty plan needs none", () => {
  expect(rights()).toEqual([]);
});

describe("assignments and provisioning", () => {
  test.each([
    { action: "sso:CreateAccountAssignment", change: assign() },
    { action: "sso:DeleteAccountAssignment", change: unassign() },
    { action: "sso:ProvisionPermissionSet", change: provision() },
  ])("$action is needed on instance, set and account (facts 7.2)", ({ action, change }) => {
    expect(rights(change)).toEqual([
      { why: "identity-center", actions: [action], resources: [instance.arn, READ_ONLY.arn, accountArn(SANDBOX)] },
    ]);
  });

  test("each action and each resource is asked for once", () => {
    expect(
      rights(
        assign(),
        assign({ principal: { type: "USER", id: BOB } }),
        provision({ ...admin, accountId: PRODUCTION }),
      ),
    ).toEqual([
      {
        why: "identity-center",
        actions: ["sso:CreateAccountAssignment", "sso:ProvisionPermissionSet"],
        resources: [instance.arn, READ_ONLY.arn, accountArn(SANDBOX), ADMIN.arn, accountArn(PRODUCTION)],
      },
    ]);
  });
});

describe("memberships", () => {
  test.each([
    { action: "identitystore:CreateGroupMembership", change: join() },
    { action: "identitystore:DeleteGroupMembership", change: leave() },
  ])("$action is needed on store, group and user", ({ action, change }) => {
    expect(rights(change)).toEqual([
      {
        why: "directory",
        actions: [action],
        resources: [STORE_ARN, `arn:aws:identitystore:::group/${DEVELOPERS}`, `arn:aws:identitystore:::user/${ALICE}`],
      },
    ]);
  });

  test("each action and each resource is asked for once", () => {
    expect(rights(join(), join({ userId: BOB }))).toEqual([
      {
        why: "directory",
        actions: ["identitystore:CreateGroupMembership"],
        resources: [
          STORE_ARN,
          `arn:aws:identitystore:::group/${DEVELOPERS}`,
          `arn:aws:identitystore:::user/${ALICE}`,
          `arn:aws:identitystore:::user/${BOB}`,
        ],
      },
    ]);
  });
});

describe("entitlements", () => {
  test.each([
    { action: "account-access:CreateEntitlement", change: entitle() },
    { action: "account-access:DeleteEntitlement", change: unentitle() },
  ])("$action is needed on the application (facts AAM32)", ({ action, change }) => {
    expect(rights(change)).toEqual([{ why: "account-access", actions: [action], resources: [APPLICATION] }]);
  });

  test("each action and each application is asked for once, beside what else the plan needs", () => {
    const applicationArn = `${APPLICATION}0`;
    expect(rights(entitle(), entitle({ applicationArn }), join(), unentitle())).toEqual([
      expect.objectContaining({ why: "directory" }),
      {
        why: "account-access",
        actions: ["account-access:CreateEntitlement", "account-access:DeleteEntitlement"],
        resources: [APPLICATION, applicationArn],
      },
    ]);
  });

  test("a trust policy needs none of them", () => {
    expect(rights(retrust())).toEqual([]);
  });
});

describe("the management account as the target", () => {
  const inManagement = { accountId: MANAGEMENT };
  const roleArn = (name: string) =>
    `arn:aws:iam::${MANAGEMENT}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_${name}_0000000000000000`;
  const managementRights = (...changes: readonly Change[]) =>
    rights(...changes).filter(({ why }) => why === "management-account");

  test.each([
    { what: "assigning", change: assign(inManagement) },
    { what: "provisioning", change: provision(inManagement) },
  ])("$what there uses the caller's own IAM rights (facts 7.3)", ({ change }) => {
    expect(managementRights(change)).toEqual([
      {
        why: "management-account",
        actions: [
          "iam:GetRole",
          "iam:CreateRole",
          "iam:UpdateRole",
          "iam:ListRolePolicies",
          "iam:PutRolePolicy",
          "iam:ListAttachedRolePolicies",
          "iam:AttachRolePolicy",
        ],
        resources: [roleArn("ReadOnly")],
      },
      {
        why: "management-account",
        actions: ["iam:GetSAMLProvider", "iam:UpdateSAMLProvider"],
        resources: [`arn:aws:iam::${MANAGEMENT}:saml-provider/AWSSSO_0000000000000000_DO_NOT_DELETE`],
      },
    ]);
  });

  test.each([
    { what: "assigning in a member account", change: assign() },
    { what: "provisioning in a member account", change: provision() },
    { what: "removing there, which the service-linked role cleans up (facts 3.2)", change: unassign(inManagement) },
    { what: "joining a group", change: join() },
  ])("$what needs none of them", ({ change }) => {
    expect(managementRights(change)).toEqual([]);
  });

  test("each set has its role, once", () => {
    const [roles] = managementRights(
      assign(inManagement),
      assign({ ...admin, accountId: SANDBOX }),
      provision(inManagement),
      provision({ ...inManagement, ...admin }),
    );
    expect(roles?.resources).toEqual([roleArn("ReadOnly"), roleArn("AdministratorAccess")]);
  });
});

test("the groups of rights come in one order, whatever that of the steps", () => {
  expect(rights(join(), assign({ accountId: MANAGEMENT })).map(({ why }) => why)).toEqual([
    "identity-center",
    "directory",
    "management-account",
    "management-account",
  ]);
});
