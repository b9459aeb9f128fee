/** Tokens with which programs sign in to a server: made by somebody on its machine, for a role and a time. */
import { AccessError } from "../../model/errors.ts";
import { type Identity, ROLES, type Role } from "../../model/roles.ts";
import type { AccessToken } from "../../store/access-tokens.ts";
import type { Store } from "../../store/database.ts";
import { audit } from "./audit.ts";
import type { Team } from "./team.ts";

export interface TokenToMake {
  readonly name: string;
  readonly role: Role;
  /** Undefined: every organization. */
  readonly organization: string | undefined;
  readonly days: number;
}

export interface MadeToken {
  readonly id: string;
  /** Shown once. */
  readonly token: string;
  /** ISO 8601. */
  readonly expiresAt: string;
}

const DAY_MILLISECONDS = 86_400_000;
const MOST_DAYS = 366;

type TokenTeam = Pick<Team, "organizations" | "context" | "store">;

/** @throws AccessError `bad-input` */
export async function makeToken({ name, role, organization, days }: TokenToMake, team: TokenTeam): Promise<MadeToken> {
  if (!(days >= 1 && days <= MOST_DAYS))
    throw new AccessError("bad-input", `A token is valid for 1 to ${MOST_DAYS} days, not ${days}`);
  if (organization !== undefined && !team.organizations.has(organization))
    throw new AccessError("bad-input", `There is no organization ${JSON.stringify(organization)}`, {
      next: `The organizations are ${[...team.organizations.keys()].join(", ")}`,
    });
  const now = team.context.now();
  const expiresAt = new Date(now.getTime() + days * DAY_MILLISECONDS).toISOString();
  const made = await team.store.tokens.make({
    name,
    role,
    organization: organization ?? null,
    createdAt: now.toISOString(),
    expiresAt,
  });
  await audit(team, null, {
    who: "local user",
    action: "token.make",
    target: made.id,
    outcome: "accepted",
    detail: `${name}: ${role} in ${organization ?? "every organization"} until ${expiresAt}`,
  });
  return { id: made.id, token: made.text, expiresAt };
}

export const listTokens = ({ store }: Pick<Team, "store">): Promise<readonly AccessToken[]> => store.tokens.list();

/** @throws AccessError `not-found` */
export async function revokeToken(id: string, team: TokenTeam): Promise<void> {
  const isRevoked = await team.store.tokens.revoke(id, team.context.now().toISOString());
  const outcome = isRevoked ? "accepted" : "refused: not-found";
  await audit(team, null, { who: "local user", action: "token.revoke", target: id, outcome });
  if (!isRevoked) throw new AccessError("not-found", `There is no valid token with the id ${JSON.stringify(id)}`);
}

/** Undefined: it is none, or its time is over. */
export async function identityOfToken(
  text: string,
  { store, context }: Pick<Team, "store" | "context">,
): Promise<Identity | undefined> {
  const token = await store.tokens.find(text, context.now().toISOString());
  const role = ROLES.find((one) => one === token?.role);
  if (!token || role === undefined) return undefined;
  return { name: `token ${token.name}`, grants: [{ role, organization: token.organization }] };
}

/** Whether anybody could sign in with a token now. */
export async function hasValidToken(store: Store, at: string): Promise<boolean> {
  return (await store.tokens.list()).some(({ expiresAt, revokedAt }) => revokedAt === null && expiresAt > at);
}
