/** Applications and trusted token issuers of the organization document. */
import type { AccountId, InstanceArn, Principal } from "../ids.ts";

export interface Application {
  readonly arn: string;
  readonly instanceArn: InstanceArn;
  readonly accountId: AccountId;
  readonly name: string;
  readonly providerArn: string;
  readonly description?: string | undefined;
  readonly status: "ENABLED" | "DISABLED";
  readonly portal: {
    readonly visibility: "ENABLED" | "DISABLED";
    readonly origin?: "IDENTITY_CENTER" | "APPLICATION" | undefined;
    readonly url?: string | undefined;
  };
  readonly assignmentRequired: boolean;
  readonly assignments: readonly Principal[];
  readonly accessScopes: readonly { readonly scope: string; readonly targets: readonly string[] }[];
  /** The API's own shapes, by type. */
  readonly authenticationMethods: Readonly<Record<string, unknown>>;
  /** The API's own shapes, by grant type. */
  readonly grants: Readonly<Record<string, unknown>>;
  readonly backgroundSessions: "ENABLED" | "DISABLED";
  readonly tags: Readonly<Record<string, string>>;
  /** ISO 8601. */
  readonly createdAt: string;
}

export interface TrustedTokenIssuer {
  readonly arn: string;
  readonly instanceArn: InstanceArn;
  readonly name: string;
  readonly issuerUrl: string;
  readonly claimAttributePath: string;
  readonly identityStoreAttributePath: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** Custom OAuth 2.0 applications, the provider that the API lets customers create. */
export const CUSTOM_PROVIDER = "arn:aws:sso::aws:applicationProvider/custom";
