/** Latency on purpose: the percentiles that are asked for, the same ones each time. */
import { expect, test } from "vitest";
import { latencies, roundTrip } from "./latency.ts";

const sample = (latency: Parameters<typeof latencies>[0], count: number): number[] => {
  const next = latencies(latency);
  return Array.from({ length: count }, next);
};

test("a number is a constant", () => {
  expect(new Set(sample(12, 50))).toEqual(new Set([12]));
});

test("a spread has its median and 99th percentile, repeatably", () => {
  const sorted = sample({ p50: 20, p99: 200 }, 10_000).sort((a, b) => a - b);
  expect(sorted[5000]).toBeCloseTo(20, 0);
  expect(Math.abs((sorted[9900] ?? 0) - 200)).toBeLessThan(4);
  expect(sample({ p50: 20, p99: 200 }, 100)).toEqual(sample({ p50: 20, p99: 200 }, 100));
});

test("a spread of nothing is nothing", () => {
  expect(new Set(sample({ p50: 0, p99: 0 }, 10))).toEqual(new Set([0]));
  expect(new Set(sample({ p50: 5, p99: 5 }, 10))).toEqual(new Set([5]));
});

test("an answer takes as long as was said, what the lab does for it included", async () => {
  const started: number[] = [];
  const begin = performance.now();
  const answer = await roundTrip(200, async () => {
    started.push(performance.now() - begin);
    await new Promise((resolve) => setTimeout(resolve, 60));
    return "done";
  });
  const took = performance.now() - begin;
  expect(answer).toBe("done");
  expect(started[0]).toBeGreaterThan(95);
  expect(took).toBeGreaterThan(195);
  // Half of it, the work and the other half would be 260.
  expect(took).toBeLessThan(255);
});

test("work that takes longer than the latency is not cut short", async () => {
  const begin = performance.now();
  await roundTrip(20, () => new Promise((resolve) => setTimeout(resolve, 60)));
  expect(performance.now() - begin).toBeGreaterThan(65);
});
