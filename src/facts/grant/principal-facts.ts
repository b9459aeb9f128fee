/** A user or group that others have access through, or that was looked up for its name. */

export interface PrincipalFacts {
  readonly name: string;
  /** Of a user, for telling whether it is another record of the same person. */
  readonly displayName?: string | undefined;
  readonly email?: string | undefined;
  readonly isExternallyOwned: boolean;
  /** ISO 8601. */
  readonly createdAt: string | undefined;
}
