/** Declares `idc-doctor why`. */
import { buildCommand } from "@stricli/core";
import { ACCOUNT, SET, USER_OR_LIST } from "../flags/shared.ts";
import { whyFlags } from "../flags/why.ts";
import { optional } from "../parameters.ts";

export const why = buildCommand({
  loader: async () => (await import("../commands/why.ts")).run,
  parameters: {
    flags: whyFlags,
    positional: {
      kind: "tuple",
      parameters: [USER_OR_LIST, optional(ACCOUNT), optional(SET)],
    },
  },
  docs: { brief: "Find out why someone cannot see or use an account" },
});
