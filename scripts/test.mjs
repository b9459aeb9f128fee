/**
 * `npm test`: sets up what is missing, then types, lint, unused code, generated files and every test. Its last line counts the
 * tests. `npm test -- path…` runs tests only; `npm run test:watch` runs them again whenever a file changes.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, ROOT, ready, run } from "./setup.mjs";

const CHECKS = [
  ["tsc", "-p", "."],
  ["biome", "check", "--error-on-warnings"],
  ["knip"],
  ["tsx", "scripts/causes-index.ts", "--check"],
  ["tsx", "scripts/causes-docs.ts", "--check"],
  ["tsx", "scripts/architecture-picture.ts", "--check"],
  ["tsx", "scripts/schemas.ts", "--check"],
  ["tsx", "scripts/update-models.ts", "--check"],
];

ready();
build();
const isWatched = process.argv[2] === "--watch";
const words = process.argv.slice(isWatched ? 3 : 2);
if (isWatched) process.exit(spawnSync("vitest", ["watch", ...words], { cwd: ROOT, stdio: "inherit" }).status ?? 1);
if (words.length === 0) for (const [command, ...args] of CHECKS) run(command, args);

const folder = mkdtempSync(join(tmpdir(), "idc-doctor-test-"));
const report = join(folder, "report.json");
const done = spawnSync(
  "vitest",
  ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`, ...words],
  { cwd: ROOT, stdio: "inherit" },
);
const counted = JSON.parse(readFileSync(report, "utf8"));
rmSync(folder, { recursive: true });
const skipped = counted.numPendingTests + counted.numTodoTests;
process.stdout.write(`${counted.numPassedTests} passed, ${counted.numFailedTests} failed, ${skipped} skipped\n`);
process.exit(done.status === 0 && counted.numPassedTests > 0 ? 0 : 1);
