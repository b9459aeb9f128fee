/** Applications and trusted token issuers of the organization document: types, written form, completion. */
import * as z from "zod/mini";
import { derivedHex } from "../derived-ids.ts";
import type { AccountId, InstanceArn, Principal } from "../ids.ts";
import { type Completion, DEFAULT_TIME } from "./completion.ts";
import { findPrincipal } from "./names.ts";

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

const text = z.string().check(z.minLength(1), z.maxLength(2048));
const state = z.enum(["ENABLED", "DISABLED"]);
const tags = z.record(z.string(), z.string());
const anything = z.record(z.string(), z.unknown());

export const writtenApplication = z.strictObject({
  arn: z.optional(text),
  name: text,
  providerArn: z.optional(text),
  description: z.optional(text),
  status: z.optional(state),
  portal: z.optional(
    z.strictObject({
      visibility: z.optional(state),
      origin: z.optional(z.enum(["IDENTITY_CENTER", "APPLICATION"])),
      url: z.optional(text),
    }),
  ),
  assignmentRequired: z.optional(z.boolean()),
  assignments: z.optional(z.array(z.strictObject({ user: z.optional(text), group: z.optional(text) }))),
  accessScopes: z.optional(z.array(z.strictObject({ scope: text, targets: z.optional(z.array(text)) }))),
  authenticationMethods: z.optional(anything),
  grants: z.optional(anything),
  backgroundSessions: z.optional(state),
  tags: z.optional(tags),
  createdAt: z.optional(text),
});

export const writtenTrustedTokenIssuer = z.strictObject({
  arn: z.optional(text),
  name: text,
  issuerUrl: text,
  claimAttributePath: z.optional(text),
  identityStoreAttributePath: z.optional(text),
  tags: z.optional(tags),
});

/** Custom OAuth 2.0 applications, the provider that the API lets customers create. */
export const CUSTOM_PROVIDER = "arn:aws:sso::aws:applicationProvider/custom";

const instancePart = (instanceArn: InstanceArn): string => instanceArn.slice(instanceArn.lastIndexOf("/") + 1);

export function completeApplications(
  { written, names, problems }: Completion,
  instanceArn: InstanceArn,
  accountId: AccountId,
): Application[] {
  return (written.applications ?? []).map((row, at) => ({
    arn:
      row.arn ??
      `arn:aws:sso::${accountId}:application/${instancePart(instanceArn)}/apl-${derivedHex(`application ${row.name}`, 16)}`,
    instanceArn,
    accountId,
    name: row.name,
    providerArn: row.providerArn ?? CUSTOM_PROVIDER,
    description: row.description,
    status: row.status ?? "ENABLED",
    portal: { visibility: row.portal?.visibility ?? "ENABLED", origin: row.portal?.origin, url: row.portal?.url },
    assignmentRequired: row.assignmentRequired ?? true,
    assignments: (row.assignments ?? []).flatMap(
      (principal, index) =>
        findPrincipal(names, principal, `applications[${at}].assignments[${index}]`, problems) ?? [],
    ),
    accessScopes: (row.accessScopes ?? []).map(({ scope, targets }) => ({ scope, targets: targets ?? [] })),
    authenticationMethods: row.authenticationMethods ?? {},
    grants: row.grants ?? {},
    backgroundSessions: row.backgroundSessions ?? "DISABLED",
    tags: row.tags ?? {},
    createdAt: row.createdAt ?? DEFAULT_TIME,
  }));
}

export function completeTrustedTokenIssuers(
  { written }: Completion,
  instanceArn: InstanceArn,
  accountId: AccountId,
): TrustedTokenIssuer[] {
  return (written.trustedTokenIssuers ?? []).map((row) => ({
    arn:
      row.arn ??
      `arn:aws:sso::${accountId}:trustedTokenIssuer/${instancePart(instanceArn)}/tti-${derivedUuid(row.name)}`,
    instanceArn,
    name: row.name,
    issuerUrl: row.issuerUrl,
    claimAttributePath: row.claimAttributePath ?? "email",
    identityStoreAttributePath: row.identityStoreAttributePath ?? "emails.value",
    tags: row.tags ?? {},
  }));
}

function derivedUuid(name: string): string {
  const hex = derivedHex(`issuer ${name}`, 32);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

export const writtenFormOfApplication = ({ instanceArn: _, accountId: __, ...row }: Application) => ({
  ...row,
  portal: { ...row.portal },
  assignments: row.assignments.map(({ type, id }) => (type === "USER" ? { user: id } : { group: id })),
  accessScopes: row.accessScopes.map(({ scope, targets }) => ({ scope, targets: [...targets] })),
  authenticationMethods: { ...row.authenticationMethods },
  grants: { ...row.grants },
  tags: { ...row.tags },
});

export const writtenFormOfTrustedTokenIssuer = ({ instanceArn: _, ...row }: TrustedTokenIssuer) => ({
  ...row,
  tags: { ...row.tags },
});
