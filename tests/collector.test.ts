/** The collector against the lab: the same organization comes back, at the price of the formula, and what failed is named. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { OrganizationDocument } from "../src/model/organization-document/document.ts";
import { loadOrganizationDocument } from "../src/model/organization-document/load.ts";
import { writtenForm } from "../src/model/organization-document/write.ts";
import type { WrittenDocument } from "../src/model/organization-document/written/document.ts";
import { createDocumentReader } from "../src/sources/document/reader.ts";
import { type CollectOptions, collectOrganization } from "../src/sources/organization/collecting/collect.ts";
import { openLab, type TestLab } from "./support/lab.ts";
import { labConnection, testContext } from "./support/reader.ts";
import { formula, MANAGEMENT, SIZES, sizedOrganization } from "./support/sized-organization.ts";

let lab: TestLab;
beforeAll(async () => {
  // Answers that are cut, too: as they come over a network.
  lab = await openLab({ limits: "off", provisioningMilliseconds: 0 }, "network");
});
afterAll(() => lab.close());
beforeEach(() => lab.clearFaults());

const keys = { accessKeyId: MANAGEMENT, secretAccessKey: "lab" };
/** Waits of retries are real; pacing is off, because this lab throttles nobody. */
const collect = (options: CollectOptions = {}, connection = {}) =>
  collectOrganization(labConnection(lab, { credentials: keys, ...connection }), testContext(), options);

/** What a collection can know of a document, by names, in a fixed order. */
function essence(document: OrganizationDocument) {
  const sorted = <T>(rows: readonly T[], shown: (row: T) => string) => rows.map(shown).sort();
  return {
    accounts: sorted(document.accounts, ({ id, name, state }) => `${id} ${name} ${state}`),
    sets: sorted(document.permissionSets, ({ arn, name }) => `${arn} ${name}`),
    users: sorted(document.users, ({ id, userName, email, status }) => `${id} ${userName} ${email} ${status}`),
    groups: sorted(document.groups, ({ id, displayName }) => `${id} ${displayName}`),
    memberships: sorted(document.memberships, ({ groupId, userId }) => `${groupId} ${userId}`),
    assignments: sorted(
      document.assignments,
      ({ accountId, permissionSetArn, principal }) =>
        `${accountId} ${permissionSetArn} ${principal.type} ${principal.id}`,
    ),
    provisioned: sorted(
      document.provisionedRoles,
      ({ accountId, permissionSetArn, freshness }) => `${accountId} ${permissionSetArn} ${freshness}`,
    ),
    requests: sorted(document.requests, ({ id, status, failureReason }) => `${id} ${status} ${failureReason}`),
  };
}

function loaded(written: WrittenDocument): OrganizationDocument {
  const result = loadOrganizationDocument(written);
  if (result.kind === "invalid") throw new Error(JSON.stringify(result.problems.slice(0, 3)));
  return result.document;
}

const S = sizedOrganization(SIZES.S);
const truth = () => lab.document().then((written) => essence(loaded(written)));

describe.each([
  { name: "S", slack: 0.02 },
  { name: "M", slack: 0.02 },
] as const)("$name", ({ name, slack }) => {
  test("comes back whole at the price of the formula", { timeout: 120_000 }, async () => {
    await lab.put(sizedOrganization(SIZES[name]));
    const { document, calls } = await collect();
    expect(document.coverage).toMatchObject({ walk: "principals", gaps: [] });
    expect(essence(document)).toEqual(await truth());
    const extra = extraPages(document);
    const most = formula(SIZES[name], 2) * (1 + slack) + extra;
    expect({ calls: calls.total, isWithin: calls.total <= most, most }).toMatchObject({ isWithin: true });
    expect(loaded(writtenForm(document))).toEqual(document);
  });
});

describe("account access manager", () => {
  const application = { arn: `arn:aws:account-access:us-east-1:${MANAGEMENT}:application/1234567890abcdef` };
  const role = (at: number) => `arn:aws:iam::${Number(MANAGEMENT) + at}:role/team/Developer`;
  const entitlements = [
    { role: role(1), group: "group-1" },
    { role: role(2), user: "user-1@example.com" },
    { role: role(2), user: "9067000001-aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee" },
  ];
  const rows = (document: OrganizationDocument) =>
    document.entitlements.map(({ id, principal, roleArn }) => `${id} ${principal.id} ${roleArn}`).sort();

  test("costs one call where it is not set up", async () => {
    await lab.put(S);
    await lab.clearCalls();
    const { document } = await collect();
    const calls = (await lab.calls()).filter(({ service }) => service === "account-access");
    expect(calls.map(({ operation }) => operation)).toEqual(["ListApplications"]);
    expect(document.coverage?.entitlementWalk).toBe("no application");
  });

  test("comes back whole by accounts, for two calls and one of each account", async () => {
    await lab.put({ ...S, accountAccessApplications: [application], entitlements });
    await lab.clearCalls();
    const { document } = await collect();
    const calls = (await lab.calls()).filter(({ service }) => service === "account-access");
    expect(calls).toHaveLength(2 + Math.min(SIZES.S.accounts, SIZES.S.users + SIZES.S.groups));
    expect(document.coverage).toMatchObject({ entitlementWalk: "accounts", gaps: [] });
    expect(rows(document)).toEqual(rows(loaded(await lab.document())));
    expect(rows(document)).toHaveLength(3);
    expect(loaded(writtenForm(document))).toEqual(document);
  });

  test("fewer people than accounts: by people, and the blind spot is named", async () => {
    const [one] = S.users ?? [];
    const few = { ...S, users: one ? [one] : [], groups: [], memberships: [], assignments: [], requests: [] };
    const own = [{ role: role(1), user: one?.userName ?? "" }, ...entitlements.slice(2)];
    await lab.put({ ...few, accountAccessApplications: [application], entitlements: own });
    const [cheap, complete] = [await collect(), await collect({ isComplete: true })];
    expect([cheap.document.coverage?.entitlementWalk, rows(cheap.document).length]).toEqual(["principals", 1]);
    expect(cheap.document.coverage?.blindSpot).toContain("entitlements of users and groups that no longer exist");
    expect([complete.document.coverage?.entitlementWalk, rows(complete.document).length]).toEqual(["accounts", 2]);
  });

  test("a caller who may not list applications: a gap, never no application", async () => {
    await lab.put({ ...S, accountAccessApplications: [application], entitlements });
    await lab.fault({ service: "account-access", operation: "ListApplications", kind: "refuse" });
    const { document } = await collect();
    expect(document.coverage?.gaps).toMatchObject([
      { part: { kind: "account-access-applications" }, failure: { permission: "account-access:ListApplications" } },
    ]);
    expect(document.coverage?.entitlementWalk).not.toBe("no application");
  });
});

function grouped<Row>(rows: readonly Row[], keyOf: (row: Row) => string): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
}

/** Second and later pages: of principals with more than a hundred rows, and of groups with more than a hundred members. */
function extraPages(document: OrganizationDocument): number {
  const groupsOf = grouped(document.memberships, ({ userId }) => userId);
  const rowsOf = grouped(document.assignments, ({ principal }) => principal.id);
  const membersOf = grouped(document.memberships, ({ groupId }) => groupId);
  const more = (rows: number): number => Math.max(0, Math.ceil(rows / 100) - 1);
  const own = (id: string): number => rowsOf.get(id)?.length ?? 0;
  const ofUsers = document.users.map(
    ({ id }) => own(id) + (groupsOf.get(id) ?? []).reduce((sum, row) => sum + own(row.groupId), 0),
  );
  const ofGroups = document.groups.map(({ id }) => own(id));
  const lists = [...ofUsers, ...ofGroups, ...document.groups.map(({ id }) => membersOf.get(id)?.length ?? 0)];
  return lists.reduce((sum, rows) => sum + more(rows), 0);
}

describe("either behaviour of ListAccountAssignmentsForPrincipal", () => {
  test.each([true, false])("principalRowsIncludeGroups %s", async (principalRowsIncludeGroups) => {
    await lab.put({ ...S, lab: { principalRowsIncludeGroups } });
    const [cheap, complete] = [await collect(), await collect({ isComplete: true })];
    const whole = await truth();
    expect(essence(cheap.document)).toEqual(whole);
    expect(essence(complete.document)).toEqual(whole);
    expect(complete.document.coverage).toMatchObject({ walk: "both", gaps: [] });
  });
});

const GONE = "9067000001-aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";

test("each walk has its blind spot and says so; --complete has what lies in both", async () => {
  const pair = {
    account: S.provisionedRoles?.[0]?.account ?? "",
    permissionSet: S.provisionedRoles?.[0]?.permissionSet ?? "",
  };
  const organization: WrittenDocument = {
    ...S,
    permissionSets: [...(S.permissionSets ?? []), { name: "Unprovisioned" }],
    assignments: [
      ...(S.assignments ?? []),
      { ...pair, user: GONE },
      { account: pair.account, permissionSet: "Unprovisioned", group: "group-1" },
    ],
  };
  const seen = ({ document }: { document: OrganizationDocument }) => {
    const arn = document.permissionSets.find(({ name }) => name === "Unprovisioned")?.arn;
    return {
      walk: document.coverage?.walk,
      orphan: document.assignments.some(({ principal }) => principal.id === GONE),
      unprovisioned: document.assignments.some((row) => row.permissionSetArn === arn),
      blindSpot: document.coverage?.blindSpot?.slice(0, 42) ?? null,
    };
  };
  await lab.put(organization);
  expect(seen(await collect())).toEqual({
    walk: "principals",
    orphan: false,
    unprovisioned: true,
    blindSpot: "assignments of users and groups that no lo",
  });
  expect(seen(await collect({ isComplete: true }))).toEqual({
    walk: "both",
    orphan: true,
    unprovisioned: true,
    blindSpot: "assignments of users and groups that no lo",
  });
  // Fewer provisioned pairs than principals.
  await lab.put({ ...organization, provisionedRoles: (S.provisionedRoles ?? []).slice(0, 100) });
  const pairs = await collect();
  expect(seen(pairs)).toEqual({
    walk: "pairs",
    orphan: true,
    unprovisioned: false,
    blindSpot: "assignments of permission sets that are no",
  });
  // Nobody asked who is assigned to the unprovisioned pair: that is not the same as nobody.
  const { document } = pairs;
  const arn = document.permissionSets.find(({ name }) => name === "Unprovisioned")?.arn;
  const account = document.accounts.find(({ id }) => id === pair.account)?.id;
  if (!arn || !account || !document.instance) throw new Error("the organization is empty");
  expect((await createDocumentReader(document).assignments(document.instance.arn, account, arn)).state).toBe("unread");
});

test("a delegated administrator, who may not ask by principal, walks the pairs", async () => {
  const delegate = "100000000005";
  await lab.put({ ...S, organization: { ...S.organization, delegatedAdministrators: [delegate] } });
  const { document } = await collect({}, { credentials: { accessKeyId: delegate, secretAccessKey: "lab" } });
  expect(document.coverage?.walk).toBe("pairs");
  expect(document.coverage?.blindSpot).toMatch(/not provisioned/);
  const seen = new Set(essence(document).assignments);
  const missing = (await truth()).assignments.filter((row) => !seen.has(row));
  // Facts 3.7: what the delegate is refused is named, pair by pair, and nothing else is missing.
  const refused = (document.coverage?.gaps ?? []).map(({ part, failure }) => {
    expect({ kind: part.kind, failure: failure.kind }).toEqual({ kind: "assignments", failure: "refused" });
    return part.kind === "assignments" ? `${part.accountId} ${part.permissionSetArn} ` : "";
  });
  expect(missing.filter((row) => !refused.some((pair) => row.startsWith(pair)))).toEqual([]);
  expect(seen.size).toBeGreaterThan(0);
});

test("an Active Directory that lists nobody: those whom assignments and groups name, and the lists as gaps", async () => {
  await lab.put({ ...S, instance: { identitySource: "active-directory" } });
  const { document } = await collect();
  const whole = await truth();
  expect(document.instance?.identitySource).toBe("active-directory");
  expect(document.coverage?.gaps.map(({ part }) => part.kind).sort()).toEqual(["groups", "users"]);
  expect(essence(document).assignments).toEqual(whole.assignments);
  expect(essence(document).memberships).toEqual(whole.memberships);
});

describe("faults", () => {
  test.each(["fail", "torn", "reset", "throttle"] as const)(
    "every 50th call: %s",
    { timeout: 120_000 },
    async (kind) => {
      await lab.put(S);
      await lab.fault({ service: "*", operation: "*", kind, every: 50 });
      const { document } = await collect();
      await lab.clearFaults();
      expect(document.coverage?.gaps).toEqual([]);
      expect(essence(document)).toEqual(await truth());
    },
  );

  test("what is refused for good is named, and a question about it is undecided, not answered with no", async () => {
    await lab.put(S);
    await lab.fault({ service: "identitystore", operation: "ListGroupMemberships", kind: "refuse", every: 7 });
    const { document } = await collect();
    const gaps = document.coverage?.gaps ?? [];
    expect(gaps.length).toBe(3);
    expect(gaps.every(({ part, failure }) => part.kind === "members" && failure.kind === "refused")).toBe(true);
    const whole = loaded(await lab.document());
    const unread = new Set(gaps.map(({ part }) => (part.kind === "members" ? part.groupId : "")));
    const expected = whole.memberships.filter(({ groupId }) => !unread.has(groupId));
    expect(essence(document).memberships).toEqual(essence({ ...whole, memberships: expected }).memberships);
    const saved = loaded(writtenForm(document));
    expect(saved.coverage).toEqual(document.coverage);
    const reader = createDocumentReader(saved);
    const [user] = saved.users;
    const [groupId] = [...unread];
    if (!user || !groupId || !saved.instance) throw new Error("the organization is empty");
    const { identityStoreId } = saved.instance;
    expect((await reader.groupIdsOf(identityStoreId, user.id)).state).toBe("unknown");
    expect((await reader.user(identityStoreId, user.id)).state).toBe("known");
  });

  test("a failure that lasts for a whole read is tried once more at the end", { timeout: 120_000 }, async () => {
    await lab.put(S);
    await lab.fault({ service: "sso-admin", operation: "ListPermissionSets", kind: "fail", times: 6 });
    const { document } = await collect();
    expect(document.coverage?.gaps).toEqual([]);
    expect(essence(document)).toEqual(await truth());
  });
});
