/** What a user's access portal shows, and when it notices a change: the judge of every diagnosis. */
import type { User } from "../../model/organization-document/document.ts";
import { PORTAL_SESSION_MILLISECONDS } from "./tokens.ts";
import { grantKey, type PortalEntry, type SignIn, type World } from "./world.ts";

/** The portal refreshes hourly, or on sign-in (facts A15). */
const REFRESH_MILLISECONDS = 3_600_000;

/** What the user would see at a sign-in now. */
export function portalListing(world: World, user: User): readonly PortalEntry[] {
  // Inferred from facts A20, which names it among the reasons why a portal lacks an account.
  if (world.instance?.status !== "ACTIVE") return [];
  const principals = [user.id, ...[...world.memberships.under("user", user.id)].map(({ groupId }) => groupId)];
  const entries = new Map<string, PortalEntry>();
  for (const principal of principals)
    for (const assignment of world.assignments.under("principal", principal)) {
      const { accountId, permissionSetArn } = assignment;
      const set = world.permissionSets.get(permissionSetArn);
      // Without a provisioned role there is nothing to show (facts S2); without an account in the organization neither.
      if (!set || !world.roles.has(grantKey(assignment)) || !isListed(world, accountId)) continue;
      entries.set(grantKey(assignment), { accountId, permissionSetName: set.name });
    }
  return [...entries.values()];
}

/** Whether the portal lists an account that is suspended or closed is open (facts 8.7), hence a switch. */
function isListed(world: World, accountId: string): boolean {
  const account = world.accounts.get(accountId);
  return account !== undefined && (account.state === "ACTIVE" || world.settings.portalListsInactiveAccounts);
}

/** The user of a name, as it is typed: upper and lower case are one. */
export function userNamed(world: World, userName: string): User | undefined {
  const [user] = world.users.under("name", userName.toLowerCase());
  return user;
}

/** Signs a user in; undefined where there is no such user or the user is disabled (facts A7, A8). */
export function signIn(world: World, userName: string, scopes?: readonly string[]): SignIn | undefined {
  const user = userNamed(world, userName);
  return user && user.status !== "DISABLED" ? openSession(world, user, { scopes }) : undefined;
}

interface SessionOptions {
  /** Default: 8 hours (facts E6). */
  readonly milliseconds?: number;
  readonly scopes?: readonly string[] | undefined;
}

/** A session with what the user may see now. */
export function openSession(world: World, user: User, { milliseconds, scopes }: SessionOptions = {}): SignIn {
  const now = world.clock.now().getTime();
  const session: SignIn = {
    token: `lab-${world.random.hex(48)}`,
    user,
    endsAt: now + (milliseconds ?? PORTAL_SESSION_MILLISECONDS),
    refreshedAt: now,
    listing: portalListing(world, user),
    ...(scopes === undefined ? {} : { scopes }),
  };
  world.signIns.put(session);
  return session;
}

/** The live session of a token, refreshed when its hour has passed. A disabled user's ends at that refresh (facts A7). */
export function sessionOf(world: World, token: string): SignIn | undefined {
  const session = world.signIns.get(token);
  const now = world.clock.now().getTime();
  if (!session || now >= session.endsAt) return undefined;
  if (now - session.refreshedAt < REFRESH_MILLISECONDS) return session;
  const user = world.users.get(session.user.id);
  if (!user || user.status === "DISABLED") {
    world.signIns.remove(token);
    return undefined;
  }
  const refreshed = { ...session, refreshedAt: now, listing: portalListing(world, user) };
  world.signIns.put(refreshed);
  return refreshed;
}

/** The scope of the access portal's own API (facts 4.3). */
export const PORTAL_SCOPE = "sso:account:access";

/** Whether a session's token is for a scope; a sign-in to the portal itself is for the portal's API alone (facts AAM17). */
export const isForScope = ({ scopes }: SignIn, scope: string): boolean =>
  scopes === undefined ? scope === PORTAL_SCOPE : scopes.includes(scope);

/** Ends a session, and what could refresh it. */
export function endSession(world: World, token: string): void {
  for (const refresh of world.refreshTokens.under("accessToken", token)) world.refreshTokens.remove(refresh.token);
  world.signIns.remove(token);
}
