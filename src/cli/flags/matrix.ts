/** The flags of the `matrix` commands and their output formats. */
import { formats } from "../formats.ts";
import { type FlagsOf, toggle } from "../parameters.ts";
import { organizationFlags } from "./organization.ts";

export const matrixFormats = formats({
  text: async () => (await import("../../report/matrix/text.ts")).matrixText,
  csv: async () => (await import("../../report/matrix/csv.ts")).matrixCsv,
  markdown: async () => (await import("../../report/matrix/text.ts")).matrixMarkdown,
  html: async () => (await import("../../web/report/matrix.tsx")).matrixHtml,
});

export const matrixFlags = {
  ...organizationFlags,
  full: toggle("List every row, column and failed read, not only the highest counts"),
  output: matrixFormats.output,
} as const;
export type MatrixFlags = FlagsOf<typeof matrixFlags>;
