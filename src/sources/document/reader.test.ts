/** A snapshot as a reader: what it holds, what its gaps hide, and what no snapshot tells. */
import { describe, expect, test } from "vitest";
import type { Coverage, UnreadPart } from "../../model/coverage.ts";
import { NEVER_ASKED } from "../../model/coverage.ts";
import { derivedGroupId, derivedUserId } from "../../model/derived-ids.ts";
import { certain, parseAccountId, parseRegion } from "../../model/ids.ts";
import { documentWith, groupId, SANDBOX, SHOP, setFacts, userId } from "../question/testing/asked-organization.ts";
import { createDocumentReader } from "./reader.ts";

const US = certain(parseRegion("us-east-1"));
const EU = certain(parseRegion("eu-west-1"));
const GONE = derivedUserId("d-9067000001", "gone");
const READ_ONLY = setFacts("ReadOnly");

const coverage = (...parts: readonly UnreadPart[]): Coverage => ({
  walk: "pairs",
  blindSpot: null,
  gaps: parts.map((part) => ({
    part,
    failure: { kind: "refused", service: "s", operation: part.kind, permission: "p", message: "no" },
  })),
});

function open(more: Readonly<Record<string, unknown>> = {}, of?: Coverage) {
  const document = documentWith(more);
  const reader = createDocumentReader(of ? { ...document, coverage: of } : document);
  const { instance } = document;
  if (!instance) throw new Error("the organization has an instance");
  return { reader, home: instance.arn, store: instance.identityStoreId };
}

describe("the instance", () => {
  test("in its Regions, and nowhere else", async () => {
    const { reader } = open({ instance: { primaryRegion: "us-east-1", additionalRegions: ["eu-west-1"] } });
    expect(await reader.instances(US)).toMatchObject({ value: [{ region: "us-east-1" }] });
    expect(await reader.instances(EU)).toMatchObject({ value: [{ region: "us-east-1" }] });
    expect(await reader.instances(certain(parseRegion("eu-west-2")))).toMatchObject({ value: [] });
  });

  test("none", async () => {
    const reader = createDocumentReader({ ...documentWith(), instance: null });
    expect(await reader.instances(US)).toMatchObject({ value: [] });
    expect([reader.region, reader.otherRegions()]).toEqual(["us-east-1", []]);
  });

  test("is looked for in its own Region where the question is asked elsewhere", () => {
    expect(createDocumentReader(documentWith(), "eu-west-1").otherRegions()).toEqual(["us-east-1"]);
    expect(createDocumentReader(documentWith()).otherRegions()).toEqual([]);
  });
});

test("nobody asks a document, and it has no portal", async () => {
  const { reader } = open();
  expect((await reader.callerIdentity()).state).toBe("unread");
  expect((await reader.portal({ accountId: SANDBOX, permissionSetName: "ReadOnly", userName: "alice" })).state).toBe(
    "unread",
  );
  expect([reader.takenAt, reader.isUndated]).toEqual(["2026-09-14T09:30:00Z", undefined]);
});

describe("accounts and people", () => {
  const absent = certain(parseAccountId("999988887777"));

  test("that are there", async () => {
    const { reader, store } = open({
      users: [{ userName: "alice@example.com", externalId: "x" }],
      groups: [],
      assignments: [],
    });
    expect(await reader.account(SANDBOX)).toMatchObject({ value: { name: "sandbox", state: "ACTIVE" } });
    expect(await reader.accounts()).toMatchObject({ value: { length: 4 } });
    expect(await reader.user(store, userId("alice"))).toMatchObject({ value: { isExternallyOwned: true } });
  });

  test("that are not there", async () => {
    const { reader, store } = open();
    expect(await reader.account(absent)).toMatchObject({ state: "known", value: null });
    expect(await reader.user(store, GONE)).toMatchObject({ state: "known", value: null });
    expect(await reader.group(store, derivedGroupId("d-9067000001", "gone"))).toMatchObject({ value: null });
    expect(await reader.userIdByUserName(store, "x")).toMatchObject({ value: null });
  });

  test("that a gap hides are unknown; what is there is known all the same", async () => {
    const { reader, store } = open({}, coverage({ kind: "accounts" }, { kind: "users" }));
    expect((await reader.account(absent)).state).toBe("unknown");
    expect((await reader.account(SANDBOX)).state).toBe("known");
    expect((await reader.accounts()).state).toBe("unknown");
    expect((await reader.user(store, GONE)).state).toBe("unknown");
    expect((await reader.userIdByUserName(store, "x")).state).toBe("unknown");
    expect((await reader.userIdByUserName(store, "ALICE@example.com")).state).toBe("known");
    expect((await reader.users(store, 5)).state).toBe("unknown");
  });

  test("by address as it is written", async () => {
    const { reader, store } = open({ users: [{ userName: "a", email: "A@example.com" }], groups: [], assignments: [] });
    expect(await reader.userIdByEmail(store, "A@example.com")).toMatchObject({ value: expect.any(String) });
    expect(await reader.userIdByEmail(store, "a@example.com")).toMatchObject({ value: null });
  });

  test("users up to a limit", async () => {
    const { reader, store } = open();
    expect(await reader.users(store, 2)).toMatchObject({ value: { users: { length: 2 }, isComplete: false } });
    expect(await reader.users(store, 3)).toMatchObject({ value: { users: { length: 3 }, isComplete: true } });
  });

  test("members", async () => {
    const gap = coverage({ kind: "members", groupId: groupId("Empty") });
    const { reader, store } = open({}, gap);
    expect(await reader.groupIdsOf(store, userId("carol"))).toMatchObject({ state: "unknown" });
    expect(await reader.isGroupEmpty(store, groupId("Developers"))).toMatchObject({ value: false });
    expect((await reader.isGroupEmpty(store, groupId("Empty"))).state).toBe("unknown");
    const whole = open();
    expect(await whole.reader.groupIdsOf(store, userId("alice"))).toMatchObject({ value: { length: 2 } });
    expect(await whole.reader.isGroupEmpty(store, groupId("Empty"))).toMatchObject({ value: true });
  });
});

describe("grants", () => {
  test("the rows of a user hold those of the user's groups (facts 3.4)", async () => {
    const { reader, home } = open();
    const alice = { type: "USER", id: userId("alice") } as const;
    expect(await reader.grantsOf(home, alice)).toMatchObject({ value: [{ principal: { type: "GROUP" } }] });
    expect(await reader.grantsOf(home, alice, { accountId: SHOP })).toMatchObject({ value: [] });
  });

  test("assignments of a set that is gone are null", async () => {
    const { reader, home } = open();
    const gone = READ_ONLY.arn.replace(/.$/, "0") as typeof READ_ONLY.arn;
    expect(await reader.assignments(home, SANDBOX, READ_ONLY.arn)).toMatchObject({ value: { length: 2 } });
    expect(await reader.assignments(home, SANDBOX, gone)).toMatchObject({ state: "known", value: null });
    expect(await reader.permissionSetName(home, gone)).toMatchObject({ value: null });
    const hidden = open({}, coverage({ kind: "permission-sets" }));
    expect((await hidden.reader.assignments(home, SANDBOX, gone)).state).toBe("unknown");
    expect((await hidden.reader.permissionSetArns(home)).state).toBe("unknown");
    expect((await hidden.reader.permissionSetName(home, READ_ONLY.arn)).state).toBe("known");
  });

  test("a walk over provisioned pairs did not ask about others", async () => {
    const { reader, home } = open({}, coverage());
    expect((await reader.assignments(home, SHOP, READ_ONLY.arn)).state).toBe("unread");
    expect((await reader.assignments(home, SANDBOX, READ_ONLY.arn)).state).toBe("known");
    const both = open({}, { ...coverage(), walk: "both" });
    expect(await both.reader.assignments(home, SHOP, READ_ONLY.arn)).toMatchObject({ value: [] });
  });

  test("the memberships that could not be read hide what a user has", async () => {
    const { reader, home } = open({}, coverage({ kind: "groups-of", userId: userId("alice") }));
    expect((await reader.grantsOf(home, { type: "USER", id: userId("alice") })).state).toBe("unknown");
    expect((await reader.grantsOf(home, { type: "GROUP", id: groupId("Developers") })).state).toBe("known");
  });

  test("provisioned sets by freshness, both ways", async () => {
    const provisionedRoles = [
      { account: "sandbox", permissionSet: "ReadOnly", freshness: "outdated" },
      { account: "shop", permissionSet: "Admin" },
    ];
    const { reader, home } = open({ provisionedRoles });
    expect(await reader.provisionedSets(home, SANDBOX, "latest")).toMatchObject({ value: [] });
    expect(await reader.provisionedSets(home, SANDBOX, "outdated")).toMatchObject({ value: [READ_ONLY.arn] });
    expect(await reader.accountsOfSet(home, READ_ONLY.arn, "outdated")).toMatchObject({ value: [SANDBOX] });
    expect(await reader.accountsOfSet(home, READ_ONLY.arn, "latest")).toMatchObject({ value: [] });
    expect(reader.rememberedPermissionSet(home, "ReadOnly")).toBe(READ_ONLY.arn);
  });
});

describe("requests", () => {
  const requests = [
    {
      kind: "provision",
      status: "FAILED",
      failureReason: "why",
      account: "sandbox",
      permissionSet: "ReadOnly",
      createdAt: "2026-09-14T08:30:00Z",
    },
  ];

  test("by ledger and status, each with its record", async () => {
    const { reader, home } = open({ requests });
    const listed = await reader.requestRows(home, "provision", "FAILED");
    const [row] = listed.state === "known" ? listed.value : [];
    if (!row) throw new Error("the request is in its ledger");
    expect(await reader.request(home, "provision", row.id)).toMatchObject({
      value: { failureReason: "why", accountId: SANDBOX, principal: undefined },
    });
    expect(await reader.requestRows(home, "provision", "IN_PROGRESS")).toMatchObject({ value: [] });
    expect(await reader.requestRows(home, "create-assignment", "FAILED")).toMatchObject({ value: [] });
  });

  test("that a gap hides", async () => {
    const { reader, home } = open({ requests }, coverage({ kind: "creation-requests" }));
    expect((await reader.requestRows(home, "create-assignment", "FAILED")).state).toBe("unknown");
    expect((await reader.requestRows(home, "provision", "FAILED")).state).toBe("known");
  });
});

describe("the role", () => {
  test("is there, or is missing", async () => {
    expect(await open().reader.reservedRole(SANDBOX, "ReadOnly")).toMatchObject({
      value: { roleName: expect.stringMatching(/^AWSReservedSSO_ReadOnly_/), arn: expect.stringContaining(SANDBOX) },
    });
    expect(await open().reader.reservedRole(SANDBOX, "Admin")).toMatchObject({ state: "known", value: null });
    const provisionedRoles = [{ account: "sandbox", permissionSet: "ReadOnly", isRolePresent: false }];
    expect(await open({ provisionedRoles }).reader.reservedRole(SANDBOX, "ReadOnly")).toMatchObject({ value: null });
  });

  test("is not in a snapshot of the organization", async () => {
    const { reader } = open({}, { ...coverage(), neverAsked: NEVER_ASKED });
    expect((await reader.reservedRole(SANDBOX, "ReadOnly")).state).toBe("unread");
  });
});

test("long lists are evidence by their length, and addresses are none", async () => {
  const { reader } = open({
    accounts: Array.from({ length: 100 }, (_, at) => ({ id: String(200_000_000_000 + at), name: `a${at}` })),
    assignments: [],
  });
  await reader.accounts();
  expect(Object.values(reader.evidence()).at(-1)?.output).toEqual({ answer: "101 rows" });
  await open().reader.account(SANDBOX);
  const named = open().reader;
  await named.account(SANDBOX);
  await named.accounts();
  expect(JSON.stringify(named.evidence())).not.toContain("sandbox@example.com");
});
