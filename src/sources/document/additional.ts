/** The additional reads, answered from a saved organization document. */

import type { AccountIamFacts, PolicyLevel, RoleContent, SetContentFacts } from "../../facts/grant/additional-facts.ts";
import { cloudTrailEvents } from "../../facts/grant/cloudtrail-event.ts";
import type {
  Account,
  OrganizationDocument,
  PermissionSetContent,
  ProvisionedRole,
} from "../../model/organization-document/document.ts";
import { partitionOf } from "../../model/partition.ts";
import { IAM_ROLES_PER_ACCOUNT, MANAGED_POLICIES_PER_ROLE } from "../../model/quotas.ts";
import { known, unread } from "../../model/reading.ts";
import { reservedRoleArn } from "../../model/reserved-role.ts";
import type { AccessAttributes, AccessPolicyType, AdditionalReader } from "../additional-reader.ts";
import { attributeValue } from "../attribute-path.ts";
import { type Answer, accountAccessReads } from "./account-access.ts";
import { consoleSignInReads } from "./console-sign-in.ts";
import { gapsOf } from "./gaps.ts";
import { namesakeIn } from "./same-name.ts";

/** Service-linked role and the organization's own role. */
const ROLES_BESIDES = 2;

export function documentAdditionalReader(document: OrganizationDocument, answer: Answer): AdditionalReader {
  const account = (id: string) => document.accounts.find((one) => one.id === id);
  return {
    canReadAccountIam: true,
    trail: (names) =>
      answer(
        "LookupEvents",
        { names },
        cloudTrailEvents(document.events).filter(({ name }) => names.includes(name)),
      ),
    accountIam: async (accountId, name) => {
      const row = account(accountId);
      if (!row) return unread("the document has no such account");
      return known(await accountIam(document, row, name, answer));
    },
    policyText: (accountId, policyArn) => {
      const found = account(accountId)?.customerManagedPolicies.find(
        ({ name, path }) => policyArn === `${iamArn(document, accountId)}:policy${path}${name}`,
      );
      if (/:aws:policy\//.test(policyArn))
        return Promise.resolve(unread("a saved document does not hold the texts of AWS managed policies"));
      return answer("GetPolicyVersion", { policyArn }, found ? { name: policyArn, text: found.document } : null);
    },
    policyLevels: (accountId, type) =>
      answer("ListPoliciesForTarget", { accountId, type }, levels(document, accountId, type)),
    setContent: (_instance, arn) => answer("DescribePermissionSetPolicies", { arn }, setContentIn(document, arn)),
    accessAttributes: (_instance, _store, userId) =>
      answer("DescribeInstanceAccessControlAttributeConfiguration", {}, accessAttributesIn(document, userId)),
    namesakeId: (_store, path, value) => answer("GetUserId", { [path]: value }, namesakeIn(document, path, value)),
    trustedServices: () => answer("ListAWSServiceAccessForOrganization", {}, document.organization.trustedServices),
    applicationsOf: (_instance, principal) =>
      answer(
        "ListApplicationAssignmentsForPrincipal",
        { principal },
        document.applications
          .filter(({ assignments }) => assignments.some(({ id }) => id === principal.id))
          .map(({ arn, name, description }) => ({ arn, name, description })),
      ),
    ...accountAccessReads(document, answer, gapsOf(undefined)),
    ...consoleSignInReads(document, answer),
    permissionSetsEnabled: () =>
      answer(
        "DescribeInstance",
        {},
        document.instance?.kind === "organization" && document.instance.permissionSetsEnabled !== false,
      ),
    instanceRegions: () =>
      answer(
        "ListRegions",
        {},
        document.instance ? [document.instance.primaryRegion, ...document.instance.additionalRegions] : [],
      ),
  };
}

function setContentIn({ permissionSets }: OrganizationDocument, arn: string): SetContentFacts {
  const set = permissionSets.find((one) => one.arn === arn);
  return {
    managedPolicyArns: set?.managedPolicyArns ?? [],
    customerManagedPolicies: set?.customerManagedPolicies ?? [],
    inlinePolicy: set?.inlinePolicy ?? "",
    boundary: set?.permissionsBoundary ?? null,
  };
}

function accessAttributesIn({ instance, users }: OrganizationDocument, userId: string): AccessAttributes {
  const sources = instance?.accessControlAttributes?.sources;
  const user = users.find(({ id }) => id === userId);
  const shape = user && apiShape(user);
  const values = Object.entries(sources ?? {}).map(([key, source]) => [key, attributeValue(shape, source)] as const);
  return { isEnabled: sources !== undefined, values: Object.fromEntries(values) };
}

/** The user as DescribeUser would print it: attribute paths are paths into that. */
const apiShape = (user: OrganizationDocument["users"][number]): Readonly<Record<string, unknown>> => ({
  UserName: user.userName,
  DisplayName: user.displayName,
  Name: { GivenName: user.givenName, FamilyName: user.familyName },
  Emails: user.email === undefined ? [] : [{ Value: user.email }],
  ...user.attributes,
});

async function accountIam(
  document: OrganizationDocument,
  account: Account,
  setName: string,
  answer: Answer,
): Promise<AccountIamFacts> {
  const { iam } = account;
  const sets = new Map(document.permissionSets.map((set) => [set.arn, set]));
  const reserved = document.provisionedRoles.filter((row) => row.accountId === account.id && row.isRolePresent);
  const row = reserved.find(({ permissionSetArn }) => sets.get(permissionSetArn)?.name === setName);
  const content = row && (row.content ?? sets.get(row.permissionSetArn));
  const role = row && content ? roleContent(document, account, row, content) : null;
  const own =
    reserved.length === 0 || iam?.identityCenterSamlProvider === "missing" ? [] : [providerArn(document, account)];
  const others = (iam?.samlProviders ?? []).map(({ name }) => `${iamArn(document, account.id)}:saml-provider/${name}`);
  return {
    role: await answer("GetRole", { account: account.id }, role),
    samlProviderArns: await answer("ListSAMLProviders", { account: account.id }, [...own, ...others]),
    hasServiceLinkedRole: await answer(
      "GetRole",
      { account: account.id, RoleName: "AWSServiceRoleForSSO" },
      iam?.serviceLinkedRole !== "missing",
    ),
    summary: await answer(
      "GetAccountSummary",
      { account: account.id },
      {
        roles: reserved.length + (iam?.roles.length ?? 0) + ROLES_BESIDES,
        rolesQuota: iam?.quotas.roles ?? IAM_ROLES_PER_ACCOUNT,
        policiesPerRoleQuota: iam?.quotas.attachedPoliciesPerRole ?? MANAGED_POLICIES_PER_ROLE,
      },
    ),
    customerPolicies: await answer(
      "ListPolicies",
      { account: account.id },
      account.customerManagedPolicies.map(({ name, path }) => ({ name, path })),
    ),
  };
}

/** Facts 4.2: the usual name of the provider; which sixteen digits it has does not matter here. */
const providerArn = (document: OrganizationDocument, { id }: Account): string =>
  `${iamArn(document, id)}:saml-provider/AWSSSO_${(document.instance?.arn ?? "").slice(-16)}_DO_NOT_DELETE`;

/** `arn:aws-us-gov:iam::111122223333`, of the instance's partition. */
const iamArn = ({ instance }: OrganizationDocument, accountId: string): string =>
  `arn:${partitionOf(instance?.primaryRegion ?? "us-east-1")}:iam::${accountId}`;

function roleContent(
  document: OrganizationDocument,
  account: Account,
  row: ProvisionedRole,
  content: PermissionSetContent,
): RoleContent {
  const customer = ({ name, path }: { readonly name: string; readonly path: string }): string =>
    `${iamArn(document, account.id)}:policy${path}${name}`;
  const { permissionsBoundary: boundary } = content;
  return {
    roleName: row.roleName,
    arn: reservedRoleArn(account.id, document.instance?.primaryRegion ?? "us-east-1", row.roleName),
    roleId: undefined,
    createdAt: row.createdAt,
    trustedProviderArn: providerArn(document, account),
    attachedPolicyArns: [...content.managedPolicyArns, ...content.customerManagedPolicies.map(customer)],
    inlinePolicies: content.inlinePolicy === "" ? {} : { AwsSSOInlinePolicy: content.inlinePolicy },
    boundaryArn: boundary && (boundary.kind === "aws-managed" ? boundary.arn : customer(boundary.reference)),
  };
}

/** AWS's own, attached everywhere unless somebody took it off (Organizations User Guide). */
const FULL_ACCESS: Readonly<Record<AccessPolicyType, { readonly id: string; readonly text: string }>> = {
  SERVICE_CONTROL_POLICY: {
    id: "p-FullAWSAccess",
    text: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
  },
  RESOURCE_CONTROL_POLICY: {
    id: "p-RCPFullAWSAccess",
    text: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}',
  },
};

function levels(document: OrganizationDocument, accountId: string, type: AccessPolicyType): readonly PolicyLevel[] {
  const chain: string[] = [accountId];
  const parents = new Map<string, string>([
    ...document.accounts.map(({ id, parentId }) => [id, parentId] as const),
    ...document.organizationalUnits.map(({ id, parentId }) => [id, parentId] as const),
  ]);
  for (let parent = parents.get(accountId); parent && !chain.includes(parent); parent = parents.get(parent))
    chain.unshift(parent);
  const { id: fullAccessId, text: fullAccess } = FULL_ACCESS[type];
  const detached = document.organization.fullAccessDetachedFrom?.[fullAccessId] ?? [];
  // A type that is not enabled has nothing attached (Organizations User Guide).
  if (document.organization.policyTypes?.includes(type) === false)
    return chain.map((target) => ({ target, policies: [] }));
  return chain.map((target) => ({
    target,
    policies: [
      ...(detached.includes(target) ? [] : [{ name: fullAccessId.slice(2), text: fullAccess }]),
      ...document.policies
        .filter((policy) => policy.type === type && policy.targets.includes(target))
        .map(({ id, name, document: text }) => ({ name: `${name} (${id})`, text })),
    ],
  }));
}
