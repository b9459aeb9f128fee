/** The flags of the `snapshot` commands and their output formats. */
import { EXPORT_FORMATS } from "../../model/table.ts";
import { formats } from "../formats.ts";
import { completed, type FlagsOf, oneOf, text, toggle } from "../parameters.ts";
import { complete, connectionFlags, outputFlags, query } from "./shared.ts";

const units = toggle("Also read the organizational units and which account is in which");

export const saveFlags = { ...connectionFlags, complete, units, ...outputFlags } as const;
export type SaveFlags = FlagsOf<typeof saveFlags>;

export const refreshFlags = {
  ...connectionFlags,
  to: completed(text("Write to this file instead of replacing the document", "file"), "file"),
  fresh: toggle("Collect everything again"),
  full: toggle("The same as --fresh"),
  units,
  ...outputFlags,
} as const;
export type RefreshFlags = FlagsOf<typeof refreshFlags>;

const snapshotText = async () => (await import("../../report/snapshot-text.ts")).snapshotText;

export const showFormats = formats({ text: snapshotText, markdown: snapshotText }, async (document) =>
  (await import("../../model/organization-document/write.ts")).writtenForm(document),
);

export const showFlags = { ...connectionFlags, output: showFormats.output, query, ...outputFlags } as const;
export type ShowFlags = FlagsOf<typeof showFlags>;

export const diffFormats = formats({
  text: async () => (await import("../../report/snapshot-diff.ts")).snapshotDiffText,
  csv: async () => (await import("../../report/snapshot-diff.ts")).snapshotDiffCsv,
  markdown: async () => (await import("../../report/snapshot-diff.ts")).snapshotDiffMarkdown,
  html: async () => (await import("../../web/report/difference.tsx")).differenceHtml,
});

export const diffFlags = {
  ...connectionFlags,
  full: toggle("Print ids and ARNs, and a line for each change"),
  who: toggle("Look up in CloudTrail who made each change"),
  output: diffFormats.output,
  query,
  ...outputFlags,
} as const;
export type DiffFlags = FlagsOf<typeof diffFlags>;

export const loadFlags = {
  url: text("Address of the lab, on this machine (default http://127.0.0.1:4747)", "url"),
  ...outputFlags,
} as const;
export type LoadFlags = FlagsOf<typeof loadFlags>;

export const exportFlags = {
  format: oneOf(EXPORT_FORMATS, "Format, if the name of the target does not tell it"),
  ...outputFlags,
} as const;
export type ExportFlags = FlagsOf<typeof exportFlags>;
