/** Where people sign in and out. */
import * as z from "zod/mini";
import type { PeopleSignIn } from "../identity/oidc.ts";
import { RefusedRequest } from "../problem.ts";
import { route } from "../route.ts";

export const loginRoute = route({
  method: "GET",
  path: "/auth/login",
  summary: "Lead to the sign-in provider",
  needs: "anyone",
  writes: false,
  isPage: true,
  query: z.strictObject({ returnTo: z.optional(z.string().check(z.maxLength(2048))) }),
  answer: { kind: "other", mediaType: "text/html" },
  handle: async ({ query, signIn }) => people(signIn.people).begin(query.returnTo ?? "/"),
});

export const callbackRoute = route({
  method: "GET",
  path: "/auth/callback",
  summary: "Take the answer of the sign-in provider",
  needs: "anyone",
  writes: false,
  isPage: true,
  query: z.looseObject({}),
  answer: { kind: "other", mediaType: "text/html" },
  handle: async ({ request, signIn }) => people(signIn.people).finish(request),
});

export const logoutRoute = route({
  method: "POST",
  path: "/auth/logout",
  summary: "End the session",
  needs: "anyone",
  writes: true,
  answer: { kind: "own", schema: z.strictObject({ kind: z.literal("signed-out") }) },
  handle: async ({ request, signIn }) => people(signIn.people).end(request.headers),
});

/** @throws RefusedRequest */
function people(signIn: PeopleSignIn | undefined): PeopleSignIn {
  if (signIn) return signIn;
  throw new RefusedRequest({
    status: 404,
    code: "no-sign-in",
    detail: "People do not sign in to this server",
    next: "Set up server.sign-in in the configuration file",
  });
}
