/** A snapshot brought up to date from CloudTrail equals a new one, at five calls a change at most; what events cannot tell is said. */
import { CreateGroupMembershipCommand, CreateUserCommand, IdentitystoreClient } from "@aws-sdk/client-identitystore";
import { OrganizationsClient, RegisterDelegatedAdministratorCommand } from "@aws-sdk/client-organizations";
import { CreateAccountAssignmentCommand, SSOAdminClient } from "@aws-sdk/client-sso-admin";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { OrganizationDocument } from "../src/model/organization-document/document.ts";
import { loadOrganizationDocument } from "../src/model/organization-document/load.ts";
import { writtenForm } from "../src/model/organization-document/write.ts";
import type { WrittenDocument } from "../src/model/organization-document/written/document.ts";
import { collectOrganization } from "../src/sources/organization/collecting/collect.ts";
import { refreshOrganization } from "../src/sources/organization/refreshing/refresh.ts";
import { timeless } from "./support/changes/compare.ts";
import { mixedChanges } from "./support/changes/make.ts";
import { inTurn } from "./support/in-turn.ts";
import { openLab, type TestLab } from "./support/lab.ts";
import { openLateTrail } from "./support/late-trail.ts";
import { labConnection, testContext } from "./support/reader.ts";
import { MANAGEMENT, SIZES, sizedOrganization } from "./support/sized-organization.ts";

let lab: TestLab;
beforeAll(async () => {
  lab = await openLab({ limits: "off", provisioningMilliseconds: 0 });
});
afterAll(() => lab.close());
beforeEach(() => lab.clearFaults());

const credentials = { accessKeyId: MANAGEMENT, secretAccessKey: "lab" };
const connection = (url = lab.url) => labConnection({ url }, { credentials, isUnpaced: true });
/** Both walks: the principal walk alone would not see what a deleted group leaves behind, and the refresh does. */
const collect = async (options = {}) =>
  (await collectOrganization(connection(), testContext(), { isComplete: true, ...options })).document;
const refresh = (document: OrganizationDocument, options = {}, url = lab.url) =>
  refreshOrganization(document, connection(url), testContext(), options);
async function refreshed(document: OrganizationDocument, options = {}, url = lab.url) {
  const done = await refresh(document, options, url);
  if (done.kind !== "refreshed") throw new Error(done.reason);
  return done;
}
const settings = () => ({ endpoint: lab.url, region: "us-east-1", credentials });

/** Three levels of units, every second account in one of them. */
function withUnits(written: WrittenDocument): WrittenDocument {
  const ids = ["ou-root-11111111", "ou-root-22222222", "ou-root-33333333"];
  return {
    ...written,
    organizationalUnits: ids.map((id, at) => ({
      id,
      name: `Unit ${at}`,
      ...(at === 0 ? {} : { parent: ids[at - 1] ?? "" }),
    })),
    accounts: (written.accounts ?? []).map((row, at) => (at % 2 === 0 ? row : { ...row, parent: ids[at % 3] ?? "" })),
  };
}

const S = withUnits(sizedOrganization(SIZES.S));
const SEED = Number(process.env["SEED"] ?? Date.now() % 1_000_000);

const SOURCES = [
  { name: "the store's own people", source: {}, hasScim: false },
  { name: "people of an external provider", source: { instance: { identitySource: "external" } }, hasScim: true },
] as const;

describe.each(inTurn(SOURCES, 1))("$name", ({ source, hasScim }) => {
  test.each(inTurn([0, 1, 2], 1))("a hundred random changes, and a hundred more", { timeout: 180_000 }, async (at) => {
    const seed = SEED + at;
    await lab.put({ ...S, ...source });
    // One of the three as `snapshot save` walks, the others both ways.
    const options = { includesUnits: true, isComplete: at !== 2 };
    let document = await collect(options);
    const changes = await mixedChanges(lab.url, document, { seed, hasScim });
    for (const round of [1, 2]) {
      const before = document;
      const made = await changes.make(100);
      const done = await refreshed(document);
      // What a file keeps is what the next catching up begins with.
      document = reloaded(done.document);
      // A new collection may find the other walk cheaper by now: both of its walks, seen as the first one's.
      const { walk, neverAsked } = before.coverage ?? {};
      const fresh = withCoverage(await collect({ includesUnits: true }), { walk, neverAsked });
      const label = `SEED=${seed} round ${round} ${JSON.stringify(made)}`;
      expect(timeless(document), label).toEqual(timeless(fresh));
      expect(timeless(fresh), label).not.toEqual(timeless(before));
      const calls = done.calls.total;
      expect({ calls, isWithin: calls <= 500 * round }, label).toMatchObject({ isWithin: true });
      expect(done.changes, label).toBeGreaterThanOrEqual(100);
    }
  });
});

test("delegated administrators, where the snapshot has them, are listed again at the price of one call", async () => {
  await lab.put(S);
  const [before, without] = [await collect(), await collect({ isComplete: false })];
  expect(before.organization.delegatedAdministrators).toEqual([]);
  const AccountId = before.accounts.find(({ id }) => id !== before.organization.managementAccountId)?.id ?? "";
  const organizations = new OrganizationsClient(settings());
  await organizations.send(
    new RegisterDelegatedAdministratorCommand({ AccountId, ServicePrincipal: "sso.amazonaws.com" }),
  );
  const after = await refreshed(before);
  expect(after.document.organization.delegatedAdministrators).toEqual([AccountId]);
  expect(after.document.coverage?.blindSpot).toContain(AccountId);
  expect(after.calls.byOperation["organizations:ListDelegatedAdministrators"]).toBe(1);
  expect((await refreshed(without)).document.organization.delegatedAdministrators).toEqual([]);
});

function reloaded(document: OrganizationDocument): OrganizationDocument {
  const loaded = loadOrganizationDocument(writtenForm(document));
  if (loaded.kind === "invalid") throw new Error(JSON.stringify(loaded.problems.slice(0, 3)));
  return loaded.document;
}

test("changes that CloudTrail shows late are met by the next catching up", { timeout: 120_000 }, async () => {
  await lab.put(S);
  const before = await collect();
  const late = await openLateTrail(lab.url);
  const changes = await mixedChanges(lab.url, before, { seed: SEED });
  await changes.make(30);
  late.hideEverything();
  const early = await refreshed(before, {}, late.url);
  expect(early.events).toBe(0);
  expect(early.document.coverage?.blindSpot).toMatch(/had not shown yet/);
  const fresh = await collect();
  expect(timeless(early.document)).not.toEqual(timeless(fresh));
  late.show();
  // Ten minutes later: well within CloudTrail's delay, and the window still holds them.
  const later = { ...early.document, takenAt: new Date(Date.parse(early.document.takenAt) + 240_000).toISOString() };
  const caught = await refreshed(later, {}, late.url);
  expect(timeless(caught.document), `SEED=${SEED}`).toEqual(timeless(fresh));
  await late.close();
});

test("what was under way is looked at again, although its event is long past", { timeout: 60_000 }, async () => {
  const slow = await openLab({ limits: "off", provisioningMilliseconds: 3_600_000 });
  await slow.put(S);
  const at = labConnection(slow, { credentials, isUnpaced: true });
  const whole = async () => (await collectOrganization(at, testContext(), { isComplete: true })).document;
  const [user] = (await whole()).users;
  const { instance, permissionSets } = await whole();
  const sso = new SSOAdminClient({ ...settings(), endpoint: slow.url });
  await sso.send(
    new CreateAccountAssignmentCommand({
      InstanceArn: instance?.arn,
      TargetId: "100000000007",
      TargetType: "AWS_ACCOUNT",
      PermissionSetArn: permissionSets[0]?.arn,
      PrincipalType: "USER",
      PrincipalId: user?.id,
    }),
  );
  const before = await whole();
  expect(before.requests.map(({ status }) => status)).toContain("IN_PROGRESS");
  await slow.advance("PT2H");
  const now = () => new Date(Date.now() + 7_200_000);
  // The event is older than the window: only the document knows of it.
  const done = await refreshOrganization({ ...before, takenAt: now().toISOString() }, at, testContext({ now }));
  if (done.kind !== "refreshed") throw new Error(done.reason);
  expect(done.changes).toBe(0);
  expect(timeless(done.document)).toEqual(timeless(await whole()));
  expect(done.document.requests.map(({ status }) => status)).not.toContain("IN_PROGRESS");
  await slow.close();
});

describe("only a full collection can tell", () => {
  const since = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
  const failure = {
    kind: "refused",
    service: "identitystore",
    operation: "ListUsers",
    permission: "identitystore:ListUsers",
    message: "no",
  } as const;
  test.each<{
    readonly name: string;
    readonly reason: RegExp;
    readonly changed: (document: OrganizationDocument) => OrganizationDocument;
  }>([
    {
      name: "older than the event history",
      reason: /90 days/,
      changed: (document) => ({ ...document, takenAt: since(91) }),
    },
    {
      name: "from the future",
      reason: /has not come yet/,
      changed: (document) => ({ ...document, takenAt: since(-1) }),
    },
    { name: "written by hand", reason: /written by hand/, changed: ({ coverage: _, ...document }) => document },
    {
      name: "an event of the last time is gone",
      reason: /an-event-that-is-gone.*not in the event history/,
      changed: (document) =>
        withCoverage(document, { trail: { collectedAt: since(0), eventIds: ["an-event-that-is-gone"] } }),
    },
    {
      name: "a base list was never read",
      reason: /could not read the list of users/,
      changed: (document) => withCoverage(document, { gaps: [{ part: { kind: "users" }, failure }] }),
    },
  ])("$name", async ({ reason, changed }) => {
    await lab.put(S);
    const done = await refresh(changed(await collect()));
    expect(done).toMatchObject({ kind: "full-scan-needed", reason: expect.stringMatching(reason) });
  });

  test("CloudTrail refuses", async () => {
    await lab.put(S);
    const document = await collect();
    await lab.fault({ service: "cloudtrail", operation: "LookupEvents", kind: "refuse" });
    const reason = expect.stringMatching(/cloudtrail:LookupEvents/);
    expect(await refresh(document)).toMatchObject({ kind: "full-scan-needed", reason });
  });

  test("an event that says nothing", async () => {
    await lab.put(S);
    const document = await collect();
    const late = await openLateTrail(lab.url);
    late.add({ eventID: "e-1", eventSource: "sso.amazonaws.com", eventName: "AssociateProfile" });
    const reason = expect.stringMatching(/AssociateProfile of sso.amazonaws.com.*does not say/);
    expect(await refresh(document, {}, late.url)).toMatchObject({ kind: "full-scan-needed", reason });
    await late.close();
  });

  test("another organization is refused, so that it never takes a document's place", async () => {
    await lab.put(S);
    const document = await collect();
    await lab.put({ ...S, instance: { arn: "arn:aws:sso:::instance/ssoins-0123456789abcdef" } });
    await expect(refresh(document)).rejects.toMatchObject({ code: "bad-input" });
  });
});

const withCoverage = (document: OrganizationDocument, more: object): OrganizationDocument =>
  document.coverage ? { ...document, coverage: { ...document.coverage, ...more } } : document;

test("what a delegated administrator does is recorded elsewhere, and the document says so", async () => {
  const delegate = "100000000005";
  await lab.put({ ...S, organization: { ...S.organization, delegatedAdministrators: [delegate] } });
  const before = await collect();
  const { document } = await refreshed(before);
  expect(document.coverage?.blindSpot).toContain(`changes since ${before.takenAt} that were made from ${delegate}`);
  await lab.put(S);
  const alone = await refreshed(await collect());
  expect(alone.document.coverage?.blindSpot).not.toMatch(/made from/);
});

describe("a key that cannot be read again", () => {
  test.each(["ListGroupMemberships", "DescribeUser"])("%s refused is a gap, and none later", async (operation) => {
    await lab.put(S);
    const before = await collect();
    const store = new IdentitystoreClient(settings());
    const [group] = before.groups;
    if (!group || !before.instance) throw new Error("the organization is empty");
    const IdentityStoreId = before.instance.identityStoreId;
    const { UserId } = await store.send(
      new CreateUserCommand({
        IdentityStoreId,
        UserName: "x@example.com",
        DisplayName: "X",
        Name: { GivenName: "X", FamilyName: "Y" },
      }),
    );
    await store.send(
      new CreateGroupMembershipCommand({ IdentityStoreId, GroupId: group.id, MemberId: { UserId: UserId ?? "" } }),
    );
    await lab.fault({ service: "identitystore", operation, kind: "refuse" });
    const torn = (await refreshed(before)).document;
    const part =
      operation === "DescribeUser"
        ? { kind: "principal", principal: { type: "USER", id: UserId } }
        : { kind: "members", groupId: group.id };
    expect(torn.coverage?.gaps.map((gap) => gap.part)).toEqual([part]);
    await lab.clearFaults();
    const whole = (await refreshed(torn)).document;
    expect(whole.coverage?.gaps).toEqual([]);
    expect(timeless(whole)).toEqual(timeless(await collect()));
  });

  test("gaps of the collection are read when they can be, without an event", { timeout: 60_000 }, async () => {
    await lab.put(S);
    await lab.fault({ service: "identitystore", operation: "ListGroupMemberships", kind: "refuse", every: 3 });
    await lab.fault({ service: "sso-admin", operation: "ListAccountAssignments", kind: "refuse", every: 9 });
    await lab.fault({
      service: "sso-admin",
      operation: "ListAccountsForProvisionedPermissionSet",
      kind: "refuse",
      every: 4,
    });
    const torn = await collect();
    expect(torn.coverage?.gaps.length).toBeGreaterThan(10);
    await lab.clearFaults();
    const done = await refreshed(torn);
    expect(done.changes).toBe(0);
    expect(timeless(done.document)).toEqual(timeless(await collect()));
  });
});

describe("organizational units", () => {
  test("are asked for when they are wanted, in the fewer calls of the two, and are what the lab has", async () => {
    await lab.put(S);
    const plain = await collectOrganization(connection(), testContext(), {});
    const { document, calls } = await collectOrganization(connection(), testContext(), { includesUnits: true });
    // 1 root, 4 nodes with their units, 4 with their accounts; none has more than 20.
    expect(calls.total - plain.calls.total).toBe(9);
    const written = await lab.document();
    const parents = (rows: readonly { id?: string | undefined; parent?: string | undefined }[] = []) =>
      Object.fromEntries(rows.map(({ id, parent }) => [id, parent]));
    const own = writtenForm(document);
    expect(own.organizationalUnits?.map(({ id, name, parent }) => ({ id, name, parent }))).toEqual(
      written.organizationalUnits?.map(({ id, name, parent }) => ({ id, name, parent })),
    );
    expect(parents(own.accounts)).toEqual(parents(written.accounts));
    expect(document.coverage?.neverAsked).not.toContain("units");
    expect(plain.document.coverage?.neverAsked).toContain("units");
    expect(plain.document.organizationalUnits).toEqual([]);
    expect(timeless((await refreshed(plain.document, { includesUnits: true })).document)).toEqual(timeless(document));
  });

  test.each(["ListRoots", "ListOrganizationalUnitsForParent", "ListAccountsForParent"])(
    "%s refused is a gap",
    async (operation) => {
      await lab.put(S);
      await lab.fault({ service: "organizations", operation, kind: "refuse" });
      const torn = await collect({ includesUnits: true });
      expect(torn.coverage?.gaps.map(({ part }) => part.kind)).toContain("units");
      await lab.clearFaults();
      const whole = await refreshed(torn);
      expect(timeless(whole.document)).toEqual(timeless(await collect({ includesUnits: true })));
    },
  );
});
