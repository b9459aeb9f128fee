/** Declares `idc-doctor provision`. */
import { buildCommand } from "@stricli/core";
import { connectionFlags, outputFlags } from "../flags.ts";
import { output, SET, toggle, word, yes } from "../parameters.ts";

export const provision = buildCommand({
  loader: async () => (await import("../commands/provision.ts")).run,
  parameters: {
    flags: {
      ...connectionFlags,
      all: toggle("All accounts in which the set is provisioned"),
      yes,
      output,
      ...outputFlags,
    },
    positional: { kind: "array", parameter: word(`${SET}, then accounts`, "set account…"), minimum: 1 },
  },
  docs: { brief: "Provision a permission set and follow it to the end" },
});
