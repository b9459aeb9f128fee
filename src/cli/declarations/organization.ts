/** Declares what is asked about the whole organization: `scan`, `who-can`, `what-can`, `test`. */
import { buildCommand } from "@stricli/core";
import { accessFlags, scanFlags, testFlags } from "../flags/organization.ts";
import { ACCOUNT, SET_OR_ROLE, USER } from "../flags/shared.ts";
import { completed, optional, word } from "../parameters.ts";

export const scan = buildCommand({
  loader: async () => (await import("../commands/scan.ts")).run,
  parameters: { flags: scanFlags },
  docs: { brief: "Find every broken, stale or risky grant of the organization" },
});

export const whoCan = buildCommand({
  loader: async () => (await import("../commands/who-can.ts")).run,
  parameters: {
    flags: accessFlags,
    positional: { kind: "tuple", parameters: [ACCOUNT, optional(SET_OR_ROLE)] },
  },
  docs: { brief: "List everyone who can use an account, groups expanded, with the path" },
});

export const whatCan = buildCommand({
  loader: async () => (await import("../commands/what-can.ts")).run,
  parameters: { flags: accessFlags, positional: { kind: "tuple", parameters: [USER] } },
  docs: { brief: "List everything that a user can use, with the path" },
});

export const test = buildCommand({
  loader: async () => (await import("../commands/test.ts")).run,
  parameters: {
    flags: testFlags,
    positional: {
      kind: "tuple",
      parameters: [completed(word("File of access tests; - reads standard input", "file"), "file")],
    },
  },
  docs: { brief: "Run access tests (who can, who cannot), for CI" },
});
