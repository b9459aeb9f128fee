/** The tree of the organization: pages, and parents that are not there. */
import { describe, expect, test } from "vitest";
import { PRODUCTION, SANDBOX } from "../../facts/grant/testing/grant-facts.ts";
import { awsError, type FakeAws, fakeAws, pages, REFUSED } from "./testing/fake-calling.ts";
import { listAccountsBelow, listRoots, listUnitsBelow, parentOf, unitName } from "./units.ts";

const PARENT = "r-ab12";

describe.each([
  {
    operation: "ListRoots",
    read: ({ calling }: FakeAws) => listRoots(calling),
    answers: [{ Roots: [{ Id: PARENT }] }, {}, { Roots: [{}] }],
    rows: [PARENT],
  },
  {
    operation: "ListOrganizationalUnitsForParent",
    read: ({ calling }: FakeAws) => listUnitsBelow(calling, PARENT),
    answers: [
      { OrganizationalUnits: [{ Id: "ou-1", Name: "Prod" }] },
      {},
      { OrganizationalUnits: [{ Id: "ou-2" }, { Name: "without an id" }] },
    ],
    rows: [
      { id: "ou-1", name: "Prod", parentId: PARENT },
      { id: "ou-2", name: "ou-2", parentId: PARENT },
    ],
  },
  {
    operation: "ListAccountsForParent",
    read: ({ calling }: FakeAws) => listAccountsBelow(calling, PARENT),
    answers: [{ Accounts: [{ Id: SANDBOX }] }, {}, { Accounts: [{ Id: PRODUCTION }] }],
    rows: [SANDBOX, PRODUCTION],
  },
])("$operation", ({ operation, read, answers, rows }) => {
  test("all pages", async () => {
    expect(await read(fakeAws({ [operation]: pages(...answers) }))).toMatchObject({ state: "known", value: rows });
  });

  test("a refusal is no empty list", async () => {
    expect(await read(fakeAws({ [operation]: REFUSED }))).toMatchObject({
      state: "unknown",
      failure: { permission: `organizations:${operation}` },
    });
  });
});

test.each([
  { operation: "ListOrganizationalUnitsForParent", error: "ParentNotFoundException", read: listUnitsBelow },
  { operation: "ListAccountsForParent", error: "ParentNotFoundException", read: listAccountsBelow },
  { operation: "ListParents", error: "ChildNotFoundException", read: parentOf },
  { operation: "DescribeOrganizationalUnit", error: "OrganizationalUnitNotFoundException", read: unitName },
])("$error of $operation is null", async ({ operation, error, read }) => {
  const { calling } = fakeAws({ [operation]: awsError(error) });
  expect(await read(calling, PARENT)).toMatchObject({ state: "known", value: null });
});

test("the parent, and the name of a unit", async () => {
  const { calling } = fakeAws({
    ListParents: { Parents: [{ Id: PARENT, Type: "ROOT" }] },
    DescribeOrganizationalUnit: { OrganizationalUnit: { Name: "Prod" } },
  });
  expect(await parentOf(calling, SANDBOX)).toMatchObject({ value: PARENT });
  expect(await unitName(calling, "ou-1")).toMatchObject({ value: "Prod" });
});
