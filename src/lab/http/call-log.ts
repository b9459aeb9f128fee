/** What was asked of the lab, newest last: for tests, for people who wonder what a client does, and for the calls of a diagnosis. */

interface LoggedCall {
  /** `unknown` where no service was addressed. */
  readonly service: string;
  readonly operation: string;
  readonly region: string;
  readonly accessKeyId: string | undefined;
  /** Secrets masked, long texts cut. */
  readonly input: unknown;
  /** Undefined where nothing was answered, on purpose. */
  readonly status: number | undefined;
  readonly errorCode: string | undefined;
  /** The kind of the fault that struck the call. */
  readonly fault: string | undefined;
  readonly requestId: string;
  /** ISO 8601, the lab's own clock. */
  readonly at: string;
  /** Real time, epoch milliseconds: which calls overlapped, and how long they took. */
  readonly startedAt: number;
  readonly endedAt: number;
}

/** Older calls are forgotten beyond this many. */
const KEPT_CALLS = 10_000;

export interface CallLog {
  readonly add: (call: LoggedCall) => void;
  readonly all: () => readonly LoggedCall[];
  readonly clear: () => void;
}

/** An empty log. */
export function createCallLog(kept = KEPT_CALLS): CallLog {
  let calls: LoggedCall[] = [];
  return {
    add: (call) => {
      calls.push(call);
      // Cut in steps: cutting at every call would copy the whole log each time.
      if (calls.length >= kept * 1.1) calls = calls.slice(-kept);
    },
    all: () => calls,
    clear: () => {
      calls = [];
    },
  };
}

const SECRET = /token|secret|password/i;
const PAGE_TOKEN = /^next_?token$/i;
const LONGEST_TEXT = 2000;
const MOST_ITEMS = 200;

/** A copy of the input for the log: tokens, secrets and passwords masked at every depth, long texts and lists cut. */
export function loggedInput(value: unknown): unknown {
  if (typeof value === "string") return value.length > LONGEST_TEXT ? `${value.slice(0, LONGEST_TEXT)}…` : value;
  if (Array.isArray(value)) return value.slice(0, MOST_ITEMS).map(loggedInput);
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, isSecret(name) ? "***" : loggedInput(item)]),
  );
}

const isSecret = (name: string): boolean => SECRET.test(name) && !PAGE_TOKEN.test(name);
