/** Writes an organization document in its canonical text: fixed field order, ids as references, absent members left out. */
import { stringify } from "yaml";
import type { Principal } from "../ids.ts";
import type { Instance, Organization, OrganizationDocument } from "./document.ts";
import type { NetworkControl } from "./instance.ts";
import { writtenFormOfAccountAccessApplication, writtenFormOfEntitlement } from "./written/account-access.ts";
import { writtenFormOfIam, writtenFormOfPolicy } from "./written/account-iam.ts";
import { writtenFormOfApplication, writtenFormOfTrustedTokenIssuer } from "./written/applications.ts";
import { writtenFormOfCoverage } from "./written/coverage.ts";
import type { WrittenDocument } from "./written/document.ts";
import { writtenFormOfSignIn } from "./written/sign-in.ts";

/** The document as a value that `loadOrganizationDocument` reads back unchanged. */
export function writtenForm(document: OrganizationDocument): WrittenDocument {
  const { schema, takenAt, isUndated, organization, instance, lab } = document;
  return {
    schema,
    takenAt: isUndated === true ? undefined : takenAt,
    organization: writtenOrganization(organization),
    instance: instance && writtenInstance(instance),
    ...writtenTree(document),
    ...writtenDirectory(document),
    ...writtenGrants(document),
    ...writtenRest(document),
    lab: { ...lab },
    coverage: document.coverage && writtenFormOfCoverage(document.coverage),
  };
}

const writtenOrganization = (organization: Organization) => ({
  ...organization,
  trustedServices: [...organization.trustedServices],
  delegatedAdministrators: [...organization.delegatedAdministrators],
  delegatedServices:
    organization.delegatedServices &&
    Object.fromEntries(Object.entries(organization.delegatedServices).map(([service, ids]) => [service, [...ids]])),
  policyTypes: organization.policyTypes && [...organization.policyTypes],
  fullAccessDetachedFrom:
    organization.fullAccessDetachedFrom &&
    Object.fromEntries(
      Object.entries(organization.fullAccessDetachedFrom).map(([policy, nodes]) => [policy, [...nodes]]),
    ),
  rootTags: organization.rootTags && { ...organization.rootTags },
});

const writtenTree = (document: OrganizationDocument) => ({
  organizationalUnits: document.organizationalUnits.map(({ parentId, tags, ...unit }) => ({
    ...unit,
    parent: parentId,
    tags: tags && { ...tags },
  })),
  policies: document.policies.map(({ tags, ...policy }) => ({
    ...policy,
    targets: [...policy.targets],
    tags: tags && { ...tags },
  })),
  accounts: document.accounts.map(({ parentId, customerManagedPolicies, iam, signIn, tags, ...account }) => ({
    ...account,
    parent: parentId,
    customerManagedPolicies: customerManagedPolicies.map(writtenFormOfPolicy),
    iam: iam && writtenFormOfIam(iam),
    signIn: signIn && writtenFormOfSignIn(signIn),
    tags: tags && { ...tags },
  })),
});

const writtenDirectory = (document: OrganizationDocument) => ({
  users: document.users.map(({ attributes, ...user }) => ({ ...user, attributes: attributes && { ...attributes } })),
  groups: document.groups.map((group) => ({ ...group })),
  memberships: document.memberships.map(({ id, groupId, userId }) => ({ id, group: groupId, user: userId })),
});

const writtenGrants = (document: OrganizationDocument) => ({
  permissionSets: document.permissionSets.map(({ tags, ...set }) => ({ ...writtenContent(set), tags: { ...tags } })),
  assignments: document.assignments.map(({ accountId, permissionSetArn, principal }) => ({
    account: accountId,
    permissionSet: permissionSetArn,
    ...writtenPrincipal(principal),
  })),
  provisionedRoles: document.provisionedRoles.map(({ accountId, permissionSetArn, content, ...role }) => ({
    account: accountId,
    permissionSet: permissionSetArn,
    ...role,
    content: content && writtenContent(content),
  })),
  requests: document.requests.map((request) => {
    const { accountId, permissionSetArn, ...row } = request;
    const { principal, ...rest } = "principal" in row ? row : { ...row, principal: undefined };
    return {
      ...rest,
      account: accountId,
      permissionSet: permissionSetArn,
      ...(principal && writtenPrincipal(principal)),
    };
  }),
});

const writtenRest = (document: OrganizationDocument) => ({
  applications: document.applications.map(writtenFormOfApplication),
  trustedTokenIssuers: document.trustedTokenIssuers.map(writtenFormOfTrustedTokenIssuer),
  accountAccessApplications: document.accountAccessApplications.map(writtenFormOfAccountAccessApplication),
  entitlements: document.entitlements.map(writtenFormOfEntitlement),
  scimTokens: document.scimTokens.map((token) => ({ ...token })),
  events: document.events.map((event) => ({ ...event })),
  portalSessions: document.portalSessions.map(({ userId, refreshedAt, sees }) => ({
    user: userId,
    refreshedAt,
    sees: sees.map(({ accountId, permissionSetName }) => ({ account: accountId, permissionSet: permissionSetName })),
  })),
  faults: document.faults.map((fault) => ({ ...fault })),
});

/** The canonical text; the same document always gives the same text. */
export function writeOrganizationDocument(document: OrganizationDocument, format: "json" | "yaml" = "json"): string {
  const json = JSON.stringify(writtenForm(document), null, 2);
  return format === "json" ? `${json}\n` : stringify(JSON.parse(json), { lineWidth: 120 });
}

const writtenNetworkControl = ({ apiAllowSourceIps, scimAllowSourceIps }: NetworkControl) => ({
  ...(apiAllowSourceIps && { apiAllowSourceIps: [...apiAllowSourceIps] }),
  ...(scimAllowSourceIps && { scimAllowSourceIps: [...scimAllowSourceIps] }),
});

const writtenInstance = ({ tags, accessControlAttributes, networkControl, ...instance }: Instance) => ({
  ...instance,
  ...(networkControl && { networkControl: writtenNetworkControl(networkControl) }),
  additionalRegions: [...instance.additionalRegions],
  tags: tags && { ...tags },
  accessControlAttributes: accessControlAttributes && {
    ...accessControlAttributes,
    sources: { ...accessControlAttributes.sources },
  },
});

const writtenPrincipal = ({ type, id }: Principal): { user: string } | { group: string } =>
  type === "USER" ? { user: id } : { group: id };

function writtenContent<
  T extends {
    readonly managedPolicyArns: readonly string[];
    readonly customerManagedPolicies: readonly { readonly name: string; readonly path: string }[];
  },
>(content: T) {
  return {
    ...content,
    managedPolicyArns: [...content.managedPolicyArns],
    customerManagedPolicies: content.customerManagedPolicies.map((policy) => ({ ...policy })),
  };
}
