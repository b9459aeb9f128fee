/** The console as a person meets it: by the link of the access portal, with a session of a role. */
import type { Keys } from "./human-step.ts";
import type { TestLab } from "./lab.ts";

export interface Role {
  readonly user: string;
  readonly account: string;
  /** The permission set's name. */
  readonly permissionSet: string;
}

/** Keys of a new session of the role, as the portal gives them. */
export async function sessionKeys(
  lab: Pick<TestLab, "url" | "token">,
  { user, account, permissionSet }: Role,
): Promise<Keys> {
  const query = new URLSearchParams({ account_id: account, role_name: permissionSet });
  const answer = await fetch(`${lab.url}/federation/credentials?${query}`, {
    headers: { "x-amz-sso_bearer_token": (await lab.token(user)) ?? "" },
  });
  const { accessKeyId, secretAccessKey, sessionToken } = ((await answer.json()) as { roleCredentials: Required<Keys> })
    .roleCredentials;
  return { accessKeyId, secretAccessKey, sessionToken };
}

/**
 * Opens the console as a custom identity broker does it: a token for the session, then the sign-in with it (IAM User Guide).
 * Undefined: it opened; else what the page says.
 */
export async function consoleRefusal(
  { url }: { readonly url: string },
  { accessKeyId, secretAccessKey, sessionToken }: Keys,
): Promise<string | undefined> {
  const Session = JSON.stringify({ sessionId: accessKeyId, sessionKey: secretAccessKey, sessionToken });
  const at = (query: Record<string, string>) => fetch(`${url}/federation?${new URLSearchParams(query)}`);
  const { SigninToken } = (await (await at({ Action: "getSigninToken", Session })).json()) as { SigninToken: string };
  const opened = await at({ Action: "login", SigninToken, Destination: "https://console.aws.amazon.com/" });
  const [, words = ""] = /<p>([^<]*)<\/p>\s*<\/main>/.exec(await opened.text()) ?? [];
  return opened.ok ? undefined : words;
}
