/** The flags of `watch`. */
import { type FlagsOf, toggle } from "../parameters.ts";
import { config } from "./serve.ts";
import { connectionFlags, database, outputFlags } from "./shared.ts";

export const watchFlags = {
  once: toggle("Refresh each organization once, send what is due, and end: for a schedule of your own"),
  test: toggle("Send a test message to each channel, and end"),
  database,
  config,
  ...connectionFlags,
  ...outputFlags,
} as const;
export type WatchFlags = FlagsOf<typeof watchFlags>;
