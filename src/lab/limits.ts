/** The request rates that AWS allows (facts 3.6), held against real time. */
import { ApiError } from "./protocol/api-error.ts";
import type { ServiceId } from "./services/operation.ts";

/** Transactions a second: sso-admin collectively, identitystore for each operation. */
const RATE = 20;

/** Refuses the call that is one too many; the bucket holds one second's worth. */
export function createLimits(
  now: () => number = () => performance.now(),
): (service: ServiceId, operation: string) => void {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return (service, operation) => {
    if (service !== "sso-admin" && service !== "identitystore") return;
    const key = service === "sso-admin" ? service : `${service} ${operation}`;
    const bucket = buckets.get(key) ?? { tokens: RATE, at: now() };
    const elapsed = now() - bucket.at;
    const tokens = Math.min(RATE, bucket.tokens + (elapsed * RATE) / 1000);
    buckets.set(key, { tokens: Math.max(0, tokens - 1), at: now() });
    if (tokens < 1)
      throw new ApiError("ThrottlingException", "There are too many requests processing. Please try again later.");
  };
}
