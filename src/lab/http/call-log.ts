/** What was asked of the lab, newest last: for tests, for people who wonder what a client does, and for the calls of a diagnosis. */

export interface LoggedCall {
  readonly service: string;
  readonly operation: string;
  readonly region: string;
  readonly accessKeyId: string | undefined;
  readonly input: unknown;
  readonly status: number | undefined;
  readonly errorCode: string | undefined;
  readonly requestId: string;
  /** ISO 8601, the lab's own clock. */
  readonly at: string;
}

/** Older calls are forgotten beyond this many. */
const KEPT_CALLS = 10_000;

export interface CallLog {
  readonly add: (call: LoggedCall) => void;
  readonly all: () => readonly LoggedCall[];
  readonly clear: () => void;
}

export function createCallLog(): CallLog {
  let calls: LoggedCall[] = [];
  return {
    add: (call) => {
      calls.push(call);
      if (calls.length > KEPT_CALLS * 1.1) calls = calls.slice(-KEPT_CALLS);
    },
    all: () => calls,
    clear: () => {
      calls = [];
    },
  };
}

const SECRET = /token|secret|password/i;

/** The input without tokens, secrets and passwords. */
export function withoutSecrets(input: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(input).map(([name, value]) => [name, SECRET.test(name) && name !== "NextToken" ? "***" : value]),
  );
}
