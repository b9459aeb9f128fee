/** Which sign-in a server has: none is needed where nobody else can reach it. */
import type { Team } from "../../app/team/team.ts";
import { hasValidToken } from "../../app/team/tokens.ts";
import { AccessError } from "../../model/errors.ts";
import { isLoopback, type ServerSettings } from "../../model/server-settings.ts";
import { oidcSignIn } from "./oidc.ts";
import { localSignIn, requiredSignIn, type SignIn } from "./sign-in.ts";

interface Reachable {
  readonly team: Team;
  readonly host: string;
  readonly settings: ServerSettings;
  readonly clientSecret: string | undefined;
}

/** Where sign-in is set up, where other machines can connect, and where another name leads here. */
export const needsSignIn = ({ host, settings }: Pick<Reachable, "host" | "settings">): boolean =>
  settings["sign-in"] !== undefined ||
  !isLoopback(host) ||
  (settings.url !== undefined && !isLoopback(new URL(settings.url).hostname));

const isEveryAddress = (host: string): boolean => ["0.0.0.0", "::", "[::]"].includes(host);

/** @throws AccessError `bad-input` where sign-in is needed and nobody could sign in */
export async function refuseOpenDoor(reachable: Reachable): Promise<void> {
  const { team, host, settings } = reachable;
  if (isEveryAddress(host) && settings.url === undefined)
    throw new AccessError("bad-input", `--host is ${host}, and the server cannot know how others call it`, {
      next: "Set server.url in the configuration file to the address that people use",
    });
  if (!needsSignIn(reachable) || settings["sign-in"] !== undefined) return;
  if (await hasValidToken(team.store, team.context.now().toISOString())) return;
  const what = isLoopback(host) ? `server.url is ${settings.url}` : `--host is ${host}`;
  throw new AccessError("bad-input", `${what}, so others can connect, and nobody could sign in`, {
    next: "Set up server.sign-in in the configuration file, or make a token with idc-doctor serve token",
  });
}

/** @param url of the server itself, where no other is configured */
export function chosenSignIn(reachable: Reachable, url: string): SignIn {
  const { team, settings, clientSecret } = reachable;
  if (!needsSignIn(reachable)) return localSignIn(team);
  const signIn = settings["sign-in"];
  const origin = new URL(settings.url ?? url).origin;
  const { context, store } = team;
  return requiredSignIn(
    team,
    signIn && oidcSignIn({ settings: signIn, clientSecret, origin, context, sessions: store.sessions }),
  );
}
