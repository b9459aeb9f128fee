/** How often one caller may ask, so that nobody keeps the others waiting. */
import { RefusedRequest } from "../problem.ts";

interface Rate {
  /** Requests a second. */
  readonly rate: number;
  /** Requests at once. */
  readonly burst: number;
}

/** By what a request costs. `signIn` is counted by address, the others by who asks. */
const RATES = {
  reads: { rate: 50, burst: 200 },
  costly: { rate: 5, burst: 30 },
  writes: { rate: 2, burst: 20 },
  // Behind a proxy everybody has the same address.
  signIn: { rate: 5, burst: 100 },
} as const satisfies Readonly<Record<string, Rate>>;
export type RateKind = keyof typeof RATES;

export interface RateLimits {
  /** @throws RefusedRequest 429 */
  readonly take: (kind: RateKind, caller: string) => void;
}

/** Callers that are remembered; beyond, the one that was not seen for longest begins with a full bucket again. */
const MOST_CALLERS = 10_000;

/** @param monotonic milliseconds */
export function createRateLimits(monotonic: () => number): RateLimits {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return {
    take: (kind, caller) => {
      const { rate, burst } = RATES[kind];
      const key = `${kind} ${caller}`;
      const now = monotonic();
      const before = buckets.get(key) ?? { tokens: burst, at: now };
      const tokens = Math.min(burst, before.tokens + ((now - before.at) * rate) / 1000);
      buckets.delete(key);
      buckets.set(key, { tokens: Math.max(0, tokens - 1), at: now });
      const [oldest] = buckets.keys();
      if (buckets.size > MOST_CALLERS && oldest !== undefined) buckets.delete(oldest);
      if (tokens >= 1) return;
      throw new RefusedRequest({
        status: 429,
        code: "too-many-requests",
        detail: "Too many requests",
        next: `Try again in ${Math.ceil((1 - tokens) / rate)} s`,
        retryAfter: Math.ceil((1 - tokens) / rate),
      });
    },
  };
}
