/** What the user's own access portal shows, read with a portal token of that user. The token itself is never recorded. */
import type { PortalFacts } from "../../facts/grant-facts.ts";
import type { AccountId } from "../../model/ids.ts";
import { known, mapReading, type Reading, unread } from "../../model/reading.ts";
import { type Asking, askPages } from "./asking.ts";

export async function readPortal(asking: Asking, accountId: AccountId): Promise<Reading<PortalFacts>> {
  const accessToken = await asking.connection.portalToken?.();
  if (accessToken === undefined)
    return unread("the user's portal was not looked at: no portal token of the user is at hand");
  const accounts = await listAccounts(asking, accessToken);
  if (accounts.state !== "known") return accounts;
  if (!accounts.value.includes(accountId))
    return known({ listsAccount: false, roleNames: [], givesCredentials: undefined }, accounts.evidence);
  const roles = await listRoles(asking, accessToken, accountId);
  return mapReading(roles, (roleNames) => ({ listsAccount: true, roleNames, givesCredentials: undefined }));
}

const service = "sso";

async function listAccounts(asking: Asking, accessToken: string): Promise<Reading<readonly string[]>> {
  const region = asking.homeRegion();
  const answer = await askPages(asking, {
    service,
    operation: "ListAccounts",
    region,
    input: {},
    send: async (nextToken, abortSignal) => {
      const { ListAccountsCommand } = await import("@aws-sdk/client-sso");
      return (await asking.clients.portal(region)).send(
        new ListAccountsCommand({ accessToken, maxResults: 100, nextToken }),
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
  asking: Asking,
  accessToken: string,
  accountId: AccountId,
): Promise<Reading<readonly string[]>> {
  const region = asking.homeRegion();
  const answer = await askPages(asking, {
    service,
    operation: "ListAccountRoles",
    region,
    input: { accountId },
    send: async (nextToken, abortSignal) => {
      const { ListAccountRolesCommand } = await import("@aws-sdk/client-sso");
      return (await asking.clients.portal(region)).send(
        new ListAccountRolesCommand({ accessToken, accountId, maxResults: 100, nextToken }),
        { abortSignal },
      );
    },
    rows: ({ roleList }) => (roleList ?? []).map(({ roleName = "" }) => roleName),
    next: ({ nextToken }) => nextToken,
    matters: ({ roleList }) => ({ roleList: (roleList ?? []).map(({ roleName }) => roleName) }),
  });
  return mapReading(answer, (found) => found?.rows ?? []);
}
