/** What proves a statement: one API call, its input, the fields of the answer that matter, and when. */

/** `e1`, `e2`, … in the order of the calls. */
export type EvidenceId = `e${number}`;

export interface Evidence {
  readonly id: EvidenceId;
  /** `sso-admin`, `identitystore`, `organizations`, `iam`, `sts`, `sso`, or `document` when read from a snapshot. */
  readonly service: string;
  /** The API operation's name. */
  readonly operation: string;
  readonly region?: string | undefined;
  readonly input: Readonly<Record<string, unknown>>;
  /** The fields that matter, or the error. Never credentials, tokens or attributes beyond names. */
  readonly output: Readonly<Record<string, unknown>>;
  /** ISO 8601. */
  readonly at: string;
  readonly requestId?: string | undefined;
  /** Milliseconds. */
  readonly duration?: number | undefined;
  /** How often the call was sent; more than 1 means retries. */
  readonly attempts?: number | undefined;
}

/** What a diagnosis cost. */
export interface CallSummary {
  readonly total: number;
  /** The longest chain of calls of which each waited for the one before; additional sources not counted. */
  readonly rounds: number;
  /** Calls to additional sources, which only some answers need. */
  readonly additional: number;
  /** Calls that only learned permission set names, which are kept for ever because they cannot change (facts B1). */
  readonly nameLookups: number;
  readonly byOperation: Readonly<Record<string, number>>;
}
