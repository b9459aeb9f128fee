/** Declares `idc-doctor provision`. */
import { buildCommand } from "@stricli/core";
import { provisionFlags } from "../flags/provision.ts";
import { SET } from "../flags/shared.ts";
import { completed, word } from "../parameters.ts";

export const provision = buildCommand({
  loader: async () => (await import("../commands/provision.ts")).run,
  parameters: {
    flags: provisionFlags,
    positional: {
      kind: "array",
      parameter: completed(word(`${SET.brief}, then accounts`, "set account…"), "set-then-accounts"),
      minimum: 1,
    },
  },
  docs: { brief: "Provision a permission set to accounts and check the result" },
});
