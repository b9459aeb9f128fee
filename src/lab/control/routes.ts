/** The lab's own routes: reset, document, tokens, clock. For tests, for people, and for the rehearsal of a repair. */
import { randomUUID } from "node:crypto";

import {
  describeProblems,
  loadOrganizationDocument,
  parseOrganizationDocument,
} from "../../model/organization-document/load.ts";
import { writeOrganizationDocument, writtenForm } from "../../model/organization-document/write.ts";
import { networkControl } from "../../model/organization-document/written/document.ts";
import type { ControlRoute } from "../http/server.ts";
import { ApiError } from "../protocol/api-error.ts";
import { oneTimeCode } from "../services/portal/totp.ts";
import { makeToken } from "../services/scim/access-tokens.ts";
import type { LabState } from "../state.ts";
import { durationMilliseconds } from "../world/clock.ts";
import { documentOf } from "../world/document.ts";
import { signIn, userNamed } from "../world/portal.ts";
import { settle } from "../world/settle.ts";
import type { World } from "../world/world.ts";

export function controlRoutes({ world, faults, load, reset }: LabState): Readonly<Record<string, ControlRoute>> {
  return {
    "POST /_lab/reset": async () => {
      await reset();
      return { status: "ok" };
    },
    "GET /_lab/document": (_body, query) => {
      settle(world(), world().clock.now());
      const document = documentOf(world(), faults.definitions());
      return query.get("format") === "yaml" ? writeOrganizationDocument(document, "yaml") : writtenForm(document);
    },
    "PUT /_lab/document": async (body) => {
      const loaded = typeof body === "string" ? parseOrganizationDocument(body) : loadOrganizationDocument(body);
      if (loaded.kind === "invalid") throw new ApiError("ValidationException", describeProblems(loaded.problems));
      await load(loaded.document);
      return { status: "ok" };
    },
    "GET /_lab/generation": () => ({ generation: generationOf(world()) }),
    "POST /_lab/tokens": (body) => ({ accessToken: tokenFor(world(), body) }),
    "GET /_lab/mfa": (_body, query) => {
      const user = userNamed(world(), query.get("userName") ?? "");
      if (!user) throw new ApiError("ResourceNotFoundException", "There is no such user", { status: 404 });
      return { code: oneTimeCode(user, world().clock.now()) };
    },
    "POST /_lab/scim/tokens": (_body, _query, labUrl) => makeToken(world(), labUrl),
    "GET /_lab/scim/tokens": () => ({
      tokens: [...world().scimTokens].map(({ id, createdAt, expiresAt }) => ({ tokenId: id, createdAt, expiresAt })),
    }),
    "DELETE /_lab/scim/tokens": (_body, query) => {
      if (!world().scimTokens.remove(query.get("id") ?? ""))
        throw new ApiError("ResourceNotFoundException", "There is no such token", { status: 404 });
      return { status: "ok" };
    },
    "PUT /_lab/network-control": (body) => setNetworkControl(world(), body),
    "GET /_lab/clock": () => ({ now: world().clock.now().toISOString() }),
    "POST /_lab/clock": (body) => {
      const advance = member(body, "advance");
      const milliseconds = advance === undefined ? undefined : durationMilliseconds(advance);
      if (milliseconds === undefined)
        throw new ApiError("ValidationException", '"advance" must be an ISO 8601 duration such as PT1H');
      world().clock.advance(milliseconds);
      settle(world(), world().clock.now());
      return { now: world().clock.now().toISOString() };
    },
  };
}

/** What UpdateIdentityStore does, which no SDK client has yet (facts N3): the whole configuration is replaced. */
function setNetworkControl(world: World, body: unknown): { readonly status: "ok" } {
  const read = networkControl.safeParse(body);
  if (!read.success || world.instance === null)
    throw new ApiError("ValidationException", "Give apiAllowSourceIps and scimAllowSourceIps as lists of networks");
  world.instance = { ...world.instance, networkControl: read.data };
  return { status: "ok" };
}

/** Whoever remembers something of this lab can tell whether the organization was replaced since: by a document, a reset, a start. */
const generations = new WeakMap<World, string>();

function generationOf(world: World): string {
  const known = generations.get(world) ?? randomUUID();
  generations.set(world, known);
  return known;
}

function member(body: unknown, name: string): string | undefined {
  const value =
    typeof body === "object" && body !== null && Object.hasOwn(body, name)
      ? (body as Record<string, unknown>)[name]
      : undefined;
  return typeof value === "string" ? value : undefined;
}

/** The scopes that the token is for; without any it is for the access portal (facts AAM17). */
function scopesIn(body: unknown): readonly string[] | undefined {
  const scopes = typeof body === "object" && body !== null && "scopes" in body ? body.scopes : undefined;
  if (scopes === undefined) return undefined;
  if (Array.isArray(scopes) && scopes.every((scope) => typeof scope === "string")) return scopes;
  throw new ApiError("ValidationException", '"scopes" must be a list of texts such as "account_access:read_only"');
}

/** A new sign-in of the user, or, with `"session": "existing"`, the token of the portal that the user has open. */
function tokenFor(world: World, body: unknown): string {
  const userName = member(body, "userName");
  if (userName === undefined) throw new ApiError("ValidationException", '"userName" is missing');
  settle(world, world.clock.now());
  if (member(body, "session") === "existing") {
    const open = [...world.signIns].find(({ user }) => user.userName === userName);
    if (open) return open.token;
    throw new ApiError("ResourceNotFoundException", `${userName} has no portal open`, { status: 404 });
  }
  const session = signIn(world, userName, scopesIn(body));
  if (!session)
    throw new ApiError(
      "UnauthorizedException",
      `${userName} cannot sign in: there is no such user, or the user is disabled`,
      { status: 401 },
    );
  return session.token;
}
