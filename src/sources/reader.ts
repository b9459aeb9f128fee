/** The reads that a diagnosis is made of, whatever answers them: AWS (`aws/`) or a saved organization document (`document/`). */

import type {
  AccountFacts,
  CallerFacts,
  InstanceFacts,
  OrganizationIdentity,
  PortalFacts,
  RoleFacts,
} from "../facts/grant/grant-facts.ts";
import type { UserFacts } from "../facts/grant/user-facts.ts";
import type { CallSummary, Evidence, EvidenceId } from "../model/evidence.ts";
import type {
  AccountId,
  GroupId,
  IdentityStoreId,
  InstanceArn,
  PermissionSetArn,
  Principal,
  Region,
  RequestId,
  UserId,
} from "../model/ids.ts";
import type { NamedUser } from "../model/names/name-index.ts";
import type { RequestStatus } from "../model/organization-document/document.ts";
import type { Reading } from "../model/reading.ts";
import type { AdditionalReader } from "./additional-reader.ts";

export interface GroupDetails {
  readonly displayName: string;
  readonly isExternallyOwned: boolean;
  /** ISO 8601. */
  readonly createdAt: string | undefined;
}

/** A row of `ListAccountAssignmentsForPrincipal`; a USER query also returns the rows of the user's groups (facts 3.4). */
export interface PrincipalGrant {
  readonly accountId: AccountId;
  readonly permissionSetArn: PermissionSetArn;
  readonly principal: Principal;
}

/** A row of a request ledger: the lists give no more than this (facts 3.2). */
export interface RequestRow {
  readonly id: RequestId;
  readonly status: RequestStatus;
  /** ISO 8601. */
  readonly createdAt: string | undefined;
}

export interface RequestDetails extends RequestRow {
  readonly failureReason: string | undefined;
  readonly accountId: AccountId | undefined;
  readonly permissionSetArn: PermissionSetArn | undefined;
  /** Absent for provisioning. */
  readonly principal: Principal | undefined;
}

/** The three ledgers of asynchronous requests (facts 3.2). */
export type Ledger = "create-assignment" | "delete-assignment" | "provision";

/** Which grant is looked for in whose portal. */
export interface PortalQuestion {
  readonly accountId: AccountId;
  readonly permissionSetName: string;
  /** The sign-in that is kept on a machine must be of this user, or nothing that it shows is used. */
  readonly userName: string;
}

/** How a read is counted. */
export interface ReadOptions {
  /** Beyond the question's own calls; counted apart. */
  readonly isAdditional?: boolean;
}

/** The reads of users, groups and memberships; the same promises as `Reader` makes. */
export interface DirectoryReader {
  userIdByUserName(storeId: IdentityStoreId, userName: string): Promise<Reading<UserId | null>>;
  userIdByEmail(storeId: IdentityStoreId, email: string): Promise<Reading<UserId | null>>;
  user(storeId: IdentityStoreId, userId: UserId, options?: ReadOptions): Promise<Reading<UserFacts | null>>;
  /** At most `limit` users in store order; `isComplete` tells whether that was all. */
  users(
    storeId: IdentityStoreId,
    limit: number,
    options?: ReadOptions,
  ): Promise<Reading<{ readonly users: readonly UserFacts[]; readonly isComplete: boolean }>>;
  group(storeId: IdentityStoreId, groupId: GroupId, options?: ReadOptions): Promise<Reading<GroupDetails | null>>;
  /** The users as their names were kept last; no call is made, and none proves nothing. */
  rememberedUsers(instanceArn: InstanceArn): readonly NamedUser[];
  /** ISO 8601: the moment that the remembered users are of. */
  usersKeptAt?(instanceArn: InstanceArn): string | undefined;
  groupIdsOf(storeId: IdentityStoreId, userId: UserId, options?: ReadOptions): Promise<Reading<readonly GroupId[]>>;
  isGroupEmpty(storeId: IdentityStoreId, groupId: GroupId, options?: ReadOptions): Promise<Reading<boolean>>;
}

/**
 * Every method reads to the last page, records evidence, and never throws for what AWS answers: absence is a known null,
 * a failed read is unknown with the missing permission. The same question is asked once: answers are remembered for the
 * reader's lifetime.
 */
export interface Reader extends AdditionalReader, DirectoryReader {
  /** Where calls go unless a Region is named. */
  readonly region: Region;
  /** ISO 8601: the time of which a saved document tells; AWS tells of now. */
  readonly takenAt?: string;
  /** The saved document has no date of its own. */
  readonly isUndated?: boolean | undefined;
  callerIdentity(): Promise<Reading<CallerFacts>>;
  /**
   * Work for the time in which the first calls are on their way: code to load, files to read that are needed later anyway.
   * Undefined where nothing is waited for.
   */
  meanwhile?(work: () => unknown): void;
  /**
   * Over once a first request has left: what costs time to begin is begun after it, so that the look for the instance, on which
   * all else depends, goes first. Undefined where nothing is waited for.
   */
  afterFirst?(): Promise<void>;
  /** Names will be looked up: what is kept of them is read, and compared, while the first calls are on their way. */
  expectNames?(compare: (users: readonly NamedUser[]) => unknown): void;
  /** Null: the caller's account is in no organization. */
  organization(): Promise<Reading<OrganizationIdentity | null>>;
  /** The instances of the caller's organization in one Region. */
  instances(region: Region): Promise<Reading<readonly InstanceFacts[]>>;
  /** All Regions that may hold an instance, the given one not among them. */
  otherRegions(): readonly Region[];
  /** From here on, sso-admin and identitystore are asked in this Region. */
  useHomeRegion(region: Region): void;

  /** Null: no such account in the organization. */
  account(accountId: AccountId): Promise<Reading<AccountFacts | null>>;
  accounts(): Promise<Reading<readonly AccountFacts[]>>;
  /** Accounts that had this name or e-mail address when they were last listed; no call is made, and none proves nothing. */
  rememberedAccounts(words: string): readonly AccountId[];
  /** ISO 8601: when all accounts were last listed. */
  accountsKeptAt?(): string | undefined;
  /** Accounts whose names are at hand, as they were last listed; no call is made, and whoever is not among them may be there. */
  accountsAtHand(instanceArn: InstanceArn): readonly { readonly id: AccountId; readonly name: string }[];

  permissionSetArns(instanceArn: InstanceArn): Promise<Reading<readonly PermissionSetArn[]>>;
  /** Null: no such set. Names never change (facts B1), so they are kept for ever once read. */
  permissionSetName(instanceArn: InstanceArn, arn: PermissionSetArn): Promise<Reading<string | null>>;
  /** The set that bears the name as far as was ever read; no call is made. */
  rememberedPermissionSet(instanceArn: InstanceArn, name: string): PermissionSetArn | undefined;
  /** Null: no such set, or no such account for this instance. */
  assignments(
    instanceArn: InstanceArn,
    accountId: AccountId,
    arn: PermissionSetArn,
  ): Promise<Reading<readonly Principal[] | null>>;
  /** Without an account: everywhere. */
  grantsOf(
    instanceArn: InstanceArn,
    principal: Principal,
    options?: ReadOptions & { readonly accountId?: AccountId | undefined },
  ): Promise<Reading<readonly PrincipalGrant[]>>;
  /** The sets provisioned to the account with one freshness. */
  provisionedSets(
    instanceArn: InstanceArn,
    accountId: AccountId,
    freshness: "latest" | "outdated",
  ): Promise<Reading<readonly PermissionSetArn[]>>;
  /** The accounts in which the set is provisioned with one freshness. */
  accountsOfSet(
    instanceArn: InstanceArn,
    arn: PermissionSetArn,
    freshness: "latest" | "outdated",
  ): Promise<Reading<readonly AccountId[]>>;
  requestRows(instanceArn: InstanceArn, ledger: Ledger, status: RequestStatus): Promise<Reading<readonly RequestRow[]>>;
  /** Null: the record is gone. */
  request(instanceArn: InstanceArn, ledger: Ledger, id: RequestId): Promise<Reading<RequestDetails | null>>;

  /** Null: no role of that set in the account. Unread where no way into the account was given. */
  reservedRole(accountId: AccountId, permissionSetName: string): Promise<Reading<RoleFacts | null>>;
  /** Unread where no token of the user is at hand. */
  portal(question: PortalQuestion): Promise<Reading<PortalFacts>>;

  evidence(): Readonly<Record<EvidenceId, Evidence>>;
  /** Of all calls, or of those after the first `after`: each call is one entry of the evidence. */
  calls(after?: number): CallSummary;
}
