/** A saved organization document as a `Reader`: the same questions, answered from the snapshot, with the snapshot as evidence. */

import type { AccountFacts } from "../../facts/grant/grant-facts.ts";
import type { UserFacts } from "../../facts/grant/user-facts.ts";
import { certain, type Principal, parseRegion, type Region, type UserId } from "../../model/ids.ts";
import type { Account, OrganizationDocument, RequestRecord, User } from "../../model/organization-document/document.ts";
import { known, type ReadFailure, type Reading, unread } from "../../model/reading.ts";
import { reservedRoleArn } from "../../model/reserved-role.ts";
import { createCallLog } from "../aws/calling/call-log.ts";
import type { Reader, RequestDetails } from "../reader.ts";
import { documentAdditionalReader } from "./additional.ts";
import { grantKey, relationsOf } from "./columns.ts";
import { gapsOf } from "./gaps.ts";
import { isSameAddress, isSameUserName } from "./same-name.ts";
import { snapshotAdditionalReader } from "./snapshot-additional.ts";

/** @param region where the question is asked; without it the instance's own. */
export function createDocumentReader(document: OrganizationDocument, region?: string): Reader {
  const relations = relationsOf(document);
  const log = createCallLog();
  const users = new Map(document.users.map((user) => [user.id, user]));
  const groups = new Map(document.groups.map((group) => [group.id, group]));
  const accounts = new Map(document.accounts.map((account) => [account.id, account]));
  const sets = new Map(document.permissionSets.map((set) => [set.arn, set]));
  const gaps = gapsOf(document.coverage);
  const asked = certain(parseRegion(region ?? document.instance?.primaryRegion ?? "us-east-1"));
  /** @param gap what hid the answer when the snapshot was taken */
  const answer = <T>(
    operation: string,
    input: Readonly<Record<string, unknown>>,
    value: T,
    gap?: ReadFailure,
  ): Promise<Reading<T>> => {
    const output = gap ? { notRead: gap.message } : { answer: brief(value) };
    const evidence = { service: "document", operation, input, output, at: document.takenAt };
    const id = log.add(evidence, {
      operation: `document:${operation}`,
      start: 0,
      end: 0,
      isNameLookup: operation === "DescribePermissionSet",
      isAdditional: false,
    });
    return Promise.resolve(gap ? { state: "unknown", failure: gap, evidence: [id] } : known(value, [id]));
  };
  /** Only what was not found can lie in a gap. */
  const found = <T>(operation: string, input: Readonly<Record<string, unknown>>, value: T | null, gap?: ReadFailure) =>
    answer(operation, input, value, value === null ? gap : undefined);
  const user = (id: UserId) => ({ type: "USER", id }) as const;
  const account = (row: Account): AccountFacts => ({
    id: row.id,
    name: row.name,
    email: row.email,
    state: row.state,
    managementAccountId: document.organization.managementAccountId,
  });
  return {
    ...(document.coverage
      ? snapshotAdditionalReader(document, found, gaps)
      : documentAdditionalReader(document, answer)),
    region: asked,
    takenAt: document.takenAt,
    callerIdentity: () => Promise.resolve(unread("a saved document has no caller")),
    instances: (where) => answer("ListInstances", { region: where }, instancesIn(document, where)),
    otherRegions: () => otherRegions(document, asked),
    useHomeRegion: () => undefined,
    userIdByUserName: (_store, userName) =>
      found(
        "GetUserId",
        { userName },
        document.users.find((one) => isSameUserName(one.userName, userName))?.id ?? null,
        gaps.ofUsers(),
      ),
    userIdByEmail: (_store, email) =>
      found(
        "GetUserId",
        { email },
        document.users.find((one) => isSameAddress(one.email, email))?.id ?? null,
        gaps.ofUsers(),
      ),
    user: (_store, userId) =>
      found("DescribeUser", { userId }, userFacts(users.get(userId)), gaps.ofPrincipal(user(userId))),
    users: (_store, limit) =>
      answer(
        "ListUsers",
        {},
        {
          users: document.users.slice(0, limit).flatMap((one) => userFacts(one) ?? []),
          isComplete: document.users.length <= limit,
        },
        gaps.ofUsers(),
      ),
    group: (_store, groupId) => {
      const group = groups.get(groupId);
      const details = group && {
        displayName: group.displayName,
        isExternallyOwned: group.externalId !== undefined,
        createdAt: group.createdAt,
      };
      return found("DescribeGroup", { groupId }, details ?? null, gaps.ofPrincipal({ type: "GROUP", id: groupId }));
    },
    groupIdsOf: (_store, userId) =>
      answer(
        "ListGroupMembershipsForMember",
        { userId },
        (relations.groupsOfUser.get(userId) ?? []).map(({ groupId }) => groupId),
        gaps.ofGroupsOf(userId),
      ),
    isGroupEmpty: (_store, groupId) => {
      const isEmpty = (relations.membersOfGroup.get(groupId) ?? []).length === 0;
      return answer("ListGroupMemberships", { groupId }, isEmpty, isEmpty ? gaps.ofMembers(groupId) : undefined);
    },
    account: (accountId) => {
      const row = accounts.get(accountId);
      return found("DescribeAccount", { accountId }, row ? account(row) : null, gaps.ofAccount(accountId));
    },
    accounts: () => answer("ListAccounts", {}, document.accounts.map(account), gaps.ofAccounts()),
    permissionSetArns: () => answer("ListPermissionSets", {}, [...sets.keys()], gaps.ofSets()),
    permissionSetName: (_instance, arn) =>
      found("DescribePermissionSet", { arn }, sets.get(arn)?.name ?? null, gaps.ofSet(arn)),
    rememberedPermissionSet: (_instance, name) => document.permissionSets.find((set) => set.name === name)?.arn,
    assignments: (_instance, accountId, arn) => {
      const rows = relations.assignmentsOfGrant.get(grantKey(accountId, arn)) ?? [];
      const gap = gaps.ofAssignments(accountId, arn) ?? (sets.has(arn) ? undefined : gaps.ofSet(arn));
      const isProvisioned = (relations.rolesOfAccount.get(accountId) ?? []).some(
        (role) => role.permissionSetArn === arn,
      );
      // The walk over provisioned pairs never asked who is assigned to this one.
      if (document.coverage?.walk === "pairs" && !isProvisioned && rows.length === 0 && !gap && sets.has(arn))
        return Promise.resolve(unread("the snapshot asked only for sets that are provisioned in the account"));
      const value = sets.has(arn) ? rows.map(({ principal }) => principal) : null;
      return answer("ListAccountAssignments", { accountId, arn }, value, gap);
    },
    grantsOf: (_instance, principal, accountId) => {
      const rows = principalIds(principal, relations.groupsOfUser).flatMap(
        (id) => relations.assignmentsOfPrincipal.get(id) ?? [],
      );
      return answer(
        "ListAccountAssignmentsForPrincipal",
        { principal, accountId },
        rows.filter((row) => accountId === undefined || row.accountId === accountId),
        gaps.ofGrants(principal, accountId) ?? (principal.type === "USER" ? gaps.ofGroupsOf(principal.id) : undefined),
      );
    },
    provisionedSets: (_instance, accountId, freshness) => {
      const roles = (relations.rolesOfAccount.get(accountId) ?? []).filter((role) => role.freshness === freshness);
      return answer(
        "ListPermissionSetsProvisionedToAccount",
        { accountId, freshness },
        roles.map(({ permissionSetArn }) => permissionSetArn),
        gaps.ofProvisioned({ accountId }),
      );
    },
    accountsOfSet: (_instance, arn, freshness) =>
      answer(
        "ListAccountsForProvisionedPermissionSet",
        { arn, freshness },
        document.provisionedRoles
          .filter((role) => role.permissionSetArn === arn && role.freshness === freshness)
          .map(({ accountId }) => accountId),
        gaps.ofProvisioned({ arn }),
      ),
    requestRows: (_instance, ledger, status) =>
      answer(
        "ListRequests",
        { ledger, status },
        document.requests.filter((request) => request.kind === ledger && request.status === status),
        gaps.ofRequests(ledger),
      ),
    request: (_instance, ledger, id) => {
      const request = document.requests.find((one) => one.id === id);
      return found("DescribeRequest", { id }, request ? requestDetails(request) : null, gaps.ofRequests(ledger));
    },
    reservedRole: (accountId, name) => {
      if (document.coverage?.neverAsked?.includes("account-roles"))
        return Promise.resolve(unread("a snapshot of the organization holds nothing of IAM in the accounts"));
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
