/** Declares `idc-doctor serve`. */
import { buildCommand } from "@stricli/core";
import { serveFlags } from "../flags/serve.ts";

export const serve = buildCommand({
  loader: async () => (await import("../commands/serve.ts")).run,
  parameters: { flags: serveFlags },
  docs: { brief: "Run the HTTP API for a team: questions, findings, approved repairs" },
});
