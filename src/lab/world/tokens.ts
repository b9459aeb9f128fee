/** Sign-ins, and the clients, codes and tokens of the OIDC service (facts 4.3). */
import type { AccountId } from "../../model/ids.ts";
import type { User } from "../../model/organization-document/document.ts";

export interface TokenClient {
  readonly id: string;
  readonly secret: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly redirectUris: readonly string[];
  /** Empty: a client that named none. */
  readonly grantTypes: readonly string[];
  /** Milliseconds of the lab's clock. */
  readonly secretEndsAt: number;
}

export interface DeviceCode {
  readonly code: string;
  /** `ABCD-EFGH`, what a person types. */
  readonly userCode: string;
  readonly clientId: string;
  readonly endsAt: number;
  /** Seconds between two polls. */
  readonly interval: number;
  readonly lastPolledAt: number;
  /** The user who approved it, or `denied`. */
  readonly outcome: { readonly userId: string } | "denied" | undefined;
}

export interface AuthorizationCode {
  readonly code: string;
  readonly clientId: string;
  readonly redirectUri: string;
  /** Base64url of the verifier's SHA-256. */
  readonly challenge: string;
  readonly userId: string;
  readonly endsAt: number;
}

export interface RefreshToken {
  readonly token: string;
  readonly clientId: string;
  readonly userId: string;
  /** The access token that it last gave. */
  readonly accessToken: string;
  readonly endsAt: number;
}

/** A bearer token of the SCIM tenant; the token itself is not kept. */
export interface ScimToken {
  readonly id: string;
  /** SHA-256, hexadecimal. */
  readonly digest: string;
  /** ISO 8601. */
  readonly createdAt: string;
  /** ISO 8601. */
  readonly expiresAt: string;
}

/** A password that was right and still needs the code of the user's device. */
export interface SignInAttempt {
  readonly id: string;
  readonly userId: string;
  readonly endsAt: number;
}

/** A user's sign-in to the access portal, with what the portal showed at the last refresh (facts A15). */
export interface SignIn {
  readonly token: string;
  readonly user: User;
  /** Milliseconds of the lab's clock. */
  readonly endsAt: number;
  readonly refreshedAt: number;
  readonly listing: readonly PortalEntry[];
  /** What the token is for; undefined: a sign-in to the access portal itself. */
  readonly scopes?: readonly string[] | undefined;
}

/** One role under one account in a user's portal. */
export interface PortalEntry {
  readonly accountId: AccountId;
  readonly permissionSetName: string;
}

/** A client token of a creation, and what came of it. */
export interface ClientToken {
  /** Operation, account and token. */
  readonly token: string;
  readonly arn: string;
}

/** How long a portal token lives: facts E6. */
export const PORTAL_SESSION_MILLISECONDS = 8 * 3_600_000;
