/** AWS as a `Reader`: every question is asked once and its answer remembered for the reader's lifetime. */
import type { IAMClient } from "@aws-sdk/client-iam";
import type { SSOOIDCClient } from "@aws-sdk/client-sso-oidc";
import type { AccountFacts } from "../../facts/grant/grant-facts.ts";
import type { Context } from "../../model/context.ts";
import type { Evidence } from "../../model/evidence.ts";
import {
  type AccountId,
  certain,
  type InstanceArn,
  type Principal,
  parseRegion,
  type Region,
} from "../../model/ids.ts";
import { known, mapReading, type Reading } from "../../model/reading.ts";
import type { AdditionalReader } from "../additional-reader.ts";
import type { PlanningReader } from "../plan-reader.ts";
import type { DirectoryReader, PrincipalGrant, ReadOptions } from "../reader.ts";
import type { RefusalReader } from "../refusal-reader.ts";
import { applicationState, entitledRoleOf, listApplications, listEntitlements } from "./account-access.ts";
import { iamReads } from "./account-iam.ts";
import { applicationsOf } from "./applications.ts";
import { beginning, type NamedReads, type Reads } from "./beginning.ts";
import { type AccountWay, auditClient, auditWay, signInWay } from "./calling/audit-role.ts";
import { budgetsOf } from "./calling/budgets.ts";
import type { CallContext } from "./calling/call.ts";
import { createCallLog } from "./calling/call-log.ts";
import { type AwsClients, createAwsClients } from "./calling/clients.ts";
import type { AwsConnection } from "./calling/connection.ts";
import { lookupEvents, newestFirst } from "./cloudtrail.ts";
import { consoleSignIn } from "./console-sign-in.ts";
import { describeGroup } from "./groups.ts";
import { accessAttributes, instanceRegions, permissionSetsEnabled } from "./instance-extras.ts";
import { isGroupEmpty, listGroupsOf } from "./memberships.ts";
import { createNameCache } from "./name-cache.ts";
import { namesAtHand } from "./names-at-hand.ts";
import { createOnce } from "./once.ts";
import {
  callerIdentity,
  describeAccount,
  describeOrganization,
  listAccounts,
  trustedServices,
} from "./organization.ts";
import {
  listAccountsOfSet,
  listAssignments,
  listGrantsOf,
  listPermissionSets,
  listProvisionedSets,
  permissionSetName,
} from "./permission-sets.ts";
import { planReads } from "./plan-reads.ts";
import { isAwsManaged, NO_AUDIT_ROLE, policyLevels, policyText } from "./policy-texts.ts";
import { readPortal } from "./portal.ts";
import { readPolicyOfRefusal, readRefusalRecord } from "./refusal-record.ts";
import { describeRequest, listRequests } from "./requests.ts";
import { reservedRole } from "./role.ts";
import { setContent } from "./set-content.ts";
import { describeUser, listUsers, userIdBy } from "./users.ts";

export type AwsReader = PlanningReader & RefusalReader;

/**
 * @param onCall is told of every call when it has ended.
 * @param clients readers of one command may share them, and with them the open connections.
 */
export function createAwsReader(
  connection: AwsConnection,
  context: Context,
  onCall?: (evidence: Evidence) => void,
  clients: AwsClients = createAwsClients(connection),
): AwsReader {
  const region = certain(parseRegion(connection.region));
  let home: Region = region;
  const names = createNameCache(connection.cacheFolder, connection.endpointUrl);
  const calling: CallContext = {
    connection,
    context,
    names,
    clients,
    log: createCallLog(onCall),
    budgets: budgetsOf(connection, context),
    homeRegion: () => home,
  };
  const once = createOnce();
  const kept = namesAtHand(connection);
  const caller = () => once("caller", () => callerIdentity(calling));
  const way = (account: AccountId) =>
    once(`audit role ${account}`, async () => auditWay(calling, account, await caller()));
  const audit = (account: AccountId) => once(`IAM of ${account}`, async () => auditClient(calling, await way(account)));
  const iamOf = iamReads({ calling, once, audit });
  return {
    ...planReads({ calling, once, audit }),
    region,
    ...beginning({ calling, once, kept }),
    callerIdentity: caller,
    organization: () => once("organization", () => describeOrganization(calling)),
    useHomeRegion: (where) => {
      home = where;
    },
    ...directoryReads({ calling, once, kept }),
    ...accountReads({ calling, once, kept }),
    permissionSetArns: (instance) => once("sets", () => listPermissionSets(calling, instance)),
    permissionSetName: (instance, arn) => once(`name ${arn}`, () => permissionSetName(calling, instance, arn)),
    rememberedPermissionSet: (instance, name) => names.arnOf(instance, name),
    ...grantReads({ calling, once }),
    reservedRole: async (account, name) => reservedRole(await iamOf(account, name)),
    portal: (question) =>
      once(`portal ${question.accountId} ${question.permissionSetName}`, () => readPortal(calling, question)),
    ...additionalReads({ calling, once, audit, iamOf }),
    consoleSignIn: (asked) =>
      once(`console of ${asked.accountId}`, async () => {
        const found = signInWay(await way(asked.accountId), asked.accountId, await caller());
        return consoleSignIn(calling, asked, { once, ...signInClients(calling, found) });
      }),
    refusalRecord: (authorization) =>
      once(`refusal ${authorization.id}`, () => readRefusalRecord(calling, authorization)),
    policyOfRefusal: (authorization, uri) =>
      once(`refusal ${authorization.id} ${uri}`, () => readPolicyOfRefusal(calling, authorization, uri)),
    evidence: () => {
      names.save();
      return calling.log.evidence();
    },
    calls: calling.log.summary,
  };
}

/** Once the organization's list is read, or on its way, an account in it is not described. */
function accountReads({
  calling,
  once,
  kept,
}: NamedReads): Pick<
  PlanningReader,
  "account" | "accounts" | "rememberedAccounts" | "accountsKeptAt" | "accountsAtHand"
> {
  let listed: Promise<Reading<readonly AccountFacts[]>> | undefined;
  return {
    account: (id) => once(`account ${id}`, async () => accountIn(await listed, id) ?? describeAccount(calling, id)),
    accounts: () => {
      listed = once("accounts", async () => {
        const found = await listAccounts(calling);
        if (found.state === "known") calling.names.rememberAccounts(found.value);
        return found;
      });
      return listed;
    },
    rememberedAccounts: calling.names.accountsNamed,
    accountsKeptAt: calling.names.accountsListedAt,
    accountsAtHand: (instance) => [...calling.names.accounts(), ...(kept.of(instance)?.accounts ?? [])],
  };
}

function directoryReads({ calling, once, kept }: NamedReads): DirectoryReader {
  return {
    userIdByUserName: (store, name) =>
      once(`userName ${name}`, () => userIdBy(calling, store, { path: "userName", value: name })),
    userIdByEmail: (store, email) =>
      once(`email ${email}`, () => userIdBy(calling, store, { path: "emails.value", value: email })),
    user: (store, id, options) => once(`user ${id}`, () => describeUser(calling, store, id, options)),
    users: (store, limit, options) => once(`users ${limit}`, () => listUsers(calling, store, { ...options, limit })),
    group: (store, id, options) => once(`group ${id}`, () => describeGroup(calling, store, id, options)),
    rememberedUsers: (instance) => kept.of(instance)?.users ?? [],
    usersKeptAt: (instance) => kept.of(instance)?.takenAt,
    groupIdsOf: (store, id, options) =>
      once(`groups of ${id}`, () => listGroupsOf(calling, store, { ...options, userId: id })),
    isGroupEmpty: (store, id, options) => once(`is empty ${id}`, () => isGroupEmpty(calling, store, id, options)),
  };
}

type GrantReader = Pick<
  PlanningReader,
  "assignments" | "grantsOf" | "provisionedSets" | "accountsOfSet" | "requestRows" | "request"
>;

function grantReads({ calling, once }: Reads): GrantReader {
  const everywhere = new Map<string, Promise<Reading<readonly PrincipalGrant[]>>>();
  const grantsEverywhere = (instance: InstanceArn, principal: Principal, options: ReadOptions) => {
    const rows = once(`grants ${principal.id} everywhere`, () => listGrantsOf(calling, instance, principal, options));
    everywhere.set(principal.id, rows);
    return rows;
  };
  return {
    assignments: (instance, account, arn) =>
      once(`assignments ${account} ${arn}`, () => listAssignments(calling, instance, account, arn)),
    grantsOf: async (instance, principal, { accountId, ...options } = {}) => {
      if (accountId === undefined) return grantsEverywhere(instance, principal, options);
      // The rows of one account are among those of all, where these are asked for anyway.
      const all = everywhere.get(principal.id);
      if (all) return mapReading(await all, (rows) => rows.filter((row) => row.accountId === accountId));
      return once(`grants ${principal.id} ${accountId}`, () =>
        listGrantsOf(calling, instance, principal, { ...options, accountId }),
      );
    },
    provisionedSets: (instance, account, freshness) =>
      once(`provisioned ${account} ${freshness}`, () => listProvisionedSets(calling, instance, account, freshness)),
    accountsOfSet: (instance, arn, freshness) =>
      once(`accounts of ${arn} ${freshness}`, () => listAccountsOfSet(calling, instance, arn, freshness)),
    requestRows: (instance, ledger, status) =>
      once(`requests ${ledger} ${status}`, () => listRequests(calling, instance, ledger, status)),
    request: (instance, ledger, id) => once(`request ${id}`, () => describeRequest(calling, instance, ledger, id)),
  };
}

/** In the account as the way leads there, for the organization as the caller. */
const signInClients = ({ clients, homeRegion }: CallContext, way: Reading<AccountWay>) => ({
  own: () => clients.signIn(homeRegion()),
  inAccount: async (): Promise<Reading<SSOOIDCClient>> => {
    if (way.state !== "known") return way;
    return known(
      await (way.value === "own" ? clients.signIn(homeRegion()) : clients.signIn(homeRegion(), way.value)),
      way.evidence,
    );
  },
});

interface AdditionalReads extends Reads {
  readonly audit: (account: AccountId) => Promise<Reading<IAMClient>>;
  readonly iamOf: AdditionalReader["accountIam"];
}

function additionalReads({ calling, once, audit, iamOf }: AdditionalReads): Omit<AdditionalReader, "consoleSignIn"> {
  const { connection } = calling;
  return {
    canReadAccountIam: connection.auditRole !== undefined,
    trail: (eventNames, { since } = {}) =>
      newestFirst(
        eventNames.map((name) => once(`trail ${name} ${since ?? ""}`, () => lookupEvents(calling, { name, since }))),
      ),
    accountIam: iamOf,
    policyText: (account, arn) =>
      once(`policy ${account} ${arn}`, async () => {
        if (isAwsManaged(arn)) return policyText(calling, await calling.clients.ownIam(), arn);
        if (connection.auditRole === undefined) return NO_AUDIT_ROLE;
        const client = await audit(account);
        return client.state === "known" ? policyText(calling, client.value, arn) : client;
      }),
    policyLevels: (account, type) => once(`levels ${account} ${type}`, () => policyLevels(calling, account, type)),
    setContent: (instance, arn) => once(`content ${arn}`, () => setContent(calling, instance, arn)),
    accessAttributes: (instance, store, user) =>
      once(`attributes ${user}`, () => accessAttributes(calling, instance, store, user)),
    namesakeId: (store, path, value) =>
      once(`${path === "userName" ? "userName" : "email"} ${value}`, () =>
        userIdBy(calling, store, { path, value, isAdditional: true }),
      ),
    trustedServices: () => once("trusted services", () => trustedServices(calling)),
    applicationsOf: (instance, principal) =>
      once(`applications ${principal.id}`, () => applicationsOf(calling, instance, principal)),
    accountAccessApplications: () => once("account access", () => listApplications(calling)),
    accountAccessState: (arn) => once(`account access ${arn}`, () => applicationState(calling, arn)),
    entitlementsOf: (asked) =>
      once(`entitlements ${asked.principal?.id ?? "of everybody"} ${asked.accountId ?? "everywhere"}`, () =>
        listEntitlements(calling, asked),
      ),
    entitledRole: (account, roleArn) =>
      once(`trust ${roleArn}`, async () => {
        const client = await audit(account);
        return client.state === "known" ? entitledRoleOf(calling, client.value, roleArn) : client;
      }),
    permissionSetsEnabled: (instance) =>
      once(`permission sets of ${instance}`, () => permissionSetsEnabled(calling, instance)),
    instanceRegions: (instance) => once(`regions ${instance}`, () => instanceRegions(calling, instance)),
  };
}

/** An account that was listed need not be described. */
function accountIn(
  accounts: Reading<readonly AccountFacts[]> | undefined,
  id: AccountId,
): Reading<AccountFacts> | undefined {
  const account = accounts?.state === "known" ? accounts.value.find((one) => one.id === id) : undefined;
  return account && accounts?.state === "known" ? known(account, accounts.evidence) : undefined;
}
