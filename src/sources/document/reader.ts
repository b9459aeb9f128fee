/** A saved organization document as a `Reader`: the same questions, answered from the snapshot, with the snapshot as evidence. */
import type { AccountFacts, UserFacts } from "../../facts/grant-facts.ts";
import { certain, type Principal, parseRegion, type Region } from "../../model/ids.ts";
import type { Account, OrganizationDocument, RequestRecord, User } from "../../model/organization-document/document.ts";
import { known, type Reading, unread } from "../../model/reading.ts";
import { reservedRoleArn } from "../../model/reserved-role.ts";
import { createCallLog } from "../aws/call-log.ts";
import type { Reader, RequestDetails } from "../reader.ts";
import { grantKey, relationsOf } from "./columns.ts";
import { documentDeeperReader } from "./deeper.ts";

/** @param region where the question is asked; without it the instance's own. */
export function createDocumentReader(document: OrganizationDocument, region?: string): Reader {
  const relations = relationsOf(document);
  const log = createCallLog();
  const users = new Map(document.users.map((user) => [user.id, user]));
  const groups = new Map(document.groups.map((group) => [group.id, group]));
  const accounts = new Map(document.accounts.map((account) => [account.id, account]));
  const sets = new Map(document.permissionSets.map((set) => [set.arn, set]));
  const asked = certain(parseRegion(region ?? document.instance?.primaryRegion ?? "us-east-1"));
  const answer = <T>(operation: string, input: Readonly<Record<string, unknown>>, value: T): Promise<Reading<T>> => {
    const evidence = { service: "document", operation, input, output: { answer: brief(value) }, at: document.takenAt };
    const id = log.add(evidence, {
      operation: `document:${operation}`,
      start: 0,
      end: 0,
      isNameLookup: operation === "DescribePermissionSet",
      isDeeper: false,
    });
    return Promise.resolve(known(value, [id]));
  };
  const account = (row: Account): AccountFacts => ({
    id: row.id,
    name: row.name,
    email: row.email,
    state: row.state,
    managementAccountId: document.organization.managementAccountId,
  });
  return {
    ...documentDeeperReader(document, answer),
    region: asked,
    takenAt: document.takenAt,
    callerIdentity: () => Promise.resolve(unread("a saved document has no caller")),
    instances: (where) => answer("ListInstances", { region: where }, instancesIn(document, where)),
    otherRegions: () => otherRegions(document, asked),
    useHomeRegion: () => undefined,
    userIdByUserName: (_store, userName) =>
      answer("GetUserId", { userName }, document.users.find((user) => user.userName === userName)?.id ?? null),
    userIdByEmail: (_store, email) =>
      answer("GetUserId", { email }, document.users.find((user) => user.email === email)?.id ?? null),
    user: (_store, userId) => answer("DescribeUser", { userId }, userFacts(users.get(userId))),
    users: (_store, limit) =>
      answer(
        "ListUsers",
        {},
        {
          users: document.users.slice(0, limit).flatMap((user) => userFacts(user) ?? []),
          isComplete: document.users.length <= limit,
        },
      ),
    group: (_store, groupId) => {
      const group = groups.get(groupId);
      const details = group && {
        displayName: group.displayName,
        isExternallyOwned: group.externalId !== undefined,
        createdAt: group.createdAt,
      };
      return answer("DescribeGroup", { groupId }, details ?? null);
    },
    groupIdsOf: (_store, userId) =>
      answer(
        "ListGroupMembershipsForMember",
        { userId },
        (relations.groupsOfUser.get(userId) ?? []).map(({ groupId }) => groupId),
      ),
    isGroupEmpty: (_store, groupId) =>
      answer("ListGroupMemberships", { groupId }, (relations.membersOfGroup.get(groupId) ?? []).length === 0),
    account: (accountId) => {
      const row = accounts.get(accountId);
      return answer("DescribeAccount", { accountId }, row ? account(row) : null);
    },
    accounts: () => answer("ListAccounts", {}, document.accounts.map(account)),
    permissionSetArns: () => answer("ListPermissionSets", {}, [...sets.keys()]),
    permissionSetName: (_instance, arn) => answer("DescribePermissionSet", { arn }, sets.get(arn)?.name ?? null),
    rememberedPermissionSet: (_instance, name) => document.permissionSets.find((set) => set.name === name)?.arn,
    assignments: (_instance, accountId, arn) =>
      answer(
        "ListAccountAssignments",
        { accountId, arn },
        sets.has(arn)
          ? (relations.assignmentsOfGrant.get(grantKey(accountId, arn)) ?? []).map(({ principal }) => principal)
          : null,
      ),
    grantsOf: (_instance, principal, accountId) => {
      const rows = principalIds(principal, relations.groupsOfUser).flatMap(
        (id) => relations.assignmentsOfPrincipal.get(id) ?? [],
      );
      return answer(
        "ListAccountAssignmentsForPrincipal",
        { principal, accountId },
        rows.filter((row) => accountId === undefined || row.accountId === accountId),
      );
    },
    provisionedSets: (_instance, accountId, freshness) => {
      const roles = (relations.rolesOfAccount.get(accountId) ?? []).filter((role) => role.freshness === freshness);
      return answer(
        "ListPermissionSetsProvisionedToAccount",
        { accountId, freshness },
        roles.map(({ permissionSetArn }) => permissionSetArn),
      );
    },
    accountsOfSet: (_instance, arn, freshness) =>
      answer(
        "ListAccountsForProvisionedPermissionSet",
        { arn, freshness },
        document.provisionedRoles
          .filter((role) => role.permissionSetArn === arn && role.freshness === freshness)
          .map(({ accountId }) => accountId),
      ),
    requestRows: (_instance, ledger, status) =>
      answer(
        "ListRequests",
        { ledger, status },
        document.requests.filter((request) => request.kind === ledger && request.status === status),
      ),
    request: (_instance, _ledger, id) => {
      const request = document.requests.find((one) => one.id === id);
      return answer("DescribeRequest", { id }, request ? requestDetails(request) : null);
    },
    reservedRole: (accountId, name) => {
      const role = (relations.rolesOfAccount.get(accountId) ?? []).find(
        ({ permissionSetArn, isRolePresent }) => isRolePresent && sets.get(permissionSetArn)?.name === name,
      );
      const arn = role && reservedRoleArn(accountId, document.instance?.primaryRegion ?? "us-east-1", role.roleName);
      return answer("ListRoles", { accountId }, role && arn ? { roleName: role.roleName, arn } : null);
    },
    portal: () => Promise.resolve(unread("a saved document has no portal")),
    evidence: log.evidence,
    calls: log.summary,
  };
}

/** A USER query also returns the rows of the user's groups (facts 3.4). */
const principalIds = (
  principal: Principal,
  groupsOfUser: ReadonlyMap<string, readonly { readonly groupId: string }[]>,
): readonly string[] =>
  principal.type === "GROUP"
    ? [principal.id]
    : [principal.id, ...(groupsOfUser.get(principal.id) ?? []).map(({ groupId }) => groupId)];

function instancesIn({ instance }: OrganizationDocument, region: Region) {
  if (!instance || ![instance.primaryRegion, ...instance.additionalRegions].includes(region)) return [];
  const { arn, identityStoreId, ownerAccountId, status, statusReason } = instance;
  return [{ arn, identityStoreId, ownerAccountId, status, statusReason, region: instance.primaryRegion }];
}

function otherRegions({ instance }: OrganizationDocument, asked: Region): readonly Region[] {
  return instance && instance.primaryRegion !== asked ? [instance.primaryRegion] : [];
}

function userFacts(user: User | undefined): UserFacts | null {
  if (!user) return null;
  const { id, userName, displayName, email, status, externalId, createdAt } = user;
  return { id, userName, displayName, email, status, isExternallyOwned: externalId !== undefined, createdAt };
}

function requestDetails(request: RequestRecord): RequestDetails {
  const { id, status, createdAt, failureReason, accountId, permissionSetArn } = request;
  return {
    id,
    status,
    createdAt,
    failureReason,
    accountId,
    permissionSetArn,
    principal: "principal" in request ? request.principal : undefined,
  };
}

/** Long lists are evidence by their length; e-mail addresses stay out. */
function brief(value: unknown): unknown {
  if (Array.isArray(value) && value.length > 10) return `${value.length} rows`;
  return typeof value === "object" && value !== null && "email" in value ? { ...value, email: undefined } : value;
}
