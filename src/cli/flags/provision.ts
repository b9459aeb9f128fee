/** The flags of `provision` and its output formats. */
import { formats } from "../formats.ts";
import { type FlagsOf, toggle } from "../parameters.ts";
import { connectionFlags, database, dryRun, outputFlags, query, yes } from "./shared.ts";

export const provisionFormats = formats({
  text: async () => (await import("../provisioned-text.ts")).provisionedText,
});

export const provisionFlags = {
  ...connectionFlags,
  all: toggle("Provision to every account in which the permission set is provisioned"),
  dryRun,
  yes,
  database,
  output: provisionFormats.output,
  query,
  ...outputFlags,
} as const;
export type ProvisionFlags = FlagsOf<typeof provisionFlags>;
