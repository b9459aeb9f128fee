/** Declares what needs no AWS: `explain`, `causes`, `permissions` (without --check), `demo`. */
import { buildCommand } from "@stricli/core";
import { causesFlags, demoFlags, explainFlags } from "../flags/offline.ts";
import { permissionsFlags } from "../flags/permissions.ts";
import { completed, optional, word } from "../parameters.ts";

export const explain = buildCommand({
  loader: async () => (await import("../commands/explain.ts")).run,
  parameters: {
    flags: explainFlags,
    positional: {
      kind: "tuple",
      parameters: [optional(completed(word("File to read; - or nothing reads standard input", "file"), "file"))],
    },
  },
  docs: { brief: "Explain a pasted CloudTrail event, denial or error message" },
});

export const causes = buildCommand({
  loader: async () => (await import("../commands/causes.ts")).run,
  parameters: {
    flags: causesFlags,
    positional: {
      kind: "array",
      parameter: completed(word("Id of a cause, or words of a symptom", "id or words"), "cause"),
    },
  },
  docs: { brief: "List the known causes, describe one, or search by symptom" },
});

export const permissions = buildCommand({
  loader: async () => (await import("../commands/permissions.ts")).run,
  parameters: { flags: permissionsFlags },
  docs: { brief: "Print the IAM policy that idc-doctor needs, or what you lack" },
});

export const demo = buildCommand({
  loader: async () => (await import("../commands/demo.ts")).run,
  parameters: { flags: demoFlags },
  docs: { brief: "Watch it diagnose and repair five stories in a local lab" },
});
