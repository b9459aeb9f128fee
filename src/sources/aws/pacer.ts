/** Keeps to the rate that a service allows, so that calls wait here instead of being throttled there. */
import type { Context } from "../../model/context.ts";

export interface Pace {
  /** Calls a second. */
  readonly rate: number;
  /** Calls at once. */
  readonly burst: number;
}

/** Facts 3.6: 20 a second for sso-admin collectively; two below it leave room for others. */
export const IDENTITY_CENTER_PACE: Pace = { rate: 18, burst: 20 };
/** Facts 3.6: LookupEvents twice a second per account and Region; the few names of one question go at once. */
export const TRAIL_PACE: Pace = { rate: 2, burst: 4 };

/** Resolves when the next call may be sent. */
export function createPacer(
  context: Pick<Context, "monotonic" | "delay" | "signal">,
  { rate, burst }: Pace = IDENTITY_CENTER_PACE,
): () => Promise<void> {
  let tokens = burst;
  let at = context.monotonic();
  return async () => {
    const now = context.monotonic();
    tokens = Math.min(burst, tokens + ((now - at) * rate) / 1000) - 1;
    at = now;
    if (tokens < 0) await context.delay((-tokens * 1000) / rate, context.signal);
  };
}
