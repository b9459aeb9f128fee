/** How long answers take on purpose. Repeatable: the n-th call of a lab always takes as long. */
import { later } from "./wait.ts";

/** Constant milliseconds, or a spread by its median and its 99th percentile. */
export type Latency = number | { readonly p50: number; readonly p99: number };

/** Steps by the golden ratio cover the unit interval evenly, without randomness. */
const GOLDEN = 0.6180339887498949;

/** The slowest of a thousand is the slowest there is. */
const LAST_QUANTILE = 0.999;

/**
 * Gives the milliseconds of one call after the other.
 *
 * @example const next = latencies({ p50: 20, p99: 200 }); next(); next()
 */
export function latencies(latency: Latency): () => number {
  if (typeof latency === "number") return () => latency;
  const { p50, p99 } = latency;
  // Log-logistic: exact at both percentiles, with the long tail that services have.
  const shape = p50 > 0 && p99 > p50 ? Math.log(p99 / p50) / Math.log(99) : 0;
  let step = 0;
  return () => {
    step = (step + GOLDEN) % 1;
    const quantile = Math.min(Math.max(step, 1 - LAST_QUANTILE), LAST_QUANTILE);
    return p50 * (quantile / (1 - quantile)) ** shape;
  };
}

/** Half of the latency (milliseconds) before the work and half after it, as a network has it; what the work takes is part of it. */
export async function roundTrip<Answer>(latency: number, work: () => Promise<Answer>): Promise<Answer> {
  if (latency <= 0) return work();
  const receivedAt = performance.now();
  await later(latency / 2);
  const answer = await work();
  const rest = receivedAt + latency - performance.now();
  if (rest > 0) await later(rest);
  return answer;
}
