/** Sign-in of people at an OpenID Connect provider: authorization code with PKCE, state and nonce; groups become roles. */
import type { Team } from "../../app/team/team.ts";
import type { Context } from "../../model/context.ts";
import { AccessError } from "../../model/errors.ts";
import type { Identity } from "../../model/roles.ts";
import { keepSecret } from "../../model/secrets.ts";
import { isLoopback, type SignInSettings } from "../../model/server-settings.ts";
import { RefusedRequest } from "../problem.ts";
import { cookieOf, cookieText, SESSION_COOKIE, SIGN_IN_COOKIE } from "./cookies.ts";
import { createSeal } from "./sealed.ts";

export interface PeopleSignIn {
  /** The person behind the session; undefined: none, or it is over. */
  readonly identify: (headers: Headers) => Promise<Identity | undefined>;
  /** Leads to the provider. @param returnTo a path of this server */
  readonly begin: (returnTo: string) => Promise<Response>;
  /** The provider led back here. @throws RefusedRequest where it is not the answer to a sign-in that began here */
  readonly finish: (request: Request) => Promise<Response>;
  /** For every process on the database, and for whoever kept the cookie. */
  readonly end: (headers: Headers) => Promise<Response>;
}

export interface OidcOptions {
  readonly settings: SignInSettings;
  /** Undefined: a public client. */
  readonly clientSecret: string | undefined;
  /** `https://idc-doctor.example.com` */
  readonly origin: string;
  readonly context: Pick<Context, "now">;
  /** Those that ended before their time, for every process on the database. */
  readonly sessions: Team["store"]["sessions"];
}

/** Seconds: a working day, and the time for typing a password. */
const SESSION_SECONDS = 8 * 3600;
const SIGN_IN_SECONDS = 600;

/** What a browser keeps of somebody who signed in: only the groups that the configuration knows. */
interface Session {
  readonly id: string;
  readonly name: string;
  readonly groups: readonly string[];
}

interface Begun {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly returnTo: string;
}

export function oidcSignIn({ settings, clientSecret, origin, context, sessions: ended }: OidcOptions): PeopleSignIn {
  keepSecret(clientSecret);
  // A public client has no secret to share: its sessions end with the process.
  const secret = clientSecret ?? crypto.randomUUID();
  const sessions = createSeal(secret, "session");
  const begun = createSeal(secret, "sign-in");
  const now = (): number => context.now().getTime();
  const cookies = cookiesOf(origin.startsWith("https:"));
  const provider = discovered(settings, clientSecret);
  const sessionIn = (headers: Headers): Session | undefined =>
    sessions.open(cookieOf(headers, SESSION_COOKIE) ?? "", now()) as Session | undefined;
  return {
    identify: async (headers) => {
      const session = sessionIn(headers);
      return session && !(await ended.isEnded(session.id)) ? identityOf(session, settings) : undefined;
    },
    begin: async (returnTo) => {
      const { client, configuration } = await provider();
      const started: Begun = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
        returnTo: localPath(returnTo),
      };
      const url = client.buildAuthorizationUrl(configuration, {
        redirect_uri: `${origin}${CALLBACK}`,
        scope: settings.scopes,
        state: started.state,
        nonce: started.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(started.verifier),
        code_challenge_method: "S256",
      });
      const cookie = cookies.signIn(begun.close(started, now() + SIGN_IN_SECONDS * 1000), SIGN_IN_SECONDS);
      return new Response(null, { status: 302, headers: { location: url.href, "set-cookie": cookie } });
    },
    finish: async (request) => {
      const started = begun.open(cookieOf(request.headers, SIGN_IN_COOKIE) ?? "", now()) as Begun | undefined;
      if (!started) throw notOurs();
      const claims = await claimsOf(request, started, { provider, origin });
      const session = sessions.close(sessionOf(claims, settings), now() + SESSION_SECONDS * 1000);
      const headers = new Headers({ "content-type": "text/html; charset=utf-8" });
      headers.append("set-cookie", cookies.session(session, SESSION_SECONDS));
      headers.append("set-cookie", cookies.signIn("", 0));
      // A redirect would still belong to the provider's page, and a strict cookie would not be sent with it.
      return new Response(pageThatLeadsTo(started.returnTo), { headers });
    },
    end: async (headers) => {
      const session = sessionIn(headers);
      // It began before now: its time is over by then.
      if (session) await ended.end(session.id, new Date(now() + SESSION_SECONDS * 1000).toISOString());
      return Response.json({ kind: "signed-out" }, { headers: { "set-cookie": cookies.session("", 0) } });
    },
  };
}

const CALLBACK = "/auth/callback";

const cookiesOf = (isSecure: boolean) => ({
  session: (value: string, maxAge: number) =>
    cookieText({ name: SESSION_COOKIE, value, path: "/", maxAge, sameSite: "Strict", isSecure }),
  signIn: (value: string, maxAge: number) =>
    cookieText({ name: SIGN_IN_COOKIE, value, path: "/auth", maxAge, sameSite: "Lax", isSecure }),
});

type Provider = () => Promise<{
  readonly client: typeof import("openid-client");
  readonly configuration: import("openid-client").Configuration;
}>;

/** What the provider says about itself, asked when somebody signs in first; a failure is asked again. */
function discovered(settings: SignInSettings, clientSecret: string | undefined): Provider {
  let found: ReturnType<Provider> | undefined;
  const discover: Provider = async () => {
    const client = await import("openid-client");
    const issuer = new URL(settings.issuer);
    const isTest = issuer.protocol === "http:" && isLoopback(issuer.hostname);
    try {
      const configuration = await client.discovery(
        issuer,
        settings["client-id"],
        undefined,
        clientSecret === undefined ? client.None() : client.ClientSecretPost(clientSecret),
        // The signature is checked although the token comes over TLS: a proxy may end that.
        { execute: [client.enableNonRepudiationChecks, ...(isTest ? [client.allowInsecureRequests] : [])] },
      );
      return { client, configuration };
    } catch (error) {
      throw new AccessError("unreachable", `The sign-in provider ${issuer.origin} does not answer as one`, {
        next: "Check server.sign-in.issuer in the configuration file",
        cause: error,
      });
    }
  };
  return () => {
    found ??= discover().catch((error: unknown) => {
      found = undefined;
      throw error;
    });
    return found;
  };
}

type Claims = Readonly<Record<string, unknown>>;

/** @throws RefusedRequest where the answer is not the provider's to this sign-in */
async function claimsOf(
  request: Request,
  { state, nonce, verifier }: Begun,
  { provider, origin }: { readonly provider: Provider; readonly origin: string },
): Promise<Claims> {
  const { client, configuration } = await provider();
  const url = new URL(request.url);
  try {
    const tokens = await client.authorizationCodeGrant(configuration, new URL(`${CALLBACK}${url.search}`, origin), {
      pkceCodeVerifier: verifier,
      expectedState: state,
      expectedNonce: nonce,
      idTokenExpected: true,
    });
    return tokens.claims() ?? {};
  } catch {
    throw notOurs();
  }
}

const notOurs = (): RefusedRequest =>
  new RefusedRequest({
    status: 400,
    code: "sign-in-failed",
    detail: "This is not the answer to a sign-in that began here",
    next: "Sign in again at /auth/login",
  });

function sessionOf(claims: Claims, settings: SignInSettings): Session {
  const { "name-claim": nameClaim, "groups-claim": groupsClaim, roles } = settings;
  const names = [claims[nameClaim], claims["preferred_username"], claims["sub"]];
  const all = claims[groupsClaim];
  const groups = (Array.isArray(all) ? all : [all]).filter((group) => typeof group === "string");
  return {
    id: crypto.randomUUID(),
    name: String(names.find((name) => typeof name === "string" && name !== "") ?? "unknown"),
    groups: groups.filter((group) => roles.some((role) => role.group === group)),
  };
}

/** By the configuration as it is now: who lost a group's role there has lost it here. */
const identityOf = ({ name, groups }: Session, { roles }: SignInSettings): Identity => ({
  name,
  grants: roles.flatMap(({ group, role, organization = null }) =>
    groups.includes(group) ? [{ role, organization }] : [],
  ),
});

/** A path of this server; anything else leads to the start. */
const localPath = (returnTo: string): string => (/^\/(?![/\\])[\w./?&=%@~+-]*$/.test(returnTo) ? returnTo : "/");

const pageThatLeadsTo = (path: string): string =>
  `<!doctype html><meta charset="utf-8"><title>Signed in</title><meta http-equiv="refresh" content="0;url=${path.replaceAll("&", "&amp;")}"><p>Signed in. <a href="${path.replaceAll("&", "&amp;")}">Go on</a></p>`;
