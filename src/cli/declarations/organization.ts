/** Declares what is asked about the whole organization: `scan`, `who-can`, `what-can`, `test`. */
import { buildCommand } from "@stricli/core";
import { connectionFlags, outputFlags } from "../flags.ts";
import { ACCOUNT, from, optionalWord, query, SET, text, toggle, USER, word } from "../parameters.ts";

export const complete = toggle("Ask both ways for assignments, and for delegated administrators");
export const tableOutput = text("text, json, yaml, csv or markdown", "format");

const organizationFlags = {
  ...connectionFlags,
  from,
  complete,
  output: tableOutput,
  query,
  ...outputFlags,
} as const;

export const scan = buildCommand({
  loader: async () => (await import("../commands/scan.ts")).run,
  parameters: {
    flags: {
      ...organizationFlags,
      output: text("text, json, yaml, csv, markdown, html or sarif", "format"),
      plan: text("Write the plan that mends what an API can mend, for fix --plan", "file"),
    },
  },
  docs: { brief: "Find every broken, stale or risky grant of the organization" },
});

const accessFlags = {
  ...organizationFlags,
  output: text("text, json, yaml, csv, markdown or mermaid", "format"),
} as const;

export const whoCan = buildCommand({
  loader: async () => (await import("../commands/who-can.ts")).run,
  parameters: {
    flags: accessFlags,
    positional: { kind: "tuple", parameters: [word(ACCOUNT, "account"), optionalWord(SET, "set")] },
  },
  docs: { brief: "Everybody who can use an account, groups expanded, with the path" },
});

export const whatCan = buildCommand({
  loader: async () => (await import("../commands/what-can.ts")).run,
  parameters: { flags: accessFlags, positional: { kind: "tuple", parameters: [word(USER, "user")] } },
  docs: { brief: "Everything that somebody can use, with the path" },
});

export const test = buildCommand({
  loader: async () => (await import("../commands/test.ts")).run,
  parameters: {
    flags: {
      ...organizationFlags,
      with: text(
        "Terraform plan of terraform show -json: test the organization as it would be afterwards",
        "plan.json",
      ),
      output: text("text, json, yaml, markdown or junit", "format"),
    },
    positional: { kind: "tuple", parameters: [word("File of access tests; - for standard input", "file")] },
  },
  docs: { brief: "Access tests: who can and who cannot, for CI" },
});
