/** What a step of a history is: one call, or a few that belong together, chosen by chance among what fits. */
import type { HistoryWorld } from "../world.ts";

/** Answers what was done in words, refused calls included; undefined where nothing fits. */
export type Step = (world: HistoryWorld) => Promise<string | undefined>;
