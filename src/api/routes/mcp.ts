/** MCP for assistants that connect to the server: behind the same guards as every route, each tool with its own role. */
import * as z from "zod/mini";
import { route } from "../route.ts";

const meaning = {
  path: "/mcp",
  needs: "viewer",
  // What a tool may do depends on the role in the organization that the call names: the tool looks itself.
  writes: false,
  answer: { kind: "other", mediaType: "application/json" },
} as const;

export const mcpRoute = route({
  ...meaning,
  method: "POST",
  summary: "Answer an assistant: one message of the Model Context Protocol",
  isCostly: true,
  protocolErrors: [400, 404],
  body: z.looseObject({}),
  handle: async ({ request, body, who, mcp, ending }) =>
    mcp.answer(new Request(request.url, { method: "POST", headers: request.headers, signal: ending() }), body, who),
});

/** Clients of 2025 ask whether the server sends messages on its own. */
export const mcpStreamRoute = route({
  ...meaning,
  method: "GET",
  summary: "Answer 405: the server sends an assistant nothing that it did not ask for",
  handle: async () => new Response(null, { status: 405, headers: { allow: "POST" } }),
});
