/** Declares `idc-doctor fix`. */
import { buildCommand } from "@stricli/core";
import { connectionFlags, outputFlags } from "../flags.ts";
import { ACCOUNT, optionalWord, output, SET, text, toggle, USER, yes } from "../parameters.ts";

export const fix = buildCommand({
  loader: async () => (await import("../commands/fix.ts")).run,
  parameters: {
    flags: {
      ...connectionFlags,
      dryRun: toggle("Stop after the rehearsal"),
      yes,
      resume: text("Continue an interrupted repair", "id"),
      undo: text("Take back what a repair did", "id"),
      plan: text("Carry out a plan from a JSON file; - for standard input", "file"),
      output,
      ...outputFlags,
    },
    positional: {
      kind: "tuple",
      parameters: [optionalWord(USER, "user"), optionalWord(ACCOUNT, "account"), optionalWord(SET, "set")],
    },
  },
  docs: { brief: "Diagnose, rehearse, apply and verify a repair" },
});
