/** Rows of one table do not stand in for rows of another: the compiler refuses each mix-up that is expected here. */
import { expect, test } from "vitest";
import { judgeCell } from "./cell.ts";
import { buildOrganizationFacts } from "./facts.ts";
import { ABSENT, type AccountRow, rowAt, rowList, type SetRow, type UserRow } from "./rows.ts";
import { collectSmall } from "./testing/failing-collection.ts";
import { ALL_IDS } from "./testing/small-organization.ts";

const [ALICE] = ALL_IDS.users;
const [ACCOUNT] = ALL_IDS.accounts;
const [SET] = ALL_IDS.sets;
if (!ALICE || !ACCOUNT || !SET) throw new Error("the small organization is too small");

const { columns, ...facts } = buildOrganizationFacts(
  collectSmall(
    {
      instanceStatus: "ACTIVE",
      accounts: [{ id: ACCOUNT, state: "ACTIVE" }],
      sets: [SET],
      users: [{ id: ALICE, status: "ENABLED" }],
      groups: [],
      memberships: [],
      provisioned: [{ accountId: ACCOUNT, arn: SET, freshness: "latest", isRolePresent: true }],
      assignments: [{ accountId: ACCOUNT, arn: SET, principal: { type: "USER", id: ALICE } }],
    },
    { walk: "both", provisionedBy: "account", membersBy: "group", isFailing: () => false },
  ),
);
const [user, account, set] = [rowAt<UserRow>(0), rowAt<AccountRow>(0), rowAt<SetRow>(0)];

test("a row opens the columns of its own table only", () => {
  expect(columns.accounts.ids[account]).toBe(ACCOUNT);
  expect(columns.principals.ids[user]).toBe(ALICE);
  // @ts-expect-error: a user is no account.
  expect(columns.accounts.ids[user]).toBe(ACCOUNT);
  // @ts-expect-error: neither is a number.
  expect(columns.permissionSets.arns[0]).toBe(SET);
});

test("a question takes its rows in their order", () => {
  expect(judgeCell({ columns, ...facts }, user, account, set).via).toEqual([user]);
  // @ts-expect-error: the account stands where the user belongs.
  expect(judgeCell({ columns, ...facts }, account, user, set).via).toEqual([user]);
});

test("nothing has the row that is absent", () => {
  expect(columns.principals.kinds[ABSENT]).toBeUndefined();
  expect([...rowList([user, rowAt<UserRow>(7)])]).toEqual([0, 7]);
});
