/** What lies around a plan as an organization document: what a rehearsal's local twin is made from. */
import { derivedHex, derivedMembershipId, derivedRoleSuffix } from "../../model/derived-ids.ts";
import type { AccountId, PermissionSetArn, UserId } from "../../model/ids.ts";
import { parseApplicationStatus } from "../../model/organization-document/account-access.ts";
import type { Group, Membership, OrganizationDocument, User } from "../../model/organization-document/document.ts";
import { loadOrganizationDocument } from "../../model/organization-document/load.ts";
import type { WrittenDocument } from "../../model/organization-document/written/document.ts";
import { inTheWay, type ReadFailure, type Reading } from "../../model/reading.ts";
import { parseRoleArn, reservedRoleName } from "../../model/reserved-role.ts";
import { ACCOUNT_ACCESS_SERVICE } from "../../model/service-principals.ts";
import type {
  GrantRow,
  Person,
  PlanSurroundings,
  TouchedAccount,
  TouchedGroup,
  TouchedRole,
  TouchedSet,
} from "./plan-surroundings.ts";

export interface Twin {
  readonly document: OrganizationDocument;
  /** What was not read and is therefore assumed. */
  readonly assumptions: readonly string[];
}

const valueIn = <T>(reading: Reading<T>): T | undefined => (reading.state === "known" ? reading.value : undefined);
/** Of whoever's real date is not known; nothing in a rehearsal depends on it. */
const LONG_AGO = "2026-01-05T08:00:00Z";

/** Undefined where the instance's own identifiers make no document. */
export function twinOf(around: PlanSurroundings): Twin | undefined {
  const loaded = loadOrganizationDocument(writtenBase(around));
  if (loaded.kind === "invalid") return undefined;
  const { document } = loaded;
  const assignments = assignmentsOf(around);
  return {
    document: {
      ...document,
      users: around.people.flatMap(twinUser),
      groups: around.groups.flatMap(twinGroup),
      memberships: membershipsOf(around),
      assignments,
      provisionedRoles: rolesOf(around, assignments),
      entitlements: entitlementsOf(around),
      lab: { ...document.lab, provisioningMilliseconds: 1000 },
    },
    assumptions: assumptionsOf(around),
  };
}

/** Accounts and sets; quotas are not what is rehearsed, so the twin's are the largest that AWS gives (facts 3.6). */
function writtenBase({ at, instance, accounts, sets, roles }: PlanSurroundings): WrittenDocument {
  return {
    schema: "idc-doctor/organization/1",
    takenAt: at,
    organization: { managementAccountId: instance.ownerAccountId },
    instance: {
      arn: instance.arn,
      identityStoreId: instance.identityStoreId,
      primaryRegion: instance.region,
      ownerAccountId: instance.ownerAccountId,
    },
    accounts: accounts.flatMap((account) => writtenAccount(account, sets, roles)),
    permissionSets: sets.flatMap(writtenSet),
    accountAccessApplications: writtenApplications(roles),
  };
}

function writtenAccount(
  { id, account, customerPolicies }: TouchedAccount,
  sets: readonly TouchedSet[],
  roles: readonly TouchedRole[],
): NonNullable<WrittenDocument["accounts"]> {
  const facts = valueIn(account);
  if (facts === null) return [];
  const policies = valueIn(customerPolicies) ?? sets.flatMap(referencesOf);
  return [
    {
      id,
      name: facts?.name ?? id,
      state: facts?.state ?? "ACTIVE",
      customerManagedPolicies: policies.map(({ name, path }) => ({ name, path })),
      iam: {
        quotas: { roles: 5000, attachedPoliciesPerRole: 25 },
        roles: roles.filter(({ accountId }) => accountId === id).flatMap(writtenRole),
      },
    },
  ];
}

/** What lets account access manager in, whatever its conditions: of a role whose trust policy was not read. */
const ANY_TRUST = {
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { Service: ACCOUNT_ACCESS_SERVICE },
      Action: ["sts:AssumeRole", "sts:SetContext"],
    },
  ],
};

function writtenRole({ roleArn, trustPolicy }: TouchedRole) {
  const parsed = parseRoleArn(roleArn);
  const text = valueIn(trustPolicy);
  if (!parsed || text === null) return [];
  return [{ name: parsed.roleName, path: parsed.path, trustPolicy: text ?? ANY_TRUST }];
}

function writtenApplications(roles: readonly TouchedRole[]): NonNullable<WrittenDocument["accountAccessApplications"]> {
  const arns = [...new Set(roles.map(({ applicationArn }) => applicationArn))];
  return arns.flatMap((arn) => {
    const application = roles.find(({ applicationArn }) => applicationArn === arn)?.application;
    const state = application && valueIn(application);
    if (state === null) return [];
    const status = parseApplicationStatus(state?.status ?? "ACTIVE");
    return [{ arn, status: status.kind === "ok" ? status.value : "ACTIVE" }];
  });
}

const entitlementsOf = ({ roles, at }: PlanSurroundings): OrganizationDocument["entitlements"] =>
  roles.flatMap(({ roleArn, applicationArn, principals }) =>
    (valueIn(principals) ?? []).map((principal) => ({
      id: `ent-${derivedHex(`${applicationArn} ${principal.id} ${roleArn}`, 16)}`,
      applicationArn,
      principal,
      roleArn,
      createdAt: at,
    })),
  );

/** Every customer managed policy that a set refers to, its boundary too. */
export function referencesOf({ content }: TouchedSet): readonly { readonly name: string; readonly path: string }[] {
  const known = valueIn(content);
  if (!known) return [];
  const boundary = known.boundary?.kind === "customer-managed" ? [known.boundary.reference] : [];
  return [...known.customerManagedPolicies, ...boundary];
}

function writtenSet({ arn, name, content }: TouchedSet): NonNullable<WrittenDocument["permissionSets"]> {
  const known = valueIn(name);
  if (!known) return [];
  const carried = valueIn(content);
  if (!carried) return [{ arn, name: known }];
  const { managedPolicyArns, customerManagedPolicies, inlinePolicy, boundary } = carried;
  return [
    {
      arn,
      name: known,
      managedPolicyArns: [...managedPolicyArns],
      customerManagedPolicies: [...customerManagedPolicies],
      ...(inlinePolicy === "" ? {} : { inlinePolicy }),
      ...(boundary ? { permissionsBoundary: boundary } : {}),
    },
  ];
}

/** Somebody who was looked up and is gone is not there; somebody who was not looked up is, under their id. */
function twinUser({ id, user }: Person): readonly User[] {
  if (user.state === "known" && user.value === null) return [];
  const facts = valueIn(user);
  const name = facts?.userName ?? id;
  return [
    {
      id,
      userName: name,
      displayName: name,
      givenName: name,
      familyName: name,
      status: facts?.status ?? "ENABLED",
      createdAt: LONG_AGO,
    },
  ];
}

function twinGroup({ id, details }: TouchedGroup): readonly Group[] {
  if (details.state === "known" && details.value === null) return [];
  return [{ id, displayName: valueIn(details)?.name ?? id, createdAt: LONG_AGO }];
}

/** From the members of the groups and from the groups of those whom the plan is for, each once. */
function membershipsOf({ groups, people }: PlanSurroundings): readonly Membership[] {
  const watched = new Set<string>(people.map(({ id }) => id));
  const known = new Set<string>(groups.map(({ id }) => id));
  const pairs = [
    ...groups.flatMap((group) => (valueIn(group.members)?.ids ?? []).map((userId) => ({ groupId: group.id, userId }))),
    ...people.flatMap(({ id, groupIds }) =>
      (valueIn(groupIds) ?? []).map((groupId) => ({ groupId, userId: id satisfies UserId })),
    ),
  ].filter(({ groupId, userId }) => watched.has(userId) && known.has(groupId));
  const rows = pairs.map((pair) => ({ id: derivedMembershipId(pair.groupId, pair.userId), ...pair }));
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}

function assignmentsOf({ grants, elsewhere }: PlanSurroundings): readonly GrantRow[] {
  const here = grants.flatMap(({ accountId, permissionSetArn, attached }) =>
    (valueIn(attached) ?? []).map((principal) => ({ accountId, permissionSetArn, principal })),
  );
  const rows = [...here, ...(valueIn(elsewhere) ?? [])];
  return [...new Map(rows.map((row) => [`${grantKey(row)} ${row.principal.id}`, row])).values()];
}

const grantKey = (grant: { readonly accountId: AccountId; readonly permissionSetArn: PermissionSetArn }): string =>
  `${grant.accountId} ${grant.permissionSetArn}`;

/** A touched grant stands as it was read; what is assigned elsewhere is taken to be provisioned there. */
function rolesOf(
  { grants, sets, at }: PlanSurroundings,
  assignments: readonly GrantRow[],
): OrganizationDocument["provisionedRoles"] {
  const names = new Map(sets.map(({ arn, name }) => [arn, valueIn(name) ?? undefined]));
  const touched = new Map(grants.map((grant) => [grantKey(grant), grant]));
  const all = new Map([...grants, ...assignments].map((grant) => [grantKey(grant), grant]));
  return [...all.values()].flatMap(({ accountId, permissionSetArn }) => {
    const grant = touched.get(grantKey({ accountId, permissionSetArn }));
    const freshness = grant === undefined ? "latest" : valueIn(grant.freshness);
    const name = names.get(permissionSetArn);
    if (name === undefined || freshness === undefined || freshness === "not-provisioned") return [];
    const isMissing = grant?.role.state === "known" && grant.role.value === null;
    const roleName =
      (grant && valueIn(grant.role)?.roleName) ??
      reservedRoleName(name, derivedRoleSuffix(accountId, permissionSetArn));
    return [{ accountId, permissionSetArn, roleName, freshness, isRolePresent: !isMissing, createdAt: at }];
  });
}

/** What could not be read, in sentences: unknown is never absence. */
function assumptionsOf(around: PlanSurroundings): readonly string[] {
  const { grants, sets, accounts, groups, roles, elsewhere, notLookedFurther } = around;
  const unsure = [
    ...grants.map(({ attached, accountId }) => unread(attached, `who else is assigned in ${accountId}`)),
    ...grants.map(({ freshness, accountId }) => unread(freshness, `how the set stands in ${accountId}`)),
    ...roles.map(({ roleArn, principals }) => unread(principals, `who else is entitled to ${roleArn}`)),
    ...roles.map(({ roleArn, trustPolicy }) =>
      trustPolicy.state === "known"
        ? undefined
        : `The trust policy of ${roleArn} was not read: that it lets account access manager take the role is assumed; --audit-role checks it`,
    ),
    ...groups.map(({ id, members }) => unread(members, `who is in group ${id}`)),
    unread(elsewhere, "what the group gives in other accounts"),
    ...sets.flatMap(({ name, content, arn }) =>
      content.state === "unknown" ? [unread(content, `the policies that ${valueIn(name) ?? arn} carries`)] : [],
    ),
  ].filter((sentence) => sentence !== undefined);
  return [...new Set([...unsure, ...policyAssumptions(sets, accounts), ...notLookedFurther])];
}

function unread(reading: Reading<unknown>, what: string): string | undefined {
  if (reading.state !== "unknown") return undefined;
  const failure: ReadFailure = reading.failure;
  return `${what} could not be read (${inTheWay(failure)}): the rehearsal does not know it`;
}

function policyAssumptions(sets: readonly TouchedSet[], accounts: readonly TouchedAccount[]): readonly string[] {
  const names = [...new Set(sets.flatMap(referencesOf).map(({ name, path }) => `${path}${name}`))];
  const unseen = accounts.filter(({ customerPolicies }) => customerPolicies.state !== "known").map(({ id }) => id);
  if (names.length === 0 || unseen.length === 0) return [];
  return [
    `IAM of ${unseen.slice(0, 5).join(", ")}${unseen.length > 5 ? ` and ${unseen.length - 5} more accounts` : ""} was not looked at: that the customer managed policies ${names.join(", ")} are there under exactly these names and paths is assumed; --audit-role checks it`,
  ];
}
