/** The flags of `fix` and its output formats. */
import { formats } from "../formats.ts";
import { type FlagsOf, text, toggle } from "../parameters.ts";
import { connectionFlags, outputFlags, yes } from "./shared.ts";

export const fixFormats = formats({
  text: async () => (await import("../fixed-text.ts")).fixedText,
  markdown: async () => (await import("../fixed-text.ts")).fixedMarkdown,
});

export const fixFlags = {
  ...connectionFlags,
  dryRun: toggle("Stop after the rehearsal; write nothing"),
  yes,
  resume: text("Continue the interrupted repair with this id", "id"),
  undo: text("Undo the repair with this id", "id"),
  plan: text("Apply the plan in this JSON file; - reads standard input", "file"),
  output: fixFormats.output,
  ...outputFlags,
} as const;
export type FixFlags = FlagsOf<typeof fixFlags>;
