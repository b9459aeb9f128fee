/** AWS as a `Reader`: every question is asked once and its answer remembered for the reader's lifetime. */
import type { AccountFacts } from "../../facts/grant-facts.ts";
import type { Context } from "../../model/context.ts";
import type { Evidence } from "../../model/evidence.ts";
import { type AccountId, certain, parseRegion, type Region } from "../../model/ids.ts";
import { known, type Reading } from "../../model/reading.ts";
import type { PlanningReader } from "../plan-reader.ts";
import { readAccountIam } from "./account-iam.ts";
import type { Asking } from "./asking.ts";
import { auditClient } from "./audit-role.ts";
import { budgetsOf } from "./budgets.ts";
import { createCallLog } from "./call-log.ts";
import { type AwsClients, createAwsClients } from "./clients.ts";
import type { AwsConnection } from "./connection.ts";
import { describeGroup, describeUser, isGroupEmpty, listGroupsOf, listUsers, userIdBy } from "./identity-store.ts";
import { accessAttributes, applicationsOf, instanceRegions, setContent, trustedServices } from "./instance-extras.ts";
import { createNameCache } from "./name-cache.ts";
import { callerIdentity, describeAccount, listAccounts, listInstances } from "./organization.ts";
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
import { otherRegionsOf } from "./regions.ts";
import { describeRequest, listRequests } from "./requests.ts";
import { reservedRole } from "./role.ts";
import { lookupEvents } from "./trail.ts";

/**
 * @param onCall is told of every call when it has ended.
 * @param clients readers of one command may share them, and with them the open connections.
 */
export function createAwsReader(
  connection: AwsConnection,
  context: Context,
  onCall?: (evidence: Evidence) => void,
  clients: AwsClients = createAwsClients(connection),
): PlanningReader {
  const region = certain(parseRegion(connection.region));
  let home: Region = region;
  const names = createNameCache(connection.cacheFolder);
  const asking: Asking = {
    connection,
    context,
    names,
    clients,
    log: createCallLog(onCall),
    budgets: budgetsOf(connection, context),
    homeRegion: () => home,
  };
  const once = memo();
  let listed: Promise<Reading<readonly AccountFacts[]>> | undefined;
  const caller = () => once("caller", () => callerIdentity(asking));
  const audit = (account: AccountId) =>
    once(`audit role ${account}`, async () => auditClient(asking, account, await caller()));
  const iamOf = (account: AccountId, name: string) =>
    once(`iam ${account} ${name}`, async () => {
      const client = await audit(account);
      return client.state === "known" ? readAccountIam(asking, client.value, name) : client;
    });
  return {
    ...planReads({ asking, once, audit }),
    region,
    callerIdentity: caller,
    instances: (where) => once(`instances ${where}`, () => listInstances(asking, where)),
    otherRegions: () => otherRegionsOf(region),
    useHomeRegion: (where) => {
      home = where;
    },
    userIdByUserName: (store, name) => once(`userName ${name}`, () => userIdBy(asking, store, "userName", name)),
    userIdByEmail: (store, email) => once(`email ${email}`, () => userIdBy(asking, store, "emails.value", email)),
    user: (store, id, isDeeper) => once(`user ${id}`, () => describeUser(asking, store, id, isDeeper)),
    users: (store, limit) => once(`users ${limit}`, () => listUsers(asking, store, limit)),
    group: (store, id, isDeeper) => once(`group ${id}`, () => describeGroup(asking, store, id, isDeeper)),
    groupIdsOf: (store, id) => once(`groups of ${id}`, () => listGroupsOf(asking, store, id)),
    isGroupEmpty: (store, id, isDeeper) => once(`is empty ${id}`, () => isGroupEmpty(asking, store, id, isDeeper)),
    account: (id) => once(`account ${id}`, async () => accountIn(await listed, id) ?? describeAccount(asking, id)),
    accounts: () => {
      listed = once("accounts", () => listAccounts(asking));
      return listed;
    },
    permissionSetArns: (instance) => once("sets", () => listPermissionSets(asking, instance)),
    permissionSetName: (instance, arn) => once(`name ${arn}`, () => permissionSetName(asking, instance, arn)),
    rememberedPermissionSet: (instance, name) => names.arnOf(instance, name),
    assignments: (instance, account, arn) =>
      once(`assignments ${account} ${arn}`, () => listAssignments(asking, instance, account, arn)),
    grantsOf: (instance, principal, account) =>
      once(`grants ${principal.id} ${account ?? "everywhere"}`, () =>
        listGrantsOf(asking, instance, principal, account),
      ),
    provisionedSets: (instance, account, freshness) =>
      once(`provisioned ${account} ${freshness}`, () => listProvisionedSets(asking, instance, account, freshness)),
    accountsOfSet: (instance, arn, freshness) =>
      once(`accounts of ${arn} ${freshness}`, () => listAccountsOfSet(asking, instance, arn, freshness)),
    requestRows: (instance, ledger, status) =>
      once(`requests ${ledger} ${status}`, () => listRequests(asking, instance, ledger, status)),
    request: (instance, ledger, id) => once(`request ${id}`, () => describeRequest(asking, instance, ledger, id)),
    reservedRole: async (account, name) => reservedRole(await iamOf(account, name)),
    portal: (account, name) => once(`portal ${account} ${name}`, () => readPortal(asking, account, name)),
    canReadAccountIam: connection.auditRole !== undefined,
    trail: (eventNames) => once(`trail ${eventNames.join()}`, () => lookupEvents(asking, eventNames)),
    accountIam: iamOf,
    policyText: (account, arn) =>
      once(`policy ${account} ${arn}`, async () => {
        if (isAwsManaged(arn)) return policyText(asking, await asking.clients.ownIam(), arn);
        if (connection.auditRole === undefined) return NO_AUDIT_ROLE;
        const client = await audit(account);
        return client.state === "known" ? policyText(asking, client.value, arn) : client;
      }),
    policyLevels: (account, type) => once(`levels ${account} ${type}`, () => policyLevels(asking, account, type)),
    setContent: (instance, arn) => once(`content ${arn}`, () => setContent(asking, instance, arn)),
    accessAttributes: (instance, store, user) =>
      once(`attributes ${user}`, () => accessAttributes(asking, instance, store, user)),
    namesakeId: (store, path, value) =>
      once(`${path === "userName" ? "userName" : "email"} ${value}`, () => userIdBy(asking, store, path, value, true)),
    trustedServices: () => once("trusted services", () => trustedServices(asking)),
    applicationsOf: (instance, principal) =>
      once(`applications ${principal.id}`, () => applicationsOf(asking, instance, principal)),
    instanceRegions: (instance) => once(`regions ${instance}`, () => instanceRegions(asking, instance)),
    evidence: () => {
      names.save();
      return asking.log.evidence();
    },
    calls: () => asking.log.summary(),
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

/** The same key gives the same promise: two facts that need one answer share one call. */
function memo(): <T>(key: string, read: () => Promise<T>) => Promise<T> {
  const answers = new Map<string, Promise<unknown>>();
  return <T>(key: string, read: () => Promise<T>) => {
    const known = answers.get(key) as Promise<T> | undefined;
    if (known) return known;
    const answer = read();
    answers.set(key, answer);
    return answer;
  };
}
