/** The flags of the commands about a whole organization, and their output formats: `scan`, `who-can`, `what-can`, `test`. */
import { formats } from "../formats.ts";
import { completed, type FlagsOf, text, texts, toggle } from "../parameters.ts";
import { complete, connectionFlags, fresh, from, outputFlags, query, refresh } from "./shared.ts";

export const organizationFlags = { ...connectionFlags, from, refresh, fresh, complete, query, ...outputFlags } as const;
export type OrganizationFlags = FlagsOf<typeof organizationFlags>;

export const scanFormats = formats({
  text: async () => (await import("../../report/findings/text.ts")).findingsText,
  csv: async () => (await import("../../report/findings/csv.ts")).findingsCsv,
  markdown: async () => (await import("../../report/findings/markdown.ts")).findingsMarkdown,
  html: async () => (await import("../../web/report/findings.tsx")).findingsHtml,
  sarif: async () => (await import("../../report/findings/sarif.ts")).findingsSarifText,
});

export const scanFlags = {
  ...organizationFlags,
  full: toggle("List every finding and failed read, not a line for each repair"),
  output: scanFormats.output,
  last: toggle("Show the last scan again, without reading anything"),
  new: toggle("Exit with 1 only for findings that the last scan did not have"),
  baseline: completed(text("File of accepted findings, each with a reason and its last day", "file"), "file"),
  plan: completed(text("Write a plan of all repairs that an API can make, for fix --plan", "file"), "file"),
} as const;
export type ScanFlags = FlagsOf<typeof scanFlags>;

export const accessFormats = formats({
  text: async () => (await import("../../report/effective-access-text.ts")).effectiveAccessText,
  csv: async () => (await import("../../report/effective-access-text.ts")).effectiveAccessCsv,
  markdown: async () => (await import("../../report/effective-access-text.ts")).effectiveAccessMarkdown,
  mermaid: async () => (await import("../../report/mermaid/effective-access.ts")).effectiveAccessMermaid,
});

export const accessFlags = {
  ...organizationFlags,
  full: toggle("Print a line for each grant, with ids, and every failed read"),
  output: accessFormats.output,
} as const;
export type AccessFlags = FlagsOf<typeof accessFlags>;

export const testFormats = formats({
  text: async () => (await import("../../report/access-tests-text.ts")).accessTestsText,
  markdown: async () => (await import("../../report/access-tests-text.ts")).accessTestsMarkdown,
  junit: async () => (await import("../../report/access-tests-text.ts")).accessTestsJunit,
});

export const testFlags = {
  ...organizationFlags,
  with: completed(
    text(
      "Terraform plan (terraform show -json), CloudFormation template or change set: test what this would leave",
      "plan.json",
    ),
    "file",
  ),
  parameter: texts("Value of a parameter of the template, such as Account=111122223333; repeatable", "name=value"),
  output: testFormats.output,
} as const;
export type TestFlags = FlagsOf<typeof testFlags>;
