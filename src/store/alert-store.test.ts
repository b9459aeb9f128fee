/** The contract of alerts, on both engines: each channel is told of each finding once, whoever is killed in between. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { ALERT_SCHEMA, type Alert } from "../model/alert.ts";
import type { ChannelAt, UnreportedChange } from "./alert-store.ts";
import type { AuditEntry } from "./audit-log.ts";
import { openDatabase, type Store } from "./database.ts";
import type { HeldLease } from "./held-lease.ts";
import { onBothEngines } from "./testing/engines.ts";
import { scanOf } from "./testing/findings.ts";

const hour = (number: number) => `2026-11-20T${String(number).padStart(2, "0")}:00:00.000Z`;
const ALL = ["high", "medium", "low"] as const;

const alertOf = (id: string, at: string): Alert => ({
  schema: ALERT_SCHEMA,
  id,
  organization: "prod",
  at,
  changes: [],
  more: 0,
  counts: { opened: 0, recurred: 0, reopened: 0, accepted: 0, closed: 0 },
  open: { high: 0, medium: 0, low: 0 },
  undelivered: 0,
  link: null,
});

const entryOf = (organization: string): AuditEntry => ({
  at: hour(2),
  organization,
  who: "idc-doctor",
  action: "alert.send",
  target: "an alert",
  planHash: null,
  outcome: "as it ended",
  detail: null,
});

onBothEngines((newDatabase) => {
  let store: Store;
  let held: HeldLease;
  beforeAll(async () => {
    store = await openDatabase(await newDatabase());
    const lease = await store.hold("alerts");
    if (lease.kind === "busy") throw new Error(lease.holder);
    held = lease;
  });
  afterAll(async () => {
    await held.release();
    await store.close();
  });

  const scan = (organization: string, at: string, keys: readonly string[]) =>
    store.findings.record({ organization, findings: scanOf(at, keys), authors: new Map([["b", "mallory"]]) });
  const told = async (at: ChannelAt): Promise<Readonly<Record<string, string>>> =>
    Object.fromEntries((await store.alerts.unreported(at, ALL)).map(({ kind, finding }) => [finding.key, kind]));
  const tell = async (at: ChannelAt, id: string, madeAt: string): Promise<readonly UnreportedChange[]> => {
    const reports = await store.alerts.unreported(at, ALL);
    await store.alerts.make({ ...at, alert: alertOf(id, madeAt), reports, under: held.lease });
    return reports;
  };

  test("a finding is opened, closed and recurred once each, with who caused it", async () => {
    const at = { organization: "life", channel: "team" };
    await scan("life", hour(1), ["a", "b"]);
    expect(await told(at)).toEqual({ a: "opened", b: "opened" });
    await tell(at, "life-1", hour(1));
    expect(await told(at)).toEqual({});
    await scan("life", hour(2), ["a", "b"]);
    expect(await told(at)).toEqual({});
    await scan("life", hour(3), ["a"]);
    expect(await tell(at, "life-2", hour(3))).toMatchObject([
      { kind: "closed", at: hour(3), firstSeen: hour(1), finding: { key: "b" } },
    ]);
    await scan("life", hour(4), ["a", "b"]);
    expect(await tell(at, "life-3", hour(4))).toMatchObject([
      { kind: "recurred", at: hour(4), firstSeen: hour(1), who: "mallory", finding: { key: "b" } },
    ]);
    expect(await told(at)).toEqual({});
  });

  test("what came and went untold stays untold; what went and came back is told as recurred", async () => {
    const at = { organization: "flaps", channel: "team" };
    await scan("flaps", hour(1), ["a"]);
    await tell(at, "flaps-1", hour(1));
    await scan("flaps", hour(2), ["b"]);
    await scan("flaps", hour(3), ["a"]);
    expect(await told(at)).toEqual({ a: "recurred" });
  });

  test("an accepted finding is over, and open again when its acceptance ends", async () => {
    const at = { organization: "accepts", channel: "team" };
    await scan("accepts", hour(1), ["a"]);
    await tell(at, "accepts-1", hour(1));
    const given = { organization: "accepts", key: "a", by: "ben", at: hour(2), reason: "known" };
    await store.findings.accept({ ...given, until: "2027-01-31" });
    expect(await tell(at, "accepts-2", hour(2))).toMatchObject([{ kind: "accepted", who: "ben" }]);
    await store.findings.reopen({ ...given, at: hour(3) });
    expect(await told(at)).toEqual({ a: "reopened" });
  });

  test("each channel is told for itself, and of its own severities only", async () => {
    await scan("channels", hour(1), ["a"]);
    await tell({ organization: "channels", channel: "one" }, "channels-1", hour(1));
    const other = { organization: "channels", channel: "two" };
    expect(await told(other)).toEqual({ a: "opened" });
    expect(await store.alerts.unreported(other, ["high"])).toEqual([]);
    expect(await store.alerts.openCounts("channels")).toEqual({ high: 0, medium: 1, low: 0 });
  });

  test("one alert is outstanding until it has ended, with its attempts; what did not arrive is counted", async () => {
    const at = { organization: "sends", channel: "team" };
    await scan("sends", hour(1), ["a"]);
    await tell(at, "sends-1", hour(1));
    await store.alerts.begin("sends-1", held.lease);
    expect(await store.alerts.outstanding(at)).toMatchObject({ id: "sends-1", state: "sending", attempts: 1 });
    const entry = entryOf("sends");
    const ended = { at: hour(2), entry, under: held.lease };
    await store.alerts.end("sends-1", { ...ended, state: "waiting", outcome: "503", nextAt: hour(3) });
    expect(await store.alerts.outstanding(at)).toMatchObject({ state: "waiting", nextAt: hour(3), outcome: "503" });
    await store.alerts.end("sends-1", { ...ended, state: "failed", outcome: "404" });
    expect(await store.alerts.outstanding(at)).toBeUndefined();
    expect(await store.alerts.undelivered(at)).toBe(1);
    await tell(at, "sends-2", hour(4));
    await store.alerts.end("sends-2", { ...ended, state: "delivered", outcome: "200" });
    expect(await store.alerts.undelivered(at)).toBe(0);
    expect((await store.alerts.list("sends", 9)).map(({ id, state }) => [id, state])).toEqual([
      ["sends-2", "delivered"],
      ["sends-1", "failed"],
    ]);
    expect([...(await store.alerts.counts("sends"))].sort((a, b) => (a.state < b.state ? -1 : 1))).toEqual([
      { channel: "team", state: "delivered", count: 1 },
      { channel: "team", state: "failed", count: 1 },
    ]);
    const logged = await store.audit.list({ organization: "sends", limit: 9 });
    expect(logged.map(({ sequence: _, ...one }) => one)).toEqual([entry, entry, entry]);
  });

  test("whoever has lost the lease makes and begins nothing", async () => {
    const at = { organization: "fenced", channel: "team" };
    await scan("fenced", hour(1), ["a"]);
    const under = { ...held.lease, epoch: held.lease.epoch - 1 };
    const alert = {
      ...at,
      alert: alertOf("fenced-1", hour(1)),
      reports: await store.alerts.unreported(at, ALL),
      under,
    };
    await expect(store.alerts.make(alert)).rejects.toMatchObject({ code: "lease-lost" });
    await expect(store.alerts.begin("fenced-1", under)).rejects.toMatchObject({ code: "lease-lost" });
    const end = { state: "delivered", at: hour(1), outcome: "200", entry: entryOf("fenced"), under } as const;
    await expect(store.alerts.end("fenced-1", end)).rejects.toMatchObject({ code: "lease-lost" });
    expect(await store.audit.list({ organization: "fenced", limit: 9 })).toEqual([]);
    expect(await told(at)).toEqual({ a: "opened" });
  });

  test("an event that a queue brings twice is kept once", async () => {
    const event = { eventID: "e1", eventName: "DeleteUser" };
    for (const at of [hour(1), hour(2)]) await store.events.keep("prod", at, new Map([["e1", event]]));
    expect(await store.events.since("prod", hour(1))).toEqual([event]);
    expect(await store.events.since("prod", hour(2))).toEqual([]);
    await store.events.keep("prod", hour(2), new Map());
  });
});
