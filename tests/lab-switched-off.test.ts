/** What the lab answers since 2026: permission sets switched off, accounts without Status, further Regions: facts N2, N6 and N13. */
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ListAccountsCommand, OrganizationsClient } from "@aws-sdk/client-organizations";
import {
  AddRegionCommand,
  CreatePermissionSetCommand,
  DescribeInstanceCommand,
  ListPermissionSetsCommand,
  SSOAdminClient,
  UpdateInstanceCommand,
} from "@aws-sdk/client-sso-admin";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { why } from "../src/app/why.ts";
import { runInProcess } from "./support/in-process.ts";
import { openLab, type TestLab } from "./support/lab.ts";
import { labReader, testContext } from "./support/reader.ts";

const InstanceArn = "arn:aws:sso:::instance/ssoins-7223a5d90e0exam1";
const credentials = { accessKeyId: "123456789012", secretAccessKey: "x" };

let lab: TestLab;
let sso: SSOAdminClient;
let organizations: OrganizationsClient;
beforeAll(async () => {
  lab = await openLab({ limits: "off" });
  const at = { endpoint: lab.url, region: "us-east-1", credentials, maxAttempts: 1 };
  sso = new SSOAdminClient(at);
  organizations = new OrganizationsClient(at);
});
afterAll(async () => {
  sso.destroy();
  organizations.destroy();
  await lab.close();
});

const put = (settings: object = {}) =>
  lab.put({
    schema: "idc-doctor/organization/1",
    instance: { arn: InstanceArn, permissionSetsEnabled: false },
    accounts: [{ id: "111122223333", name: "sandbox", state: "SUSPENDED" }],
    users: [{ userName: "alice" }],
    lab: settings,
  });

describe("an instance with permission sets switched off", () => {
  test.each(["empty", "refused"] as const)("answers lists as the switch says (%s), and makes none", async (off) => {
    await put({ permissionSetsOff: off });
    expect((await sso.send(new DescribeInstanceCommand({ InstanceArn }))).PermissionSetsEnabled).toBe(false);
    const listed = sso.send(new ListPermissionSetsCommand({ InstanceArn })).then(
      ({ PermissionSets }) => PermissionSets?.length,
      ({ name }) => name,
    );
    expect(await listed).toBe(off === "empty" ? 0 : "ValidationException");
    await expect(sso.send(new CreatePermissionSetCommand({ InstanceArn, Name: "ReadOnly" }))).rejects.toMatchObject({
      name: "ValidationException",
    });
    const question = { user: "alice", account: "111122223333", permissionSet: "ReadOnly", isRegionGiven: true };
    const { diagnosis } = await why(question, labReader(lab), testContext());
    expect([diagnosis.verdict, diagnosis.causes[0]?.id]).toEqual(["not-visible", "permission-sets-switched-off"]);
  });

  test("is switched on for good, and not together with the key", async () => {
    await put();
    const update = (input: object) => sso.send(new UpdateInstanceCommand({ InstanceArn, ...input }));
    const EncryptionConfiguration = { KeyType: "AWS_OWNED_KMS_KEY" } as const;
    for (const input of [{ PermissionSetsEnabled: false }, { PermissionSetsEnabled: true, EncryptionConfiguration }])
      await expect(update(input)).rejects.toMatchObject({ name: "ValidationException" });
    await update({ PermissionSetsEnabled: true });
    expect((await sso.send(new DescribeInstanceCommand({ InstanceArn }))).PermissionSetsEnabled).toBe(true);
    await sso.send(new CreatePermissionSetCommand({ InstanceArn, Name: "ReadOnly" }));
  });
});

describe("a snapshot of such an organization", () => {
  const home = mkdtempSync(join(tmpdir(), "idc-doctor-switched-off-"));
  const file = join(home, "org.json");
  const run = (...args: string[]) =>
    runInProcess(args, {
      AWS_ENDPOINT_URL: lab.url,
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: "123456789012",
      IDC_DOCTOR_HOME: home,
    });
  const enabled = () => JSON.parse(readFileSync(file, "utf8")).instance.permissionSetsEnabled;

  test.each(["empty", "refused"] as const)(
    "holds it where lists are %s, for scan and why",
    async (permissionSetsOff) => {
      await put({ permissionSetsOff });
      const { stderr } = await run("snapshot", "save", file);
      expect(enabled(), stderr).toBe(false);
      const { stdout } = await run("scan", "--from", file, "--output", "json");
      expect(JSON.parse(stdout).findings.map(({ cause }: { cause: string }) => cause)).toContain(
        "permission-sets-switched-off",
      );
      const asked = await run("why", "alice", "111122223333", "--from", file, "--output", "json");
      expect(JSON.parse(asked.stdout).causes.map(({ id }: { id: string }) => id)).toContain(
        "permission-sets-switched-off",
      );
    },
  );

  test("learns by a refresh that they are on", async () => {
    await put();
    await run("snapshot", "save", file);
    await sso.send(new UpdateInstanceCommand({ InstanceArn, PermissionSetsEnabled: true }));
    const { code, stderr } = await run("snapshot", "refresh", file);
    expect([code, enabled()], stderr).toEqual([0, true]);
    await sso.send(new CreatePermissionSetCommand({ InstanceArn, Name: "ReadOnly" }));
    await lab.advance("PT20M");
    await run("snapshot", "refresh", file);
    // There is a set now, so they are on.
    expect(enabled()).toBeUndefined();
  });
});

describe("an instance is replicated", () => {
  const putIn = (primaryRegion: string, more: object = {}) =>
    lab.put({
      schema: "idc-doctor/organization/1",
      instance: { arn: InstanceArn, primaryRegion, ...more },
      users: [{ userName: "alice" }],
    });
  const add = async (primaryRegion: string, RegionName: string) => {
    const client = new SSOAdminClient({ endpoint: lab.url, region: primaryRegion, credentials, maxAttempts: 1 });
    return client
      .send(new AddRegionCommand({ InstanceArn, RegionName }))
      .then(
        ({ Status }) => Status,
        ({ name }) => name,
      )
      .finally(() => client.destroy());
  };

  test.each([
    ["us-east-1", "eu-west-1", "ADDING"],
    ["us-east-1", "af-south-1", "ADDING"],
    ["eu-central-2", "mx-central-1", "ADDING"],
    ["us-gov-west-1", "us-gov-east-1", "ADDING"],
    ["cn-north-1", "cn-northwest-1", "ADDING"],
    ["us-east-1", "us-gov-west-1", "ValidationException"],
    ["us-gov-west-1", "us-east-1", "ValidationException"],
    ["cn-north-1", "ap-east-1", "ValidationException"],
  ])("from %s to %s: %s", async (primary, region, answer) => {
    await putIn(primary);
    expect(await add(primary, region)).toBe(answer);
  });

  test("but not one of an Active Directory", async () => {
    await putIn("us-east-1", { identitySource: "active-directory" });
    expect(await add("us-east-1", "eu-west-1")).toBe("ValidationException");
  });
});

test.each([true, false])("accounts have State whether they have Status (%s) or not", async (accountsHaveStatus) => {
  await put({ accountsHaveStatus });
  const { Accounts = [] } = await organizations.send(new ListAccountsCommand({}));
  const sandbox = Accounts.find(({ Name }) => Name === "sandbox");
  expect([sandbox?.State, sandbox?.Status]).toEqual(["SUSPENDED", accountsHaveStatus ? "SUSPENDED" : undefined]);
  const question = { user: "alice", account: "sandbox", permissionSet: null, isRegionGiven: true };
  const { diagnosis } = await why(question, labReader(lab), testContext());
  expect(diagnosis.causes.map(({ id }) => id)).toContain("account-suspended");
});
