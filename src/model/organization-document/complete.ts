/** Turns a checked, hand-written organization document into the canonical one: derived ids, defaults, names resolved. */
import {
  derivedGroupId,
  derivedHex,
  derivedIdentityStoreId,
  derivedInstanceArn,
  derivedMembershipId,
  derivedPermissionSetArn,
  derivedRequestId,
  derivedRoleSuffix,
  derivedUserId,
} from "../derived-ids.ts";
import {
  type AccountId,
  certain,
  describeMalformed,
  type InstanceArn,
  type Parsed,
  type PermissionSetArn,
  parseAccountId,
  parseGroupId,
  parseIdentityStoreId,
  parseInstanceArn,
  parsePermissionSetArn,
  parseRegion,
  parseRequestId,
  parseUserId,
} from "../ids.ts";
import { reservedRoleName } from "../reserved-role.ts";
import type {
  Account,
  Assignment,
  Group,
  Instance,
  LabSettings,
  Membership,
  Organization,
  OrganizationDocument,
  PermissionSet,
  PermissionSetContent,
  PortalSession,
  ProvisionedRole,
  RequestRecord,
  User,
} from "./document.ts";
import { ORGANIZATION_DOCUMENT_SCHEMA } from "./document.ts";
import { type Directories, type DocumentProblem, emptyDirectories, enter, find, findPrincipal } from "./names.ts";
import type { WrittenDocument } from "./written.ts";

/** The time of a document that gives none; fixed, so that the same text always gives the same document. */
const DEFAULT_TIME = "2026-01-05T08:00:00Z";
const DEFAULT_MANAGEMENT_ACCOUNT = "123456789012";

/** What the steps below share: the document as written, what was found wrong so far, the names entered so far. */
interface Completion {
  readonly written: WrittenDocument;
  readonly problems: DocumentProblem[];
  readonly names: Directories;
  readonly takenAt: string;
}

/** The canonical document; every reference that cannot be resolved is added to `problems` and its row left out. */
export function completeDocument(written: WrittenDocument, problems: DocumentProblem[]): OrganizationDocument {
  const completion: Completion = {
    written,
    problems,
    names: emptyDirectories(),
    takenAt: written.takenAt ?? DEFAULT_TIME,
  };
  const organization = completeOrganization(completion);
  const instance = completeInstance(completion, organization);
  const rootId = `r-${derivedHex(organization.id, 4)}`;
  const accounts = completeAccounts(completion, organization, rootId);
  const storeId = instance?.identityStoreId ?? derivedIdentityStoreId(organization.id);
  const users = completeUsers(completion, storeId);
  const groups = completeGroups(completion, storeId);
  const permissionSets = completePermissionSets(completion, instance?.arn ?? derivedInstanceArn(organization.id));
  const assignments = completeAssignments(completion);
  return {
    schema: ORGANIZATION_DOCUMENT_SCHEMA,
    takenAt: completion.takenAt,
    organization,
    instance,
    organizationalUnits: (written.organizationalUnits ?? []).map((unit) => ({
      id: unit.id ?? `ou-${derivedHex(organization.id, 4)}-${derivedHex(unit.name, 8)}`,
      name: unit.name,
      parentId: unit.parent ?? rootId,
    })),
    policies: (written.policies ?? []).map((policy) => ({
      id: policy.id ?? `p-${derivedHex(policy.name, 8)}`,
      name: policy.name,
      type: policy.type,
      document: policyText(policy.document),
      targets: policy.targets ?? [rootId],
    })),
    accounts,
    users,
    groups,
    memberships: completeMemberships(completion),
    permissionSets,
    assignments,
    provisionedRoles: completeRoles(completion, assignments, accounts, permissionSets),
    requests: completeRequests(completion),
    portalSessions: completePortalSessions(completion),
    faults: written.faults ?? [],
    lab: completeSettings(written.lab),
  };
}

/** The value of a written identifier, or the derived one; a malformed one is a problem and the derived one stands in. */
function identifier<T>(
  completion: Completion,
  written: string | undefined,
  parse: (value: string) => Parsed<T>,
  path: string,
  derive: () => T,
): T {
  if (written === undefined) return derive();
  const parsed = parse(written);
  if (parsed.kind === "ok") return parsed.value;
  completion.problems.push({ path, message: describeMalformed(parsed) });
  return derive();
}

function completeOrganization({ written }: Completion): Organization {
  const organization = written.organization ?? {};
  const managementAccountId = certain(parseAccountId(organization.managementAccountId ?? DEFAULT_MANAGEMENT_ACCOUNT));
  return {
    id: organization.id ?? `o-${derivedHex(managementAccountId, 10)}`,
    managementAccountId,
    trustedServices: organization.trustedServices ?? ["sso.amazonaws.com"],
    delegatedAdministrators: (organization.delegatedAdministrators ?? []).map((id) => certain(parseAccountId(id))),
  };
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
    startUrl: instance.startUrl ?? `https://${identityStoreId}.awsapps.com/start`,
    identitySource: instance.identitySource ?? "identity-center",
  };
}

function completeAccounts(completion: Completion, organization: Organization, rootId: string): Account[] {
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
      parentId: account.parent ?? rootId,
      customerManagedPolicies: (account.customerManagedPolicies ?? []).map((policy) => ({
        name: policy.name,
        path: policy.path ?? "/",
        document: policyText(policy.document ?? { Version: "2012-10-17", Statement: [] }),
      })),
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
    parentId: rootId,
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

function completeUsers(completion: Completion, storeId: string): User[] {
  return (completion.written.users ?? []).map((user, at) => {
    const id = identifier(completion, user.id, parseUserId, `users[${at}].id`, () =>
      derivedUserId(storeId, user.userName),
    );
    const words = user.userName.split("@")[0]?.split(/[._-]/) ?? [];
    const givenName = user.givenName ?? capitalized(words[0] ?? user.userName);
    const familyName = user.familyName ?? capitalized(words[1] ?? "User");
    enter(completion.names.users, id, [user.userName], `users[${at}].id`, completion.problems);
    return {
      id,
      userName: user.userName,
      displayName: user.displayName ?? `${givenName} ${familyName}`,
      givenName,
      familyName,
      email: user.email ?? (user.userName.includes("@") ? user.userName : undefined),
      status: user.status ?? "ENABLED",
      externalId: user.externalId,
      createdAt: user.createdAt ?? DEFAULT_TIME,
    };
  });
}

function completeGroups(completion: Completion, storeId: string): Group[] {
  return (completion.written.groups ?? []).map((group, at) => {
    const id = identifier(completion, group.id, parseGroupId, `groups[${at}].id`, () =>
      derivedGroupId(storeId, group.displayName),
    );
    enter(completion.names.groups, id, [group.displayName], `groups[${at}].id`, completion.problems);
    return {
      id,
      displayName: group.displayName,
      description: group.description,
      externalId: group.externalId,
      createdAt: group.createdAt ?? DEFAULT_TIME,
    };
  });
}

function completeMemberships({ written, names, problems }: Completion): Membership[] {
  const fromGroups = (written.groups ?? []).flatMap((group, at) =>
    (group.members ?? []).map((user, member) => ({
      id: undefined,
      group: group.id ?? group.displayName,
      user,
      path: `groups[${at}].members[${member}]`,
    })),
  );
  const rows = (written.memberships ?? []).map((row, at) => ({ ...row, path: `memberships[${at}]` }));
  return [...fromGroups, ...rows].flatMap(({ id, group, user, path }) => {
    const groupId = find(names.groups, group, path, problems);
    const userId = find(names.users, user, path, problems);
    return groupId && userId ? [{ id: id ?? derivedMembershipId(groupId, userId), groupId, userId }] : [];
  });
}

type WrittenContent = Partial<NonNullable<NonNullable<WrittenDocument["provisionedRoles"]>[number]["content"]>>;

function completeContent(written: WrittenContent): PermissionSetContent {
  const reference = (policy: { name: string; path?: string | undefined }) => ({
    name: policy.name,
    path: policy.path ?? "/",
  });
  const boundary = written.permissionsBoundary;
  return {
    managedPolicyArns: written.managedPolicyArns ?? [],
    customerManagedPolicies: (written.customerManagedPolicies ?? []).map(reference),
    inlinePolicy: written.inlinePolicy === undefined ? "" : policyText(written.inlinePolicy),
    permissionsBoundary:
      boundary?.kind === "customer-managed"
        ? { kind: boundary.kind, reference: reference(boundary.reference) }
        : boundary,
    description: written.description,
    sessionDuration: written.sessionDuration ?? "PT1H",
    relayState: written.relayState,
  };
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

interface Grant {
  readonly accountId: AccountId;
  readonly permissionSetArn: PermissionSetArn;
}

function findGrant(
  { names, problems }: Completion,
  row: { account: string; permissionSet: string },
  path: string,
): Grant | undefined {
  const accountId = find(names.accounts, row.account, `${path}.account`, problems);
  const permissionSetArn = find(names.permissionSets, row.permissionSet, `${path}.permissionSet`, problems);
  return accountId && permissionSetArn && { accountId, permissionSetArn };
}

function completeAssignments(completion: Completion): Assignment[] {
  return (completion.written.assignments ?? []).flatMap((row, at) => {
    const path = `assignments[${at}]`;
    const grant = findGrant(completion, row, path);
    const principal = findPrincipal(completion.names, row, path, completion.problems);
    return grant && principal ? [{ ...grant, principal }] : [];
  });
}

/** Without the key, every assigned set is provisioned where the account can be reached: what AWS would have done (facts S1). */
function completeRoles(
  completion: Completion,
  assignments: readonly Assignment[],
  accounts: readonly Account[],
  permissionSets: readonly PermissionSet[],
): ProvisionedRole[] {
  const nameOf = new Map(permissionSets.map(({ arn, name }) => [arn, name]));
  const defaultRoleName = ({ accountId, permissionSetArn }: Grant) =>
    reservedRoleName(nameOf.get(permissionSetArn) ?? "Unknown", derivedRoleSuffix(accountId, permissionSetArn));
  const written = completion.written.provisionedRoles;
  if (written)
    return written.flatMap((row, at) => {
      const grant = findGrant(completion, row, `provisionedRoles[${at}]`);
      if (!grant) return [];
      return [
        {
          ...grant,
          roleName: row.roleName ?? defaultRoleName(grant),
          freshness: row.freshness ?? "latest",
          isRolePresent: row.isRolePresent ?? true,
          content: row.content && completeContent(row.content),
          createdAt: row.createdAt ?? DEFAULT_TIME,
        },
      ];
    });
  const reachable = new Set(accounts.filter(({ state }) => state === "ACTIVE").map(({ id }) => id));
  const grants = new Map(assignments.map((row) => [`${row.accountId} ${row.permissionSetArn}`, row]));
  return [...grants.values()]
    .filter(({ accountId, permissionSetArn }) => reachable.has(accountId) && nameOf.has(permissionSetArn))
    .map(({ accountId, permissionSetArn }) => ({
      accountId,
      permissionSetArn,
      roleName: defaultRoleName({ accountId, permissionSetArn }),
      freshness: "latest",
      isRolePresent: true,
      content: undefined,
      createdAt: DEFAULT_TIME,
    }));
}

function completeRequests(completion: Completion): RequestRecord[] {
  return (completion.written.requests ?? []).flatMap((row, at): RequestRecord[] => {
    const path = `requests[${at}]`;
    const grant = findGrant(completion, row, path);
    if (!grant) return [];
    const common = {
      id: identifier(completion, row.id, parseRequestId, `${path}.id`, () =>
        derivedRequestId(`${at} ${JSON.stringify(row)}`),
      ),
      status: row.status,
      failureReason: row.failureReason,
      ...grant,
      createdAt: row.createdAt ?? completion.takenAt,
      endsAt: row.endsAt,
    };
    if (row.kind === "provision") return [{ ...common, kind: row.kind }];
    const principal = findPrincipal(completion.names, row, path, completion.problems);
    return principal ? [{ ...common, kind: row.kind, principal }] : [];
  });
}

function completePortalSessions({ written, names, problems }: Completion): PortalSession[] {
  return (written.portalSessions ?? []).flatMap((row, at) => {
    const path = `portalSessions[${at}]`;
    const userId = find(names.users, row.user, `${path}.user`, problems);
    const sees = (row.sees ?? []).flatMap(({ account, permissionSet }, index) => {
      const accountId = find(names.accounts, account, `${path}.sees[${index}].account`, problems);
      return accountId ? [{ accountId, permissionSetName: permissionSet }] : [];
    });
    return userId ? [{ userId, refreshedAt: row.refreshedAt, sees }] : [];
  });
}

function completeSettings(written: WrittenDocument["lab"]): LabSettings {
  return {
    portalListsInactiveAccounts: written?.portalListsInactiveAccounts ?? false,
    listsFailedAssignments: written?.listsFailedAssignments ?? false,
    principalRowsIncludeGroups: written?.principalRowsIncludeGroups ?? true,
    repeatedAssignment: written?.repeatedAssignment ?? "succeeds",
    omittedProvisioningStatus: written?.omittedProvisioningStatus ?? "all",
    provisioningMilliseconds: written?.provisioningMilliseconds ?? 2000,
  };
}

const policyText = (policy: string | Readonly<Record<string, unknown>>): string =>
  typeof policy === "string" ? policy : JSON.stringify(policy);

const capitalized = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);
