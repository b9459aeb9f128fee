/** Keeps to the rate that a service allows, so that calls wait here instead of being throttled there. */
import type { Context } from "../../model/context.ts";

/** Facts 3.6: 20 a second for sso-admin collectively; two below it leave room for others. */
const RATE = 18;
const BURST = 20;

/** Resolves when the next call may be sent. */
export function createPacer(context: Pick<Context, "monotonic" | "delay" | "signal">): () => Promise<void> {
  let tokens = BURST;
  let at = context.monotonic();
  return async () => {
    const now = context.monotonic();
    tokens = Math.min(BURST, tokens + ((now - at) * RATE) / 1000) - 1;
    at = now;
    if (tokens < 0) await context.delay((-tokens * 1000) / RATE, context.signal);
  };
}
