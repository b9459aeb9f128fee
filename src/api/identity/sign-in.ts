/** How the server knows who asks: a token of a program, the session of a person, or nobody else than the person at this machine. */

import type { Team } from "../../app/team/team.ts";
import { identityOfToken } from "../../app/team/tokens.ts";
import type { Identity } from "../../model/roles.ts";
import type { PeopleSignIn } from "./oidc.ts";

export interface SignIn {
  /** Undefined: nobody that is known. */
  readonly identify: (headers: Headers) => Promise<Identity | undefined>;
  /** Undefined: people cannot sign in here. */
  readonly people: PeopleSignIn | undefined;
}

/** Whoever can connect to a server that nobody else reaches. */
const LOCAL: Identity = { name: "local user", grants: [{ role: "approver", organization: null }] };

/** On loopback without sign-in. A program may still say by its token who it is. */
export const localSignIn = (team: Team): SignIn => ({
  identify: (headers) => (headers.has("authorization") ? tokenIdentity(headers, team) : Promise.resolve(LOCAL)),
  people: undefined,
});

/** @param people undefined: only programs sign in, with tokens */
export const requiredSignIn = (team: Team, people: PeopleSignIn | undefined): SignIn => ({
  identify: async (headers) =>
    headers.has("authorization") ? tokenIdentity(headers, team) : people?.identify(headers),
  people,
});

function tokenIdentity(headers: Headers, team: Team): Promise<Identity | undefined> {
  const [, token] = /^Bearer ([\w-]{8,200})$/i.exec(headers.get("authorization") ?? "") ?? [];
  return token === undefined ? Promise.resolve(undefined) : identityOfToken(token, team);
}
