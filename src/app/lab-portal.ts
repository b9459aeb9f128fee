/** What a lab tells beyond AWS: a portal token of any user, what the portal lists, and which organization it was filled with. */
import { boundedText } from "./bounded-text.ts";

const LOOPBACK = /^https?:\/\/(127\.0\.0\.1|localhost|\[::1\])(:|\/|$)/;

/** Milliseconds in which a local program has answered. */
const LAB_ANSWERS_WITHIN = 2000;
/** Bytes of an answer about one token or one organization; anything longer is no lab's. */
const LARGEST_LAB_ANSWER = 64 * 1024;

/**
 * Signs the user in at the lab; undefined where the endpoint is no lab, or the user cannot sign in.
 *
 * @param options `scopes` of the token, without them those of the access portal; `session` that the user has open already
 */
export async function labPortalToken(
  endpointUrl: string | undefined,
  userName: string,
  options: { readonly scopes?: readonly string[]; readonly session?: "existing" } = {},
): Promise<string | undefined> {
  const signIn = JSON.stringify({ userName, ...options });
  const text = await labAnswer(endpointUrl, "/_lab/tokens", { method: "POST", body: signIn });
  const body = parsed(text);
  return typeof body === "object" && body !== null && "accessToken" in body ? String(body.accessToken) : undefined;
}

/**
 * Which filling of a lab this is: CloudTrail tells nothing of a document that took the place of another. Undefined where the
 * endpoint is no lab.
 */
export async function labGeneration(endpointUrl: string | undefined): Promise<string | undefined> {
  const text = await labAnswer(endpointUrl, "/_lab/generation");
  return /^\{"generation":"([0-9a-f-]{36})"\}$/.exec(text ?? "")?.[1];
}

/** What a program on this machine answers, in bounded time and size; undefined where it fails, redirects or is not on this machine. */
async function labAnswer(
  endpointUrl: string | undefined,
  path: string,
  init: RequestInit = {},
): Promise<string | undefined> {
  if (endpointUrl === undefined || !LOOPBACK.test(endpointUrl)) return undefined;
  try {
    const signal = AbortSignal.timeout(LAB_ANSWERS_WITHIN);
    const answer = await fetch(new URL(path, endpointUrl), { ...init, signal, redirect: "error" });
    const text = await boundedText(answer, LARGEST_LAB_ANSWER);
    return answer.ok ? text : undefined;
  } catch {
    return undefined;
  }
}

function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Accounts and permission sets in the order in which a portal shows them. */
export type PortalListing = readonly { readonly accountId: string; readonly permissionSetName: string }[];

/** Everything that the access portal of this lab shows to the holder of the token. */
export async function labPortalListing(endpointUrl: string, token: string): Promise<PortalListing> {
  const accounts = await labPortalAccounts(endpointUrl, token);
  return accounts.flatMap(({ accountId, permissionSets }) =>
    permissionSets.map((permissionSetName) => ({ accountId, permissionSetName })),
  );
}

/** An account of a portal, with its name and what can be chosen there. */
export interface PortalAccount {
  readonly accountId: string;
  readonly accountName: string;
  readonly permissionSets: readonly string[];
}

/** The same by account. */
export async function labPortalAccounts(endpointUrl: string, token: string): Promise<readonly PortalAccount[]> {
  const headers = { "x-amz-sso_bearer_token": token };
  const names = ["max_result", "next_token"] as const;
  const list = { endpointUrl, headers, names };
  const accounts = await everyPage({ ...list, path: "/assignment/accounts", member: "accountList" });
  return Promise.all(
    accounts.map(async ({ accountId = "", accountName = accountId }) => {
      const path = `/assignment/roles?account_id=${accountId}`;
      const rows = await everyPage({ ...list, path, member: "roleList" });
      return { accountId, accountName, permissionSets: rows.map(({ roleName = "" }) => roleName) };
    }),
  );
}

/** ARNs of the roles that the account access portal of this lab shows to the user; none where the user cannot sign in. */
export async function labAccountAccessRoles(
  endpointUrl: string,
  tenantId: string,
  userName: string,
): Promise<readonly string[]> {
  const token = await labPortalToken(endpointUrl, userName, { scopes: ["account_access:read_only"] });
  if (token === undefined) return [];
  const headers = { authorization: `Bearer ${token}` };
  const rows = await everyPage({
    endpointUrl,
    headers,
    path: `/access?tenantId=${tenantId}`,
    member: "roles",
    names: ["maxResults", "nextToken"],
  });
  return rows.flatMap(({ roleArn }) => roleArn ?? []);
}

/** Which of these roles the runtime API of account access manager gives the user credentials for. */
export async function labAccountAccessOpened(
  endpointUrl: string,
  tenantId: string,
  { userName, roleArns }: { readonly userName: string; readonly roleArns: readonly string[] },
): Promise<readonly string[]> {
  if (roleArns.length === 0) return [];
  const token = await labPortalToken(endpointUrl, userName, { scopes: ["account_access:assume"] });
  if (token === undefined) return [];
  const headers = { authorization: `Bearer ${token}` };
  const opened = await Promise.all(
    roleArns.map(async (roleArn) => {
      const url = new URL("/access/credentials", endpointUrl);
      url.search = new URLSearchParams({ tenantId, roleArn, accessType: "PROGRAMMATIC_ACCESS" }).toString();
      const answer = await fetch(url, { headers });
      await answer.body?.cancel();
      return answer.ok ? [roleArn] : [];
    }),
  );
  return opened.flat();
}

type Row = Readonly<Record<string, string | undefined>>;

interface Listing {
  readonly endpointUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly path: string;
  readonly member: string;
  /** Of the query: how many rows, and from where. */
  readonly names: readonly [most: string, next: string];
}

async function everyPage({ endpointUrl, headers, path, member, names }: Listing): Promise<readonly Row[]> {
  const rows: Row[] = [];
  let next: string | undefined;
  do {
    const url = new URL(path, endpointUrl);
    url.searchParams.set(names[0], "100");
    if (next !== undefined) url.searchParams.set(names[1], next);
    const answer = await fetch(url, { headers });
    if (!answer.ok) throw new Error(`the local twin's portal answered ${answer.status}`);
    const body = (await answer.json()) as Readonly<Record<string, unknown>>;
    rows.push(...((body[member] ?? []) as readonly Row[]));
    next = typeof body["nextToken"] === "string" ? body["nextToken"] : undefined;
  } while (next !== undefined);
  return rows;
}
