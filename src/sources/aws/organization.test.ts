/** Who asks, the instances of a Region, and accounts as organizations tells them. */
import { describe, expect, test } from "vitest";
import { EU, instance, MANAGEMENT, SANDBOX } from "../../facts/grant/testing/grant-facts.ts";
import {
  accountFacts,
  callerIdentity,
  describeAccount,
  listAccountRows,
  listAccounts,
  listInstances,
  trustedServices,
} from "./organization.ts";
import { awsError, fakeAws, pages, REFUSED } from "./testing/fake-calling.ts";

test("the caller", async () => {
  const { calling } = fakeAws({ GetCallerIdentity: { Account: MANAGEMENT, Arn: "arn:aws:iam::123456789012:user/o" } });
  expect(await callerIdentity(calling)).toMatchObject({
    value: { accountId: MANAGEMENT, arn: "arn:aws:iam::123456789012:user/o" },
  });
});

test("expired credentials end the command instead of being an answer", async () => {
  const { calling } = fakeAws({ GetCallerIdentity: awsError("ExpiredToken", 403) });
  await expect(callerIdentity(calling)).rejects.toMatchObject({ code: "expired-credentials" });
});

describe("instances", () => {
  const row = { InstanceArn: instance.arn, IdentityStoreId: instance.identityStoreId, OwnerAccountId: MANAGEMENT };

  test.each([
    { told: undefined, status: "ACTIVE" },
    { told: "CREATE_FAILED", status: "CREATE_FAILED" },
    { told: "SOMETHING_NEW", status: "ACTIVE" },
  ])("the status $told counts as $status", async ({ told, status }) => {
    const { calling } = fakeAws({ ListInstances: { Instances: [{ ...row, Status: told }] } });
    expect(await listInstances(calling, EU)).toMatchObject({ value: [{ arn: instance.arn, status, region: EU }] });
  });

  test("in the Region that is named, on all pages", async () => {
    const aws = fakeAws({ ListInstances: pages({}, { Instances: [row] }) }, { region: "us-east-1" });
    expect(await listInstances(aws.calling, EU)).toMatchObject({ value: [{ ownerAccountId: MANAGEMENT }] });
    expect(aws.asked.map(({ region }) => region)).toEqual([EU, EU]);
  });
});

describe("an account", () => {
  const ARN = `arn:aws:organizations::${MANAGEMENT}:account/o-exampleorgid/${SANDBOX}`;

  test.each([
    { what: "State wins", account: { State: "PENDING_CLOSURE", Status: "ACTIVE" }, state: "PENDING_CLOSURE" },
    { what: "Status alone", account: { Status: "ACTIVE" }, state: "ACTIVE" },
    { what: "a state that is not known here", account: { State: "SOMETHING_NEW" }, state: "SUSPENDED" },
    { what: "no state", account: {}, state: "SUSPENDED" },
  ])("$what: $state", ({ account, state }) => {
    expect(accountFacts({ Id: SANDBOX, ...account }).state).toBe(state);
  });

  test("the ARN names the management account; without one it is its own", () => {
    expect(accountFacts({ Id: SANDBOX, Arn: ARN }).managementAccountId).toBe(MANAGEMENT);
    expect(accountFacts({ Id: SANDBOX }).managementAccountId).toBe(SANDBOX);
  });

  test("without a name goes by its id", () => {
    expect(accountFacts({ Id: SANDBOX }).name).toBe(SANDBOX);
  });

  test("that is not in the organization is null, a refusal is not", async () => {
    const gone = fakeAws({ DescribeAccount: awsError("AccountNotFoundException") });
    expect(await describeAccount(gone.calling, SANDBOX)).toMatchObject({ state: "known", value: null });
    const refused = fakeAws({ DescribeAccount: REFUSED });
    expect(await describeAccount(refused.calling, SANDBOX)).toMatchObject({
      state: "unknown",
      failure: { permission: "organizations:DescribeAccount" },
    });
  });

  test("on the second page of the list", async () => {
    const list = { ListAccounts: pages({ Accounts: [{ Id: MANAGEMENT }] }, { Accounts: [{ Id: SANDBOX, Arn: ARN }] }) };
    expect(await listAccounts(fakeAws(list).calling)).toMatchObject({
      value: [{ id: MANAGEMENT }, { id: SANDBOX, managementAccountId: MANAGEMENT }],
    });
    expect(await listAccountRows(fakeAws(list).calling)).toMatchObject({ value: [{ Id: MANAGEMENT }, { Arn: ARN }] });
  });
});

test("trusted services of all pages; a refusal is no empty list", async () => {
  const enabled = (ServicePrincipal: string) => ({ EnabledServicePrincipals: [{ ServicePrincipal }] });
  const { calling } = fakeAws({ ListAWSServiceAccessForOrganization: pages(enabled("a"), {}, enabled("b")) });
  expect(await trustedServices(calling)).toMatchObject({ value: ["a", "b"] });
  expect((await trustedServices(fakeAws({ ListAWSServiceAccessForOrganization: REFUSED }).calling)).state).toBe(
    "unknown",
  );
});
