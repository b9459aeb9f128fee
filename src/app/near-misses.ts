/** Words that a person may have meant: the closest by edits, or those that contain what was written. */
import { nearest } from "../model/names/nearest.ts";

/** The closest of the known words, best first; none where nothing comes close. */
export const closest = (written: string, known: readonly string[]): readonly string[] =>
  nearest(written, known, (word) => [word]);
