/** What the lab's account access portal gives a user, by plain HTTP: the judge of everything said about entitlements. */

import { labFetch } from "./lab-fetch.ts";

interface Runtime {
  readonly labUrl: string;
  readonly tenantId: string;
}

export interface AccountAccessPortal {
  /** ARNs of the roles that the portal lists. */
  readonly roles: () => Promise<readonly string[]>;
  /** Whether the runtime API gives credentials for the role. */
  readonly opens: (roleArn: string) => Promise<boolean>;
}

/** Signed in as the user; undefined where the user cannot sign in. */
export async function accountAccessPortalOf(
  { labUrl, tenantId }: Runtime,
  userName: string,
): Promise<AccountAccessPortal | undefined> {
  const scopes = ["account_access:read_only", "account_access:assume"];
  const signIn = await labFetch(`${labUrl}/_lab/tokens`, {
    method: "POST",
    body: JSON.stringify({ userName, scopes }),
  });
  if (!signIn.ok) return undefined;
  const { accessToken } = (await signIn.json()) as { readonly accessToken: string };
  const get = (path: string, query: Readonly<Record<string, string>>) =>
    labFetch(`${labUrl}${path}?${new URLSearchParams({ tenantId, ...query })}`, {
      headers: { authorization: `Bearer ${accessToken}` },
    });
  return {
    roles: async () => {
      const arns: string[] = [];
      let nextToken: string | undefined;
      do {
        const answer = await get("/access", nextToken === undefined ? {} : { nextToken });
        // An application that is not ACTIVE has no portal.
        if (!answer.ok) return [];
        const page = (await answer.json()) as { roles: { roleArn: string }[]; nextToken?: string };
        arns.push(...page.roles.map(({ roleArn }) => roleArn));
        nextToken = page.nextToken;
      } while (nextToken !== undefined);
      return arns;
    },
    opens: async (roleArn) => (await get("/access/credentials", { roleArn, accessType: "PROGRAMMATIC_ACCESS" })).ok,
  };
}
