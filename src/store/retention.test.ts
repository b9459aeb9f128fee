/** What is kept for how long, on both engines. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase, type Store } from "./database.ts";
import { RETENTION } from "./retention.ts";
import { onBothEngines } from "./testing/engines.ts";
import { scanOf } from "./testing/findings.ts";

const NOW = new Date("2026-11-28T12:00:00.000Z");
const ago = (days: number): string => new Date(NOW.getTime() - days * 86_400_000).toISOString();

onBothEngines((newDatabase) => {
  let store: Store;
  beforeAll(async () => {
    store = await openDatabase(await newDatabase());
  });
  afterAll(() => store.close());

  test("of snapshots every one of a day, then the last of each day, then none but the newest", async () => {
    const keep = (organization: string, id: string, days: number) =>
      store.snapshots.keep({
        id,
        organization,
        takenAt: ago(days),
        keptAt: ago(days),
        generation: null,
        parts: { document: new Uint8Array([1]) },
      });
    await keep("a", "hour", 0.04);
    await keep("a", "two hours", 0.08);
    await keep("a", "day 9, noon", 9);
    await keep("a", "day 9, eleven", 9 + 1 / 24);
    await keep("a", "day 9, ten", 9 + 2 / 24);
    await keep("a", "too old", RETENTION.snapshots + 1);
    await keep("b", "the only one", RETENTION.snapshots + 100);
    expect((await store.endRetention(NOW))["snapshot"]).toBe(3);
    const left = async (organization: string) => (await store.snapshots.list(organization, 99)).map(({ id }) => id);
    expect(await left("a")).toEqual(["hour", "two hours", "day 9, noon"]);
    expect(await left("b")).toEqual(["the only one"]);
    expect(await store.snapshots.part("too old", "document")).toBeUndefined();
    expect(await store.snapshots.part("hour", "document")).toBeDefined();
  });

  test("closed findings, audit entries and tokens go when their time is over, and nothing sooner", async () => {
    await store.findings.record({ organization: "f", findings: scanOf(ago(800), ["old", "open"]) });
    await store.findings.record({ organization: "f", findings: scanOf(ago(RETENTION.closedFindings + 1), ["open"]) });
    await store.findings.record({ organization: "f", findings: scanOf(ago(1), []) });
    for (const days of [RETENTION.audit + 1, RETENTION.audit - 1])
      await store.audit.add({
        at: ago(days),
        organization: null,
        who: "alice",
        action: "a",
        target: null,
        planHash: null,
        outcome: `${days}`,
        detail: null,
      });
    const token = { name: "t", role: "viewer", organization: null, createdAt: ago(400) };
    await store.tokens.make({ ...token, expiresAt: ago(RETENTION.accessTokens + 1) });
    await store.tokens.make({ ...token, expiresAt: ago(RETENTION.accessTokens - 1) });
    expect(await store.endRetention(NOW)).toMatchObject({ finding: 1, audit: 1, access_token: 1 });
    expect((await store.findings.list("f", ["closed"])).map(({ finding: { key } }) => key)).toEqual(["open"]);
    expect(await store.findings.history("f", "old")).toEqual([]);
    expect(await store.findings.history("f", "open")).toHaveLength(2);
    expect((await store.audit.list({ organization: null, limit: 9 })).map(({ outcome }) => outcome)).toEqual(["399"]);
    expect(await store.endRetention(NOW)).toMatchObject({ finding: 0, audit: 0, access_token: 0 });
  });
});
