/** The lab's state: everything of an organization document in a form that operations can change quickly. */
import type { AccountId } from "../../model/ids.ts";
import type {
  Account,
  Assignment,
  Group,
  Instance,
  LabSettings,
  Membership,
  Organization,
  OrganizationalUnit,
  OrganizationDocument,
  OrganizationPolicy,
  PermissionSet,
  ProvisionedRole,
  RequestRecord,
  User,
} from "../../model/organization-document/document.ts";
import type { LabCaller } from "../services/operation.ts";
import type { Clock } from "./clock.ts";
import { type IndexedRows, indexedRows } from "./index-map.ts";
import type { Random } from "./random.ts";

/** A user's sign-in to the access portal, with what the portal showed at the last refresh (facts A15). */
export interface SignIn {
  readonly token: string;
  readonly user: User;
  /** Milliseconds of the lab's clock. */
  readonly endsAt: number;
  refreshedAt: number;
  listing: readonly PortalEntry[];
}

/** One role under one account in a user's portal. */
export interface PortalEntry {
  readonly accountId: AccountId;
  readonly permissionSetName: string;
}

/** A CreateAccount that was asked for. */
export interface AccountCreation {
  readonly id: string;
  readonly accountId: AccountId;
  readonly accountName: string;
  readonly requestedAt: Date;
}

export interface World {
  readonly clock: Clock;
  readonly random: Random;
  settings: LabSettings;
  organization: Organization;
  instance: Instance | null;
  readonly organizationalUnits: Map<string, OrganizationalUnit>;
  readonly policies: Map<string, OrganizationPolicy>;
  readonly accounts: Map<string, Account>;
  readonly accountCreations: Map<string, AccountCreation>;
  readonly users: Map<string, User>;
  readonly groups: Map<string, Group>;
  readonly memberships: IndexedRows<Membership>;
  readonly permissionSets: Map<string, PermissionSet>;
  readonly assignments: IndexedRows<Assignment>;
  readonly roles: IndexedRows<ProvisionedRole>;
  readonly requests: Map<string, RequestRecord>;
  /** Ids of the requests in progress, so that settling does not read the whole ledger. */
  readonly unsettled: Set<string>;
  readonly signIns: Map<string, SignIn>;
  /** Access keys that the lab issued. */
  readonly keys: Map<string, LabCaller>;
}

export const assignmentKey = ({ accountId, permissionSetArn, principal }: Assignment): string =>
  `${accountId} ${permissionSetArn} ${principal.type} ${principal.id}`;

/** What joins an account and a set. */
export const grantKey = ({ accountId, permissionSetArn }: { accountId: string; permissionSetArn: string }): string =>
  `${accountId} ${permissionSetArn}`;

export const membershipKey = (groupId: string, userId: string): string => `${groupId} ${userId}`;

/**
 * A world that continues the document's time: what happened ten minutes before `takenAt` happened ten minutes ago.
 */
export function createWorld(document: OrganizationDocument, surroundings: { clock: Clock; random: Random }): World {
  const { clock, random } = surroundings;
  const shift = clock.now().getTime() - Date.parse(document.takenAt);
  const shifted = (instant: string) => new Date(Date.parse(instant) + shift).toISOString();
  const world: World = {
    clock,
    random,
    settings: document.lab,
    organization: document.organization,
    instance: document.instance,
    organizationalUnits: new Map(document.organizationalUnits.map((unit) => [unit.id, unit])),
    policies: new Map(document.policies.map((policy) => [policy.id, policy])),
    accounts: new Map(document.accounts.map((account) => [account.id, account])),
    accountCreations: new Map(),
    users: new Map(document.users.map((user) => [user.id, user])),
    groups: new Map(document.groups.map((group) => [group.id, group])),
    memberships: indexedRows<Membership>(({ groupId, userId }) => membershipKey(groupId, userId), {
      group: ({ groupId }) => groupId,
      user: ({ userId }) => userId,
      id: ({ id }) => id,
    }),
    permissionSets: new Map(document.permissionSets.map((set) => [set.arn, set])),
    assignments: indexedRows<Assignment>(assignmentKey, {
      grant: grantKey,
      principal: ({ principal }) => principal.id,
    }),
    roles: indexedRows<ProvisionedRole>(grantKey, {
      account: ({ accountId }) => accountId,
      set: ({ permissionSetArn }) => permissionSetArn,
    }),
    requests: new Map(),
    unsettled: new Set(),
    signIns: new Map(),
    keys: new Map(),
  };
  for (const row of document.memberships) world.memberships.put(row);
  for (const row of document.assignments) world.assignments.put(row);
  for (const row of document.provisionedRoles) world.roles.put(row);
  for (const row of document.requests)
    addRequest(world, { ...row, createdAt: shifted(row.createdAt), endsAt: row.endsAt && shifted(row.endsAt) });
  for (const { userId, refreshedAt, sees } of document.portalSessions)
    openEarlierSession(world, userId, Date.parse(shifted(refreshedAt)), sees);
  return world;
}

export function addRequest(world: World, request: RequestRecord): void {
  world.requests.set(request.id, request);
  if (request.status === "IN_PROGRESS") world.unsettled.add(request.id);
  else world.unsettled.delete(request.id);
}

/** How long a portal token lives: facts E6. */
export const PORTAL_SESSION_MILLISECONDS = 8 * 3_600_000;

function openEarlierSession(world: World, userId: string, refreshedAt: number, listing: readonly PortalEntry[]): void {
  const user = world.users.get(userId);
  if (!user) return;
  const token = `lab-${world.random.hex(48)}`;
  world.signIns.set(token, { token, user, refreshedAt, endsAt: refreshedAt + PORTAL_SESSION_MILLISECONDS, listing });
}
