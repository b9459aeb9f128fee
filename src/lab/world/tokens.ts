/** Clients, codes and tokens of the OIDC service (facts 4.3). */

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
