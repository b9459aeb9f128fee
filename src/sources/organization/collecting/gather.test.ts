/** One pass over an organization: the cheaper walk, the other one where it is refused, and the document that it makes. */
import { describe, expect, test } from "vitest";
import type { OrganizationDocument } from "../../../model/organization-document/document.ts";
import { known } from "../../../model/reading.ts";
import {
  documentWith,
  groupId,
  refused,
  refusing,
  SANDBOX,
  SHOP,
  setFacts,
  userId,
} from "../../question/testing/asked-organization.ts";
import { collectingOf, instanceOf } from "../testing/collected.ts";
import { assembled } from "./assemble.ts";
import { gather } from "./gather.ts";
import type { OrganizationReads } from "./organization-reads.ts";

const units = [
  { id: "ou-ab12-workload", name: "Workloads" },
  { id: "ou-ab12-produces", name: "Prod", parent: "ou-ab12-workload" },
];
const requests = [
  {
    kind: "provision",
    status: "FAILED",
    failureReason: "why",
    account: "sandbox",
    permissionSet: "ReadOnly",
    createdAt: "2026-09-14T08:30:00Z",
  },
  {
    kind: "create-assignment",
    status: "IN_PROGRESS",
    account: "sandbox",
    permissionSet: "ReadOnly",
    user: "alice@example.com",
    createdAt: "2026-09-14T08:30:00Z",
  },
];
/** More people than pairs: the pairs are walked. */
const small = documentWith({ requests });
/** One person, three pairs: the principals are walked. */
const fewPeople = documentWith({
  users: [{ userName: "alice@example.com" }],
  groups: [],
  assignments: ["sandbox", "shop"].map((account) => ({ account, permissionSet: "Admin", user: "alice@example.com" })),
  provisionedRoles: ["sandbox", "shop"].map((account) => ({ account, permissionSet: "Admin" })),
});

async function collect(
  document: OrganizationDocument,
  answers: Partial<OrganizationReads> = {},
  wanted: Partial<Parameters<typeof gather>[1]> = {},
) {
  const collecting = collectingOf(document, answers);
  const gathered = await gather(collecting, { isComplete: false, includesUnits: false, ...wanted });
  const gaps = collecting.answers.gaps();
  const whole = assembled(gathered, instanceOf(document), gaps, document.takenAt);
  const parts = gaps.map(({ part }) => part);
  return { ...collecting, gathered, document: whole, parts };
}

/** The parts of a document that a collection reads. */
const readParts = ({
  accounts,
  users,
  groups,
  memberships,
  assignments,
  permissionSets,
  provisionedRoles,
  requests: all,
}: OrganizationDocument) => ({
  accounts: accounts
    .map(({ id, name, email, state }) => ({ id, name, email, state }))
    .sort((a, b) => a.id.localeCompare(b.id)),
  users: users.map(({ id }) => id).sort(),
  groups: groups.map(({ id }) => id).sort(),
  memberships: memberships.map((row) => `${row.groupId} ${row.userId}`).sort(),
  assignments: assignments.map((row) => `${row.accountId} ${row.permissionSetArn} ${row.principal.id}`).sort(),
  sets: permissionSets.map(({ arn, name }) => `${arn} ${name}`).sort(),
  roles: provisionedRoles.map((row) => `${row.accountId} ${row.permissionSetArn} ${row.freshness}`).sort(),
  requests: all.map(({ id, status }) => `${id} ${status}`).sort(),
});

describe("the organization comes back as it is", () => {
  test.each([
    { what: "pairs", of: small, wanted: {}, walk: "pairs" },
    { what: "principals", of: fewPeople, wanted: {}, walk: "principals" },
    { what: "both", of: small, wanted: { isComplete: true }, walk: "both" },
  ])("by $what", async ({ of, wanted, walk }) => {
    const { document, parts, counted } = await collect(of, {}, wanted);
    expect(readParts(document)).toEqual(readParts(of));
    expect(document.coverage).toMatchObject({ walk, gaps: [] });
    expect(parts).toEqual([]);
    expect(counted.expected).toBe(counted.answered);
  });

  test("in the same order whatever order the answers come in", async () => {
    const reversed: Partial<OrganizationReads> = {
      users: () => Promise.resolve(known([...small.users].reverse())),
      groups: () => Promise.resolve(known([...small.groups].reverse())),
      sets: () => Promise.resolve(known(small.permissionSets.map(({ arn }) => arn).reverse())),
    };
    expect((await collect(small, reversed)).document).toEqual((await collect(small)).document);
  });
});

describe("the walk", () => {
  test("of principals is not taken where the caller may not: one call tells", async () => {
    const { document, asked, parts } = await collect(fewPeople, {
      grantsOf: refusing("ListAccountAssignmentsForPrincipal"),
    });
    expect(readParts(document).assignments).toEqual(readParts(fewPeople).assignments);
    expect(document.coverage?.walk).toBe("pairs");
    expect(asked.filter((name) => name === "grantsOf")).toHaveLength(1);
    expect(parts).toEqual([]);
  });

  test("of principals stays where one of them failed: that is a gap", async () => {
    const failed = refused("ListAccountAssignmentsForPrincipal", "failed");
    const { document, parts } = await collect(fewPeople, { grantsOf: () => Promise.resolve(failed) });
    expect(document.coverage?.walk).toBe("principals");
    expect(parts).toEqual([{ kind: "grants-of", principal: { type: "USER", id: userId("alice") } }]);
  });

  test("is that of pairs where not everybody could be listed", async () => {
    const { document } = await collect(fewPeople, { groups: () => Promise.resolve(refused("ListGroups", "failed")) });
    expect(document.coverage?.walk).toBe("pairs");
  });

  test("a row that both walks find is one", async () => {
    const { gathered } = await collect(small, {}, { isComplete: true });
    expect(gathered.assignments).toHaveLength(small.assignments.length);
  });
});

describe("a failed read is a gap", () => {
  test.each([
    { method: "accounts", kind: "accounts" },
    { method: "sets", kind: "permission-sets" },
    { method: "setName", kind: "permission-set" },
    { method: "users", kind: "users" },
    { method: "groups", kind: "groups" },
    { method: "assignments", kind: "assignments" },
  ] as const)("$method", async ({ method, kind }) => {
    const { parts, document } = await collect(small, { [method]: refusing("X") });
    expect(new Set(parts.map((part) => part.kind))).toEqual(new Set([kind]));
    expect(document.coverage?.gaps).toHaveLength(parts.length);
  });

  test("of a ledger, whether its list or a record", async () => {
    expect((await collect(small, { request: refusing("X") })).parts.map(({ kind }) => kind).sort()).toEqual([
      "creation-requests",
      "provisioning-requests",
    ]);
    expect(new Set((await collect(small, { requests: refusing("X") })).parts.map(({ kind }) => kind))).toEqual(
      new Set(["creation-requests", "deletion-requests", "provisioning-requests"]),
    );
  });

  test("of a list: the pairs are found from the other side", async () => {
    const { document } = await collect(small, { accounts: refusing("ListAccounts") });
    expect(readParts(document).roles).toEqual(readParts(small).roles);
    const other = await collect(small, { sets: refusing("ListPermissionSets") });
    expect(readParts(other.document).roles).toEqual(readParts(small).roles);
  });

  test("of both lists: there are no pairs", async () => {
    const { gathered } = await collect(small, { accounts: refusing("A"), sets: refusing("S") });
    expect(gathered.pairs).toEqual([]);
  });

  test("of the groups: memberships are found from the users", async () => {
    const { document } = await collect(small, { groups: refusing("ListGroups") });
    expect(readParts(document).memberships).toEqual(readParts(small).memberships);
  });
});

describe("a directory that refuses lists", () => {
  const failing = refused("ListUsers", "failed");
  const invalid =
    failing.state === "unknown"
      ? { ...failing, failure: { ...failing.failure, code: "ValidationException" } }
      : failing;
  const refusingLists = { users: () => Promise.resolve(invalid), groups: () => Promise.resolve(invalid) };

  test("is that of an Active Directory: whom assignments and groups name is read by id", async () => {
    const { document, gathered } = await collect(small, refusingLists);
    expect(gathered.refusesLists).toBe(true);
    expect(document.instance?.identitySource).toBe("active-directory");
    expect(readParts(document)).toMatchObject({
      users: [userId("alice"), userId("bob")].sort(),
      groups: [groupId("Developers"), groupId("Empty")].sort(),
    });
  });

  test("any other failure of a list is no refusal", async () => {
    const other =
      failing.state === "unknown"
        ? { ...failing, failure: { ...failing.failure, code: "InternalServerException" } }
        : failing;
    const { gathered } = await collect(small, { users: () => Promise.resolve(other) });
    expect(gathered.refusesLists).toBe(false);
  });

  test("people who are gone are left out, those who cannot be read are gaps", async () => {
    const gone = await collect(small, { ...refusingLists, user: () => Promise.resolve(known(null)) });
    expect(gone.document.users).toEqual([]);
    const { parts } = await collect(small, { ...refusingLists, group: refusing("DescribeGroup") });
    expect(parts.filter(({ kind }) => kind === "principal")).toHaveLength(2);
  });
});

describe("what is asked on demand", () => {
  const inUnits = documentWith({
    organizationalUnits: units,
    accounts: [
      { id: SANDBOX, name: "sandbox", parent: "ou-ab12-produces" },
      { id: SHOP, name: "shop" },
    ],
    organization: { managementAccountId: "123456789012", delegatedAdministrators: [SHOP] },
  });

  test("units and the parent of each account", async () => {
    const { document } = await collect(inUnits, {}, { includesUnits: true });
    expect(document.organizationalUnits).toEqual(
      inUnits.organizationalUnits.toSorted((a, b) => a.id.localeCompare(b.id)),
    );
    expect(document.accounts.find(({ id }) => id === SANDBOX)?.parentId).toBe("ou-ab12-produces");
    expect(document.coverage?.neverAsked).not.toContain("units");
  });

  test("delegated administrators", async () => {
    const { document } = await collect(inUnits, {}, { isComplete: true });
    expect(document.organization.delegatedAdministrators).toEqual([SHOP]);
    expect(document.coverage?.neverAsked).not.toContain("delegated-administrators");
  });

  test("and only then", async () => {
    const { document, asked } = await collect(inUnits);
    expect([asked.includes("roots"), asked.includes("delegates")]).toEqual([false, false]);
    expect(document.coverage?.neverAsked).toEqual(expect.arrayContaining(["units", "delegated-administrators"]));
    expect(document.organizationalUnits).toEqual([]);
  });
});

test("a set whose name is gone meanwhile is no set; its role keeps its place", async () => {
  const setName: OrganizationReads["setName"] = (arn) =>
    Promise.resolve(known(arn === setFacts("ReadOnly").arn ? null : "Admin"));
  const { document, parts } = await collect(small, { setName });
  expect(document.permissionSets.map(({ name }) => name)).toEqual(["Admin"]);
  expect(document.provisionedRoles).toHaveLength(small.provisionedRoles.length);
  expect(parts).toEqual([]);
});
