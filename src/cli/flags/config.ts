/** The flags of the `config` commands and their output format. */
import { formats } from "../formats.ts";
import type { FlagsOf } from "../parameters.ts";
import { organization, outputFlags, query } from "./shared.ts";

export const listFormats = formats({
  text: async () => (await import("../../report/configuration-text.ts")).configurationText,
});

export const configFlags = { organization, ...outputFlags } as const;
export type ConfigFlags = FlagsOf<typeof configFlags>;

export const configListFlags = { ...configFlags, output: listFormats.output, query } as const;
export type ConfigListFlags = FlagsOf<typeof configListFlags>;
