/** The one error that crosses our boundaries: a stable code, a sentence a stranger understands, and the next step. */

export type AccessErrorCode =
  | "bad-input"
  | "ambiguous"
  | "not-found"
  | "unreadable-document"
  | "port-in-use"
  | "no-credentials"
  | "expired-credentials"
  | "refused"
  /** Nothing answers at the endpoint. */
  | "unreachable"
  /** An endpoint answered something that cannot be of AWS. */
  | "malformed-answer"
  /** Too much work at once: the same request may succeed later. */
  | "busy"
  /** What was to be written could not be: a full disk, a closed pipe. */
  | "write-failed"
  | "unverified"
  /** Another process has taken over what this one was working on. */
  | "lease-lost"
  | "interrupted";

export interface Candidate {
  readonly id: string;
  readonly name: string;
}

/** Exceptions are for bugs and for the outside world; `code` is the promise, the message may change. */
export class AccessError extends Error {
  readonly code: AccessErrorCode;
  /** What to do next, as one sentence. */
  readonly next: string | undefined;
  /** For `ambiguous`: what the words could mean. */
  readonly candidates: readonly Candidate[];

  constructor(
    code: AccessErrorCode,
    message: string,
    options: { next?: string; candidates?: readonly Candidate[]; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = "AccessError";
    this.code = code;
    this.next = options.next;
    this.candidates = options.candidates ?? [];
  }
}
