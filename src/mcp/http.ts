/** MCP over HTTP: each request stands alone, and is answered for whoever signed in with it. */
import { createMcpHandler } from "@modelcontextprotocol/server";
import { createMcpServer } from "./server.ts";
import type { McpParts } from "./tool.ts";

/** What was let in; `request` is aborted when the server stops. */
export interface McpRequest {
  readonly request: Request;
  /** Parsed already: its size was held to the bound of the server. */
  readonly body: unknown;
  readonly parts: McpParts;
}

export function answerMcp({ request, body, parts }: McpRequest): Promise<Response> {
  const { fetch } = createMcpHandler(() => createMcpServer(parts), {
    // Tools and prompts never change while the server runs: there is nothing to subscribe to.
    maxSubscriptions: 0,
    onerror: (error) => parts.team.context.log("info", `MCP: ${error.message}`),
  });
  return fetch(request, { parsedBody: body });
}
