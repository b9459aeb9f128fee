/** Declares `idc-doctor watch`. */
import { buildCommand } from "@stricli/core";
import { watchFlags } from "../flags/watch.ts";

export const watch = buildCommand({
  loader: async () => (await import("../commands/watch.ts")).run,
  parameters: { flags: watchFlags },
  docs: { brief: "Keep looking, and alert your team of what breaks and heals" },
});
