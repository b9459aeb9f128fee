/** The user of a grant as the directory has them. */
import type { UserId } from "../../model/ids.ts";

/** `identitystore DescribeUser`. */
export interface UserFacts {
  readonly id: UserId;
  readonly userName: string;
  readonly displayName: string;
  readonly givenName?: string | undefined;
  readonly familyName?: string | undefined;
  /** Of the enterprise extension; tells namesakes apart. */
  readonly department?: string | undefined;
  readonly email?: string | undefined;
  readonly status: "ENABLED" | "DISABLED";
  /** Whether an identity provider owns the record (it has external ids). */
  readonly isExternallyOwned: boolean;
  /** ISO 8601. */
  readonly createdAt: string | undefined;
}
