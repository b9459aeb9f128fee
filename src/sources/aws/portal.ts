/** What the user's own access portal shows, read with a portal token of that user. The token itself is never recorded. */

import type { PortalFacts } from "../../facts/grant/grant-facts.ts";
import type { AccountId } from "../../model/ids.ts";
import { LARGEST_PAGE } from "../../model/quotas.ts";
import { known, mapReading, type Reading, unread } from "../../model/reading.ts";
import { type CallContext, call, callPages } from "./calling/call.ts";

/** What the portal shows of the account and, where it shows the set, whether it gives credentials for it. */
export async function readPortal(
  calling: CallContext,
  accountId: AccountId,
  permissionSetName: string,
): Promise<Reading<PortalFacts>> {
  const accessToken = await calling.connection.portalToken?.();
  if (accessToken === undefined)
    return unread("the user's portal was not looked at: no portal token of the user is at hand");
  const accounts = await listAccounts(calling, accessToken);
  if (accounts.state !== "known") return accounts;
  if (!accounts.value.includes(accountId))
    return known({ listsAccount: false, roleNames: [], givesCredentials: undefined }, accounts.evidence);
  const roles = await listRoles(calling, accessToken, accountId);
  const page = Math.floor(accounts.value.indexOf(accountId) / PAGE) + 1;
  if (roles.state !== "known" || !roles.value.includes(permissionSetName) || !calling.connection.mayTakeCredentials)
    return mapReading(roles, (roleNames) => ({ listsAccount: true, roleNames, givesCredentials: undefined, page }));
  const opened = await takeCredentials(calling, accessToken, accountId, permissionSetName);
  return mapReading(opened, (refusal) => ({
    listsAccount: true,
    roleNames: roles.value,
    givesCredentials: refusal === null,
    page,
    ...(refusal === null ? {} : { refusal }),
  }));
}

/** The API's largest page (facts A16). */
const PAGE = 100;

/** Null where the portal gives credentials, which are dropped at once; else its words. Asked only with the user's own consent. */
async function takeCredentials(
  calling: CallContext,
  accessToken: string,
  accountId: AccountId,
  roleName: string,
): Promise<Reading<string | null>> {
  const region = calling.homeRegion();
  const answer = await call(calling, {
    service,
    operation: "GetRoleCredentials",
    region,
    input: { accountId, roleName },
    send: async (abortSignal) => {
      const { GetRoleCredentialsCommand } = await import("@aws-sdk/client-sso");
      return (await calling.clients.portal(region)).send(
        new GetRoleCredentialsCommand({ accessToken, accountId, roleName }),
        { abortSignal },
      );
    },
    matters: ({ roleCredentials }) => ({ expiration: roleCredentials?.expiration }),
    // Facts C1: "No access" is an answer, not a failed read.
    absent: ["ForbiddenException", "ResourceNotFoundException"],
  });
  return mapReading(answer, (found) => (found === null ? "No access" : null));
}

const service = "sso";

async function listAccounts(calling: CallContext, accessToken: string): Promise<Reading<readonly string[]>> {
  const region = calling.homeRegion();
  const answer = await callPages(calling, {
    service,
    operation: "ListAccounts",
    region,
    input: {},
    send: async (nextToken, abortSignal) => {
      const { ListAccountsCommand } = await import("@aws-sdk/client-sso");
      return (await calling.clients.portal(region)).send(
        new ListAccountsCommand({ accessToken, maxResults: LARGEST_PAGE, nextToken }),
        { abortSignal },
      );
    },
    rows: ({ accountList }) => (accountList ?? []).map(({ accountId = "" }) => accountId),
    next: ({ nextToken }) => nextToken,
    matters: ({ accountList }) => ({ accountList: (accountList ?? []).map(({ accountId }) => accountId) }),
  });
  return mapReading(answer, (found) => found?.rows ?? []);
}

async function listRoles(
  calling: CallContext,
  accessToken: string,
  accountId: AccountId,
): Promise<Reading<readonly string[]>> {
  const region = calling.homeRegion();
  const answer = await callPages(calling, {
    service,
    operation: "ListAccountRoles",
    region,
    input: { accountId },
    send: async (nextToken, abortSignal) => {
      const { ListAccountRolesCommand } = await import("@aws-sdk/client-sso");
      return (await calling.clients.portal(region)).send(
        new ListAccountRolesCommand({ accessToken, accountId, maxResults: LARGEST_PAGE, nextToken }),
        { abortSignal },
      );
    },
    rows: ({ roleList }) => (roleList ?? []).map(({ roleName = "" }) => roleName),
    next: ({ nextToken }) => nextToken,
    matters: ({ roleList }) => ({ roleList: (roleList ?? []).map(({ roleName }) => roleName) }),
  });
  return mapReading(answer, (found) => found?.rows ?? []);
}
