/** How long a file and a function may be, and which are longer. */
import type { MeasuredFile } from "./sources.ts";

export const LONGEST_FUNCTION = 60;
export const LONGEST_FILE = 300;

/** Each function that does not fit a screen, the longest first, as `file:line name (lines)`. */
export const longFunctions = (files: readonly MeasuredFile[]): readonly string[] =>
  files
    .flatMap(({ functions }) => functions)
    .filter(({ lines }) => lines > LONGEST_FUNCTION)
    .sort((a, b) => b.lines - a.lines)
    .map(({ file, line, name, lines }) => `${file}:${line} ${name} (${lines})`);

/** Each file that is too long, the longest first, as `file (lines)`. */
export const longFiles = (files: readonly MeasuredFile[]): readonly string[] =>
  files
    .filter(({ lines }) => lines > LONGEST_FILE)
    .sort((a, b) => b.lines - a.lines)
    .map(({ file, lines }) => `${file} (${lines})`);
