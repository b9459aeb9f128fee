/** What an account of the organization document holds of IAM besides its permission sets' roles. */
import * as z from "zod/mini";

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

const text = z.string().check(z.minLength(1), z.maxLength(131_072));
const tags = z.record(z.string(), z.string());
const policy = z.union([z.string(), z.record(z.string(), z.unknown())]);
const count = z.int().check(z.nonnegative());

export const writtenCustomerManagedPolicy = z.strictObject({
  name: text,
  path: z.optional(text),
  document: z.optional(policy),
  description: z.optional(z.string()),
  tags: z.optional(tags),
  versions: z.optional(z.array(z.strictObject({ id: text, document: policy, createdAt: text }))),
  defaultVersion: z.optional(text),
  createdAt: z.optional(text),
});

export const writtenAccountIam = z.strictObject({
  roles: z.optional(
    z.array(
      z.strictObject({
        name: text,
        path: z.optional(text),
        trustPolicy: policy,
        description: z.optional(z.string()),
        maxSessionDuration: z.optional(count),
        permissionsBoundary: z.optional(text),
        inlinePolicies: z.optional(z.record(z.string(), policy)),
        attachedPolicyArns: z.optional(z.array(text)),
        tags: z.optional(tags),
        createdAt: z.optional(text),
      }),
    ),
  ),
  samlProviders: z.optional(
    z.array(
      z.strictObject({ name: text, metadata: z.optional(text), tags: z.optional(tags), createdAt: z.optional(text) }),
    ),
  ),
  quotas: z.optional(
    z.strictObject({
      roles: z.optional(count),
      attachedPoliciesPerRole: z.optional(count),
      samlProviders: z.optional(count),
    }),
  ),
  alias: z.optional(text),
  identityCenterSamlProvider: z.optional(z.literal("missing")),
  serviceLinkedRole: z.optional(z.literal("missing")),
  deletedAwsManagedPolicies: z.optional(z.array(text)),
  disabledRegions: z.optional(z.array(text)),
});

type Written<T extends z.ZodMiniType> = z.infer<T>;
const policyText = (value: string | Readonly<Record<string, unknown>>): string =>
  typeof value === "string" ? value : JSON.stringify(value);

export const completePolicy = (written: Written<typeof writtenCustomerManagedPolicy>): CustomerManagedPolicy => ({
  ...written,
  path: written.path ?? "/",
  document: policyText(written.document ?? { Version: "2012-10-17", Statement: [] }),
  versions: written.versions?.map((version) => ({ ...version, document: policyText(version.document) })),
});

export function completeIam(
  written: Written<typeof writtenAccountIam> | undefined,
  defaultTime: string,
): AccountIam | undefined {
  if (!written) return undefined;
  return {
    roles: (written.roles ?? []).map((role) => ({
      name: role.name,
      path: role.path ?? "/",
      trustPolicy: policyText(role.trustPolicy),
      description: role.description,
      maxSessionDuration: role.maxSessionDuration ?? 3600,
      permissionsBoundary: role.permissionsBoundary,
      inlinePolicies: Object.fromEntries(
        Object.entries(role.inlinePolicies ?? {}).map(([name, document]) => [name, policyText(document)]),
      ),
      attachedPolicyArns: role.attachedPolicyArns ?? [],
      tags: role.tags ?? {},
      createdAt: role.createdAt ?? defaultTime,
    })),
    samlProviders: (written.samlProviders ?? []).map((provider) => ({
      name: provider.name,
      metadata: provider.metadata ?? "<EntityDescriptor/>",
      tags: provider.tags ?? {},
      createdAt: provider.createdAt ?? defaultTime,
    })),
    quotas: written.quotas ?? {},
    alias: written.alias,
    identityCenterSamlProvider: written.identityCenterSamlProvider,
    serviceLinkedRole: written.serviceLinkedRole,
    deletedAwsManagedPolicies: written.deletedAwsManagedPolicies ?? [],
    disabledRegions: written.disabledRegions ?? [],
  };
}

/** The form that is read back unchanged. */
export const writtenFormOfIam = (iam: AccountIam): Written<typeof writtenAccountIam> => ({
  ...iam,
  roles: iam.roles.map((role) => ({
    ...role,
    inlinePolicies: { ...role.inlinePolicies },
    attachedPolicyArns: [...role.attachedPolicyArns],
    tags: { ...role.tags },
  })),
  samlProviders: iam.samlProviders.map((provider) => ({ ...provider, tags: { ...provider.tags } })),
  quotas: { ...iam.quotas },
  deletedAwsManagedPolicies: [...iam.deletedAwsManagedPolicies],
  disabledRegions: [...iam.disabledRegions],
});

export const writtenFormOfPolicy = ({ tags: own, versions, ...row }: CustomerManagedPolicy) => ({
  ...row,
  tags: own && { ...own },
  versions: versions?.map((version) => ({ ...version })),
});
