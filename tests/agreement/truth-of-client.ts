/** What a profile of an aws configuration really leads to: its settings are carried out one after another, by plain HTTP. */

import { labFetch } from "../support/lab-fetch.ts";

/** What the profile asks of the portal. */
export interface ProfileWords {
  readonly region: string;
  readonly startUrl: string;
  readonly account: string;
  readonly permissionSet: string;
}

type Section = Readonly<Record<string, string>>;

function sectionOf(config: string, title: string): Section | undefined {
  const [, text] = config.split(`[${title}]\n`);
  if (text === undefined) return undefined;
  const lines = (text.split("[")[0] ?? "").split("\n").filter((line) => line.includes("="));
  return Object.fromEntries(lines.map((line) => line.split(" = ", 2)));
}

/**
 * The profile `work`; undefined where the aws CLI refuses the file: the session is not there, or says something else than
 * the profile (facts 4.4).
 */
export function profileWords(config: string): ProfileWords | undefined {
  const profile = sectionOf(config, "profile work") ?? {};
  const session = sectionOf(config, `sso-session ${profile["sso_session"]}`);
  const isContradicted = Object.entries(session ?? {}).some(
    ([key, value]) => profile[key] !== undefined && profile[key] !== value,
  );
  if (!session || isContradicted) return undefined;
  return {
    region: session["sso_region"] ?? "",
    startUrl: session["sso_start_url"] ?? "",
    account: profile["sso_account_id"] ?? "",
    permissionSet: profile["sso_role_name"] ?? "",
  };
}

/** Whether a sign-in can be begun at a start URL: it is one of the instance's (API model of sso-oidc). */
export function createSignIn(labUrl: string) {
  const post = async (path: string, body: unknown): Promise<Record<string, unknown> | undefined> => {
    const answer = await labFetch(`${labUrl}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    return answer.ok ? ((await answer.json()) as Record<string, unknown>) : undefined;
  };
  return async (startUrl: string): Promise<boolean> => {
    const client = await post("/client/register", { clientName: "judge", clientType: "public" });
    const { clientId, clientSecret } = client ?? {};
    return (await post("/device_authorization", { clientId, clientSecret, startUrl })) !== undefined;
  };
}
