/** The request rates that AWS allows (facts 3.6), held against real time. */

import { ApiError } from "./protocol/api-error.ts";
import type { Admission } from "./services/operation.ts";

/** A bucket that holds one second's worth, and the error of the call that is one too many. */
interface Rate {
  readonly bucket: string;
  readonly perSecond: number;
  readonly error: () => ApiError;
}

const throttling = (): ApiError =>
  new ApiError("ThrottlingException", "There are too many requests processing. Please try again later.");

/**
 * sso-admin collectively, identitystore for each operation, LookupEvents for each account and Region (facts 3.6), account
 * access manager collectively (facts AAM49).
 */
function rateOf({ service, operation, caller, region }: Admission): Rate | undefined {
  if (service === "sso-admin") return { bucket: service, perSecond: 20, error: throttling };
  if (service === "identitystore") return { bucket: `${service} ${operation}`, perSecond: 20, error: throttling };
  if (service === "account-access" || service === "account-access-runtime")
    return { bucket: service, perSecond: 20, error: throttling };
  if (operation !== "LookupEvents") return undefined;
  const error = () => new ApiError("ThrottlingException", "Rate exceeded");
  return { bucket: `${operation} ${caller.accountId} ${region}`, perSecond: 2, error };
}

export interface Limits {
  /** Refuses the call that is one too many. */
  readonly admit: (asked: Admission) => void;
  /** From now on this part of AWS's rates is allowed: what others use of the same limit, or what AWS took away. */
  readonly allow: (part: number) => void;
}

export function createLimits(now: () => number = () => performance.now()): Limits {
  const buckets = createBuckets(now);
  let allowed = 1;
  return {
    admit: (asked) => {
      const rate = rateOf(asked);
      if (rate && !buckets(rate.bucket, rate.perSecond * allowed)) throw rate.error();
    },
    allow: (part) => {
      allowed = part;
    },
  };
}

/** Token buckets by name, each with one second's worth: whether one more fits now. */
export function createBuckets(
  now: () => number = () => performance.now(),
): (name: string, perSecond: number) => boolean {
  const buckets = new Map<string, { readonly tokens: number; readonly at: number }>();
  return (name, perSecond) => {
    const bucket = buckets.get(name) ?? { tokens: perSecond, at: now() };
    const tokens = Math.min(perSecond, bucket.tokens + ((now() - bucket.at) * perSecond) / 1000);
    buckets.set(name, { tokens: Math.max(0, tokens - 1), at: now() });
    return tokens >= 1;
  };
}
