/** Counts the calls to AWS of one organization since the process began. */
import type { Evidence } from "../../model/evidence.ts";

export interface CallNumbers {
  /** Every attempt. */
  readonly made: number;
  /** Attempts after the first: throttled, or answered with an error of the service. */
  readonly repeated: number;
  /** Calls that were throttled to the end. */
  readonly throttled: number;
}

export interface CallCounts {
  readonly count: (evidence: Evidence) => void;
  readonly read: () => CallNumbers;
}

export function createCallCounts(): CallCounts {
  let numbers: CallNumbers = { made: 0, repeated: 0, throttled: 0 };
  return {
    count: ({ attempts = 1, output }) => {
      const isThrottled = /Throttl|TooManyRequests/.test(String(output["error"] ?? ""));
      numbers = {
        made: numbers.made + attempts,
        repeated: numbers.repeated + attempts - 1,
        throttled: numbers.throttled + (isThrottled ? 1 : 0),
      };
    },
    read: () => numbers,
  };
}
