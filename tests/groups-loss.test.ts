/** A group that loses its assignment: its members get it back by the group, and whoever joins later has lost nothing. */
import {
  CreateGroupMembershipCommand,
  CreateUserCommand,
  DeleteGroupMembershipCommand,
  IdentitystoreClient,
} from "@aws-sdk/client-identitystore";
import { DeleteAccountAssignmentCommand, ListPermissionSetsCommand, SSOAdminClient } from "@aws-sdk/client-sso-admin";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { why } from "../src/app/why.ts";
import { openLab, type TestLab } from "./support/lab.ts";
import { labReader, testContext } from "./support/reader.ts";

const PROD = "222233334444";
const READ_ONLY = "ReadOnly";

let lab: TestLab;
let sso: SSOAdminClient;
let store: IdentitystoreClient;
let IdentityStoreId: string;
let team: string;
let bob: string;

beforeAll(async () => {
  lab = await openLab({ limits: "off", provisioningMilliseconds: 0 });
  const credentials = { accessKeyId: "123456789012", secretAccessKey: "x" };
  const at = { endpoint: lab.url, region: "us-east-1", credentials };
  sso = new SSOAdminClient(at);
  store = new IdentitystoreClient(at);
});
afterAll(async () => {
  sso.destroy();
  store.destroy();
  await lab.close();
});

beforeEach(async () => {
  await lab.put({
    schema: "idc-doctor/organization/1",
    accounts: [{ id: PROD, name: "prod" }],
    users: [{ userName: "alice" }, { userName: "bob" }],
    groups: [{ displayName: "Team", members: ["alice"] }],
    permissionSets: [{ name: READ_ONLY, managedPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"] }],
    assignments: [{ account: PROD, permissionSet: READ_ONLY, group: "Team" }],
  });
  const { instance, users, groups } = await lab.document();
  IdentityStoreId = instance?.identityStoreId ?? "";
  team = groups?.[0]?.id ?? "";
  bob = users?.[1]?.id ?? "";
});

async function removeFromTeam(): Promise<void> {
  const InstanceArn = (await lab.document()).instance?.arn ?? "";
  const { PermissionSets } = await sso.send(new ListPermissionSetsCommand({ InstanceArn }));
  const target = { TargetId: PROD, TargetType: "AWS_ACCOUNT" as const };
  const principal = { PrincipalType: "GROUP" as const, PrincipalId: team };
  await sso.send(
    new DeleteAccountAssignmentCommand({ InstanceArn, PermissionSetArn: PermissionSets?.[0], ...target, ...principal }),
  );
  await lab.advance("PT2M");
}

const join = (user: string) =>
  store.send(new CreateGroupMembershipCommand({ IdentityStoreId, GroupId: team, MemberId: { UserId: user } }));

const ask = (user: string) =>
  why({ user, account: PROD, permissionSet: READ_ONLY, isRegionGiven: true }, labReader(lab), testContext());

const firstCause = async (user: string) => (await ask(user)).diagnosis.causes[0];

test("a member gets it back by the group, and nobody claims since when they are in it", async () => {
  await removeFromTeam();
  expect(await firstCause("alice")).toMatchObject({
    id: "assignment-removed",
    confidence: "likely",
    summary: expect.stringMatching(/^Group Team, of which alice is a member, had ReadOnly in prod/),
    remedy: { kind: "api", changes: [{ kind: "create-account-assignment", principal: { type: "GROUP", id: team } }] },
  });
});

test("whoever joined before the removal had it, proved", async () => {
  await join(bob);
  await lab.advance("PT10M");
  await removeFromTeam();
  expect(await firstCause("bob")).toMatchObject({
    id: "assignment-removed",
    confidence: "proved",
    remedy: { changes: [{ principal: { type: "GROUP", id: team } }] },
  });
});

test("whoever joins afterwards has lost nothing", async () => {
  await removeFromTeam();
  await join(bob);
  const cause = await firstCause("bob");
  expect(cause).toMatchObject({ id: "no-assignment" });
  expect(JSON.stringify(cause?.remedy)).toContain("new access");
});

test("nor has whoever was created afterwards", async () => {
  await removeFromTeam();
  const name = { GivenName: "Nora", FamilyName: "New" };
  const { UserId = "" } = await store.send(
    new CreateUserCommand({ IdentityStoreId, UserName: "nora", DisplayName: "Nora New", Name: name }),
  );
  await join(UserId);
  expect(await firstCause("nora")).toMatchObject({ id: "no-assignment" });
});

test("a member who left and came back is not said to have had it", async () => {
  const { MembershipId } = await join(bob);
  await store.send(new DeleteGroupMembershipCommand({ IdentityStoreId, MembershipId }));
  await lab.advance("PT10M");
  await removeFromTeam();
  await join(bob);
  const { causes } = (await ask("bob")).diagnosis;
  expect(causes.find(({ id }) => id === "assignment-removed")?.confidence).not.toBe("proved");
});
