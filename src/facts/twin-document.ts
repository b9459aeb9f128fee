/** The facts of a question as an organization document: what a rehearsal's local twin is made from. */
import { derivedMembershipId, derivedRoleSuffix } from "../model/derived-ids.ts";
import type { Group, Membership, OrganizationDocument, User } from "../model/organization-document/document.ts";
import { loadOrganizationDocument } from "../model/organization-document/load.ts";
import type { Reading } from "../model/reading.ts";
import { reservedRoleName } from "../model/reserved-role.ts";
import type { GatheredFacts } from "./gathered-facts.ts";
import type { GrantFacts, PermissionSetFacts } from "./grant-facts.ts";

export interface Twin {
  readonly document: OrganizationDocument;
  /** What was not read and is therefore assumed. */
  readonly assumptions: readonly string[];
}

const valueIn = <T>(reading: Reading<T>): T | undefined => (reading.state === "known" ? reading.value : undefined);

/** Undefined where too little is known to make a twin: the instance, the user, the account and the set are needed. */
export function twinOf({ grants, at }: GatheredFacts): Twin | undefined {
  const facts = grants.find(({ permissionSet }) => valueIn(permissionSet));
  const set = facts && valueIn(facts.permissionSet);
  const instance = facts && valueIn(facts.instance);
  const user = facts && valueIn(facts.user);
  const account = facts && valueIn(facts.account);
  if (!facts || !set || !instance || !user || !account) return undefined;
  const empty = loadOrganizationDocument({
    schema: "idc-doctor/organization/1",
    takenAt: at,
    organization: { managementAccountId: instance.ownerAccountId },
    instance: {
      arn: instance.arn,
      identityStoreId: instance.identityStoreId,
      primaryRegion: instance.region,
      ownerAccountId: instance.ownerAccountId,
    },
    accounts: [{ id: account.id, name: account.name, state: account.state }],
    permissionSets: [{ arn: set.arn, name: set.name }],
  });
  if (empty.kind === "invalid") return undefined;
  return {
    document: {
      ...empty.document,
      users: [twinUser(user.id, user.userName, user.status), ...otherUsers(facts)],
      groups: groupsOf(facts),
      memberships: membershipsOf(facts),
      assignments: (valueIn(facts.attached) ?? []).map(({ principal }) => ({
        accountId: facts.accountId,
        permissionSetArn: set.arn,
        principal,
      })),
      provisionedRoles: rolesOf(facts, set, at),
      lab: { ...empty.document.lab, provisioningMilliseconds: 1000 },
    },
    assumptions: [
      `the policies that ${set.name} carries were not read: that they exist in ${facts.accountId} is assumed`,
    ],
  };
}

const twinUser = (id: User["id"], userName: string, status: User["status"]): User => ({
  id,
  userName,
  displayName: userName,
  givenName: userName,
  familyName: userName,
  status,
  createdAt: "2026-01-05T08:00:00Z",
});

/** People who are assigned too: the rehearsal watches that nothing changes for them. */
function otherUsers(facts: GrantFacts): readonly User[] {
  const asked = valueIn(facts.user)?.id;
  return (valueIn(facts.attached) ?? []).flatMap(({ principal, details }) => {
    const known = valueIn(details);
    return principal.type === "USER" && principal.id !== asked && known
      ? [twinUser(principal.id, known.name, "ENABLED")]
      : [];
  });
}

function groupsOf(facts: GrantFacts): readonly Group[] {
  const attached = (valueIn(facts.attached) ?? []).flatMap(({ principal, details }): Group[] => {
    const isGone = details.state === "known" && details.value === null;
    if (principal.type !== "GROUP" || isGone) return [];
    return [
      { id: principal.id, displayName: valueIn(details)?.name ?? principal.id, createdAt: "2026-01-05T08:00:00Z" },
    ];
  });
  const ids = new Set<string>(attached.map(({ id }) => id));
  const others = (valueIn(facts.groupIds) ?? []).filter((id) => !ids.has(id));
  return [...attached, ...others.map((id) => ({ id, displayName: id, createdAt: "2026-01-05T08:00:00Z" }))];
}

function membershipsOf(facts: GrantFacts): readonly Membership[] {
  const userId = valueIn(facts.user)?.id;
  if (!userId) return [];
  return (valueIn(facts.groupIds) ?? []).map((groupId) => ({
    id: derivedMembershipId(groupId, userId),
    groupId,
    userId,
  }));
}

function rolesOf(facts: GrantFacts, set: PermissionSetFacts, at: string): OrganizationDocument["provisionedRoles"] {
  const freshness = valueIn(facts.freshness);
  if (freshness === undefined || freshness === "not-provisioned") return [];
  const isMissing = facts.role.state === "known" && facts.role.value === null;
  const roleName =
    valueIn(facts.role)?.roleName ?? reservedRoleName(set.name, derivedRoleSuffix(facts.accountId, set.arn));
  return [
    {
      accountId: facts.accountId,
      permissionSetArn: set.arn,
      roleName,
      freshness,
      isRolePresent: !isMissing,
      createdAt: at,
    },
  ];
}
