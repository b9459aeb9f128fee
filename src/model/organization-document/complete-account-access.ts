/** Applications and entitlements of account access manager with every id in place, and the application that sso-admin lists. */
import { derivedHex } from "../derived-ids.ts";
import type { AccountId, InstanceArn } from "../ids.ts";
import {
  ACCOUNT_ACCESS_APPLICATION_NAME,
  ACCOUNT_ACCESS_PROVIDER,
  type AccountAccessApplication,
  type Entitlement,
} from "./account-access.ts";
import type { Application } from "./applications.ts";
import { type Completion, DEFAULT_TIME } from "./completion.ts";
import { findPrincipal } from "./names.ts";

interface Owner {
  readonly instanceArn: InstanceArn;
  readonly region: string;
  readonly accountId: AccountId;
}

export const completeAccountAccessApplications = (
  { written, problems }: Completion,
  { instanceArn, region, accountId }: Owner,
): AccountAccessApplication[] =>
  (written.accountAccessApplications ?? []).map((row, at) => {
    // Facts AAM25.
    if (row.arn !== undefined && row.arn.split(":")[3] !== region)
      problems.push({
        path: `accountAccessApplications[${at}].arn`,
        message: `an application is in the primary Region of the instance, which is ${region}`,
      });
    const name = `account access ${accountId} ${at}`;
    const createdAt = row.createdAt ?? DEFAULT_TIME;
    const status = row.status ?? "ACTIVE";
    return {
      arn: row.arn ?? `arn:aws:account-access:${region}:${accountId}:application/${derivedHex(name, 16)}`,
      tenantId: row.tenantId ?? `aa-${derivedHex(name, 9)}`,
      instanceArn,
      identityCenterApplicationArn:
        row.identityCenterApplicationArn ??
        (status === "ACTIVE" && row.arn === undefined
          ? identityCenterApplicationArn(instanceArn, accountId, derivedHex(name, 16))
          : undefined),
      status,
      error: row.error,
      failsWith: row.failsWith,
      endsAt: row.endsAt,
      tags: row.tags ?? {},
      createdAt,
      updatedAt: row.updatedAt ?? createdAt,
    };
  });

/** `arn:aws:sso::<account>:application/ssoins-…/apl-…` (facts AAM22). */
export const identityCenterApplicationArn = (instanceArn: string, accountId: string, hex: string): string =>
  `arn:aws:sso::${accountId}:application/${instanceArn.slice(instanceArn.lastIndexOf("/") + 1)}/apl-${hex}`;

/** The row that sso-admin has of an application of account access manager; undefined where it has none. */
export function identityCenterApplication(
  { identityCenterApplicationArn: arn, instanceArn, tenantId, createdAt }: AccountAccessApplication,
  { region, accountId }: Pick<Owner, "region" | "accountId">,
): Application | undefined {
  if (arn === undefined) return undefined;
  return {
    arn,
    instanceArn,
    accountId,
    name: ACCOUNT_ACCESS_APPLICATION_NAME,
    providerArn: ACCOUNT_ACCESS_PROVIDER,
    status: "ENABLED",
    portal: { visibility: "ENABLED", origin: "APPLICATION", url: accountAccessPortalUrl(tenantId, region) },
    // Whether users must be assigned to it is open (facts AAM section 9).
    assignmentRequired: false,
    assignments: [],
    accessScopes: [
      { scope: "account_access:read_only", targets: [] },
      { scope: "account_access:assume", targets: [] },
    ],
    authenticationMethods: {},
    grants: {},
    backgroundSessions: "DISABLED",
    tags: {},
    createdAt,
  };
}

/** Facts AAM3. */
export const accountAccessPortalUrl = (tenantId: string, region: string): string =>
  `https://${tenantId}.account-access.${region}.app.aws`;

export function completeEntitlements(
  { written, names, problems }: Completion,
  applications: readonly AccountAccessApplication[],
): Entitlement[] {
  return (written.entitlements ?? []).flatMap((row, at): Entitlement[] => {
    const path = `entitlements[${at}]`;
    const principal = findPrincipal(names, row, path, problems);
    const application = applications.find(({ arn }) => row.application === undefined || row.application === arn);
    if (!application)
      problems.push({
        path: `${path}.application`,
        message: "no row of accountAccessApplications has this ARN",
      });
    if (!principal || !application) return [];
    return [
      {
        id: row.id ?? `ent-${derivedHex(`${application.arn} ${principal.id} ${row.role}`, 16)}`,
        applicationArn: application.arn,
        principal,
        roleArn: row.role,
        createdAt: row.createdAt ?? DEFAULT_TIME,
      },
    ];
  });
}
