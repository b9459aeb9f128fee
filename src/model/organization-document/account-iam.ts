/** What an account of the organization document holds of IAM besides its permission sets' roles. */
import type { RoleTemplate } from "../role-template.ts";

export interface PolicyVersion {
  /** `v1`, `v2`, … */
  readonly id: string;
  readonly document: string;
  /** ISO 8601. */
  readonly createdAt: string;
}

export interface CustomerManagedPolicy {
  readonly name: string;
  readonly path: string;
  /** The JSON text of the default version. */
  readonly document: string;
  readonly description?: string | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
  /** Undefined: `document` is the only one, `v1`. */
  readonly versions?: readonly PolicyVersion[] | undefined;
  /** The id of the default version. */
  readonly defaultVersion?: string | undefined;
  /** ISO 8601. */
  readonly createdAt?: string | undefined;
}

export interface CustomerRole {
  readonly name: string;
  readonly path: string;
  /** The JSON text of the trust policy. */
  readonly trustPolicy: string;
  readonly description?: string | undefined;
  /** Seconds. */
  readonly maxSessionDuration: number;
  readonly permissionsBoundary?: string | undefined;
  /** JSON texts by name. */
  readonly inlinePolicies: Readonly<Record<string, string>>;
  readonly attachedPolicyArns: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  /** The role template that it was made from (facts N12). */
  readonly template?: RoleTemplate | undefined;
  /** ISO 8601. */
  readonly createdAt: string;
}

export const customerRoleArn = (accountId: string, { path, name }: Pick<CustomerRole, "path" | "name">): string =>
  `arn:aws:iam::${accountId}:role${path}${name}`;

export interface SamlProvider {
  readonly name: string;
  readonly metadata: string;
  readonly tags: Readonly<Record<string, string>>;
  /** ISO 8601. */
  readonly createdAt: string;
}

/** IAM's quotas of an account where they are not the defaults (facts 3.6). */
export interface IamQuotas {
  readonly roles?: number | undefined;
  readonly attachedPoliciesPerRole?: number | undefined;
  readonly samlProviders?: number | undefined;
}

export interface AccountIam {
  readonly roles: readonly CustomerRole[];
  readonly samlProviders: readonly SamlProvider[];
  readonly quotas: IamQuotas;
  readonly alias?: string | undefined;
  /** `missing`: somebody deleted `AWSSSO_…_DO_NOT_DELETE` (facts C5). */
  readonly identityCenterSamlProvider?: "missing" | undefined;
  /** `missing`: the account has no AWSServiceRoleForSSO, and Identity Center cannot make it (facts D12). */
  readonly serviceLinkedRole?: "missing" | undefined;
  /** AWS managed policies that are gone (facts D16). */
  readonly deletedAwsManagedPolicies: readonly string[];
  /** Regions that the account has switched off (facts A14). */
  readonly disabledRegions: readonly string[];
}

export const NO_IAM: AccountIam = {
  roles: [],
  samlProviders: [],
  quotas: {},
  deletedAwsManagedPolicies: [],
  disabledRegions: [],
};
