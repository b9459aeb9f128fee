/** The contract of leases and of the fence: one holder, a higher epoch for the next, and nothing written by the last one. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { DatabaseAt, Store } from "./database.ts";
import { openDatabase } from "./database.ts";
import type { HeldLease } from "./held-lease.ts";
import { onBothEngines } from "./testing/engines.ts";

const SHORT = 200;

onBothEngines((newDatabase) => {
  let at: DatabaseAt;
  /** Two processes: the one lets its leases end quickly. */
  let one: Store;
  let other: Store;
  beforeAll(async () => {
    at = await newDatabase();
    [one, other] = [await openDatabase(at), await openDatabase(at)];
  });
  afterAll(async () => {
    await one.close();
    await other.close();
  });

  async function held(store: Store, name: string): Promise<HeldLease> {
    const found = await store.hold(name);
    if (found.kind === "busy") throw new Error(`held by ${found.holder}`);
    return found;
  }

  test("one holder at a time; the next one has a higher epoch", async () => {
    const first = await held(one, "a");
    expect((await other.hold("a")).kind).toBe("busy");
    expect((await other.hold("b")).kind).toBe("held");
    await first.release();
    expect((await held(other, "a")).lease.epoch).toBe(first.lease.epoch + 1);
  });

  test("of many who want it at once, one gets it", async () => {
    const all = await Promise.all(Array.from({ length: 20 }, (_, number) => (number % 2 ? one : other).hold("race")));
    expect(all.filter(({ kind }) => kind === "held")).toHaveLength(1);
  });

  test("a lease is kept for as long as its holder lives", async () => {
    const store = await openDatabase(at, { leaseMilliseconds: SHORT });
    const first = await held(store, "kept");
    const until = performance.now() + 3 * SHORT;
    while (performance.now() < until) {
      expect((await other.hold("kept")).kind).toBe("busy");
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await first.ensure();
    expect(first.lost.aborted).toBe(false);
    await first.release();
    await store.close();
  });

  test("who did not renew in time has lost it when somebody else has taken it, and not before", async () => {
    const store = await openDatabase(at, { leaseMilliseconds: SHORT });
    const sleeper = await held(store, "slept");
    asleep(SHORT * 2);
    // Nobody has taken it: it is asked for again.
    expect(sleeper.isCertain()).toBe(false);
    await sleeper.ensure();
    expect(sleeper.isCertain()).toBe(true);
    // When it wakes up it may be the first to ask, and keeps it.
    let found = await other.hold("slept");
    while (found.kind === "busy") {
      asleep(SHORT * 2);
      found = await other.hold("slept");
    }
    expect(sleeper.isCertain()).toBe(false);
    await expect(sleeper.ensure()).rejects.toMatchObject({ code: "lease-lost" });
    expect(sleeper.lost.aborted).toBe(true);
    await sleeper.release();
    // What the last holder gives back is not taken from the next one.
    expect((await one.hold("slept")).kind).toBe("busy");
    await found.release();
    await store.close();
  });
});

/** The whole process stands still, as it does when it is stopped: no timer, no renewal. */
function asleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
