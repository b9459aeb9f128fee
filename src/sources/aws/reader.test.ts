/** One question, one call: what is remembered, what is shared, and whose credentials read a policy. */
import { describe, expect, test } from "vitest";
import { ALICE, EU, instance, MANAGEMENT, READ_ONLY, SANDBOX } from "../../facts/grant/testing/grant-facts.ts";
import { createAwsReader } from "./reader.ts";
import { FAKE_CONNECTION, type FakeAnswers, fakeAws, fakeContext, REFUSED } from "./testing/fake-calling.ts";

function openReader(answers: FakeAnswers, more: { readonly auditRole?: string } = {}) {
  const aws = fakeAws(answers);
  return { ...aws, reader: createAwsReader({ ...FAKE_CONNECTION, ...more }, fakeContext(), undefined, aws.clients) };
}

const CALLER = { GetCallerIdentity: { Account: MANAGEMENT, Arn: `arn:aws:iam::${MANAGEMENT}:user/o` } };
const ACCOUNT = { Id: SANDBOX, Name: "sandbox", State: "ACTIVE" };

test("the same question is sent once, also when it is asked twice at once, also when it failed", async () => {
  const { reader, asked } = openReader({ DescribeAccount: REFUSED });
  const [one, two] = await Promise.all([reader.account(SANDBOX), reader.account(SANDBOX)]);
  expect(one).toBe(two);
  expect((await reader.account(SANDBOX)).state).toBe("unknown");
  expect(asked).toHaveLength(1);
});

test("other questions are other calls", async () => {
  const { reader, asked } = openReader({
    ListPermissionSetsProvisionedToAccount: {},
    ListAccountAssignmentsForPrincipal: {},
  });
  const user = { type: "USER", id: ALICE } as const;
  await reader.provisionedSets(instance.arn, SANDBOX, "latest");
  await reader.provisionedSets(instance.arn, SANDBOX, "outdated");
  await reader.grantsOf(instance.arn, user, { accountId: SANDBOX });
  await reader.grantsOf(instance.arn, user);
  expect(asked).toHaveLength(4);
});

test("the grants in one account are taken from those of all accounts, where these are read", async () => {
  const rows = [SANDBOX, "999988887777"].map((AccountId) => ({
    AccountId,
    PermissionSetArn: `${instance.arn.replace("instance", "permissionSet")}/ps-0123456789abcdef`,
    PrincipalType: "USER",
    PrincipalId: ALICE,
  }));
  const { reader, asked } = openReader({ ListAccountAssignmentsForPrincipal: { AccountAssignments: rows } });
  const user = { type: "USER", id: ALICE } as const;
  await reader.grantsOf(instance.arn, user);
  expect(await reader.grantsOf(instance.arn, user, { accountId: SANDBOX })).toMatchObject({
    value: [{ accountId: SANDBOX }],
  });
  expect(asked).toHaveLength(1);
});

test("an event name is looked up once, whatever it is asked with", async () => {
  const { reader, asked } = openReader({ LookupEvents: {} });
  await Promise.all([reader.trail(["DeleteGroup", "CreateGroup"]), reader.trail(["CreateGroup", "DeleteUser"])]);
  expect(asked).toHaveLength(3);
});

describe("an account", () => {
  test("that was listed need not be described", async () => {
    const { reader, operations } = openReader({ ListAccounts: { Accounts: [ACCOUNT] } });
    await reader.accounts();
    expect(await reader.account(SANDBOX)).toMatchObject({ value: { name: "sandbox" } });
    expect(operations()).toEqual(["ListAccounts"]);
  });

  test("is described where the list could not be read or lacks it", async () => {
    const refused = openReader({ ListAccounts: REFUSED, DescribeAccount: { Account: ACCOUNT } });
    await refused.reader.accounts();
    expect(await refused.reader.account(SANDBOX)).toMatchObject({ value: { name: "sandbox" } });
    const lacking = openReader({ ListAccounts: {}, DescribeAccount: { Account: ACCOUNT } });
    await lacking.reader.accounts();
    expect(await lacking.reader.account(SANDBOX)).toMatchObject({ value: { name: "sandbox" } });
  });
});

test("from the home Region on, Identity Center is asked there", async () => {
  const { reader, asked } = openReader({ ListPermissionSets: {}, ListAccountAssignments: {} });
  await reader.permissionSetArns(instance.arn);
  const [other] = reader.otherRegions().filter((one) => one !== EU);
  if (!other) throw new Error("there are other Regions");
  reader.useHomeRegion(other);
  await reader.assignments(instance.arn, SANDBOX, READ_ONLY.arn);
  expect(asked.map(({ region }) => region)).toEqual([EU, other]);
  expect(reader.otherRegions()).not.toContain(EU);
});

test("a name that was read is remembered by its set", async () => {
  const { reader } = openReader({ DescribePermissionSet: { PermissionSet: { Name: "ReadOnly" } } });
  expect(reader.rememberedPermissionSet(instance.arn, "ReadOnly")).toBeUndefined();
  await reader.permissionSetName(instance.arn, READ_ONLY.arn);
  expect(reader.rememberedPermissionSet(instance.arn, "ReadOnly")).toBe(READ_ONLY.arn);
});

describe("policies", () => {
  const OWN = `arn:aws:iam::${SANDBOX}:policy/Guard`;
  const answers = { ...CALLER, GetPolicy: {}, AssumeRole: { Credentials: {} } };

  test("of AWS are read with the caller's own credentials", async () => {
    const { reader, operations } = openReader(answers);
    expect((await reader.policyText(SANDBOX, "arn:aws:iam::aws:policy/ReadOnlyAccess")).state).toBe("known");
    expect(operations()).toEqual(["GetPolicy"]);
  });

  test("of the account are not read without an audit role", async () => {
    const { reader, asked } = openReader(answers);
    expect(reader.canReadAccountIam).toBe(false);
    expect(await reader.policyText(SANDBOX, OWN)).toMatchObject({
      state: "unread",
      reason: expect.stringMatching(/^policies of the account itself need --audit-role/),
    });
    expect((await reader.accountIam(SANDBOX, "ReadOnly")).state).toBe("unread");
    expect((await reader.reservedRole(SANDBOX, "ReadOnly")).state).toBe("unread");
    expect(asked.filter(({ operation }) => operation !== "GetCallerIdentity")).toEqual([]);
  });

  test("of the account are read through the audit role, which is assumed once", async () => {
    const { reader, operations, asked } = openReader(answers, { auditRole: "Audit" });
    await reader.policyText(SANDBOX, OWN);
    await reader.policyText(SANDBOX, `${OWN}2`);
    expect(operations().filter((one) => one === "AssumeRole")).toHaveLength(1);
    expect(asked.find(({ operation }) => operation === "AssumeRole")?.input).toMatchObject({
      RoleArn: `arn:aws:iam::${SANDBOX}:role/Audit`,
    });
  });

  test("of the caller's own account need no role", async () => {
    const { reader, operations } = openReader(answers, { auditRole: "Audit" });
    await reader.policyText(MANAGEMENT, `arn:aws:iam::${MANAGEMENT}:policy/Guard`);
    expect(operations()).toEqual(["GetCallerIdentity", "GetPolicy"]);
  });

  test("are unknown where the audit role cannot be assumed", async () => {
    const { reader } = openReader({ ...answers, AssumeRole: REFUSED }, { auditRole: "Audit" });
    expect(await reader.policyText(SANDBOX, OWN)).toMatchObject({
      state: "unknown",
      failure: { permission: "sts:AssumeRole" },
    });
    expect((await reader.reservedRole(SANDBOX, "ReadOnly")).state).toBe("unknown");
  });
});
