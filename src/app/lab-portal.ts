/** What a lab tells beyond AWS: a portal token of any user, what the portal lists, and which organization it was filled with. */

const LOOPBACK = /^https?:\/\/(127\.0\.0\.1|localhost|\[::1\])(:|\/|$)/;

/** Signs the user in at the lab; undefined where the endpoint is no lab, or the user cannot sign in. */
export async function labPortalToken(endpointUrl: string | undefined, userName: string): Promise<string | undefined> {
  if (endpointUrl === undefined || !LOOPBACK.test(endpointUrl)) return undefined;
  try {
    const answer = await fetch(new URL("/_lab/tokens", endpointUrl), {
      method: "POST",
      body: JSON.stringify({ userName }),
    });
    const body: unknown = answer.ok ? await answer.json() : undefined;
    return typeof body === "object" && body !== null && "accessToken" in body ? String(body.accessToken) : undefined;
  } catch {
    return undefined;
  }
}

/** Milliseconds in which a local program has answered. */
const LAB_ANSWERS_WITHIN = 2000;

/**
 * Which filling of a lab this is: CloudTrail tells nothing of a document that took the place of another. Undefined where the
 * endpoint is no lab.
 */
export async function labGeneration(endpointUrl: string | undefined): Promise<string | undefined> {
  if (endpointUrl === undefined || !LOOPBACK.test(endpointUrl)) return undefined;
  try {
    const signal = AbortSignal.timeout(LAB_ANSWERS_WITHIN);
    const answer = await fetch(new URL("/_lab/generation", endpointUrl), { signal, redirect: "error" });
    const text = answer.ok ? await answer.text() : "";
    return /^\{"generation":"([0-9a-f-]{36})"\}$/.exec(text)?.[1];
  } catch {
    return undefined;
  }
}

/** Accounts and permission sets in the order in which a portal shows them. */
export type PortalListing = readonly { readonly accountId: string; readonly permissionSetName: string }[];

/** Everything that the access portal of this lab shows to the holder of the token. */
export async function labPortalListing(endpointUrl: string, token: string): Promise<PortalListing> {
  const accounts = await everyPage(endpointUrl, token, "/assignment/accounts?", "accountList");
  const roles = await Promise.all(
    accounts.map(async ({ accountId = "" }) => {
      const rows = await everyPage(endpointUrl, token, `/assignment/roles?account_id=${accountId}&`, "roleList");
      return rows.map(({ roleName = "" }) => ({ accountId, permissionSetName: roleName }));
    }),
  );
  return roles.flat();
}

type Row = Readonly<Record<string, string | undefined>>;

async function everyPage(endpointUrl: string, token: string, path: string, member: string): Promise<readonly Row[]> {
  const rows: Row[] = [];
  let next: string | undefined;
  do {
    const url = new URL(
      `${path}max_result=100${next === undefined ? "" : `&next_token=${encodeURIComponent(next)}`}`,
      endpointUrl,
    );
    const answer = await fetch(url, { headers: { "x-amz-sso_bearer_token": token } });
    if (!answer.ok) throw new Error(`the local twin's portal answered ${answer.status}`);
    const body = (await answer.json()) as Readonly<Record<string, unknown>>;
    rows.push(...((body[member] ?? []) as readonly Row[]));
    next = typeof body["nextToken"] === "string" ? body["nextToken"] : undefined;
  } while (next !== undefined);
  return rows;
}
