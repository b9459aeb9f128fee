/** What was touched is read again, and the document becomes what the organization is now: whatever kind of change it was. */
import { describe, expect, test } from "vitest";
import type { Coverage, UnreadPart } from "../../../model/coverage.ts";
import type { OrganizationDocument } from "../../../model/organization-document/document.ts";
import { known, type ReadFailure } from "../../../model/reading.ts";
import {
  documentWith,
  groupId,
  refusing,
  SANDBOX,
  SHOP,
  setFacts,
  userId,
} from "../../question/testing/asked-organization.ts";
import type { OrganizationReads } from "../collecting/organization-reads.ts";
import { collectingOf } from "../testing/collected.ts";
import { readTouched } from "./read-touched.ts";
import type { Touched } from "./touched.ts";

const ARN = setFacts("ReadOnly").arn;
const [ALICE, BOB] = [userId("alice"), userId("bob")];
const [DEVELOPERS, EMPTY] = [groupId("Developers"), groupId("Empty")];
type Parts = Readonly<Record<string, unknown>>;

/** Nothing changes by itself here. */
const ACTIVE = [
  { id: SANDBOX, name: "sandbox" },
  { id: SHOP, name: "shop" },
];

const failure = (more: Partial<ReadFailure> = {}): ReadFailure => ({
  kind: "failed",
  service: "s",
  operation: "o",
  permission: "p",
  message: "no",
  ...more,
});

function snapshot(more: Parts = {}, coverage: Partial<Coverage> = {}): OrganizationDocument {
  const neverAsked = ["units", "delegated-administrators"] as const;
  return {
    ...documentWith({ accounts: ACTIVE, ...more }),
    coverage: { walk: "pairs", blindSpot: null, gaps: [], neverAsked, ...coverage },
  };
}

interface Change {
  readonly before?: OrganizationDocument;
  readonly after?: OrganizationDocument;
  readonly touched: readonly Touched[];
  readonly answers?: Partial<OrganizationReads>;
}

async function catchUp({ before = snapshot(), after = before, touched, answers = {} }: Change) {
  const collecting = collectingOf(after, answers);
  const read = await readTouched(collecting, before, touched);
  return { ...read, asked: collecting.asked, gaps: collecting.answers.gaps() };
}

const ids = (document: OrganizationDocument) => ({
  accounts: document.accounts.map(({ id, state, name }) => `${id} ${name} ${state}`).sort(),
  users: document.users.map(({ id, status }) => `${id} ${status}`).sort(),
  groups: document.groups.map(({ id }) => id).sort(),
  memberships: document.memberships.map(({ groupId: group, userId: user }) => `${group} ${user}`).sort(),
  assignments: document.assignments.map((row) => `${row.accountId} ${row.permissionSetArn} ${row.principal.id}`).sort(),
  sets: document.permissionSets.map(({ name }) => name).sort(),
  roles: document.provisionedRoles.map((row) => `${row.accountId} ${row.permissionSetArn} ${row.freshness}`).sort(),
  requests: document.requests.map(({ id, status }) => `${id} ${status}`).sort(),
  delegates: document.organization.delegatedAdministrators,
});

/** The small organization with one part changed. */
const SMALL = documentWith({ accounts: ACTIVE });
const users = SMALL.users.map(({ userName, displayName }) => ({ userName, displayName }));
const groups = [
  { displayName: "Developers", members: ["alice@example.com"] },
  { displayName: "Everyone", members: ["alice@example.com", "bob@example.com"] },
  { displayName: "Empty" },
];
const assignments = [
  { account: "sandbox", permissionSet: "ReadOnly", group: "Developers" },
  { account: "sandbox", permissionSet: "ReadOnly", user: "bob@example.com" },
  { account: "shop", permissionSet: "Admin", group: "Empty" },
];
const accounts = SMALL.accounts.map(({ id, name, state }) => ({ id, name, state }));

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

describe("what fails", () => {
  test.each([
    { method: "user", touched: { kind: "user", id: BOB } },
    { method: "group", touched: { kind: "group", id: DEVELOPERS } },
    { method: "members", touched: { kind: "members", id: DEVELOPERS } },
    { method: "account", touched: { kind: "account", id: SHOP } },
    { method: "assignments", touched: { kind: "pair", accountId: SANDBOX, permissionSetArn: ARN } },
    { method: "accountsOfSet", touched: { kind: "accounts-of-set", permissionSetArn: ARN } },
    { method: "users", touched: { kind: "list", of: "users" } },
    { method: "groups", touched: { kind: "list", of: "groups" } },
    { method: "sets", touched: { kind: "list", of: "sets" } },
    { method: "accounts", touched: { kind: "list", of: "accounts" } },
    { method: "requests", touched: { kind: "list", of: "provisioning-requests" } },
  ] as const)("$method: the document stays as it was, and the gap is named", async ({ method, touched }) => {
    const { document, gaps, answered } = await catchUp({ touched: [touched], answers: { [method]: refusing("X") } });
    expect(ids(document)).toEqual(ids(SMALL));
    expect(gaps.length).toBeGreaterThan(0);
    expect(gaps.some(({ part }) => answered.has(JSON.stringify(part)))).toBe(false);
  });

  test("one list of freshness alone changes nothing", async () => {
    const accountsOfSet: OrganizationReads["accountsOfSet"] = (_arn, freshness) =>
      freshness === "latest" ? Promise.resolve(known([])) : refusing("X")();
    const { document } = await catchUp({
      touched: [{ kind: "accounts-of-set", permissionSetArn: ARN }],
      answers: { accountsOfSet },
    });
    expect(ids(document).roles).toEqual(ids(SMALL).roles);
  });
});

describe("requests", () => {
  const request = (status: string) => [
    { kind: "provision", status, account: "sandbox", permissionSet: "ReadOnly", createdAt: "2026-09-14T08:30:00Z" },
  ];

  test("one under way is looked at without an event, and is gone when it has succeeded", async () => {
    const before = snapshot({ requests: request("IN_PROGRESS") });
    expect(before.requests).toHaveLength(1);
    const after = { ...before, requests: before.requests.map((row) => ({ ...row, status: "SUCCEEDED" as const })) };
    expect((await catchUp({ before, after, touched: [] })).document.requests).toEqual([]);
    const failed = { ...before, requests: before.requests.map((row) => ({ ...row, status: "FAILED" as const })) };
    expect((await catchUp({ before, after: failed, touched: [] })).document.requests).toMatchObject([
      { status: "FAILED" },
    ]);
    const { read } = await catchUp({ before, after, touched: [] });
    expect(new Set(read.map((one) => JSON.stringify(one))).size).toBe(read.length);
  });

  test("a failed one is not described again; a new one is", async () => {
    const before = snapshot({ requests: request("FAILED") });
    const list = { kind: "list", of: "provisioning-requests" } as const;
    const { asked, document } = await catchUp({ before, touched: [list] });
    expect([asked.includes("request"), document.requests]).toEqual([false, before.requests]);
    const came = await catchUp({ before: snapshot(), after: before, touched: [list] });
    expect(came.document.requests).toEqual(before.requests);
  });
});

describe("gaps of the document", () => {
  const gap = (part: UnreadPart, more: Partial<ReadFailure> = {}) => ({ part, failure: failure(more) });
  const members = (id: typeof DEVELOPERS) => ({ kind: "members", groupId: id }) as const;

  test("that may have passed are read again", async () => {
    const before = snapshot(
      {},
      {
        gaps: [
          gap(members(DEVELOPERS)),
          gap({ kind: "groups-of", userId: ALICE }),
          gap({ kind: "provisioned-to-account", accountId: SANDBOX }),
          gap({ kind: "grants-of", principal: { type: "USER", id: BOB } }),
        ],
      },
    );
    const torn = {
      ...before,
      memberships: [],
      assignments: [],
      provisionedRoles: before.provisionedRoles.filter(({ accountId }) => accountId !== SANDBOX),
    };
    const { document, answered } = await catchUp({ before: torn, after: before, touched: [] });
    expect(answered.size).toBe(4);
    expect(document.memberships.some(({ userId: id }) => id === ALICE)).toBe(true);
    expect(document.assignments.map(({ principal }) => principal.id)).toEqual([BOB]);
    expect(document.provisionedRoles).toHaveLength(before.provisionedRoles.length);
  });

  test("that were refused: one of a kind tells whether the rest is permitted now", async () => {
    const refused = { kind: "refused", operation: "ListGroupMemberships" } as const;
    const gaps = [DEVELOPERS, EMPTY, groupId("Everyone")].map((id) => gap(members(id), refused));
    const before = snapshot({}, { gaps });
    const still = await catchUp({ before, touched: [], answers: { members: refusing("ListGroupMemberships") } });
    expect(still.asked.filter((name) => name === "members")).toHaveLength(1);
    const permitted = await catchUp({ before, touched: [] });
    expect(permitted.asked.filter((name) => name === "members")).toHaveLength(3);
    expect(permitted.answered.size).toBe(3);
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
