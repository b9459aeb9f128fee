/** Which failed calls are worth sending again, and when. */
import { MALFORMED_ANSWER } from "./answer-check.ts";
import { failureKind, thrownParts } from "./failure.ts";

/** `clock`: the SDK found our clock wrong and has corrected it, so that the next signature is right. */
export type Retry = "throttled" | "transient" | "clock" | "no";

/** What AWS refused stays refused; what was throttled, broke off or failed on AWS's side may go well the next time. */
export function retryOf(error: unknown): Retry {
  const { $metadata: metadata } = (error ?? {}) as { $metadata?: { readonly clockSkewCorrected?: boolean } };
  if (metadata?.clockSkewCorrected === true) return "clock";
  switch (failureKind(error)) {
    case "throttled":
      return "throttled";
    case "timed-out":
    case "unreachable":
      return "transient";
    case "refused":
    case "credentials":
      return "no";
    case "failed":
      return isBrokenAnswer(error) ? "transient" : "no";
  }
}

/** 5xx, organizations' own name for it, no HTTP answer at all, or one of which a part is missing. */
function isBrokenAnswer(error: unknown): boolean {
  const { name, status } = thrownParts(error);
  if (name === "ServiceException" || name === "InternalServerException") return true;
  return status === undefined ? isFromTheWire(name) : status >= 500 || status < 300;
}

/** Credentials that cannot be loaded fail without a status too, and fail again. */
const isFromTheWire = (name: string): boolean =>
  name === MALFORMED_ANSWER || /^(SyntaxError|Error|AbortError|TypeError)$/.test(name);

const SHORTEST_WAIT = 100;
const LONGEST_WAIT = 3000;

/** Milliseconds before the next attempt: at random below a bound that doubles and is capped, so that callers do not march in step. */
export function retryWait(attempt: number, random: () => number = Math.random): number {
  const bound = Math.min(LONGEST_WAIT, SHORTEST_WAIT * 2 ** attempt);
  return SHORTEST_WAIT + random() * (bound - SHORTEST_WAIT);
}
