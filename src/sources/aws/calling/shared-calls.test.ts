/** Two processes with one budget, in virtual time: together they send what one may, and neither is left out. */
import { expect, test } from "vitest";
import { virtualTime } from "../testing/virtual-time.ts";
import { createPacer } from "./pacer.ts";
import type { SharedCalls } from "./shared-calls.ts";

const PACE = { rate: 20, burst: 20 };

/** A bucket as the store has it. */
function bucket(monotonic: () => number): SharedCalls {
  let tokens = PACE.burst;
  let countedAt = 0;
  return {
    take: async (wanted) => {
      const now = monotonic();
      const filled = Math.min(PACE.burst, tokens + (Math.max(0, now - countedAt) * PACE.rate) / 1000);
      const pause = Math.max(0, countedAt - now);
      countedAt = Math.max(now, countedAt);
      const calls = filled >= 1 && pause === 0 ? Math.min(wanted, Math.floor(filled)) : wanted;
      tokens = filled - calls;
      return { calls, milliseconds: pause + (Math.max(0, calls - filled) * 1000) / PACE.rate };
    },
    pause: async (milliseconds) => {
      tokens = 0;
      countedAt = monotonic() + milliseconds;
    },
  };
}

async function send(shares: readonly (SharedCalls | undefined)[], time: ReturnType<typeof virtualTime>, calls: number) {
  const ended = shares.map(async (shared) => {
    const pacer = createPacer(time, PACE, shared);
    await Promise.all(Array.from({ length: calls }, () => pacer.turn()));
    return time.monotonic() / 1000;
  });
  return time.run(Promise.all(ended));
}

test("together they keep to the rate of one, and use it", async () => {
  const time = virtualTime();
  const shared = bucket(time.monotonic);
  const seconds = await send([shared, shared], time, 400);
  const allowed = (800 - PACE.burst) / PACE.rate;
  expect(Math.max(...seconds)).toBeGreaterThanOrEqual(allowed * 0.999);
  expect(Math.max(...seconds)).toBeLessThan(allowed * 1.1);
  // Neither waits until the other one has ended.
  expect(Math.min(...seconds)).toBeGreaterThan(allowed * 0.8);
});

test("a refusal of one holds both back", async () => {
  const time = virtualTime();
  const shared = bucket(time.monotonic);
  const [one, other] = [createPacer(time, PACE, shared), createPacer(time, PACE, shared)];
  one.throttled(await time.run(one.turn()));
  await time.run(other.turn());
  expect(time.monotonic()).toBeGreaterThanOrEqual(250);
});

test("where the store cannot be asked, each keeps to its own rate", async () => {
  const time = virtualTime();
  const broken: SharedCalls = {
    take: () => Promise.reject(new Error("gone")),
    pause: () => Promise.reject(new Error("gone")),
  };
  const unshared = virtualTime();
  const alone = await send([undefined], unshared, 100);
  expect(await send([broken], time, 100)).toEqual([expect.closeTo(alone[0] ?? 0, 0)]);
});
