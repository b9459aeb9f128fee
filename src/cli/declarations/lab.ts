/** Declares `idc-doctor lab`. */
import { buildCommand } from "@stricli/core";
import { labFlags } from "../flags/lab.ts";

export const lab = buildCommand({
  loader: async () => (await import("../commands/lab.ts")).run,
  parameters: { flags: labFlags },
  docs: { brief: "Run a local Identity Center that behaves and fails like AWS" },
});
