/** The IAM roles that exist in an account of the lab: the reserved ones of its permission sets, and the organization's own. */

import type { PermissionSetContent, ProvisionedRole } from "../../../model/organization-document/document.ts";
import { reservedRolePath } from "../../../model/reserved-role.ts";
import { contentOf } from "../../world/provisioning.ts";
import { grantKey, type World } from "../../world/world.ts";

export interface IamRole {
  readonly roleName: string;
  readonly path: string;
  readonly arn: string;
  readonly description: string | undefined;
  /** Seconds. */
  readonly maxSessionDuration: number;
  readonly trustPolicy: string;
  /** ISO 8601. */
  readonly createdAt: string;
  /** What a reserved role carries; undefined for other roles. */
  readonly content: PermissionSetContent | undefined;
}

/** Every member account made by Organizations has it (design, section 5). */
export const ORGANIZATION_ROLE = "OrganizationAccountAccessRole";
export const SERVICE_LINKED_ROLE = "AWSServiceRoleForSSO";

/** `AWSSSO_<16 hex>_DO_NOT_DELETE` (facts 4.2); the digits are the instance's. */
export function samlProviderName(world: World): string {
  return `AWSSSO_${world.instance?.arn.slice(-16) ?? "0000000000000000"}_DO_NOT_DELETE`;
}

export function accountRoles(world: World, accountId: string): readonly IamRole[] {
  const account = world.accounts.get(accountId);
  if (!account) return [];
  const reserved = [...world.roles.under("account", accountId)]
    .filter(({ isRolePresent }) => isRolePresent)
    .flatMap((row) => reservedRole(world, row) ?? []);
  const { managementAccountId } = world.organization;
  const own = accountId === managementAccountId ? [] : [organizationRole(accountId, managementAccountId)];
  return [...reserved, ...own, ...(reserved.length > 0 ? [serviceLinkedRole(accountId)] : [])];
}

export const accountRole = (world: World, accountId: string, roleName: string): IamRole | undefined =>
  accountRoles(world, accountId).find((role) => role.roleName === roleName);

/** Whether the reserved role is one that a set has in the account at all: IAM protects those (facts 4.2). */
export const isProtected = (roleName: string): boolean => roleName.startsWith("AWSReservedSSO_");

function reservedRole(world: World, row: ProvisionedRole): IamRole | undefined {
  const set = world.permissionSets.get(row.permissionSetArn);
  if (!set || !world.roles.has(grantKey(row))) return undefined;
  const path = reservedRolePath(world.instance?.primaryRegion ?? "us-east-1");
  const content = row.content ?? contentOf(set);
  return {
    roleName: row.roleName,
    path,
    arn: `arn:aws:iam::${row.accountId}:role${path}${row.roleName}`,
    description: content.description,
    // Facts E6: always 12 hours, whatever the set's session duration.
    maxSessionDuration: 43_200,
    trustPolicy: JSON.stringify({
      Version: "2012-10-17",
      Statement: {
        Effect: "Allow",
        Action: ["sts:AssumeRoleWithSAML", "sts:TagSession"],
        Principal: { Federated: `arn:aws:iam::${row.accountId}:saml-provider/${samlProviderName(world)}` },
        Condition: { StringEquals: { "SAML:aud": "https://signin.aws.amazon.com/saml" } },
      },
    }),
    createdAt: row.createdAt,
    content,
  };
}

const plainRole = (accountId: string, path: string, roleName: string, principal: object): IamRole => ({
  roleName,
  path,
  arn: `arn:aws:iam::${accountId}:role${path}${roleName}`,
  description: undefined,
  maxSessionDuration: 3600,
  trustPolicy: JSON.stringify({
    Version: "2012-10-17",
    Statement: { Effect: "Allow", Action: "sts:AssumeRole", Principal: principal },
  }),
  createdAt: "2026-01-05T08:00:00Z",
  content: undefined,
});

const organizationRole = (accountId: string, managementAccountId: string): IamRole =>
  plainRole(accountId, "/", ORGANIZATION_ROLE, { AWS: `arn:aws:iam::${managementAccountId}:root` });

const serviceLinkedRole = (accountId: string): IamRole =>
  plainRole(accountId, "/aws-service-role/sso.amazonaws.com/", SERVICE_LINKED_ROLE, { Service: "sso.amazonaws.com" });
