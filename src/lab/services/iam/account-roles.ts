/** The IAM roles that exist in an account: those of its permission sets, of Organizations, of services, and the customer's own. */
import type { CustomerRole } from "../../../model/organization-document/account-iam.ts";
import type { PermissionSetContent, ProvisionedRole } from "../../../model/organization-document/document.ts";
import { reservedRolePath } from "../../../model/reserved-role.ts";
import { contentOf } from "../../world/provisioning.ts";
import { samlProviderName } from "../../world/saml-provider.ts";
import { grantKey, type World } from "../../world/world.ts";
import { iamOf } from "./account.ts";

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
  readonly attachedPolicyArns: readonly string[];
  /** JSON texts by name. */
  readonly inlinePolicies: Readonly<Record<string, string>>;
  readonly permissionsBoundary: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  /** What it was made from (facts N12). */
  readonly template?: CustomerRole["template"];
  /** The row of a role that the customer owns and may change; undefined for all others. */
  readonly customer: CustomerRole | undefined;
}

/** Every member account made by Organizations has it (design, section 5). */
export const ORGANIZATION_ROLE = "OrganizationAccountAccessRole";
export const SERVICE_LINKED_ROLE = "AWSServiceRoleForSSO";
export const SERVICE_ROLE_PATH = "/aws-service-role/";

/** What the inline policy is called on the role is open (facts 8.13); this is the name that is commonly seen. */
const INLINE_POLICY_NAME = "AwsSSOInlinePolicy";

export function accountRoles(world: World, accountId: string): readonly IamRole[] {
  const account = world.accounts.get(accountId);
  if (!account) return [];
  const reserved = [...world.roles.under("account", accountId)]
    .filter(({ isRolePresent }) => isRolePresent)
    .flatMap((row) => reservedRole(world, row) ?? []);
  const { managementAccountId } = world.organization;
  const iam = iamOf(account);
  const own = iam.roles.map((role) => customerRole(accountId, role));
  const isMade = !own.some(({ roleName }) => roleName === ORGANIZATION_ROLE) && accountId !== managementAccountId;
  const hasServiceRole = reserved.length > 0 && iam.serviceLinkedRole !== "missing";
  return [
    ...reserved,
    ...(isMade ? [organizationRole(accountId, managementAccountId)] : []),
    ...(hasServiceRole && !own.some(({ roleName }) => roleName === SERVICE_LINKED_ROLE)
      ? [serviceLinkedRole(accountId)]
      : []),
    ...own,
  ];
}

export const accountRole = (world: World, accountId: string, roleName: string): IamRole | undefined =>
  accountRoles(world, accountId).find((role) => role.roleName.toLowerCase() === roleName.toLowerCase());

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
      Statement: [
        {
          Effect: "Allow",
          Action: ["sts:AssumeRoleWithSAML", "sts:TagSession"],
          Principal: { Federated: `arn:aws:iam::${row.accountId}:saml-provider/${samlProviderName(world)}` },
          Condition: { StringEquals: { "SAML:aud": "https://signin.aws.amazon.com/saml" } },
        },
      ],
    }),
    createdAt: row.createdAt,
    attachedPolicyArns: attachedArns(content, row.accountId),
    inlinePolicies: content.inlinePolicy === "" ? {} : { [INLINE_POLICY_NAME]: content.inlinePolicy },
    permissionsBoundary: boundaryArn(content, row.accountId),
    // Tags of a set are not copied to its roles (facts 3.5).
    tags: {},
    customer: undefined,
  };
}

function attachedArns(content: PermissionSetContent, accountId: string): readonly string[] {
  const own = content.customerManagedPolicies.map(({ name, path }) => `arn:aws:iam::${accountId}:policy${path}${name}`);
  return [...content.managedPolicyArns, ...own];
}

function boundaryArn({ permissionsBoundary }: PermissionSetContent, accountId: string): string | undefined {
  if (permissionsBoundary?.kind === "aws-managed") return permissionsBoundary.arn;
  if (!permissionsBoundary) return undefined;
  const { name, path } = permissionsBoundary.reference;
  return `arn:aws:iam::${accountId}:policy${path}${name}`;
}

const customerRole = (accountId: string, role: CustomerRole): IamRole => ({
  roleName: role.name,
  path: role.path,
  arn: `arn:aws:iam::${accountId}:role${role.path}${role.name}`,
  description: role.description,
  maxSessionDuration: role.maxSessionDuration,
  trustPolicy: role.trustPolicy,
  createdAt: role.createdAt,
  attachedPolicyArns: role.attachedPolicyArns,
  inlinePolicies: role.inlinePolicies,
  permissionsBoundary: role.permissionsBoundary,
  tags: role.tags,
  template: role.template,
  customer: role,
});

const plainRole = (
  accountId: string,
  path: string,
  roleName: string,
  trust: { readonly principal: object; readonly policies: readonly string[] },
): IamRole => ({
  roleName,
  path,
  arn: `arn:aws:iam::${accountId}:role${path}${roleName}`,
  description: undefined,
  maxSessionDuration: 3600,
  trustPolicy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: trust.principal }],
  }),
  createdAt: "2026-01-05T08:00:00Z",
  attachedPolicyArns: trust.policies,
  inlinePolicies: {},
  permissionsBoundary: undefined,
  tags: {},
  customer: undefined,
});

const organizationRole = (accountId: string, managementAccountId: string): IamRole =>
  plainRole(accountId, "/", ORGANIZATION_ROLE, {
    principal: { AWS: `arn:aws:iam::${managementAccountId}:root` },
    policies: ["arn:aws:iam::aws:policy/AdministratorAccess"],
  });

const serviceLinkedRole = (accountId: string): IamRole =>
  plainRole(accountId, `${SERVICE_ROLE_PATH}sso.amazonaws.com/`, SERVICE_LINKED_ROLE, {
    principal: { Service: "sso.amazonaws.com" },
    policies: ["arn:aws:iam::aws:policy/aws-service-role/AWSSSOServiceRolePolicy"],
  });
