/** Declares `idc-doctor mcp`. */
import { buildCommand } from "@stricli/core";
import { mcpFlags } from "../flags/serve.ts";

export const mcp = buildCommand({
  loader: async () => (await import("../commands/mcp.ts")).run,
  parameters: { flags: mcpFlags },
  docs: { brief: "Answer an assistant by the Model Context Protocol, on stdio" },
});
