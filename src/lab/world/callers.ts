/** Who signs requests to the lab: accounts, and role sessions by the keys that the lab issued. */

/**
 * Who signed a request: an account (12 digits) and, for keys that the lab's own sts or portal issued, the role session.
 * Signatures are not verified; the access key id alone decides (design, section 5).
 */
export interface LabCaller {
  readonly accountId: string;
  /** What GetCallerIdentity answers: `arn:aws:iam::…:root`, `…:assumed-role/<role>/<session>`. */
  readonly arn: string;
  readonly userId: string;
  /** Of the session; by key. */
  readonly tags?: Readonly<Record<string, string>> | undefined;
  /** JSON of the policy that the session was made with. */
  readonly sessionPolicy?: string | undefined;
}

/** An access key that the lab issued, and the caller that it belongs to. */
export interface IssuedKey extends LabCaller {
  readonly accessKeyId: string;
  /** Milliseconds of the lab's clock. */
  readonly endsAt: number;
}
