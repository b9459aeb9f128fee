/** What was touched is read again, and the document becomes what the organization is now: whatever kind of change it was. */
import { describe, expect, test } from "vitest";
import type { OrganizationDocument } from "../../../model/organization-document/document.ts";
import { refusing, SANDBOX, SHOP } from "../../question/testing/asked-organization.ts";
import {
  ALICE,
  ARN,
  accounts,
  assignments,
  BOB,
  catchUp,
  DEVELOPERS,
  EMPTY,
  groups,
  ids,
  type Parts,
  SMALL,
  snapshot,
  users,
} from "../testing/catching-up.ts";
import type { Touched } from "./touched.ts";

describe("the document becomes what the organization is", () => {
  const list = (of: Extract<Touched, { kind: "list" }>["of"]) => ({ kind: "list", of }) as const;

  test.each([
    {
      what: "an assignment that is gone",
      after: { assignments: assignments.slice(1), provisionedRoles: roles(["sandbox", "ReadOnly"], ["shop", "Admin"]) },
      touched: [{ kind: "pair", accountId: SANDBOX, permissionSetArn: ARN }],
    },
    {
      what: "a new assignment with its role",
      after: { assignments: [...assignments, { account: "shop", permissionSet: "ReadOnly", user: "bob@example.com" }] },
      touched: [
        { kind: "pair", accountId: SHOP, permissionSetArn: ARN },
        { kind: "accounts-of-set", permissionSetArn: ARN },
      ],
    },
    {
      what: "a set that is outdated",
      after: {
        provisionedRoles: [
          { account: "sandbox", permissionSet: "ReadOnly", freshness: "outdated" },
          ...roles(["shop", "Admin"]),
        ],
      },
      touched: [{ kind: "accounts-of-set", permissionSetArn: ARN }],
    },
    {
      what: "a disabled user",
      after: { users: users.map((one) => (one.userName === "bob@example.com" ? { ...one, status: "DISABLED" } : one)) },
      touched: [{ kind: "user", id: BOB }],
    },
    {
      what: "a deleted user, whose memberships go too",
      after: {
        users: users.filter(({ userName }) => userName !== "alice@example.com"),
        groups: groups.map((one) => ({
          ...one,
          members: (one.members ?? []).filter((name) => name !== "alice@example.com"),
        })),
      },
      touched: [{ kind: "user", id: ALICE }],
    },
    { what: "a new user", after: { users: [...users, { userName: "dora@example.com" }] }, touched: [list("users")] },
    {
      what: "a user who is missing in the list",
      after: {
        users: users.filter(({ userName }) => userName !== "alice@example.com"),
        groups: groups.map((one) => ({
          ...one,
          members: (one.members ?? []).filter((name) => name !== "alice@example.com"),
        })),
      },
      touched: [list("users")],
    },
    {
      what: "a new member",
      after: {
        groups: groups.map((one) => (one.displayName === "Empty" ? { ...one, members: ["bob@example.com"] } : one)),
      },
      touched: [{ kind: "members", id: EMPTY }],
    },
    {
      what: "a new group with members",
      after: { groups: [...groups, { displayName: "New", members: ["bob@example.com"] }] },
      touched: [list("groups")],
    },
    {
      what: "a new set",
      after: { permissionSets: [{ name: "ReadOnly" }, { name: "Admin" }, { name: "New" }] },
      touched: [list("sets")],
    },
    {
      what: "an account of another state",
      after: {
        provisionedRoles: roles(["sandbox", "ReadOnly"], ["shop", "Admin"]),
        accounts: accounts.map((one) => (one.id === SHOP ? { ...one, state: "PENDING_CLOSURE" } : one)),
      },
      touched: [{ kind: "account", id: SHOP }],
    },
    {
      what: "a new account",
      after: { accounts: [...accounts, { id: "444455556666", name: "new" }] },
      touched: [list("accounts")],
    },
  ] satisfies readonly { readonly what: string; readonly after: Parts; readonly touched: readonly Touched[] }[])(
    "$what",
    async ({ after, touched }) => {
      const now = snapshot(after);
      const { document, gaps } = await catchUp({ after: now, touched });
      expect(ids(document)).toEqual(ids(now));
      expect(gaps).toEqual([]);
    },
  );

  test("a deleted group, whose memberships go too; its assignment stays", async () => {
    const after = {
      ...snapshot(),
      groups: SMALL.groups.filter(({ id }) => id !== DEVELOPERS),
      memberships: SMALL.memberships.filter((row) => row.groupId !== DEVELOPERS),
    };
    for (const touched of [{ kind: "group", id: DEVELOPERS }, list("groups")] as const)
      expect(ids((await catchUp({ after, touched: [touched] })).document)).toEqual(ids(after));
  });

  test("a deleted set", async () => {
    const after = { ...snapshot(), permissionSets: SMALL.permissionSets.filter(({ arn }) => arn === ARN) };
    expect((await catchUp({ after, touched: [list("sets")] })).document.permissionSets.map(({ arn }) => arn)).toEqual([
      ARN,
    ]);
  });

  test("nothing touched: nothing is read", async () => {
    const stable = snapshot({ accounts: [{ id: SANDBOX, name: "sandbox" }], assignments: [] });
    const { document, asked } = await catchUp({ before: stable, touched: [] });
    expect(asked).toEqual([]);
    expect(document).toEqual(stable);
  });
});

function roles(...pairs: readonly (readonly [string, string])[]) {
  return pairs.map(([account, permissionSet]) => ({ account, permissionSet }));
}

describe("an account that left", () => {
  test("its pairs and sets are looked at, too", async () => {
    const after = {
      ...snapshot(),
      accounts: SMALL.accounts.filter(({ id }) => id !== SANDBOX),
      assignments: SMALL.assignments.filter(({ accountId }) => accountId !== SANDBOX),
      provisionedRoles: SMALL.provisionedRoles.filter(({ accountId }) => accountId !== SANDBOX),
    };
    const { document } = await catchUp({ after, touched: [{ kind: "account", id: SANDBOX }] });
    expect(ids(document)).toEqual(ids(after));
  });
});

describe("a membership by its own id", () => {
  test("is read with its group", async () => {
    const row = SMALL.memberships.find((one) => one.groupId === DEVELOPERS);
    const after = { ...snapshot(), memberships: SMALL.memberships.filter((one) => one !== row) };
    const { document, read } = await catchUp({ after, touched: [{ kind: "membership", id: row?.id ?? "" }] });
    expect(ids(document)).toEqual(ids(after));
    expect(read).toContainEqual({ kind: "members", id: DEVELOPERS });
  });

  test("that the snapshot does not know has come and gone", async () => {
    expect((await catchUp({ touched: [{ kind: "membership", id: "unknown" }] })).asked).not.toContain("members");
  });
});

describe("units", () => {
  const organizationalUnits = [{ id: "ou-ab12-workload", name: "Workloads" }];
  const inUnit = (parent: string | undefined) =>
    accounts.map((one) => (one.id === SANDBOX && parent ? { ...one, parent } : one));
  const before = snapshot({ organizationalUnits, accounts: inUnit(undefined) }, { neverAsked: [] });
  const parentOf = ({ accounts: all }: OrganizationDocument) => all.find(({ id }) => id === SANDBOX)?.parentId;

  test.each([{ touched: { kind: "parent", id: SANDBOX } }, { touched: { kind: "list", of: "units" } }] as const)(
    "$touched: an account that moved",
    async ({ touched }) => {
      const after = snapshot({ organizationalUnits, accounts: inUnit("ou-ab12-workload") }, { neverAsked: [] });
      const { document } = await catchUp({ before, after, touched: [touched] });
      expect(parentOf(document)).toBe("ou-ab12-workload");
    },
  );

  test("a unit that was renamed keeps its parent; one that is gone goes; a new one gets its parent", async () => {
    const unit = { kind: "unit", id: "ou-ab12-workload" } as const;
    const renamed = snapshot({ organizationalUnits: [{ id: unit.id, name: "New name" }] }, { neverAsked: [] });
    const known1 = await catchUp({ before, after: renamed, touched: [unit] });
    expect(known1.document.organizationalUnits).toEqual(renamed.organizationalUnits);
    expect(known1.asked).not.toContain("parentOf");
    const without = snapshot({ organizationalUnits: [] }, { neverAsked: [] });
    expect((await catchUp({ before, after: without, touched: [unit] })).document.organizationalUnits).toEqual([]);
    const came = await catchUp({ before: without, after: renamed, touched: [unit] });
    expect(came.document.organizationalUnits).toEqual(renamed.organizationalUnits);
  });

  test("half a tree changes nothing", async () => {
    const after = snapshot({ organizationalUnits: [], accounts: inUnit(undefined) }, { neverAsked: [] });
    const { document, gaps } = await catchUp({
      before,
      after,
      touched: [{ kind: "list", of: "units" }],
      answers: { unitsBelow: refusing("X") },
    });
    expect(document.organizationalUnits).toEqual(before.organizationalUnits);
    expect(gaps.map(({ part }) => part)).toEqual([{ kind: "units" }]);
  });

  test("that the document does not have are not read", async () => {
    const { asked } = await catchUp({
      touched: [
        { kind: "parent", id: SANDBOX },
        { kind: "unit", id: "ou-ab12-workload" },
        { kind: "list", of: "units" },
      ],
    });
    expect(asked.filter((name) => /unit|root|parent/i.test(name))).toEqual([]);
  });

  test("a new account tells its parent", async () => {
    const after = snapshot(
      {
        organizationalUnits,
        accounts: [...inUnit(undefined), { id: "444455556666", name: "new", parent: "ou-ab12-workload" }],
      },
      { neverAsked: [] },
    );
    const { document } = await catchUp({ before, after, touched: [{ kind: "list", of: "accounts" }] });
    expect(document.accounts.find(({ id }) => id === "444455556666")?.parentId).toBe("ou-ab12-workload");
  });
});

test("more accounts than a page are read as the list", async () => {
  const { asked, read } = await catchUp({ touched: [SANDBOX, SHOP].map((id) => ({ kind: "account", id }) as const) });
  expect([asked.includes("accounts"), asked.includes("account")]).toEqual([true, false]);
  expect(read).toContainEqual({ kind: "list", of: "accounts" });
});

test("delegated administrators where the document has them", async () => {
  const before = snapshot({}, { neverAsked: ["units"] });
  const after = snapshot({ organization: { managementAccountId: "123456789012", delegatedAdministrators: [SHOP] } });
  expect((await catchUp({ before, after, touched: [] })).document.organization.delegatedAdministrators).toEqual([SHOP]);
});
