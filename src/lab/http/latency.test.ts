/** Latency on purpose: the percentiles that are asked for, the same ones each time. */
import { expect, test } from "vitest";
import { latencies } from "./latency.ts";

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
