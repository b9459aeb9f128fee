/** What the user's own access portal shows, read with a portal token of that user. The token itself is never recorded. */

import type { PortalFacts } from "../../facts/grant/grant-facts.ts";
import { LARGEST_PAGE } from "../../model/quotas.ts";
import { known, knownValue, mapReading, type Reading, unread } from "../../model/reading.ts";
import { parseSessionArn } from "../../model/reserved-role.ts";
import type { PortalQuestion } from "../reader.ts";
import { type CallContext, call, callPages } from "./calling/call.ts";
import type { RoleCredentials } from "./calling/clients.ts";

/** What the portal shows of the account and, where it shows the set, whether it gives credentials for it. */
export async function readPortal(calling: CallContext, question: PortalQuestion): Promise<Reading<PortalFacts>> {
  const accessToken = await calling.connection.portalToken?.();
  if (accessToken === undefined)
    return unread("the user's portal was not looked at: no portal token of the user is at hand");
  const accounts = await listAccounts(calling, accessToken);
  if (accounts.state !== "known") return accounts;
  const { accountId, permissionSetName } = question;
  const isListed = accounts.value.includes(accountId);
  const roles = isListed ? await listRoles(calling, accessToken, accountId) : known([], accounts.evidence);
  const shown = mapReading(
    roles,
    (roleNames): PortalFacts => ({
      listsAccount: isListed,
      roleNames,
      givesCredentials: undefined,
      ...(isListed && { page: Math.floor(accounts.value.indexOf(accountId) / PAGE) + 1 }),
    }),
  );
  if (shown.state !== "known" || !calling.connection.mayTakeCredentials) return shown;
  const token = { calling, accessToken };
  const opened = shown.value.roleNames.includes(permissionSetName)
    ? await takeCredentials(token, accountId, permissionSetName)
    : undefined;
  if (opened && opened.state !== "known") return opened;
  const credentials = opened?.value ?? (await anyCredentials(token, accounts.value, question));
  const stranger = await notOf(question.userName, credentials, calling);
  if (stranger) return stranger;
  if (!opened) return shown;
  return mapReading(opened, (given) => ({
    ...shown.value,
    givesCredentials: given !== null,
    ...(given === null ? { refusal: "No access" } : {}),
  }));
}

/** The API's largest page (facts A16). */
const PAGE = 100;

interface Token {
  readonly calling: CallContext;
  readonly accessToken: string;
}

/**
 * Null where the portal gives none. Asked only with the user's own consent; the credentials are used for one question, whose they
 * are, and dropped.
 */
async function takeCredentials(
  { calling, accessToken }: Token,
  accountId: string,
  roleName: string,
): Promise<Reading<RoleCredentials | null>> {
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
  return mapReading(
    answer,
    (found) =>
      found && {
        accessKeyId: found.roleCredentials?.accessKeyId ?? "",
        secretAccessKey: found.roleCredentials?.secretAccessKey ?? "",
        sessionToken: found.roleCredentials?.sessionToken ?? "",
      },
  );
}

/** Accounts that are tried, where the asked role gives no credentials, only to learn whose the sign-in is. */
const ACCOUNTS_TRIED = 2;

async function anyCredentials(
  token: Token,
  accounts: readonly string[],
  { accountId, permissionSetName }: PortalQuestion,
): Promise<RoleCredentials | undefined> {
  for (const account of accounts.slice(0, ACCOUNTS_TRIED)) {
    const roles = await listRoles(token.calling, token.accessToken, account);
    const role = knownValue(roles)?.find((name) => account !== accountId || name !== permissionSetName);
    const taken = role === undefined ? undefined : knownValue(await takeCredentials(token, account, role));
    if (taken) return taken;
  }
  return undefined;
}

/** Undefined where the session's name, which is the userName (facts 4.2), says that the sign-in is this user's. */
async function notOf(
  userName: string,
  credentials: RoleCredentials | undefined,
  calling: CallContext,
): Promise<Reading<never> | undefined> {
  if (!credentials)
    return unread(
      "the sign-in that is kept was not used: its portal gives no credentials, so nothing says whose it is",
    );
  const identity = await identityOf(calling, credentials);
  const session = identity.state === "known" ? parseSessionArn(identity.value)?.sessionName : undefined;
  if (session === undefined)
    return unread("the sign-in that is kept was not used: STS did not say whose its sessions are");
  if (session.toLowerCase() === userName.toLowerCase()) return undefined;
  return unread(
    `the sign-in that is kept is of ${session}, not of ${userName}, and was not used: run aws sso login as ${userName}`,
  );
}

async function identityOf(calling: CallContext, credentials: RoleCredentials): Promise<Reading<string>> {
  const answer = await call(calling, {
    service: "sts",
    operation: "GetCallerIdentity",
    input: { credentials: "those that the portal gave" },
    send: async (abortSignal) => {
      const { GetCallerIdentityCommand } = await import("@aws-sdk/client-sts");
      return (await calling.clients.stsOf(credentials)).send(new GetCallerIdentityCommand({}), { abortSignal });
    },
    matters: ({ Arn }) => ({ Arn }),
  });
  return mapReading(answer, (found) => found?.Arn ?? "");
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
  accountId: string,
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
