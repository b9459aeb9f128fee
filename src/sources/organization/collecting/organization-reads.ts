/** What a collection asks of AWS, one method for each question, bound to the instance and its identity store. */
import type { CallerFacts, InstanceFacts } from "../../../facts/grant/grant-facts.ts";
import type { AccountAccessApplicationFacts, EntitlementRow } from "../../../facts/grant/second-road.ts";
import type { AccountId, GroupId, PermissionSetArn, Principal, RequestId, UserId } from "../../../model/ids.ts";
import { type ApplicationStatus, parseApplicationStatus } from "../../../model/organization-document/account-access.ts";
import type {
  Group,
  Membership,
  OrganizationalUnit,
  RequestStatus,
  User,
} from "../../../model/organization-document/document.ts";
import { known, mapReading, type Reading, unread } from "../../../model/reading.ts";
import type { EntitlementQuestion } from "../../additional-reader.ts";
import { applicationState, listApplications, listEntitlements } from "../../aws/account-access.ts";
import { readAlias } from "../../aws/account-alias.ts";
import type { CallContext } from "../../aws/calling/call.ts";
import { fromAnswer } from "../../aws/from-answer.ts";
import { describeGroupRow, listGroupRows } from "../../aws/groups.ts";
import { permissionSetsEnabled } from "../../aws/instance-extras.ts";
import { listMembers, listMembershipsOf } from "../../aws/memberships.ts";
import { describeAccountRow, listAccountRows } from "../../aws/organization.ts";
import {
  listAccountsOfSet,
  listAssignments,
  listGrantsOf,
  listPermissionSets,
  listProvisionedSets,
  permissionSetName,
} from "../../aws/permission-sets.ts";
import { listDelegates } from "../../aws/plan-reads.ts";
import { describeRequest, listRequests } from "../../aws/requests.ts";
import { listAccountsBelow, listRoots, listUnitsBelow, parentOf, unitName } from "../../aws/units.ts";
import { describeUserRow, listUserRows } from "../../aws/users.ts";
import type { Ledger, PrincipalGrant, RequestDetails, RequestRow } from "../../reader.ts";
import { accountRow, type CollectedAccount, groupRow, userRow } from "./rows.ts";

export type ProvisioningStatus = "latest" | "outdated";

export interface OrganizationReads {
  readonly instance: InstanceFacts;
  readonly accounts: () => Promise<Reading<readonly CollectedAccount[]>>;
  /** Null: not in the organization. The same for a set, a user, a group and a request that is gone. */
  readonly account: (id: AccountId) => Promise<Reading<CollectedAccount | null>>;
  readonly roots: () => Promise<Reading<readonly string[]>>;
  /** Units and accounts directly below a root or unit; null: no such parent. */
  readonly unitsBelow: (parentId: string) => Promise<Reading<readonly OrganizationalUnit[] | null>>;
  readonly accountsBelow: (parentId: string) => Promise<Reading<readonly AccountId[] | null>>;
  readonly parentOf: (childId: string) => Promise<Reading<string | null>>;
  /** The alias, read in the account itself; null: it has none. Undefined: no role was named to look there. */
  readonly alias?: ((id: AccountId) => Promise<Reading<string | null>>) | undefined;
  /** For IAM Identity Center. */
  readonly delegates: () => Promise<Reading<readonly AccountId[]>>;
  readonly unitName: (id: string) => Promise<Reading<string | null>>;
  readonly sets: () => Promise<Reading<readonly PermissionSetArn[]>>;
  /** Asked of an instance without any set. */
  readonly permissionSetsEnabled: () => Promise<Reading<boolean>>;
  readonly setName: (arn: PermissionSetArn) => Promise<Reading<string | null>>;
  readonly users: () => Promise<Reading<readonly User[]>>;
  readonly user: (id: UserId) => Promise<Reading<User | null>>;
  readonly groups: () => Promise<Reading<readonly Group[]>>;
  readonly group: (id: GroupId) => Promise<Reading<Group | null>>;
  readonly members: (group: GroupId) => Promise<Reading<readonly Membership[]>>;
  readonly membershipsOf: (user: UserId) => Promise<Reading<readonly Membership[]>>;
  readonly provisionedSets: (
    account: AccountId,
    freshness: ProvisioningStatus,
  ) => Promise<Reading<readonly PermissionSetArn[]>>;
  readonly accountsOfSet: (
    arn: PermissionSetArn,
    freshness: ProvisioningStatus,
  ) => Promise<Reading<readonly AccountId[]>>;
  /** Null: no such set. */
  readonly assignments: (account: AccountId, arn: PermissionSetArn) => Promise<Reading<readonly Principal[] | null>>;
  readonly grantsOf: (principal: Principal) => Promise<Reading<readonly PrincipalGrant[]>>;
  readonly requests: (ledger: Ledger, status: RequestStatus) => Promise<Reading<readonly RequestRow[]>>;
  readonly request: (ledger: Ledger, id: RequestId) => Promise<Reading<RequestDetails | null>>;
  /** Unread where an empty list proves nothing, and where account access manager is not offered. */
  readonly accountAccessApplications: () => Promise<Reading<readonly AccountAccessApplicationFacts[]>>;
  /** Null: the application is gone. */
  readonly accountAccessStatus: (applicationArn: string) => Promise<Reading<ApplicationStatus | null>>;
  readonly entitlements: (question: EntitlementQuestion) => Promise<Reading<readonly EntitlementRow[]>>;
}

/** @param opened `caller` is asked only where the list of applications is empty, and for aliases */
export function organizationReads({
  calling,
  instance,
  caller,
}: {
  readonly calling: CallContext;
  readonly instance: InstanceFacts;
  readonly caller: () => Promise<CallerFacts>;
}): OrganizationReads {
  const { arn: instanceArn, identityStoreId: store } = instance;
  return {
    instance,
    accounts: async () => mapReading(await listAccountRows(calling), (rows) => rows.map(accountRow)),
    account: async (id) => mapReading(await describeAccountRow(calling, id), (row) => row && accountRow(row)),
    ...(calling.connection.auditRole !== undefined && {
      alias: async (id) => readAlias(calling, id, known(await caller())),
    }),
    roots: () => listRoots(calling),
    unitsBelow: (parentId) => listUnitsBelow(calling, parentId),
    accountsBelow: (parentId) => listAccountsBelow(calling, parentId),
    parentOf: (childId) => parentOf(calling, childId),
    delegates: () => listDelegates(calling),
    unitName: (id) => unitName(calling, id),
    sets: () => listPermissionSets(calling, instanceArn),
    permissionSetsEnabled: () => permissionSetsEnabled(calling, instanceArn),
    setName: (arn) => permissionSetName(calling, instanceArn, arn),
    users: async () => mapReading(await listUserRows(calling, store), ({ rows }) => rows.map(userRow)),
    user: async (id) => mapReading(await describeUserRow(calling, store, id), (row) => row && userRow(row)),
    groups: async () => mapReading(await listGroupRows(calling, store), (rows) => rows.map(groupRow)),
    group: async (id) => mapReading(await describeGroupRow(calling, store, id), (row) => row && groupRow(row)),
    members: (group) => listMembers(calling, store, group),
    membershipsOf: (user) => listMembershipsOf(calling, store, user),
    provisionedSets: (account, freshness) => listProvisionedSets(calling, instanceArn, account, freshness),
    accountsOfSet: (arn, freshness) => listAccountsOfSet(calling, instanceArn, arn, freshness),
    assignments: (account, arn) => listAssignments(calling, instanceArn, account, arn),
    grantsOf: (principal) => listGrantsOf(calling, instanceArn, principal, undefined),
    requests: (ledger, status) => listRequests(calling, instanceArn, ledger, status),
    request: (ledger, id) => describeRequest(calling, instanceArn, ledger, id),
    accountAccessApplications: async () => {
      const found = await listApplications(calling);
      if (found.state !== "known" || found.value.length > 0) return found;
      // Other accounts are shown none, even where there is one (facts AAM25).
      return (await caller()).accountId === instance.ownerAccountId
        ? found
        : unread("only the management account sees whether account access manager is set up");
    },
    accountAccessStatus: async (arn) =>
      mapReading(
        await applicationState(calling, arn),
        (state) => state && fromAnswer(parseApplicationStatus(state.status)),
      ),
    entitlements: (question) => listEntitlements(calling, question),
  };
}
