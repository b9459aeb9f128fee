/** `fix` on the second road, from histories of API calls: who was deleted and created again has the entitlement back, and nobody else more. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateGroupCommand,
  CreateGroupMembershipCommand,
  CreateUserCommand,
  DeleteGroupCommand,
  DeleteUserCommand,
  IdentitystoreClient,
} from "@aws-sdk/client-identitystore";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { WrittenDocument } from "../src/model/organization-document/written/document.ts";
import { accountAccessPortalOf } from "./support/account-access-portal.ts";
import { runInProcess } from "./support/in-process.ts";
import { openLab, type TestLab } from "./support/lab.ts";

const MANAGEMENT = "123456789012";
const SANDBOX = "111122223333";
const ROLE = `arn:aws:iam::${SANDBOX}:role/team/Developer`;
const APPLICATION = `arn:aws:account-access:us-east-1:${MANAGEMENT}:application/1234567890abcdef`;
const TENANT = "aa-gyxmap389";
const ALICE = "906ab1c2d3-11112222-3333-4444-5555-666677778888";
const TEAM = "906ab1c2d3-99992222-3333-4444-5555-666677778888";
const STORE = "d-906ab1c2d3";
const AUDIT = ["--audit-role", "OrganizationAccountAccessRole"];
const ARGS = ["fix", "alice", SANDBOX, "Developer", "--yes"];
const WRITES = /^(Create|Delete|Provision|Put|Attach|Detach|Update)/;

const trust = (sourceArn = APPLICATION) => ({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { Service: "account-access.amazonaws.com" },
      Action: ["sts:AssumeRole", "sts:SetContext"],
      Condition: { StringEquals: { "aws:SourceAccount": MANAGEMENT, "aws:SourceArn": sourceArn } },
    },
  ],
});

const organization = (changes: Partial<WrittenDocument> = {}, policy: object = trust()): WrittenDocument => ({
  schema: "idc-doctor/organization/1",
  organization: {
    managementAccountId: MANAGEMENT,
    trustedServices: ["sso.amazonaws.com", "account-access.amazonaws.com"],
  },
  instance: { identityStoreId: STORE },
  accounts: [
    {
      id: SANDBOX,
      name: "sandbox",
      iam: { roles: [{ name: "Developer", path: "/team/", trustPolicy: { ...policy } }] },
    },
  ],
  users: [{ id: ALICE, userName: "alice" }, { userName: "bob" }],
  groups: [{ id: TEAM, displayName: "Team", members: ["alice", "bob"] }],
  permissionSets: [{ name: "ReadOnly" }],
  accountAccessApplications: [{ arn: APPLICATION, tenantId: TENANT }],
  entitlements: [{ user: "alice", role: ROLE }],
  ...changes,
});

let lab: TestLab;
let store: IdentitystoreClient;
let home: string;
beforeAll(async () => {
  lab = await openLab({ limits: "off", provisioningMilliseconds: 0 });
  const credentials = { accessKeyId: MANAGEMENT, secretAccessKey: "x" };
  store = new IdentitystoreClient({ endpoint: lab.url, region: "us-east-1", credentials });
});
afterAll(async () => {
  store.destroy();
  await lab.close();
});
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "idc-doctor-entitle-"));
});

const run = (...args: string[]) =>
  runInProcess(args, { AWS_ENDPOINT_URL: lab.url, AWS_REGION: "us-east-1", IDC_DOCTOR_HOME: home });

const isShown = async (userName: string): Promise<boolean> => {
  const portal = await accountAccessPortalOf({ labUrl: lab.url, tenantId: TENANT }, userName);
  return (await portal?.roles())?.includes(ROLE) === true;
};
const opens = async (userName: string): Promise<boolean> => {
  const portal = await accountAccessPortalOf({ labUrl: lab.url, tenantId: TENANT }, userName);
  return (await portal?.opens(ROLE)) === true;
};
const written = async (): Promise<readonly string[]> =>
  (await lab.calls()).filter(({ operation }) => WRITES.test(operation)).map(({ operation }) => operation);
const unwrapped = (text: string): string => text.replace(/\s+/g, " ");
const principals = async (): Promise<readonly string[]> =>
  ((await lab.document()).entitlements ?? []).map(({ user, group }) => user ?? group ?? "");

/** Alice is deleted and created again, under the same name. */
async function aliceAgain(): Promise<string> {
  await store.send(new DeleteUserCommand({ IdentityStoreId: STORE, UserId: ALICE }));
  await lab.advance("PT20M");
  const { UserId } = await store.send(
    new CreateUserCommand({
      IdentityStoreId: STORE,
      UserName: "alice",
      DisplayName: "Alice",
      Name: { GivenName: "Alice", FamilyName: "M" },
    }),
  );
  // CloudTrail shows an event after a while (facts 5.1).
  await lab.advance("PT20M");
  await lab.clearCalls();
  return UserId ?? "";
}

describe("a user who was created again", () => {
  test("has the role back under the new id before the old entitlement goes; undo takes it back", async () => {
    await lab.put(organization());
    const again = await aliceAgain();
    expect(await isShown("alice")).toBe(false);
    const fixed = await run(...ARGS, ...AUDIT);
    expect(fixed.code, fixed.stdout + fixed.stderr).toBe(0);
    expect(await written()).toEqual(["CreateEntitlement", "DeleteEntitlement"]);
    expect([await opens("alice"), await isShown("bob")]).toEqual([true, false]);
    expect(await principals()).toEqual([again]);
    expect(fixed.stdout).toContain("alice → role Developer in sandbox, in the account access portal");
    const planId = /--undo ([0-9a-f]+)/.exec(fixed.stdout)?.[1] ?? "";
    const undone = await run("fix", "--undo", planId, "--yes", ...AUDIT);
    // Nobody can be entitled whom the directory does not know: that step is left out and named.
    expect(undone.stdout + undone.stderr).toContain("is deleted");
    expect([undone.code, await isShown("alice"), await principals()]).toEqual([4, false, []]);
  });

  test("is named by why, whether the role or only the account is asked about", async () => {
    await lab.put(organization());
    await aliceAgain();
    for (const words of [["Developer"], []]) {
      const { stdout } = await run("why", "alice", SANDBOX, ...words, "--output", "json");
      const [cause] = JSON.parse(stdout).causes;
      expect(cause).toMatchObject({ id: "principal-recreated", confidence: "likely" });
      expect(cause.remedy.changes.map(({ kind }: { kind: string }) => kind)).toEqual([
        "create-entitlement",
        "delete-entitlement",
      ]);
    }
  });

  test("is not entitled where the role no longer trusts: AWS would refuse it, and nothing is sent", async () => {
    await lab.put(organization({}, trust(APPLICATION.replace("1234", "9999"))));
    await aliceAgain();
    const { code, stdout } = await run(...ARGS, ...AUDIT);
    expect([code, await written()]).toEqual([1, []]);
    expect(stdout).toContain("Account access manager cannot take role team/Developer in sandbox");
  });

  test("a dry run writes nothing, and says what is assumed without an audit role", async () => {
    await lab.put(organization());
    await aliceAgain();
    const { code, stderr } = await run("fix", "alice", SANDBOX, "Developer", "--dry-run");
    expect([code, await written()]).toEqual([0, []]);
    expect(unwrapped(stderr)).toContain("was not read: that it lets account access manager take the role is assumed");
    expect(stderr).toContain("aws account-access create-entitlement");
  });

  test("an answer that gets lost is looked for, not sent again", async () => {
    await lab.put(organization());
    await aliceAgain();
    await lab.fault({ service: "account-access", operation: "CreateEntitlement", kind: "hang-after", times: 1 });
    const { code } = await run(...ARGS, "--timeout", "500ms");
    expect([code, await opens("alice")]).toEqual([0, true]);
    expect(await written()).toEqual(["CreateEntitlement", "DeleteEntitlement"]);
  });

  test("without the right to entitle nothing is sent, and the right is named", async () => {
    await lab.put(organization());
    await aliceAgain();
    await lab.fault({ service: "account-access", operation: "CreateEntitlement", kind: "refuse" });
    const { code, stdout } = await run(...ARGS);
    await lab.clearFaults();
    expect([code, await isShown("alice")]).toEqual([4, false]);
    expect(stdout).toContain("CreateEntitlement");
  });
});

test("a group that was created again gets the role back for everybody in it", async () => {
  await lab.put(organization({ entitlements: [{ group: "Team", role: ROLE }] }));
  await store.send(new DeleteGroupCommand({ IdentityStoreId: STORE, GroupId: TEAM }));
  await lab.advance("PT20M");
  const { GroupId } = await store.send(new CreateGroupCommand({ IdentityStoreId: STORE, DisplayName: "Team" }));
  const { users = [] } = await lab.document();
  for (const { id: UserId = "" } of users)
    await store.send(new CreateGroupMembershipCommand({ IdentityStoreId: STORE, GroupId, MemberId: { UserId } }));
  await lab.advance("PT20M");
  await lab.clearCalls();
  const fixed = await run(...ARGS, ...AUDIT);
  expect(fixed.code, fixed.stdout + fixed.stderr).toBe(0);
  expect(fixed.stderr).toContain("bob gains role Developer");
  expect(await principals()).toEqual([GroupId]);
  expect([await opens("alice"), await opens("bob")]).toEqual([true, true]);
});

test("whoever is not in the entitled group joins it, and nothing of account access manager changes", async () => {
  await lab.put(
    organization({
      groups: [{ id: TEAM, displayName: "Team", members: ["bob"] }],
      entitlements: [
        { group: "Team", role: ROLE },
        { group: "Team", role: ROLE.replace("Developer", "Auditor") },
      ],
    }),
  );
  await lab.clearCalls();
  const fixed = await run(...ARGS, ...AUDIT);
  expect(fixed.code, fixed.stdout + fixed.stderr).toBe(0);
  // What the group brings besides is said before.
  expect(fixed.stderr).toContain("alice gains role Auditor in sandbox");
  expect(await written()).toEqual(["CreateGroupMembership"]);
  expect(await opens("alice")).toBe(true);
});

test("a delegated administrator of Identity Center alone may not entitle", async () => {
  await lab.put(
    organization({ organization: { managementAccountId: MANAGEMENT, delegatedAdministrators: [SANDBOX] } }),
  );
  await aliceAgain();
  const { stdout } = await runInProcess(ARGS, {
    AWS_ENDPOINT_URL: lab.url,
    AWS_REGION: "us-east-1",
    IDC_DOCTOR_HOME: home,
    AWS_ACCESS_KEY_ID: SANDBOX,
  });
  expect(stdout).not.toContain("Done and verified");
  expect(await written()).toEqual([]);
});
