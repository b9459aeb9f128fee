/** Declares `idc-doctor serve`, `serve token`, `serve tokens` and `serve revoke`. */
import { buildCommand, buildRouteMap } from "@stricli/core";
import { revokeFlags, serveFlags, tokenFlags, tokenListFlags } from "../flags/serve.ts";
import { word } from "../parameters.ts";

const start = buildCommand({
  loader: async () => (await import("../commands/serve.ts")).run,
  parameters: { flags: serveFlags },
  docs: { brief: "Start the server; serve without another word does the same" },
});

const token = buildCommand({
  loader: async () => (await import("../commands/serve-token.ts")).make,
  parameters: {
    flags: tokenFlags,
    positional: { kind: "tuple", parameters: [word("What the token is for, such as prometheus", "name")] },
  },
  docs: { brief: "Make a token with which a program signs in; it is printed once" },
});

const tokens = buildCommand({
  loader: async () => (await import("../commands/serve-token.ts")).list,
  parameters: { flags: tokenListFlags },
  docs: { brief: "List the tokens: role, organization, last day" },
});

const revoke = buildCommand({
  loader: async () => (await import("../commands/serve-token.ts")).revoke,
  parameters: {
    flags: revokeFlags,
    positional: { kind: "tuple", parameters: [word("Id of the token, as serve tokens lists it", "id")] },
  },
  docs: { brief: "Revoke a token at once" },
});

export const serve = buildRouteMap({
  routes: { start, token, tokens, revoke },
  defaultCommand: "start",
  docs: { brief: "Run the HTTP API for a team: questions, findings, approved repairs" },
});
