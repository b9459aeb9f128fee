/** An account's IAM as people write it in an organization document: its form, what may be left out, and the way back. */
import * as z from "zod/mini";
import type { AccountIam, CustomerManagedPolicy } from "../account-iam.ts";

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
        template: z.optional(z.strictObject({ arn: text, minorVersion: count })),
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
      template: role.template,
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
