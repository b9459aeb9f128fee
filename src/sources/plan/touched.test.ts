/** What the steps of a plan name, each once. */
import { expect, test } from "vitest";
import {
  ALICE,
  BOB,
  DEVELOPERS,
  EVERYONE,
  instance,
  PRODUCTION,
  READ_ONLY,
  SANDBOX,
} from "../../facts/grant/testing/grant-facts.ts";
import type { Change } from "../../model/change.ts";
import type { PlanStep } from "../../model/plan.ts";
import { touchedBy, withPromised } from "./touched.ts";

const inAccount = (accountId: typeof SANDBOX) => ({
  instanceArn: instance.arn,
  accountId,
  permissionSetArn: READ_ONLY.arn,
  permissionSetName: "ReadOnly",
});
const member = (userId: typeof ALICE) => ({
  identityStoreId: instance.identityStoreId,
  groupId: DEVELOPERS,
  groupName: "Developers",
  userId,
  userName: "x",
});
const steps = (...changes: readonly Change[]) => changes.map((change) => ({ change }) as PlanStep);
const assign = (
  accountId: typeof SANDBOX,
  principal: { type: "USER"; id: typeof ALICE } | { type: "GROUP"; id: typeof EVERYONE },
): Change => ({
  kind: "create-account-assignment",
  ...inAccount(accountId),
  principal,
  principalName: "x",
});
const alice = { type: "USER", id: ALICE } as const;

test("grants, and where sets are put", () => {
  const { grants, placed, userIds, joined } = touchedBy(
    steps(assign(SANDBOX, alice), { kind: "provision-permission-set", ...inAccount(SANDBOX) }, {
      ...assign(PRODUCTION, { type: "GROUP", id: EVERYONE }),
      kind: "delete-account-assignment",
    } as Change),
  );
  expect(grants.map(({ accountId }) => accountId)).toEqual([SANDBOX, PRODUCTION]);
  expect(placed.map(({ accountId }) => accountId)).toEqual([SANDBOX]);
  expect([userIds, joined]).toEqual([[ALICE], []]);
});

test("groups and people, each once", () => {
  const { grants, joined, userIds } = touchedBy(
    steps(
      { kind: "create-group-membership", ...member(BOB) },
      { kind: "delete-group-membership", ...member(ALICE) },
      assign(SANDBOX, alice),
    ),
  );
  expect([joined, userIds, grants.length]).toEqual([[DEVELOPERS], [BOB, ALICE], 1]);
});

test("promised grants are seen, not placed", () => {
  const touched = touchedBy(steps(assign(SANDBOX, alice)));
  const role = {
    roleArn: `arn:aws:iam::${PRODUCTION}:role/Developer`,
    accountId: PRODUCTION,
    applicationArn: "arn:aws:account-access:us-east-1:123456789012:application/1",
  };
  const more = withPromised(touched, {
    grants: [
      { accountId: SANDBOX, permissionSetArn: READ_ONLY.arn },
      { accountId: PRODUCTION, permissionSetArn: READ_ONLY.arn },
    ],
    roles: [role],
  });
  expect(more.roles).toEqual([role]);
  expect(more.grants.map(({ accountId }) => accountId)).toEqual([SANDBOX, PRODUCTION]);
  expect(more.placed).toEqual(touched.placed);
});
