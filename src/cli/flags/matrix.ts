/** The flags of the `matrix` commands and their output formats. */
import { formats } from "../formats.ts";
import type { FlagsOf } from "../parameters.ts";
import { organizationFlags } from "./organization.ts";
import { full } from "./shared.ts";

export const matrixFormats = formats({
  text: async () => (await import("../../report/matrix/text.ts")).matrixText,
  csv: async () => (await import("../../report/matrix/csv.ts")).matrixCsv,
  markdown: async () => (await import("../../report/matrix/text.ts")).matrixMarkdown,
  html: async () => (await import("../../web/report/matrix.tsx")).matrixHtml,
});

export const matrixFlags = { ...organizationFlags, full, output: matrixFormats.output } as const;
export type MatrixFlags = FlagsOf<typeof matrixFlags>;
