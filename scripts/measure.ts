/** `npm run measure [-- <folder>]`: how long files and functions are, which imports go in circles or against the direction. */
import { resolve } from "node:path";
import { circlesOf } from "./measuring/circles.ts";
import { againstTheDirection } from "./measuring/directions.ts";
import { LONGEST_FILE, LONGEST_FUNCTION, longFiles, longFunctions } from "./measuring/lengths.ts";
import { readSources } from "./measuring/sources.ts";

const folder = resolve(process.argv[2] ?? `${import.meta.dirname}/../src`);
const files = readSources(folder);
if (files.length === 0) throw new Error(`no TypeScript file was found in ${folder}`);

const functions = files.flatMap((file) => file.functions);
const circles = circlesOf(files);
const wrongWay = againstTheDirection(files.flatMap(({ imports }) => imports));

/** The value that the given part of the sorted values does not exceed. */
function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}

const lengths = (what: string, values: readonly number[]): string =>
  `${what}: ${values.length}; lines: median ${percentile(values, 0.5)}, p90 ${percentile(values, 0.9)}, longest ${Math.max(0, ...values)}`;

const listed = (what: string, lines: readonly string[]): string[] => [
  `${what}: ${lines.length}`,
  ...lines.map((line) => `  ${line}`),
];

const report = [
  lengths(
    "files (without tests)",
    files.map(({ lines }) => lines),
  ),
  lengths(
    "functions",
    functions.map(({ lines }) => lines),
  ),
  ...listed(`functions over ${LONGEST_FUNCTION} lines`, longFunctions(files)),
  ...listed(`files over ${LONGEST_FILE} lines`, longFiles(files)),
  ...listed(
    "circles of files",
    circles.map((circle) => circle.join(", ")),
  ),
  ...listed(
    "imports against the direction",
    wrongWay.map(({ file, target }) => `${file} imports ${target}`),
  ),
];
process.stdout.write(`${report.join("\n")}\n`);
