/** sso-admin's lists: read to the last page, absence kept apart from refusal, names kept and forgotten. */
import { describe, expect, test } from "vitest";
import {
  ADMIN,
  ALICE,
  DEVELOPERS,
  instance,
  PRODUCTION,
  READ_ONLY,
  SANDBOX,
} from "../../facts/grant/testing/grant-facts.ts";
import {
  listAccountsOfSet,
  listAssignments,
  listGrantsOf,
  listPermissionSets,
  listProvisionedSets,
  permissionSetName,
  principalOf,
} from "./permission-sets.ts";
import { type FakeAws, fakeAws, NOT_FOUND, pages, REFUSED } from "./testing/fake-calling.ts";

const { arn } = instance;
const user = { PrincipalType: "USER", PrincipalId: ALICE };
const group = { PrincipalType: "GROUP", PrincipalId: DEVELOPERS };

test("a principal is a group only where AWS says so", () => {
  expect(principalOf("GROUP", DEVELOPERS)).toEqual({ type: "GROUP", id: DEVELOPERS });
  expect(principalOf("USER", ALICE)).toEqual({ type: "USER", id: ALICE });
  expect(principalOf(undefined, ALICE)).toEqual({ type: "USER", id: ALICE });
});

const LISTS = [
  {
    operation: "ListPermissionSets",
    read: ({ calling }: FakeAws) => listPermissionSets(calling, arn),
    answers: [{ PermissionSets: [READ_ONLY.arn] }, {}, { PermissionSets: [ADMIN.arn] }],
    rows: [READ_ONLY.arn, ADMIN.arn],
  },
  {
    operation: "ListAccountAssignments",
    read: ({ calling }: FakeAws) => listAssignments(calling, arn, SANDBOX, READ_ONLY.arn),
    answers: [{ AccountAssignments: [user] }, {}, { AccountAssignments: [group] }],
    rows: [
      { type: "USER", id: ALICE },
      { type: "GROUP", id: DEVELOPERS },
    ],
  },
  {
    operation: "ListAccountAssignmentsForPrincipal",
    read: ({ calling }: FakeAws) => listGrantsOf(calling, arn, { type: "USER", id: ALICE }, undefined),
    answers: [
      { AccountAssignments: [{ ...user, AccountId: SANDBOX, PermissionSetArn: READ_ONLY.arn }] },
      {},
      { AccountAssignments: [{ ...group, AccountId: PRODUCTION, PermissionSetArn: ADMIN.arn }] },
    ],
    rows: [
      { accountId: SANDBOX, permissionSetArn: READ_ONLY.arn, principal: { type: "USER", id: ALICE } },
      { accountId: PRODUCTION, permissionSetArn: ADMIN.arn, principal: { type: "GROUP", id: DEVELOPERS } },
    ],
  },
  {
    operation: "ListPermissionSetsProvisionedToAccount",
    read: ({ calling }: FakeAws) => listProvisionedSets(calling, arn, SANDBOX, "latest"),
    answers: [{ PermissionSets: [READ_ONLY.arn] }, {}, { PermissionSets: [ADMIN.arn] }],
    rows: [READ_ONLY.arn, ADMIN.arn],
  },
  {
    operation: "ListAccountsForProvisionedPermissionSet",
    read: ({ calling }: FakeAws) => listAccountsOfSet(calling, arn, READ_ONLY.arn, "latest"),
    answers: [{ AccountIds: [SANDBOX] }, {}, { AccountIds: [PRODUCTION] }],
    rows: [SANDBOX, PRODUCTION],
  },
];

describe.each(LISTS)("$operation", ({ operation, read, answers, rows }) => {
  test("all pages, one without rows among them", async () => {
    const aws = fakeAws({ [operation]: pages(...answers) });
    expect(await read(aws)).toEqual({ state: "known", value: rows, evidence: ["e1", "e2", "e3"] });
    expect(aws.asked.map(({ region }) => region)).toEqual(["eu-west-1", "eu-west-1", "eu-west-1"]);
  });

  test("a refusal names the permission", async () => {
    expect(await read(fakeAws({ [operation]: REFUSED }))).toMatchObject({
      state: "unknown",
      failure: { kind: "refused", permission: `sso:${operation}` },
    });
  });

  test("a page that fails leaves no half list", async () => {
    const first = pages(...answers);
    const torn = (input: Readonly<Record<string, unknown>>) => (input["NextToken"] === "2" ? REFUSED : first(input));
    expect((await read(fakeAws({ [operation]: torn }))).state).toBe("unknown");
  });
});

describe("what is not found", () => {
  const absent = (operation: string) => fakeAws({ [operation]: NOT_FOUND });

  test.each([
    { operation: "ListAccountAssignmentsForPrincipal", at: 2 },
    { operation: "ListPermissionSetsProvisionedToAccount", at: 3 },
    { operation: "ListAccountsForProvisionedPermissionSet", at: 4 },
  ])("has no rows in $operation", async ({ operation, at }) => {
    expect(await LISTS[at]?.read(absent(operation))).toMatchObject({ state: "known", value: [] });
  });

  test("is null among the assignments, and the set's name is forgotten", async () => {
    const aws = absent("ListAccountAssignments");
    aws.calling.names.remember(arn, READ_ONLY.arn, "ReadOnly");
    expect(await listAssignments(aws.calling, arn, SANDBOX, READ_ONLY.arn)).toMatchObject({
      state: "known",
      value: null,
    });
    expect(aws.calling.names.nameOf(arn, READ_ONLY.arn)).toBeUndefined();
  });

  test("a refusal forgets no name", async () => {
    const aws = fakeAws({ ListAccountAssignments: REFUSED });
    aws.calling.names.remember(arn, READ_ONLY.arn, "ReadOnly");
    await listAssignments(aws.calling, arn, SANDBOX, READ_ONLY.arn);
    expect(aws.calling.names.nameOf(arn, READ_ONLY.arn)).toBe("ReadOnly");
  });
});

test.each([
  { freshness: "latest", status: "LATEST_PERMISSION_SET_PROVISIONED" },
  { freshness: "outdated", status: "LATEST_PERMISSION_SET_NOT_PROVISIONED" },
] as const)("$freshness is asked for as $status", async ({ freshness, status }) => {
  const aws = fakeAws({ ListPermissionSetsProvisionedToAccount: {}, ListAccountsForProvisionedPermissionSet: {} });
  await listProvisionedSets(aws.calling, arn, SANDBOX, freshness);
  await listAccountsOfSet(aws.calling, arn, READ_ONLY.arn, freshness);
  expect(aws.asked.map(({ input }) => input["ProvisioningStatus"])).toEqual([status, status]);
});

test("grants of a principal are filtered by the account where one is given", async () => {
  const aws = fakeAws({ ListAccountAssignmentsForPrincipal: {} });
  await listGrantsOf(aws.calling, arn, { type: "USER", id: ALICE }, { accountId: SANDBOX });
  await listGrantsOf(aws.calling, arn, { type: "USER", id: ALICE });
  expect(aws.asked.map(({ input }) => input["Filter"])).toEqual([{ AccountId: SANDBOX }, undefined]);
});

describe("a set's name", () => {
  test("is asked for once", async () => {
    const aws = fakeAws({ DescribePermissionSet: { PermissionSet: { Name: "ReadOnly" } } });
    expect(await permissionSetName(aws.calling, arn, READ_ONLY.arn)).toMatchObject({ value: "ReadOnly" });
    expect(await permissionSetName(aws.calling, arn, READ_ONLY.arn)).toEqual({
      state: "known",
      value: "ReadOnly",
      evidence: [],
    });
    expect(aws.asked).toHaveLength(1);
  });

  test.each([{}, { PermissionSet: {} }])(
    "an answer without one is none of AWS's, and no absence: %o",
    async (answer) => {
      const aws = fakeAws({ DescribePermissionSet: answer });
      await expect(permissionSetName(aws.calling, arn, READ_ONLY.arn)).rejects.toMatchObject({
        code: "malformed-answer",
        message: expect.stringContaining("it has no PermissionSet.Name"),
      });
    },
  );

  test("is null for a set that is gone, and is asked for again", async () => {
    const aws = fakeAws({ DescribePermissionSet: NOT_FOUND });
    expect(await permissionSetName(aws.calling, arn, READ_ONLY.arn)).toMatchObject({ state: "known", value: null });
    await permissionSetName(aws.calling, arn, READ_ONLY.arn);
    expect(aws.asked).toHaveLength(2);
  });
});
