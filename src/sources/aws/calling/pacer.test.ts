/** The pacer against a bucket like AWS's, in virtual time: how much of the limit is used, how little is refused. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { virtualTime } from "../testing/virtual-time.ts";
import { createPacer } from "./pacer.ts";

interface Run {
  readonly calls: number;
  /** The limit on the other side, calls a second, by milliseconds since the start. */
  readonly limit: (now: number) => number;
  readonly documented?: number;
  readonly latency?: (call: number) => number;
}

interface Measured {
  readonly seconds: number;
  readonly throttled: number;
  /** When each call was taken. */
  readonly taken: readonly number[];
  /** The pacer's rate at each of these times. */
  readonly rates: readonly number[];
}

/** Thirty-two workers that share one pacer; a call that is refused is sent again. */
async function measure({ calls, limit, documented = 20, latency = () => 120 }: Run): Promise<Measured> {
  const time = virtualTime();
  const pacer = createPacer(time, { rate: documented, burst: documented });
  const taken: number[] = [];
  const rates: number[] = [];
  let throttled = 0;
  let tokens = limit(0);
  let countedAt = 0;
  const isTaken = (): boolean => {
    const now = time.monotonic();
    tokens = Math.min(limit(now), tokens + ((now - countedAt) * limit(now)) / 1000);
    countedAt = now;
    const fits = tokens >= 1;
    tokens = Math.max(0, tokens - 1);
    return fits;
  };
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < calls) {
      const call = next;
      next += 1;
      for (let isDone = false; !isDone; ) {
        const sentAt = await pacer.turn();
        await time.delay(latency(call) / 2);
        isDone = isTaken();
        if (isDone) {
          taken.push(time.monotonic());
          rates.push(pacer.rate());
        }
        await time.delay(latency(call) / 2);
        if (isDone) continue;
        throttled += 1;
        pacer.throttled(sentAt);
        await time.delay(150);
      }
    }
  };
  await time.run(Promise.all(Array.from({ length: 32 }, worker)));
  return { seconds: time.monotonic() / 1000, throttled, taken, rates };
}

const isWithin = (at = 0, from: number, to: number): boolean => at >= from && at < to;

const takenBetween = ({ taken }: Measured, from: number, to: number): number =>
  taken.filter((at) => isWithin(at, from, to)).length;

describe("a limit that stays", () => {
  test.each([
    { name: "as documented, fast answers", limit: 20, documented: 20, latency: 80 },
    { name: "as documented, slow answers", limit: 20, documented: 20, latency: 200 },
    { name: "two a second", limit: 2, documented: 2, latency: 120 },
    { name: "raised by the support", limit: 40, documented: 20, latency: 120 },
  ])("$name: at least 95 % used, under 1 % refused", async ({ limit, documented, latency }) => {
    const calls = limit * 300;
    const measured = await measure({ calls, limit: () => limit, documented, latency: () => latency });
    expect(calls / (measured.seconds * limit)).toBeGreaterThan(documented === limit ? 0.95 : 0.85);
    expect(measured.throttled / (calls + measured.throttled)).toBeLessThan(0.01);
  });

  test("what is not documented is learned: a raised limit is used in full after two minutes", async () => {
    const measured = await measure({ calls: 12_000, limit: () => 40 });
    expect(takenBetween(measured, 120_000, 240_000) / (120 * 40)).toBeGreaterThan(0.95);
  });
});

test("a limit that is halved in the middle is found within three seconds, with few calls refused", async () => {
  const measured = await measure({ calls: 3000, limit: (now) => (now < 60_000 ? 20 : 10) });
  const settled = takenBetween(measured, 63_000, 123_000);
  expect(settled / (60 * 10)).toBeGreaterThan(0.9);
  // Each ten seconds it is tried whether the limit is back, because only a refused call tells that it is not.
  expect(measured.throttled).toBeLessThan(3 * (measured.seconds / 10));
});

test("another client that takes nearly all for 25 seconds: the rate is back ten seconds after it has gone", async () => {
  const measured = await measure({ calls: 3000, limit: (now) => (now >= 20_000 && now < 45_000 ? 1.5 : 20) });
  expect(takenBetween(measured, 25_000, 45_000)).toBeGreaterThan(20);
  expect(takenBetween(measured, 55_000, 75_000) / (20 * 20)).toBeGreaterThan(0.9);
});

test("another client that comes and goes: each time the rate is back within ten seconds", async () => {
  const isThere = (now: number): boolean => now % 40_000 >= 20_000;
  const measured = await measure({ calls: 4000, limit: (now) => (isThere(now) ? 4 : 20) });
  for (const gone of [40_000, 80_000, 120_000])
    expect(takenBetween(measured, gone + 10_000, gone + 20_000) / (20 * 10)).toBeGreaterThan(0.85);
});

test("whatever pattern another client comes and goes in, the rate is back within ten seconds of its going", async () => {
  const visit = fc.record({
    /** Seconds. */
    away: fc.integer({ min: 12, max: 30 }),
    there: fc.integer({ min: 1, max: 60 }),
    /** Calls a second that it leaves. */
    left: fc.double({ min: 1.2, max: 18, noNaN: true }),
  });
  const pattern = fc.array(visit, { minLength: 2, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(pattern, fc.integer({ min: 20, max: 250 }), async (visits, latency) => {
      const { limit, gone, calls } = shared(visits);
      const measured = await measure({ calls, limit, latency: () => latency });
      for (const at of gone) {
        const back = measured.rates.filter((_, call) => isWithin(measured.taken[call], at + 10_000, at + 12_000));
        // A look above the limit that is refused costs an eighth of the rate and a pause, at any time.
        expect(back.length, `${at} of ${measured.seconds} s`).toBeGreaterThan(20 * 2 * 0.4);
        expect(Math.min(...back), `${at} of ${measured.seconds} s`).toBeGreaterThan(20 * 0.85);
      }
    }),
    { numRuns: 12, endOnFailure: true },
  );
});

interface Visit {
  readonly away: number;
  readonly there: number;
  readonly left: number;
}

/** The limit over time, when a visitor has gone for twelve seconds or more, and enough calls for all of it. */
function shared(visits: readonly Visit[]) {
  let now = 0;
  const spans = visits.map(({ away, there, left }) => {
    const from = now + away * 1000;
    now = from + there * 1000;
    return { from, to: now, left };
  });
  const limit = (at: number): number => spans.find(({ from, to }) => at >= from && at < to)?.left ?? 20;
  const calls = visits.reduce((sum, { away, there, left }) => sum + away * 20 + there * left, 20 * 15);
  return { limit, gone: spans.map(({ to }) => to), calls: Math.ceil(calls) };
}

test("a question's dozen calls do not wait", async () => {
  const time = virtualTime();
  const pacer = createPacer(time, { rate: 20, burst: 20 });
  await time.run(Promise.all(Array.from({ length: 18 }, () => pacer.turn())));
  expect(time.monotonic()).toBe(0);
});

test("turns are given in the order in which they were asked for, and end when the command is interrupted", async () => {
  const time = virtualTime();
  const stop = new AbortController();
  const delay = (milliseconds: number) =>
    stop.signal.aborted ? Promise.reject(new Error("aborted")) : time.delay(milliseconds);
  const pacer = createPacer({ ...time, delay, signal: stop.signal }, { rate: 1, burst: 1 });
  const order: number[] = [];
  const turns = [0, 1, 2].map((at) => pacer.turn().then(() => order.push(at)));
  await time.run(Promise.all(turns.slice(0, 2)));
  expect(order).toEqual([0, 1]);
  expect(pacer.waiting()).toBe(1);
  stop.abort();
  await expect(time.run(turns[2] ?? Promise.resolve(0))).rejects.toThrow("aborted");
  await expect(pacer.turn()).rejects.toThrow("Interrupted");
});
