/** Declares `idc-doctor fix`. */
import { buildCommand } from "@stricli/core";
import { fixFlags } from "../flags/fix.ts";
import { ACCOUNT, SET, USER_OR_LIST } from "../flags/shared.ts";
import { optional } from "../parameters.ts";

export const fix = buildCommand({
  loader: async () => (await import("../commands/fix.ts")).run,
  parameters: {
    flags: fixFlags,
    positional: {
      kind: "tuple",
      parameters: [optional(USER_OR_LIST), optional(ACCOUNT), optional(SET)],
    },
  },
  docs: { brief: "Diagnose one grant, rehearse a repair, apply it and verify it" },
});
