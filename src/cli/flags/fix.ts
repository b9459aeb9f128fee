/** The flags of `fix` and its output formats. */
import { formats } from "../formats.ts";
import { completed, type FlagsOf, parsedBy, text, toggle } from "../parameters.ts";
import { planId } from "../parse-words.ts";
import { connectionFlags, database, dryRun, outputFlags, query, yes } from "./shared.ts";

export const fixFormats = formats({
  text: async () => (await import("../fixed-text.ts")).fixedText,
  markdown: async () => (await import("../fixed-text.ts")).fixedMarkdown,
});

/** Of `fix --list`. */
export const listFormats = formats({
  text: async () => (await import("../../report/listed-plans-text.ts")).listedPlansText,
  markdown: async () => (await import("../../report/listed-plans-text.ts")).listedPlansMarkdown,
});

export const fixFlags = {
  ...connectionFlags,
  dryRun,
  yes,
  database,
  resume: completed(parsedBy(planId, "Continue the interrupted repair with this id", "id"), "plan"),
  undo: completed(parsedBy(planId, "Undo the repair with this id", "id"), "plan"),
  list: toggle("List the plans of the journal: who, what, when, how it ended, what undid it"),
  plan: completed(text("Apply the plan in this JSON file; - reads standard input", "file"), "file"),
  output: fixFormats.output,
  query,
  ...outputFlags,
} as const;
export type FixFlags = FlagsOf<typeof fixFlags>;
