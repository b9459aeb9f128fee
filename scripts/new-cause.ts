/** `npm run new-cause <id>`: writes the folder and the scene of a new cause, and says what to do next. */
import { join } from "node:path";
import { writeCause } from "./new-cause/write.ts";

const BAD_INPUT = 2;

const next = ([cause, test, scene]: readonly string[]): readonly string[] => [
  "",
  "Next:",
  "  1. npm run generate puts the cause into the catalogue.",
  `  2. ${cause}: stage, rank, find, explain, remedy, documentation. Cite the facts;`,
  "     a new fact goes into docs/aws-facts first, with its source.",
  `  3. ${test}: the facts in which it fires, and those that only look like it.`,
  `  4. ${scene}: an organization in which it is the matter, and what the portal shows.`,
  "  5. tests/agreement/faults: inject it into random organizations, or excuse it there with the reason.",
  "  6. Run npx vitest run with the test's path and with tests/scenes.test.ts; then npm run generate and npm run check.",
];

const written = writeCause(join(import.meta.dirname, ".."), process.argv.slice(2));
if ("problem" in written) {
  process.stderr.write(`${written.problem}\n`);
  process.exitCode = BAD_INPUT;
} else {
  process.stdout.write(
    `${["Written:", ...written.files.map((file) => `  ${file}`), ...next(written.files)].join("\n")}\n`,
  );
}
