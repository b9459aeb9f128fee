/** The contract of findings with their history, on both engines. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Finding, Findings } from "../model/finding.ts";
import { openDatabase, type Store } from "./database.ts";
import { onBothEngines } from "./testing/engines.ts";
import { scanOf } from "./testing/findings.ts";

const day = (number: number) => `2026-11-${String(number).padStart(2, "0")}T06:00:00.000Z`;

/** By a key such as `direct-grant 111122223333 admin alice`. */
function assignedDirectly(key: string): Finding {
  const [, account, set, principal] = key.split(" ");
  const [one] = scanOf(day(1), [key]).findings;
  if (!one) throw new TypeError("there is one");
  const subject = {
    account: { id: account, name: "sandbox" },
    permissionSet: { arn: set, name: set },
    principal: { type: "USER", id: principal, name: principal },
  } as unknown as Finding["subject"];
  return { ...one, cause: "direct-grant", subject: set === undefined ? {} : subject };
}

onBothEngines((newDatabase) => {
  let store: Store;
  beforeAll(async () => {
    store = await openDatabase(await newDatabase());
  });
  afterAll(() => store.close());

  const record = (organization: string, number: number, keys: readonly string[], unread = 0) =>
    store.findings.record({ organization, findings: scanOf(day(number), keys, unread) });
  const states = async (organization: string) =>
    Object.fromEntries(
      (await store.findings.list(organization, ["open", "accepted", "closed"])).map(({ finding, state }) => [
        finding.key,
        state,
      ]),
    );
  const kinds = async (organization: string, key: string) =>
    (await store.findings.history(organization, key)).map(({ kind }) => kind);

  test("opens, closes, recurs, each once, with the first time kept", async () => {
    expect(await record("life", 1, ["a", "b"])).toEqual({ opened: ["a", "b"], recurred: [], reopened: [], closed: [] });
    expect(await record("life", 2, ["a"])).toEqual({ opened: [], recurred: [], reopened: [], closed: ["b"] });
    expect(await record("life", 3, ["a"])).toEqual({ opened: [], recurred: [], reopened: [], closed: [] });
    expect(await record("life", 4, ["a", "b"])).toEqual({ opened: [], recurred: ["b"], reopened: [], closed: [] });
    expect(await states("life")).toEqual({ a: "open", b: "open" });
    expect(await kinds("life", "b")).toEqual(["opened", "closed", "recurred"]);
    expect([...(await store.findings.recurrences("life"))]).toEqual([["b", day(4)]]);
    expect(await store.findings.read("life", "b")).toMatchObject({
      firstSeen: day(1),
      lastSeen: day(4),
      closedAt: null,
      finding: { summary: "b is outdated" },
    });
  });

  describe("the key of an earlier version, which stood for all assignments of a person", () => {
    const [ADMIN, POWER] = ["direct-grant 111122223333 admin alice", "direct-grant 111122223333 power alice"];
    const direct = (...names: readonly string[]): Findings => {
      const found = scanOf(day(2), []);
      const findings = names.map((key): Finding => assignedDirectly(key));
      return { ...found, findings };
    };
    const former = (grants: object): Findings => ({
      ...scanOf(day(1), []),
      findings: [{ ...assignedDirectly("direct-grant alice"), ...grants }],
    });

    test("its row goes on in those of the assignments, and nobody hears of it", async () => {
      await store.findings.record({ organization: "former", findings: former({}) });
      const by = { by: "ops", at: day(1), reason: "agreed", until: "2999-12-31" };
      await store.findings.accept({ organization: "former", key: "direct-grant alice", ...by });
      const changes = await store.findings.record({ organization: "former", findings: direct(ADMIN, POWER) });
      expect(changes).toEqual({ opened: [], recurred: [], reopened: [], closed: [] });
      expect(await states("former")).toEqual({
        "direct-grant alice": "closed",
        [ADMIN]: "accepted",
        [POWER]: "accepted",
      });
      expect(await store.findings.read("former", ADMIN)).toMatchObject({
        firstSeen: day(1),
        acceptance: { by: "ops" },
      });
    });

    test("an assignment that it did not name is new", async () => {
      const grants = { grants: { count: 1, sample: ["admin in sandbox"] } };
      await store.findings.record({ organization: "named", findings: former(grants) });
      const changes = await store.findings.record({ organization: "named", findings: direct(ADMIN, POWER) });
      expect(changes.opened).toEqual([POWER]);
    });
  });

  test("behind a failed read nothing is closed", async () => {
    await record("gap", 1, ["a"]);
    expect((await record("gap", 2, [], 1)).closed).toEqual([]);
    expect(await states("gap")).toEqual({ a: "open" });
    expect((await record("gap", 3, [])).closed).toEqual(["a"]);
  });

  test("a scan of an earlier moment changes nothing, and the same scan twice neither", async () => {
    await record("order", 5, ["a"]);
    await record("order", 4, ["b"]);
    await record("order", 5, ["a"]);
    expect(await states("order")).toEqual({ a: "open" });
    expect(await kinds("order", "a")).toEqual(["opened"]);
    expect((await store.findings.lastScan("order"))?.takenAt).toBe(day(5));
  });

  test("accepted to a last day, and open again after it", async () => {
    await record("accept", 1, ["a"]);
    const acceptance = {
      organization: "accept",
      key: "a",
      by: "alice",
      at: day(1),
      reason: "migration",
      until: "2026-11-03",
    };
    expect(await store.findings.accept(acceptance)).toMatchObject({
      state: "accepted",
      acceptance: { by: "alice", reason: "migration", until: "2026-11-03" },
    });
    expect(await store.findings.acceptances("accept")).toEqual([
      { finding: "a", reason: "migration", until: "2026-11-03" },
    ]);
    expect((await record("accept", 3, ["a"])).reopened).toEqual([]);
    expect((await record("accept", 4, ["a"])).reopened).toEqual(["a"]);
    expect(await store.findings.read("accept", "a")).toMatchObject({ state: "open", acceptance: null });
    expect(await store.findings.history("accept", "a")).toMatchObject([
      { kind: "opened" },
      { kind: "accepted", who: "alice", reason: "migration", until: "2026-11-03" },
      { kind: "reopened", until: "2026-11-03" },
    ]);
  });

  test("an acceptance is taken back; what is closed or unknown cannot be accepted", async () => {
    await record("back", 1, ["a", "b"]);
    const one = { organization: "back", key: "a", by: "bob", at: day(1), reason: "no longer" };
    expect(await store.findings.reopen(one)).toBeUndefined();
    await store.findings.accept({ ...one, until: "2027-01-01" });
    expect(await store.findings.reopen(one)).toMatchObject({ state: "open", acceptance: null });
    await record("back", 2, ["a"]);
    for (const key of ["b", "never"])
      expect(await store.findings.accept({ ...one, key, until: "2027-01-01" })).toBeUndefined();
  });

  test("who caused it is kept with it and with its history", async () => {
    const authors = new Map([["a", "mallory"]]);
    await store.findings.record({ organization: "author", findings: scanOf(day(1), ["a", "b"]), authors });
    const found = await store.findings.list("author", ["open"]);
    expect(found.map(({ finding: { key }, author }) => [key, author]).sort()).toEqual([
      ["a", "mallory"],
      ["b", null],
    ]);
    expect(await store.findings.history("author", "a")).toMatchObject([{ kind: "opened", who: "mallory" }]);
  });

  test("what an earlier holder of the lease found is not recorded", async () => {
    const held = await store.hold("collection late");
    if (held.kind !== "held") throw new Error(held.holder);
    await held.release();
    await store.hold("collection late");
    const late = { organization: "late", findings: scanOf(day(1), ["a"]), under: held.lease };
    await expect(store.findings.record(late)).rejects.toMatchObject({ code: "lease-lost" });
    expect(await states("late")).toEqual({});
  });

  test("the version is another one after each scan, acceptance and end of one, and the same otherwise", async () => {
    expect(await store.findings.version("version")).toBeUndefined();
    const seen: (string | undefined)[] = [];
    const look = async () => seen.push(await store.findings.version("version"));
    await record("version", 1, ["a"]);
    await look();
    expect(await store.findings.version("version")).toBe(seen[0]);
    await record("version", 2, ["a"]);
    await look();
    const change = { organization: "version", key: "a", by: "alice", at: day(2), reason: "later" };
    await store.findings.accept({ ...change, until: "2027-01-31" });
    await look();
    await store.findings.reopen(change);
    await look();
    expect(new Set(seen).size).toBe(4);
  });

  test("thousands at once, and again", async () => {
    const keys = Array.from({ length: 3000 }, (_, number) => `finding ${number}`);
    expect((await record("many", 1, keys)).opened).toHaveLength(3000);
    expect((await record("many", 2, keys.slice(1000))).closed).toHaveLength(1000);
    expect((await record("many", 3, keys)).recurred).toHaveLength(1000);
  });
});
