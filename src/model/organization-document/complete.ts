/** Turns a checked, hand-written organization document into the canonical one: derived ids, defaults, names resolved. */
import { derivedHex, derivedIdentityStoreId, derivedInstanceArn, derivedPermissionSetArn } from "../derived-ids.ts";
import {
  type AccountId,
  certain,
  type InstanceArn,
  parseAccountId,
  parseIdentityStoreId,
  parseInstanceArn,
  parsePermissionSetArn,
  parseRegion,
} from "../ids.ts";
import { accessPortalUrl } from "../partition.ts";
import { IDENTITY_CENTER_SERVICE } from "../service-principals.ts";
import type { AccountAccessApplication } from "./account-access.ts";
import type { Application } from "./applications.ts";
import {
  completeAccountAccessApplications,
  completeEntitlements,
  identityCenterApplication,
} from "./complete-account-access.ts";
import { completeApplications, completeTrustedTokenIssuers } from "./complete-applications.ts";
import { completeGroups, completeMemberships, completeUsers } from "./complete-directory.ts";
import { completeAssignments, completePortalSessions, completeRequests, completeRoles } from "./complete-grants.ts";
import { type Completion, completeContent, DEFAULT_TIME, identifier, policyText } from "./completion.ts";
import type {
  Account,
  Instance,
  LabSettings,
  Organization,
  OrganizationDocument,
  OrganizationPolicy,
  PermissionSet,
} from "./document.ts";
import { ORGANIZATION_DOCUMENT_SCHEMA } from "./document.ts";
import { type DocumentProblem, emptyDirectories, enter, find } from "./names.ts";
import { organizationTree, type Tree } from "./tree.ts";
import { completeIam, completePolicy } from "./written/account-iam.ts";
import { completeCoverage } from "./written/coverage.ts";
import type { WrittenDocument } from "./written/document.ts";
import { completeSignIn } from "./written/sign-in.ts";

const DEFAULT_MANAGEMENT_ACCOUNT = "123456789012";

/** The canonical document; every reference that cannot be resolved is added to `problems` and its row left out. */
export function completeDocument(written: WrittenDocument, problems: DocumentProblem[]): OrganizationDocument {
  const completion: Completion = {
    written,
    problems,
    names: emptyDirectories(),
    takenAt: written.takenAt ?? DEFAULT_TIME,
  };
  const bare = completeOrganization(completion);
  const instance = completeInstance(completion, bare);
  const tree = organizationTree(
    completion,
    `r-${derivedHex(bare.id, 4)}`,
    (name) => `ou-${derivedHex(bare.id, 4)}-${derivedHex(name, 8)}`,
  );
  const accounts = completeAccounts(completion, bare, tree);
  const organization = { ...bare, ...completeReferences(completion, tree) };
  const storeId = instance?.identityStoreId ?? derivedIdentityStoreId(organization.id);
  const users = completeUsers(completion, storeId);
  const groups = completeGroups(completion, storeId);
  const instanceArn = instance?.arn ?? derivedInstanceArn(organization.id);
  const permissionSets = completePermissionSets(completion, instanceArn);
  const assignments = completeAssignments(completion);
  const owner = { region: instance?.primaryRegion ?? "us-east-1", accountId: organization.managementAccountId };
  const accountAccessApplications = completeAccountAccessApplications(completion, { ...owner, instanceArn });
  return {
    schema: ORGANIZATION_DOCUMENT_SCHEMA,
    takenAt: completion.takenAt,
    ...(written.takenAt === undefined && { isUndated: true }),
    organization,
    instance,
    organizationalUnits: tree.units,
    policies: completePolicies(completion, tree),
    accounts,
    users,
    groups,
    memberships: completeMemberships(completion),
    permissionSets,
    assignments,
    provisionedRoles: completeRoles(completion, assignments, accounts, permissionSets),
    requests: completeRequests(completion),
    applications: completeAllApplications(completion, instanceArn, owner, accountAccessApplications),
    trustedTokenIssuers: completeTrustedTokenIssuers(completion, instanceArn, organization.managementAccountId),
    accountAccessApplications,
    entitlements: completeEntitlements(completion, accountAccessApplications),
    scimTokens: (written.scimTokens ?? []).map((token) => ({ ...token, digest: token.digest ?? "" })),
    events: written.events ?? [],
    portalSessions: completePortalSessions(completion),
    faults: written.faults ?? [],
    lab: completeSettings(written.lab),
    coverage: completeCoverage(written.coverage, problems),
  };
}

/** The written ones, and those that account access manager makes. */
function completeAllApplications(
  completion: Completion,
  instanceArn: InstanceArn,
  owner: { readonly region: string; readonly accountId: AccountId },
  accountAccess: readonly AccountAccessApplication[],
): Application[] {
  const rows = completeApplications(completion, instanceArn, owner.accountId);
  const made = accountAccess.flatMap((row) => identityCenterApplication(row, owner) ?? []);
  return [...rows, ...made.filter(({ arn }) => !rows.some((row) => row.arn === arn))];
}

function completeOrganization({ written }: Completion): Organization {
  const organization = written.organization ?? {};
  const managementAccountId = certain(parseAccountId(organization.managementAccountId ?? DEFAULT_MANAGEMENT_ACCOUNT));
  return {
    id: organization.id ?? `o-${derivedHex(managementAccountId, 10)}`,
    managementAccountId,
    trustedServices: organization.trustedServices ?? [IDENTITY_CENTER_SERVICE],
    delegatedAdministrators: [],
    policyTypes: organization.policyTypes,
    rootTags: organization.rootTags,
    consoleAuthorizationEnabled: organization.consoleAuthorizationEnabled,
  };
}

/** What the organization's own rows say of accounts and units, which may be written as names. */
function completeReferences({ written, names, problems }: Completion, tree: Tree) {
  const { delegatedAdministrators = [], delegatedServices, fullAccessDetachedFrom } = written.organization ?? {};
  const accounts = (references: readonly string[], path: string) =>
    references.flatMap((reference, at) => find(names.accounts, reference, `${path}[${at}]`, problems) ?? []);
  const targets = (references: readonly string[], path: string) =>
    references.flatMap((reference, at) => tree.target(reference, `${path}[${at}]`) ?? []);
  return {
    delegatedAdministrators: accounts(delegatedAdministrators, "organization.delegatedAdministrators"),
    delegatedServices: eachOf(delegatedServices, (references, service) =>
      accounts(references, `organization.delegatedServices.${service}`),
    ),
    fullAccessDetachedFrom: eachOf(fullAccessDetachedFrom, (references, policy) =>
      targets(references, `organization.fullAccessDetachedFrom.${policy}`),
    ),
  };
}

type Lists = Readonly<Record<string, readonly string[]>>;

const eachOf = <T>(lists: Lists | undefined, complete: (list: readonly string[], key: string) => readonly T[]) =>
  lists && Object.fromEntries(Object.entries(lists).map(([key, list]) => [key, complete(list, key)]));

function completePolicies({ written }: Completion, tree: Tree): OrganizationPolicy[] {
  return (written.policies ?? []).map((policy, at) => ({
    id: policy.id ?? `p-${derivedHex(policy.name, 8)}`,
    name: policy.name,
    description: policy.description,
    tags: policy.tags,
    type: policy.type,
    document: policyText(policy.document),
    targets: policy.targets?.flatMap(
      (target, which) => tree.target(target, `policies[${at}].targets[${which}]`) ?? [],
    ) ?? [tree.rootId],
  }));
}

function completeInstance(completion: Completion, organization: Organization): Instance | null {
  const { written } = completion;
  if (written.instance === null) return null;
  const instance = written.instance ?? {};
  const region = (value: string | undefined, path: string) =>
    identifier(completion, value, parseRegion, path, () => certain(parseRegion("us-east-1")));
  const identityStoreId = identifier(
    completion,
    instance.identityStoreId,
    parseIdentityStoreId,
    "instance.identityStoreId",
    () => derivedIdentityStoreId(organization.id),
  );
  return {
    arn: identifier(completion, instance.arn, parseInstanceArn, "instance.arn", () =>
      derivedInstanceArn(organization.id),
    ),
    identityStoreId,
    name: instance.name,
    kind: instance.kind ?? "organization",
    status: instance.status ?? "ACTIVE",
    statusReason: instance.statusReason,
    ownerAccountId: certain(parseAccountId(instance.ownerAccountId ?? organization.managementAccountId)),
    primaryRegion: region(instance.primaryRegion, "instance.primaryRegion"),
    additionalRegions: (instance.additionalRegions ?? []).map((name, at) =>
      region(name, `instance.additionalRegions[${at}]`),
    ),
    startUrl: instance.startUrl ?? startUrlOf(instance.primaryRegion, identityStoreId),
    identitySource: instance.identitySource ?? "identity-center",
    createdAt: instance.createdAt,
    tags: instance.tags,
    accessControlAttributes: instance.accessControlAttributes,
    encryption: instance.encryption,
    networkControl: instance.networkControl,
    permissionSetsEnabled: instance.permissionSetsEnabled,
    regionWork: instance.regionWork && {
      ...instance.regionWork,
      region: region(instance.regionWork.region, "instance.regionWork.region"),
    },
  };
}

function completeAccounts(completion: Completion, organization: Organization, tree: Tree): Account[] {
  const rows = (completion.written.accounts ?? []).map((account, at): Account => {
    const id = certain(parseAccountId(account.id));
    const name = account.name ?? `account-${id}`;
    const email = account.email ?? `aws+${id}@example.com`;
    enter(completion.names.accounts, id, [name, email], `accounts[${at}].id`, completion.problems);
    return {
      id,
      name,
      email,
      state: account.state ?? "ACTIVE",
      nextStateAt: account.nextStateAt,
      parentId: tree.parent(account.parent, `accounts[${at}].parent`),
      customerManagedPolicies: (account.customerManagedPolicies ?? []).map(completePolicy),
      alias: account.alias,
      iam: completeIam(account.iam, DEFAULT_TIME),
      signIn: completeSignIn(account.signIn, id),
      tags: account.tags,
    };
  });
  const management = organization.managementAccountId;
  if (rows.some(({ id }) => id === management)) return rows;
  // The management account is always a member of its own organization (organizations ListAccounts).
  const row: Account = {
    id: management,
    name: "management",
    email: `aws+${management}@example.com`,
    state: "ACTIVE",
    parentId: tree.rootId,
    customerManagedPolicies: [],
  };
  enter(
    completion.names.accounts,
    management,
    [row.name, row.email],
    "organization.managementAccountId",
    completion.problems,
  );
  return [row, ...rows];
}

function completePermissionSets(completion: Completion, instanceArn: InstanceArn): PermissionSet[] {
  return (completion.written.permissionSets ?? []).map((set, at) => {
    const arn = identifier(completion, set.arn, parsePermissionSetArn, `permissionSets[${at}].arn`, () =>
      derivedPermissionSetArn(instanceArn, set.name),
    );
    enter(completion.names.permissionSets, arn, [set.name], `permissionSets[${at}].arn`, completion.problems);
    return {
      arn,
      name: set.name,
      createdAt: set.createdAt ?? DEFAULT_TIME,
      tags: set.tags ?? {},
      ...completeContent(set),
    };
  });
}

function completeSettings(written: WrittenDocument["lab"]): LabSettings {
  return {
    portalListsInactiveAccounts: written?.portalListsInactiveAccounts ?? false,
    listsFailedAssignments: written?.listsFailedAssignments ?? false,
    principalRowsIncludeGroups: written?.principalRowsIncludeGroups ?? true,
    repeatedAssignment: written?.repeatedAssignment ?? "succeeds",
    orphanRemoval: written?.orphanRemoval ?? "succeeds",
    omittedProvisioningStatus: written?.omittedProvisioningStatus ?? "all",
    activeDirectoryRefusesUnfilteredLists: written?.activeDirectoryRefusesUnfilteredLists ?? true,
    authorizationIdPercent: written?.authorizationIdPercent ?? 100,
    permissionSetsOff: written?.permissionSetsOff ?? "empty",
    accountsHaveStatus: written?.accountsHaveStatus ?? true,
    deletionWithEntitlements: written?.deletionWithEntitlements ?? "succeeds",
    repeatedEntitlement: written?.repeatedEntitlement ?? "same-id",
    unsetConsoleAuthorization: written?.unsetConsoleAuthorization ?? "disabled",
    consoleRefusal: written?.consoleRefusal ?? "after-authentication",
    provisioningMilliseconds: written?.provisioningMilliseconds ?? 2000,
  };
}

/** In the form of the instance's partition; the commercial one where no page tells it. */
const startUrlOf = (region: string | undefined, identityStoreId: string): string =>
  accessPortalUrl(region ?? "us-east-1", identityStoreId) ?? `https://${identityStoreId}.awsapps.com/start`;
