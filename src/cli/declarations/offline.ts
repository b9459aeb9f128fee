/** Declares what needs no AWS: `explain`, `causes`, `permissions`, `demo`. */
import { buildCommand } from "@stricli/core";
import { outputFlags } from "../flags.ts";
import { optionalWord, output, query, text } from "../parameters.ts";

const answerFlags = { output, query, ...outputFlags } as const;

export const explain = buildCommand({
  loader: async () => (await import("../commands/explain.ts")).run,
  parameters: {
    flags: answerFlags,
    positional: { kind: "tuple", parameters: [optionalWord("File to read; - or nothing for standard input", "file")] },
  },
  docs: { brief: "Understand a pasted CloudTrail event, AccessDenied text or error message" },
});

export const causes = buildCommand({
  loader: async () => (await import("../commands/causes.ts")).run,
  parameters: {
    flags: answerFlags,
    positional: { kind: "tuple", parameters: [optionalWord("Id of a cause", "id")] },
  },
  docs: { brief: "The catalogue of causes" },
});

export const permissions = buildCommand({
  loader: async () => (await import("../commands/permissions.ts")).run,
  parameters: {
    flags: { for: text("diagnose (why), fix, or watch (scan, snapshot, test)", "purpose"), ...outputFlags },
  },
  docs: { brief: "The least-privilege IAM policy for this tool" },
});

export const demo = buildCommand({
  loader: async () => (await import("../commands/demo.ts")).run,
  parameters: { flags: outputFlags },
  docs: { brief: "See it do its job on a local Identity Center, in a minute" },
});
