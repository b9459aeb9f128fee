/** What the HTTP server is given of MCP; the protocol's library is loaded by the first request. */
import type { Team } from "../app/team/team.ts";
import type { Identity } from "../model/roles.ts";

export interface McpEndpoint {
  /** @param body parsed already; undefined: the request has none */
  readonly answer: (request: Request, body: unknown, who: Identity) => Promise<Response>;
}

export interface McpEndpointOptions {
  readonly team: Team;
  readonly allowsApply: boolean;
}

export function createMcpEndpoint(options: McpEndpointOptions): McpEndpoint {
  let loading: ReturnType<typeof load> | undefined;
  return {
    answer: async (request, body, who) => {
      loading ??= load();
      const { answerMcp, approvals } = await loading;
      return answerMcp({ request, body, parts: { ...options, who, approvals } });
    },
  };
}

async function load() {
  const [{ answerMcp }, { createApprovals }] = await Promise.all([import("./http.ts"), import("./approvals.ts")]);
  return { answerMcp, approvals: createApprovals() };
}
