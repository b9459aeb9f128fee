/** Applications and trusted token issuers with every id in place. */
import { derivedHex } from "../derived-ids.ts";
import type { AccountId, InstanceArn } from "../ids.ts";
import { type Application, CUSTOM_PROVIDER, type TrustedTokenIssuer } from "./applications.ts";
import { type Completion, DEFAULT_TIME } from "./completion.ts";
import { findPrincipal } from "./names.ts";

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
