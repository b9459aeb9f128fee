/** `why` without an account or a set names what the user lost, from histories of API calls: each with its own verdict and cause. */
import {
  CreateGroupCommand,
  CreateGroupMembershipCommand,
  DeleteGroupCommand,
  DeleteGroupMembershipCommand,
  GetGroupMembershipIdCommand,
  IdentitystoreClient,
} from "@aws-sdk/client-identitystore";
import {
  CreateAccountAssignmentCommand,
  DeleteAccountAssignmentCommand,
  DeletePermissionSetCommand,
  ListInstancesCommand,
  ListPermissionSetsCommand,
  SSOAdminClient,
} from "@aws-sdk/client-sso-admin";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { why } from "../src/app/why.ts";
import { openLab, type TestLab } from "./support/lab.ts";
import { labReader, testContext } from "./support/reader.ts";

const SANDBOX = "111122223333";
const PROD = "222233334444";

let lab: TestLab;
let sso: SSOAdminClient;
let store: IdentitystoreClient;
let InstanceArn: string;
let IdentityStoreId: string;
let PermissionSetArn: string;
let alice: string;
let team: string;

beforeAll(async () => {
  lab = await openLab({ limits: "off", provisioningMilliseconds: 0 });
  const at = {
    endpoint: lab.url,
    region: "us-east-1",
    credentials: { accessKeyId: "123456789012", secretAccessKey: "x" },
  };
  sso = new SSOAdminClient(at);
  store = new IdentitystoreClient(at);
});
afterAll(async () => {
  sso.destroy();
  store.destroy();
  await lab.close();
});

/** Alice has ReadOnly in the sandbox directly, and in prod through Team. */
beforeEach(async () => {
  await lab.put({
    schema: "idc-doctor/organization/1",
    accounts: [
      { id: SANDBOX, name: "sandbox" },
      { id: PROD, name: "prod" },
    ],
    users: [{ userName: "alice" }],
    groups: [{ displayName: "Team", members: ["alice"] }],
    permissionSets: [{ name: "ReadOnly", managedPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"] }],
    assignments: [
      { account: SANDBOX, permissionSet: "ReadOnly", user: "alice" },
      { account: PROD, permissionSet: "ReadOnly", group: "Team" },
    ],
  });
  const { Instances } = await sso.send(new ListInstancesCommand({}));
  InstanceArn = Instances?.[0]?.InstanceArn ?? "";
  IdentityStoreId = Instances?.[0]?.IdentityStoreId ?? "";
  PermissionSetArn = (await sso.send(new ListPermissionSetsCommand({ InstanceArn }))).PermissionSets?.[0] ?? "";
  const document = await lab.document();
  alice = document.users?.[0]?.id ?? "";
  team = document.groups?.[0]?.id ?? "";
});

const grant = (TargetId: string, PrincipalId = alice) => ({
  InstanceArn,
  PermissionSetArn,
  TargetId,
  TargetType: "AWS_ACCOUNT" as const,
  PrincipalType: PrincipalId === alice ? ("USER" as const) : ("GROUP" as const),
  PrincipalId,
});

async function grantsOf(account: string | null = null, permissionSet: string | null = null) {
  const asked = { user: "alice", account, permissionSet, isRegionGiven: true };
  const { diagnosis } = await why(asked, labReader(lab), testContext());
  return Object.fromEntries(
    diagnosis.grants.map((one) => [
      one.account,
      [one.verdict, diagnosis.causes.find((cause) => cause.grant?.account === one.account)?.id],
    ]),
  );
}

/** Into the team again and out: what was there before the lab's events began is nobody's to prove. */
async function leaveTeam(): Promise<void> {
  const membership = { IdentityStoreId, GroupId: team, MemberId: { UserId: alice } };
  const { MembershipId: first } = await store.send(new GetGroupMembershipIdCommand(membership));
  await store.send(new DeleteGroupMembershipCommand({ IdentityStoreId, MembershipId: first }));
  const { MembershipId } = await store.send(new CreateGroupMembershipCommand(membership));
  await store.send(new DeleteGroupMembershipCommand({ IdentityStoreId, MembershipId }));
}

describe("lost", () => {
  test("nothing: what is there works", async () => {
    expect(await grantsOf()).toEqual({ [SANDBOX]: ["works", undefined], [PROD]: ["works", undefined] });
  });

  test("beside what was removed, what is being made decides, as from a document that has no history", async () => {
    const slow = await openLab({ limits: "off", provisioningMilliseconds: 600_000 });
    await slow.put({
      ...(await lab.document()),
      assignments: [{ account: PROD, permissionSet: "ReadOnly", user: "alice" }],
    });
    const client = new SSOAdminClient({
      endpoint: slow.url,
      region: "us-east-1",
      credentials: { accessKeyId: "123456789012", secretAccessKey: "x" },
    });
    await client.send(new DeleteAccountAssignmentCommand(grant(PROD)));
    await slow.advance("PT20M");
    await client.send(new CreateAccountAssignmentCommand(grant(SANDBOX)));
    client.destroy();
    const asked = { user: "alice", account: null, permissionSet: null, isRegionGiven: true };
    const { diagnosis } = await why(asked, labReader(slow), testContext());
    await slow.close();
    expect(diagnosis.verdict).toBe("pending");
    expect(diagnosis.grants.map(({ account, verdict, isLost }) => [account, verdict, isLost])).toEqual([
      [SANDBOX, "pending", undefined],
      [PROD, "not-visible", true],
    ]);
  });

  test("a removed assignment, asked everywhere, in its account and by its set; not in another account", async () => {
    await sso.send(new DeleteAccountAssignmentCommand(grant(SANDBOX)));
    const lost = { [SANDBOX]: ["not-visible", "assignment-removed"] };
    expect(await grantsOf()).toEqual({ ...lost, [PROD]: ["works", undefined] });
    expect(await grantsOf(null, "ReadOnly")).toEqual({ ...lost, [PROD]: ["works", undefined] });
    expect(await grantsOf("sandbox")).toEqual(lost);
    expect(await grantsOf("prod")).toEqual({ [PROD]: ["works", undefined] });
  });

  test("what the group has that the user was taken out of", async () => {
    await leaveTeam();
    expect(await grantsOf()).toMatchObject({ [PROD]: ["not-visible", "assignment-removed"] });
  });

  test("what a deleted group had, once the user is in its successor", async () => {
    await store.send(new DeleteGroupCommand({ IdentityStoreId, GroupId: team }));
    expect(Object.keys(await grantsOf())).toEqual([SANDBOX]);
    const { GroupId } = await store.send(new CreateGroupCommand({ IdentityStoreId, DisplayName: "Team" }));
    await store.send(new CreateGroupMembershipCommand({ IdentityStoreId, GroupId, MemberId: { UserId: alice } }));
    expect(await grantsOf()).toMatchObject({ [PROD]: ["not-visible", "principal-recreated"] });
  });
});

describe("what is not followed is told", () => {
  const told = async (account: string | null) => {
    const asked = { user: "alice", account, permissionSet: null, isRegionGiven: true };
    const { diagnosis } = await why(asked, labReader(lab), testContext());
    const reasons = diagnosis.notExamined.filter(({ what }) => what === "what the user lost");
    return { accounts: diagnosis.grants.map((one) => one.account), reasons: reasons.map(({ reason }) => reason) };
  };

  test("more than six; asked in its account, the oldest is found, too", async () => {
    const others = Array.from({ length: 7 }, (_, at) => String(300_000_000_000 + at));
    const document = await lab.document();
    await lab.put({
      ...document,
      accounts: [...(document.accounts ?? []), ...others.map((id) => ({ id, name: `account ${id}` }))],
      assignments: [
        ...(document.assignments ?? []),
        ...others.map((account) => ({ account, permissionSet: "ReadOnly", user: "alice" })),
      ],
    });
    await sso.send(new DeleteAccountAssignmentCommand(grant(SANDBOX)));
    await lab.advance("PT1M");
    for (const account of others) await sso.send(new DeleteAccountAssignmentCommand(grant(account)));
    const { accounts, reasons } = await told(null);
    expect(accounts).toHaveLength(7);
    expect(reasons).toEqual([expect.stringMatching(/1 more .*ask about their account/)]);
    expect(await told("sandbox")).toEqual({ accounts: [SANDBOX], reasons: [] });
  });

  test("events that could not be read", async () => {
    await lab.fault({ service: "cloudtrail", operation: "LookupEvents", kind: "refuse" });
    const { reasons } = await told(null);
    await lab.clearFaults();
    expect(reasons[0]).toMatch(/^LookupEvents \(cloudtrail:LookupEvents\)/);
  });
});

describe("not lost", () => {
  test("what was removed and made again", async () => {
    await sso.send(new DeleteAccountAssignmentCommand(grant(SANDBOX)));
    await sso.send(new CreateAccountAssignmentCommand(grant(SANDBOX)));
    expect(await grantsOf()).toMatchObject({
      [SANDBOX]: ["works", "portal-not-refreshed"],
      [PROD]: ["works", undefined],
    });
  });

  test("but with another role: --audit-role shows that it was created again, and by whom it went before", async () => {
    await sso.send(new DeleteAccountAssignmentCommand(grant(SANDBOX)));
    await lab.advance("PT1M");
    await sso.send(new CreateAccountAssignmentCommand(grant(SANDBOX)));
    await lab.advance("PT2H");
    const asked = { user: "alice", account: SANDBOX, permissionSet: "ReadOnly", isRegionGiven: true };
    const reader = labReader(lab, { auditRole: "OrganizationAccountAccessRole" });
    const { diagnosis } = await why(asked, reader, testContext());
    expect([diagnosis.verdict, diagnosis.causes.map(({ id }) => id)]).toEqual([
      "works",
      ["portal-not-refreshed", "role-renamed"],
    ]);
    expect(diagnosis.causes[1]).toMatchObject({ confidence: "possible" });
    expect(diagnosis.causes[1]?.summary).toMatch(
      /was created again as AWSReservedSSO_ReadOnly_[0-9a-f]{16}: .* by the root user \(arn:aws:iam/,
    );
    const prod = await why(
      { ...asked, account: PROD },
      labReader(lab, { auditRole: "OrganizationAccountAccessRole" }),
      testContext(),
    );
    expect(prod.diagnosis.causes.map(({ id }) => id)).not.toContain("role-renamed");
  });

  test("what was never there: a removal that failed took nothing", async () => {
    await sso.send(new DeleteAccountAssignmentCommand(grant(PROD)));
    expect(await grantsOf()).toEqual({ [SANDBOX]: ["works", undefined], [PROD]: ["works", undefined] });
    await leaveTeam();
    await sso.send(new DeleteAccountAssignmentCommand(grant(PROD, team)));
    expect(Object.keys(await grantsOf())).toEqual([SANDBOX]);
  });

  test("a grant of a set that is deleted", async () => {
    await sso.send(new DeleteAccountAssignmentCommand(grant(SANDBOX)));
    await sso.send(new DeleteAccountAssignmentCommand(grant(PROD, team)));
    await sso.send(new DeletePermissionSetCommand({ InstanceArn, PermissionSetArn }));
    expect(Object.keys(await grantsOf("sandbox"))).toEqual([SANDBOX]);
    expect((await grantsOf("sandbox"))[SANDBOX]?.[0]).toBe("not-visible");
  });
});
