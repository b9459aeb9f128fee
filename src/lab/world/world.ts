/** The lab's state: everything of an organization document, and what a running Identity Center holds besides, in tables. */
import type { AccountAccessApplication, Entitlement } from "../../model/organization-document/account-access.ts";
import type { Application, TrustedTokenIssuer } from "../../model/organization-document/applications.ts";
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
import type { AuthorizationRecord } from "./authorization-records.ts";
import type { IssuedKey } from "./callers.ts";
import type { Clock } from "./clock.ts";
import { type CloudTrail, createCloudTrail, type EventRecord } from "./events.ts";
import type { Random } from "./random.ts";
import { createTable, type Table } from "./table.ts";
import {
  type AuthorizationCode,
  type ClientToken,
  type DeviceCode,
  PORTAL_SESSION_MILLISECONDS,
  type PortalEntry,
  type RefreshToken,
  type ScimToken,
  type SignIn,
  type SignInAttempt,
  type TokenClient,
} from "./tokens.ts";
import { recordOfWritten } from "./written-event.ts";

export type { LabCaller } from "./callers.ts";
export type { PortalEntry, SignIn } from "./tokens.ts";

/** A CreateAccount that was asked for. */
export interface AccountCreation {
  readonly id: string;
  /** The id that the account will have. */
  readonly accountId: string;
  readonly accountName: string;
  readonly email: string;
  readonly tags: Readonly<Record<string, string>> | undefined;
  readonly state: "IN_PROGRESS" | "SUCCEEDED" | "FAILED";
  readonly failureReason?: "EMAIL_ALREADY_EXISTS" | undefined;
  /** ISO 8601. */
  readonly requestedAt: string;
  /** ISO 8601. */
  readonly endsAt: string;
}

/** What exists once: kept apart from the tables, with the same notice of changes. */
export interface Singles {
  settings: LabSettings;
  organization: Organization;
  instance: Instance | null;
}

/** What an organization document holds. */
interface DocumentTables {
  readonly organizationalUnits: Table<OrganizationalUnit>;
  readonly policies: Table<OrganizationPolicy>;
  /** Index: `changing` (`yes` for accounts that are closing). */
  readonly accounts: Table<Account>;
  /** Index: `state`. */
  readonly accountCreations: Table<AccountCreation>;
  /** Indexes: `name` and `email` (in lower case), `externalId`. */
  readonly users: Table<User>;
  /** Indexes: `name`, `externalId`. */
  readonly groups: Table<Group>;
  /** Indexes: `group`, `user`, `id`. */
  readonly memberships: Table<Membership>;
  /** Index: `name`. */
  readonly permissionSets: Table<PermissionSet>;
  /** Indexes: `grant` (account and set), `principal`, `set`. */
  readonly assignments: Table<Assignment>;
  /** Indexes: `account`, `set`, `account outdated`, `set outdated`. */
  readonly roles: Table<ProvisionedRole>;
  /** Indexes: `kind`, `status`, `kind status`. */
  readonly requests: Table<RequestRecord>;
  /** Index: `instance`. */
  readonly applications: Table<Application>;
  /** Index: `instance`. */
  readonly trustedTokenIssuers: Table<TrustedTokenIssuer>;
  /** Index: `tenant`. */
  readonly accountAccessApplications: Table<AccountAccessApplication>;
  /** Indexes: `application`, `principal`, `role`. */
  readonly entitlements: Table<Entitlement>;
}

/** What a running Identity Center holds besides. */
interface RunningTables {
  /** Account instances; the organization's own is `instance`. Index: `owner`. */
  readonly accountInstances: Table<Instance>;
  /** What was created with a client token: the same token gives the same answer (API model of sso-admin). */
  readonly clientTokens: Table<ClientToken>;
  /** Index: `user`. */
  readonly signIns: Table<SignIn>;
  readonly keys: Table<IssuedKey>;
  readonly tokenClients: Table<TokenClient>;
  /** Index: `userCode`. */
  readonly deviceCodes: Table<DeviceCode>;
  readonly authorizationCodes: Table<AuthorizationCode>;
  /** Index: `accessToken`. */
  readonly refreshTokens: Table<RefreshToken>;
  readonly signInAttempts: Table<SignInAttempt>;
  /** Index: `digest`. */
  readonly scimTokens: Table<ScimToken>;
  readonly authorizationRecords: Table<AuthorizationRecord>;
  /** What CloudTrail keeps of changes; reads are kept apart (`trail`). Index: `recipient`. */
  readonly events: Table<EventRecord>;
}

export interface Tables extends DocumentTables, RunningTables {}

export interface World extends Singles, Tables {
  readonly clock: Clock;
  readonly random: Random;
  readonly trail: CloudTrail;
  readonly tables: Tables;
}

/** What joins an account and a set. An organization's sets all lie under one instance, so the ARN's last part tells them apart. */
export const grantKey = ({ accountId, permissionSetArn }: { accountId: string; permissionSetArn: string }): string =>
  `${accountId} ${permissionSetArn.slice(permissionSetArn.lastIndexOf("/") + 1)}`;

export const assignmentKey = (assignment: Assignment): string =>
  `${grantKey(assignment)} ${assignment.principal.type} ${assignment.principal.id}`;

export const membershipKey = (groupId: string, userId: string): string => `${groupId} ${userId}`;

export interface WorldContext {
  readonly clock: Clock;
  readonly random: Random;
  /** Hears of every change of a table's row (undefined: removed) and of the singles (their key is empty). */
  readonly onChange?: ((table: string, key: string, row: unknown) => void) | undefined;
}

/**
 * A world that continues the document's time: what happened ten minutes before `takenAt` happened ten minutes ago.
 */
export function createWorld(document: OrganizationDocument, context: WorldContext): World {
  const { lab: settings, organization, instance } = document;
  const world = emptyWorld({ settings, organization, instance }, context);
  const shift = world.clock.now().getTime() - Date.parse(document.takenAt);
  const shifted = (instant: string) => new Date(Date.parse(instant) + shift).toISOString();
  const aged = <Row extends { readonly createdAt: string; readonly updatedAt?: string | undefined }>(
    row: Row,
  ): Row => ({
    ...row,
    createdAt: shifted(row.createdAt),
    ...(row.updatedAt !== undefined && { updatedAt: shifted(row.updatedAt) }),
  });
  for (const row of document.organizationalUnits) world.organizationalUnits.put(row);
  for (const row of document.policies) world.policies.put(row);
  for (const row of document.accounts) world.accounts.put(row);
  for (const row of document.users) world.users.put(aged(row));
  for (const row of document.groups) world.groups.put(aged(row));
  for (const row of document.memberships) world.memberships.put(row);
  for (const row of document.permissionSets) world.permissionSets.put(aged(row));
  for (const row of document.assignments) world.assignments.put(row);
  for (const row of document.provisionedRoles) world.roles.put(aged(row));
  for (const row of document.requests)
    world.requests.put({ ...row, createdAt: shifted(row.createdAt), endsAt: row.endsAt && shifted(row.endsAt) });
  for (const token of document.scimTokens)
    world.scimTokens.put({ ...token, createdAt: shifted(token.createdAt), expiresAt: shifted(token.expiresAt) });
  for (const event of document.events) {
    const at = new Date(Date.parse(String(event["eventTime"])) + shift);
    if (!Number.isNaN(at.getTime())) world.events.put(recordOfWritten(event, world.random.uuid(), at.toISOString()));
  }
  for (const row of document.applications) world.applications.put(row);
  for (const row of document.trustedTokenIssuers) world.trustedTokenIssuers.put(row);
  for (const row of document.accountAccessApplications)
    world.accountAccessApplications.put({ ...aged(row), endsAt: row.endsAt && shifted(row.endsAt) });
  for (const row of document.entitlements) world.entitlements.put(aged(row));
  for (const { userId, refreshedAt, sees } of document.portalSessions)
    openEarlierSession(world, userId, Date.parse(shifted(refreshedAt)), sees);
  return world;
}

/** A world whose tables are empty: what a document, or the kept state of an earlier run, is read into. */
export function emptyWorld(singles: Singles, context: WorldContext): World {
  const { clock, random, onChange } = context;
  const tables = emptyTables(onChange);
  const trail = createCloudTrail(tables.events);
  return Object.assign(singlesOf(singles, onChange), tables, { clock, random, trail, tables });
}

function singlesOf({ settings, organization, instance }: Singles, onChange: WorldContext["onChange"]): Singles {
  const values: Singles = { settings, organization, instance };
  const accessor = <Name extends keyof Singles>(name: Name) => ({
    enumerable: true,
    get: () => values[name],
    set: (value: Singles[Name]) => {
      values[name] = value;
      onChange?.(name, "", value);
    },
  });
  return Object.defineProperties({} as Singles, {
    settings: accessor("settings"),
    organization: accessor("organization"),
    instance: accessor("instance"),
  });
}

type Make = <Row>(
  name: keyof Tables,
  key: (row: Row) => string,
  indexes?: Readonly<Record<string, (row: Row) => string | undefined>>,
) => Table<Row>;

function emptyTables(onChange: WorldContext["onChange"]): Tables {
  const table: Make = (name, key, indexes = {}) =>
    createTable({ key, indexes, onChange: onChange && ((rowKey, row) => onChange(name, rowKey, row)) });
  return { ...documentTables(table), ...runningTables(table) };
}

function documentTables(table: Make): DocumentTables {
  return {
    organizationalUnits: table("organizationalUnits", ({ id }) => id),
    policies: table("policies", ({ id }) => id),
    accounts: table("accounts", ({ id }) => id, {
      changing: ({ nextStateAt }) => (nextStateAt === undefined ? undefined : "yes"),
    }),
    accountCreations: table("accountCreations", ({ id }) => id, { state: ({ state }) => state }),
    users: table("users", ({ id }) => id, {
      name: ({ userName }) => userName.toLowerCase(),
      email: ({ email }) => email?.toLowerCase(),
      externalId: ({ externalId }) => externalId,
    }),
    groups: table("groups", ({ id }) => id, {
      name: ({ displayName }) => displayName,
      externalId: ({ externalId }) => externalId,
    }),
    memberships: table("memberships", ({ groupId, userId }) => membershipKey(groupId, userId), {
      group: ({ groupId }) => groupId,
      user: ({ userId }) => userId,
      id: ({ id }) => id,
    }),
    permissionSets: table("permissionSets", ({ arn }) => arn, { name: ({ name }) => name }),
    assignments: table("assignments", assignmentKey, {
      grant: grantKey,
      principal: ({ principal }) => principal.id,
      set: ({ permissionSetArn }) => permissionSetArn,
    }),
    roles: table<ProvisionedRole>("roles", grantKey, {
      account: ({ accountId }) => accountId,
      set: ({ permissionSetArn }) => permissionSetArn,
      "account outdated": ({ accountId, freshness }) => (freshness === "outdated" ? accountId : undefined),
      "set outdated": ({ permissionSetArn, freshness }) => (freshness === "outdated" ? permissionSetArn : undefined),
    }),
    requests: table("requests", ({ id }) => id, {
      kind: ({ kind }) => kind,
      status: ({ status }) => status,
      "kind status": ({ kind, status }) => `${kind} ${status}`,
    }),
    applications: table("applications", ({ arn }) => arn, { instance: ({ instanceArn }) => instanceArn }),
    trustedTokenIssuers: table("trustedTokenIssuers", ({ arn }) => arn, { instance: ({ instanceArn }) => instanceArn }),
    accountAccessApplications: table("accountAccessApplications", ({ arn }) => arn, {
      tenant: ({ tenantId }) => tenantId,
    }),
    entitlements: table("entitlements", ({ id }) => id, {
      application: ({ applicationArn }) => applicationArn,
      principal: ({ principal }) => principal.id,
      role: ({ roleArn }) => roleArn,
    }),
  };
}

function runningTables(table: Make): RunningTables {
  return {
    accountInstances: table("accountInstances", ({ arn }) => arn, { owner: ({ ownerAccountId }) => ownerAccountId }),
    clientTokens: table("clientTokens", ({ token }) => token),
    signIns: table("signIns", ({ token }) => token, { user: ({ user }) => user.id }),
    keys: table("keys", ({ accessKeyId }) => accessKeyId),
    tokenClients: table("tokenClients", ({ id }) => id),
    deviceCodes: table("deviceCodes", ({ code }) => code, { userCode: ({ userCode }) => userCode }),
    authorizationCodes: table("authorizationCodes", ({ code }) => code),
    refreshTokens: table("refreshTokens", ({ token }) => token, { accessToken: ({ accessToken }) => accessToken }),
    signInAttempts: table("signInAttempts", ({ id }) => id),
    scimTokens: table("scimTokens", ({ id }) => id, { digest: ({ digest }) => digest }),
    authorizationRecords: table("authorizationRecords", ({ id }) => id),
    events: table("events", ({ id }) => id, { recipient: ({ recipientAccountId }) => recipientAccountId }),
  };
}

function openEarlierSession(world: World, userId: string, refreshedAt: number, listing: readonly PortalEntry[]): void {
  const user = world.users.get(userId);
  if (!user) return;
  const token = `lab-${world.random.hex(48)}`;
  world.signIns.put({ token, user, refreshedAt, endsAt: refreshedAt + PORTAL_SESSION_MILLISECONDS, listing });
}
