/** The contracts of the smaller parts of the store: audit log, tokens, proposed plans, snapshots, collections, shared rates. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { US } from "../facts/grant/testing/grant-facts.ts";
import { PLAN_SCHEMA, type Plan } from "../model/plan.ts";
import { keepSecret } from "../model/secrets.ts";
import { openDatabase, type Store } from "./database.ts";
import { onBothEngines } from "./testing/engines.ts";

const NOW = "2026-11-28T12:00:00.000Z";
const bytes = (text: string) => new TextEncoder().encode(text);
const text = (found: Uint8Array | undefined) => found && new TextDecoder().decode(found);

onBothEngines((newDatabase) => {
  let store: Store;
  beforeAll(async () => {
    store = await openDatabase(await newDatabase());
  });
  afterAll(() => store.close());

  const lease = async (name: string) => {
    const held = await store.hold(name);
    if (held.kind === "busy") throw new Error(held.holder);
    return held;
  };

  test("the audit log keeps its order, by organization and page by page, without secrets", async () => {
    keepSecret("a-planted-secret");
    const entry = { at: NOW, who: "alice", action: "plan.apply", target: "p", planHash: "h", detail: null };
    for (const [organization, outcome] of [
      ["one", "first"],
      ["two", "second"],
      ["one", "failed: a-planted-secret"],
    ] as const)
      await store.audit.add({ ...entry, organization, outcome });
    const outcomes = async (organization: string | null, before?: number) =>
      (await store.audit.list({ organization, before, limit: 2 })).map(({ outcome }) => outcome);
    expect(await outcomes(null)).toEqual(["failed: [secret]", "second"]);
    const [, last] = await store.audit.list({ organization: null, limit: 2 });
    expect(await outcomes(null, last?.sequence)).toEqual(["first"]);
    expect(await outcomes("one")).toEqual(["failed: [secret]", "first"]);
  });

  test("a session that was ended is known to be, once or twice", async () => {
    for (const id of ["mine", "mine"]) await store.sessions.end(id, NOW);
    expect(await Promise.all(["mine", "yours"].map((id) => store.sessions.isEnded(id)))).toEqual([true, false]);
    await store.endRetention(new Date("2026-11-28T12:00:01.000Z"));
    expect(await store.sessions.isEnded("mine")).toBe(false);
  });

  test("a token is found by its text until its last moment or its revocation", async () => {
    const wanted = {
      name: "ci",
      role: "viewer",
      organization: null,
      createdAt: NOW,
      expiresAt: "2026-12-28T12:00:00.000Z",
    };
    const { id, text: secret } = await store.tokens.make(wanted);
    expect(secret).toMatch(/^idcd_[\w-]{43}$/);
    expect(await store.tokens.find(secret, NOW)).toEqual({ ...wanted, id, revokedAt: null });
    expect(await store.tokens.find(secret, "2026-12-28T12:00:00.000Z")).toBeUndefined();
    expect(await store.tokens.find(`${secret}x`, NOW)).toBeUndefined();
    expect(JSON.stringify(await store.tokens.list())).not.toContain(secret);
    expect(await store.tokens.revoke(id, NOW)).toBe(true);
    expect(await store.tokens.revoke(id, NOW)).toBe(false);
    expect(await store.tokens.find(secret, NOW)).toBeUndefined();
  });

  describe("a proposed plan", () => {
    const plan = (id: string): Plan => ({
      schema: PLAN_SCHEMA,
      id,
      createdAt: NOW,
      region: US,
      cause: "a",
      steps: [],
      warnings: [],
    });
    const propose = (id: string) =>
      store.proposals.propose({
        plan: plan(id),
        organization: "plans",
        proposedBy: "alice",
        proposedAt: NOW,
        undoes: null,
        origin: { user: "bob" },
      });

    test("is approved once, by the hash of what was seen, and applied once", async () => {
      const { hash } = await propose("p1");
      const approve = (seen: string) => store.proposals.approve("p1", { by: "carol", at: NOW, hash: seen });
      expect(await approve(`${hash}x`)).toBeUndefined();
      const both = await Promise.all([approve(hash), approve(hash)]);
      expect(both.filter((one) => one !== undefined)).toHaveLength(1);
      const apply = () => store.proposals.move("p1", { from: ["approved"], to: "applying", at: NOW });
      const begun = await Promise.all([apply(), apply()]);
      expect(begun.filter((one) => one !== undefined)).toHaveLength(1);
      await store.proposals.move("p1", { from: ["applying"], to: "applied", at: NOW, outcome: "verified" });
      expect(await store.proposals.read("p1")).toMatchObject({
        state: "applied",
        proposedBy: "alice",
        approvedBy: "carol",
        endedAt: NOW,
        outcome: "verified",
        origin: { user: "bob" },
        plan: plan("p1"),
      });
    });

    test("is listed, the newest first", async () => {
      await propose("p2");
      expect((await store.proposals.list("plans", 1)).map(({ id }) => id)).toHaveLength(1);
      expect(await store.proposals.list("other", 10)).toEqual([]);
    });
  });

  describe("a snapshot", () => {
    const snapshot = (id: string, organization: string, keptAt: string) => ({
      id,
      organization,
      takenAt: keptAt,
      keptAt,
      generation: null,
      parts: { document: bytes(`document ${id} ${"ä".repeat(1000)}`), names: new Uint8Array([0, 255, 1, 254]) },
    });

    test("comes back byte by byte; the newest is the newest", async () => {
      await store.snapshots.keep(snapshot("s1", "bytes", "2026-11-01T00:00:00Z"));
      await store.snapshots.keep(snapshot("s2", "bytes", "2026-11-02T00:00:00Z"));
      expect((await store.snapshots.newest("bytes"))?.id).toBe("s2");
      expect((await store.snapshots.list("bytes", 5)).map(({ id }) => id)).toEqual(["s2", "s1"]);
      expect(text(await store.snapshots.part("s1", "document"))).toBe(`document s1 ${"ä".repeat(1000)}`);
      expect([...((await store.snapshots.part("s1", "names")) ?? [])]).toEqual([0, 255, 1, 254]);
      expect(await store.snapshots.part("s1", "columns")).toBeUndefined();
      expect(await store.snapshots.newest("none")).toBeUndefined();
    });

    test("takes the place of the one that it was made from, and of no newer one", async () => {
      await store.snapshots.keep(snapshot("t1", "place", "2026-11-01T00:00:00Z"));
      const from = { insteadOf: "t1" };
      expect(await store.snapshots.keep(snapshot("t2", "place", "2026-11-02T00:00:00Z"), from)).toBe(true);
      expect(await store.snapshots.keep(snapshot("t3", "place", "2026-11-03T00:00:00Z"), from)).toBe(false);
      expect((await store.snapshots.newest("place"))?.id).toBe("t2");
    });
  });

  describe("a collection", () => {
    const open = async (held: Awaited<ReturnType<typeof lease>>, owner = "caller", now = new Date(NOW)) =>
      store.collections.open({
        organization: "c",
        owner,
        lease: held.lease,
        now,
        longestContinuedMilliseconds: 3_600_000,
        onFailure: () => undefined,
      });

    test("is continued by the same caller within the time, and ends with its snapshot", async () => {
      const held = await lease("collection c");
      const first = await open(held);
      for (const number of Array.from({ length: 500 }, (_, at) => at)) first.put(`key ${number}`, { number });
      first.put("key 1", { number: "newer" });
      await first.flush();
      const second = await open(held, "caller", new Date("2026-11-28T12:59:00.000Z"));
      expect([second.continued, second.startedAt, second.get("key 1"), second.get("key 499")]).toEqual([
        500,
        NOW,
        { number: "newer" },
        { number: 499 },
      ]);
      expect((await open(held, "another caller")).continued).toBe(0);
      const third = await open(held);
      third.put("key", 1);
      await third.flush();
      expect((await open(held, "caller", new Date("2026-11-28T13:00:01.000Z"))).continued).toBe(0);
      await held.release();
    });

    test("of an earlier holder keeps nothing more", async () => {
      const sleeper = await lease("collection d");
      const asleep = await open(sleeper);
      await sleeper.release();
      const held = await lease("collection d");
      const awake = await open(held);
      awake.put("a", "right");
      await awake.flush();
      asleep.put("a", "wrong");
      await expect(asleep.flush()).rejects.toMatchObject({ code: "lease-lost" });
      expect((await open(held)).get("a")).toBe("right");
      const late = { id: "late", organization: "c", takenAt: NOW, keptAt: NOW, generation: null, parts: {} };
      await expect(store.snapshots.keep(late, { under: sleeper.lease })).rejects.toMatchObject({ code: "lease-lost" });
      await held.release();
    });
  });

  test("a shared rate gives out what there is once, and then in the order of asking", async () => {
    const limit = { name: "one us-east-1 sso-admin", rate: 20, burst: 20 };
    const all = await Promise.all(Array.from({ length: 10 }, () => store.rates.take(limit, 5)));
    const atOnce = all.filter(({ milliseconds }) => milliseconds === 0).reduce((sum, { calls }) => sum + calls, 0);
    // A little is filled in while they ask.
    expect(atOnce).toBeGreaterThanOrEqual(20);
    expect(atOnce).toBeLessThan(40);
    // Whoever came later gets the next ones, each a time of its own.
    const later = all.map(({ milliseconds }) => milliseconds).filter((milliseconds) => milliseconds > 0);
    expect(new Set(later).size).toBe(later.length);
    await store.rates.pause(limit, 5000);
    const paused = await store.rates.take(limit, 5);
    expect(paused.milliseconds).toBeGreaterThan(4000);
  });

  test("it says whether it answers", async () => {
    expect(await store.isReady()).toBe(true);
  });
});
