/** What could not be read while catching up, and what was not before: gaps, requests, failures. */
import { describe, expect, test } from "vitest";
import type { UnreadPart } from "../../../model/coverage.ts";
import { known, type ReadFailure } from "../../../model/reading.ts";
import { groupId, refusing, SANDBOX, SHOP } from "../../question/testing/asked-organization.ts";
import type { OrganizationReads } from "../collecting/organization-reads.ts";
import { ALICE, ARN, BOB, catchUp, DEVELOPERS, EMPTY, failure, ids, SMALL, snapshot } from "../testing/catching-up.ts";

describe("what fails", () => {
  test.each([
    { method: "user", touched: { kind: "user", id: BOB } },
    { method: "group", touched: { kind: "group", id: DEVELOPERS } },
    { method: "members", touched: { kind: "members", id: DEVELOPERS } },
    { method: "account", touched: { kind: "account", id: SHOP } },
    { method: "assignments", touched: { kind: "pair", accountId: SANDBOX, permissionSetArn: ARN } },
    { method: "accountsOfSet", touched: { kind: "accounts-of-set", permissionSetArn: ARN } },
    { method: "users", touched: { kind: "list", of: "users" } },
    { method: "groups", touched: { kind: "list", of: "groups" } },
    { method: "sets", touched: { kind: "list", of: "sets" } },
    { method: "accounts", touched: { kind: "list", of: "accounts" } },
    { method: "requests", touched: { kind: "list", of: "provisioning-requests" } },
  ] as const)("$method: the document stays as it was, and the gap is named", async ({ method, touched }) => {
    const { document, gaps, answered } = await catchUp({ touched: [touched], answers: { [method]: refusing("X") } });
    expect(ids(document)).toEqual(ids(SMALL));
    expect(gaps.length).toBeGreaterThan(0);
    expect(gaps.some(({ part }) => answered.has(JSON.stringify(part)))).toBe(false);
  });

  test("one list of freshness alone changes nothing", async () => {
    const accountsOfSet: OrganizationReads["accountsOfSet"] = (_arn, freshness) =>
      freshness === "latest" ? Promise.resolve(known([])) : refusing("X")();
    const { document } = await catchUp({
      touched: [{ kind: "accounts-of-set", permissionSetArn: ARN }],
      answers: { accountsOfSet },
    });
    expect(ids(document).roles).toEqual(ids(SMALL).roles);
  });
});

describe("requests", () => {
  const request = (status: string) => [
    { kind: "provision", status, account: "sandbox", permissionSet: "ReadOnly", createdAt: "2026-09-14T08:30:00Z" },
  ];

  test("one under way is looked at without an event, and is gone when it has succeeded", async () => {
    const before = snapshot({ requests: request("IN_PROGRESS") });
    expect(before.requests).toHaveLength(1);
    const after = { ...before, requests: before.requests.map((row) => ({ ...row, status: "SUCCEEDED" as const })) };
    expect((await catchUp({ before, after, touched: [] })).document.requests).toEqual([]);
    const failed = { ...before, requests: before.requests.map((row) => ({ ...row, status: "FAILED" as const })) };
    expect((await catchUp({ before, after: failed, touched: [] })).document.requests).toMatchObject([
      { status: "FAILED" },
    ]);
    const { read } = await catchUp({ before, after, touched: [] });
    expect(new Set(read.map((one) => JSON.stringify(one))).size).toBe(read.length);
  });

  test("a failed one is not described again; a new one is", async () => {
    const before = snapshot({ requests: request("FAILED") });
    const list = { kind: "list", of: "provisioning-requests" } as const;
    const { asked, document } = await catchUp({ before, touched: [list] });
    expect([asked.includes("request"), document.requests]).toEqual([false, before.requests]);
    const came = await catchUp({ before: snapshot(), after: before, touched: [list] });
    expect(came.document.requests).toEqual(before.requests);
  });
});

describe("gaps of the document", () => {
  const gap = (part: UnreadPart, more: Partial<ReadFailure> = {}) => ({ part, failure: failure(more) });
  const members = (id: typeof DEVELOPERS) => ({ kind: "members", groupId: id }) as const;

  test("that may have passed are read again", async () => {
    const before = snapshot(
      {},
      {
        gaps: [
          gap(members(DEVELOPERS)),
          gap({ kind: "groups-of", userId: ALICE }),
          gap({ kind: "provisioned-to-account", accountId: SANDBOX }),
          gap({ kind: "grants-of", principal: { type: "USER", id: BOB } }),
        ],
      },
    );
    const torn = {
      ...before,
      memberships: [],
      assignments: [],
      provisionedRoles: before.provisionedRoles.filter(({ accountId }) => accountId !== SANDBOX),
    };
    const { document, answered } = await catchUp({ before: torn, after: before, touched: [] });
    expect(answered.size).toBe(4);
    expect(document.memberships.some(({ userId: id }) => id === ALICE)).toBe(true);
    expect(document.assignments.map(({ principal }) => principal.id)).toEqual([BOB]);
    expect(document.provisionedRoles).toHaveLength(before.provisionedRoles.length);
  });

  test("that were refused: one of a kind tells whether the rest is permitted now", async () => {
    const refused = { kind: "refused", operation: "ListGroupMemberships" } as const;
    const gaps = [DEVELOPERS, EMPTY, groupId("Everyone")].map((id) => gap(members(id), refused));
    const before = snapshot({}, { gaps });
    const still = await catchUp({ before, touched: [], answers: { members: refusing("ListGroupMemberships") } });
    expect(still.asked.filter((name) => name === "members")).toHaveLength(1);
    const permitted = await catchUp({ before, touched: [] });
    expect(permitted.asked.filter((name) => name === "members")).toHaveLength(3);
    expect(permitted.answered.size).toBe(3);
  });
});
