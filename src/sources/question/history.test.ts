/** The ledgers and what the user has elsewhere: bounded, the newest first, and no failure taken for an empty list. */
import { describe, expect, test } from "vitest";
import { derivedRequestId } from "../../model/derived-ids.ts";
import { known, type Reading } from "../../model/reading.ts";
import type { Ledger, Reader, RequestDetails, RequestRow } from "../reader.ts";
import { readGrantedAt, readRequests, unfinishedRows } from "./history.ts";
import type { Reach } from "./subject.ts";
import {
  grantOf,
  groupId,
  readerOf,
  refused,
  refusing,
  SANDBOX,
  SHOP,
  setFacts,
  subjectOf,
  userId,
} from "./testing/asked-organization.ts";

const [ALICE, BOB] = [userId("alice"), userId("bob")];
const [DEVELOPERS, EMPTY] = [groupId("Developers"), groupId("Empty")];
const READ_ONLY = setFacts("ReadOnly");
const group = (id: typeof DEVELOPERS) => ({ type: "GROUP", id }) as const;
const user = (id: typeof ALICE) => ({ type: "USER", id }) as const;

const request = (name: string, more: Partial<RequestDetails> = {}): RequestDetails => ({
  id: derivedRequestId(name),
  status: "FAILED",
  createdAt: "2026-09-14T09:00:00Z",
  failureReason: undefined,
  accountId: SANDBOX,
  permissionSetArn: READ_ONLY.arn,
  principal: user(ALICE),
  ...more,
});

/** A ledger's rows and records. */
function ledgers(of: Partial<Readonly<Record<Ledger, readonly RequestDetails[]>>>): Partial<Reader> {
  return {
    requestRows: (_instance, ledger, status) =>
      Promise.resolve(known((of[ledger] ?? []).filter((one) => one.status === status) as readonly RequestRow[])),
    request: (_instance, ledger, id) => Promise.resolve(known(of[ledger]?.find((one) => one.id === id) ?? null)),
  };
}

const reached: Reach = { attached: [user(ALICE)], reaching: [user(ALICE)], groupIds: [], userId: ALICE };
const unreached: Reach = { attached: [], reaching: [], groupIds: [DEVELOPERS], userId: ALICE };

describe("requests of the grant", () => {
  const read = async (
    answers: Partial<Reader>,
    reach: Reading<Reach> = known(unreached),
    freshness: Parameters<typeof readRequests>[3] = known("latest"),
    isSetLate = false,
  ) => {
    const reader = readerOf(answers);
    const grant = grantOf({ isSetLate: Promise.resolve(isSetLate) });
    const { requests, notExamined } = await readRequests(subjectOf(reader, "alice"), grant, reach, freshness);
    return { found: requests, notExamined, asked: reader.asked };
  };
  const idsIn = ({ found }: Awaited<ReturnType<typeof read>>) =>
    found.state === "known" ? found.value.map(({ id }) => id) : found;

  test("failed and unfinished, the newest first, those without a time last", async () => {
    const all = [
      request("old"),
      request("untold", { createdAt: undefined }),
      request("new", { status: "IN_PROGRESS", createdAt: "2026-09-14T09:20:00Z" }),
      request("done", { status: "SUCCEEDED" }),
    ];
    expect(idsIn(await read(ledgers({ "create-assignment": all })))).toEqual(
      ["new", "old", "untold"].map(derivedRequestId),
    );
  });

  test.each([
    { what: "the user's", more: {}, counts: true },
    { what: "a group's of the user", more: { principal: group(DEVELOPERS) }, counts: true },
    { what: "one that names nobody", more: { principal: undefined }, counts: true },
    { what: "somebody else's", more: { principal: user(BOB) }, counts: false },
    {
      what: "somebody's whom AWS did not find",
      more: {
        principal: group(EMPTY),
        failureReason: `Received a 404 status error: the GROUP assignee ${EMPTY} was not found in directory d-1234567890.`,
      },
      counts: true,
    },
    { what: "another account's", more: { accountId: SHOP }, counts: false },
    { what: "another set's", more: { permissionSetArn: setFacts("Admin").arn }, counts: false },
  ])("$what counts: $counts", async ({ more, counts }) => {
    expect(idsIn(await read(ledgers({ "create-assignment": [request("one", more)] })))).toHaveLength(counts ? 1 : 0);
  });

  test.each([
    { what: "nothing reaches the user", reach: unreached, freshness: "latest", kinds: ["create-assignment"] },
    {
      what: "assigned and not provisioned",
      reach: reached,
      freshness: "not-provisioned",
      kinds: ["create-assignment", "provision"],
    },
    { what: "assigned and outdated", reach: reached, freshness: "outdated", kinds: ["provision"] },
    { what: "assigned and latest", reach: reached, freshness: "latest", kinds: [] },
  ] as const)("$what: the ledgers $kinds", async ({ reach, freshness, kinds }) => {
    const answers = ledgers({
      "create-assignment": [request("a")],
      provision: [request("p", { principal: undefined })],
    });
    const { found } = await read(answers, known(reach), known(freshness));
    expect(found.state === "known" ? found.value.map(({ kind }) => kind).sort() : []).toEqual(kinds);
  });

  test("a ledger that was asked in advance is a part of the answer", async () => {
    const answers = ledgers({ "create-assignment": [request("a")] });
    expect(idsIn(await read(answers, known(reached), known("latest"), true))).toHaveLength(1);
  });

  test("no more than twelve are described", async () => {
    const many = Array.from({ length: 20 }, (_, at) => request(String(at)));
    const { asked } = await read(ledgers({ "create-assignment": many }));
    expect(asked.filter((name) => name === "request")).toHaveLength(12);
  });

  test("older ones are described until one is of the grant", async () => {
    const others = (count: number) =>
      Array.from({ length: count }, (_, at) => request(String(at), { accountId: SHOP }));
    const own = request("own", { createdAt: "2026-09-01T00:00:00Z" });
    const found = await read(ledgers({ "create-assignment": [...others(30), own] }));
    expect([idsIn(found), found.notExamined]).toEqual([[own.id], []]);
    const lost = await read(ledgers({ "create-assignment": [...others(60), own] }));
    expect(idsIn(lost)).toEqual([]);
    expect(lost.notExamined).toEqual([{ what: "older requests", reason: expect.stringContaining("13 ") }]);
  });

  test("the newest failed request of a group gets the group's name", async () => {
    const failedFor = (name: string, createdAt: string) => request(name, { principal: group(DEVELOPERS), createdAt });
    const all = [failedFor("old", "2026-09-14T08:00:00Z"), failedFor("new", "2026-09-14T09:00:00Z")];
    const { found } = await read(ledgers({ "create-assignment": all }));
    expect(found).toMatchObject({ value: [{ principalName: "Developers" }, {}] });
    expect(found.state === "known" && found.value[1]).not.toHaveProperty("principalName");
  });

  test("a record that is gone is left out", async () => {
    const { requestRows } = ledgers({ "create-assignment": [request("one")] });
    expect(
      idsIn(await read({ ...(requestRows && { requestRows }), request: () => Promise.resolve(known(null)) })),
    ).toEqual([]);
  });

  test.each([
    { what: "the list", answers: { requestRows: refusing("ListX") } },
    {
      what: "a record",
      answers: { ...ledgers({ "create-assignment": [request("one")] }), request: refusing("DescribeX") },
    },
  ])("are unknown where $what is refused", async ({ answers }) => {
    expect((await read(answers)).found.state).toBe("unknown");
  });

  test("are not read where the assignments are not known", async () => {
    const { found, asked } = await read({}, refused("ListAccountAssignments"));
    expect(found.state).toBe("unread");
    expect(asked).not.toContain("requestRows");
  });
});

test("one refused list of a ledger makes its rows unknown", async () => {
  const reader = readerOf({
    requestRows: (_instance, _ledger, status) => Promise.resolve(status === "FAILED" ? refused("ListX") : known([])),
  });
  const [home] = await reader.instances(reader.region).then((one) => (one.state === "known" ? one.value : []));
  if (!home) throw new Error("there is an instance");
  expect((await unfinishedRows(reader, home.arn, "provision")).state).toBe("unknown");
});

describe("when the grant was made", () => {
  const read = (answers: Partial<Reader>) => readGrantedAt(subjectOf(readerOf(answers), "alice"), grantOf());
  const made = (name: string, more: Partial<RequestDetails> = {}) => request(name, { status: "SUCCEEDED", ...more });

  test.each([
    { what: "half an hour ago", rows: [made("one")], at: "2026-09-14T09:00:00Z" },
    {
      what: "just an hour ago",
      rows: [made("one", { createdAt: "2026-09-14T08:30:00Z" })],
      at: "2026-09-14T08:30:00Z",
    },
    { what: "longer ago", rows: [made("one", { createdAt: "2026-09-14T08:29:59Z" })], at: null },
    { what: "at a time that nobody tells", rows: [made("one", { createdAt: undefined })], at: null },
    { what: "for another account", rows: [made("one", { accountId: SHOP })], at: null },
    { what: "for another set", rows: [made("one", { permissionSetArn: setFacts("Admin").arn })], at: null },
    { what: "not that the ledger knows", rows: [], at: null },
  ])("$what: $at", async ({ rows, at }) => {
    expect(await read(ledgers({ "create-assignment": rows }))).toMatchObject({
      grantedAt: { state: "known", value: at },
      notExamined: [],
    });
  });

  test("looks at the three newest, and claims nothing of the others", async () => {
    const others = ["a", "b", "c"].map((name) => made(name, { accountId: SHOP, createdAt: "2026-09-14T09:10:00Z" }));
    expect(await read(ledgers({ "create-assignment": [made("one"), ...others] }))).toMatchObject({
      grantedAt: { state: "unread" },
      notExamined: [
        {
          what: "when the grant was made",
          reason: "4 assignments were made within the hour, and only the 3 newest were read",
        },
      ],
    });
  });

  test("is unknown where a read is refused", async () => {
    expect((await read({ requestRows: refusing("ListX") })).grantedAt.state).toBe("unknown");
    const answers = { ...ledgers({ "create-assignment": [made("one")] }), request: refusing("DescribeX") };
    expect((await read(answers)).grantedAt.state).toBe("unknown");
  });
});
