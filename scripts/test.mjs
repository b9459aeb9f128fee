/** `npm test`: sets up what is missing, then types, lint, unused code, generated files and every test. Its last line counts the tests. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, install, ROOT, run } from "./setup.mjs";

const CHECKS = [
  ["tsc", "-p", "."],
  ["biome", "check", "--error-on-warnings"],
  ["knip"],
  ["tsx", "scripts/causes-index.ts", "--check"],
  ["tsx", "scripts/causes-docs.ts", "--check"],
  ["tsx", "scripts/architecture-picture.ts", "--check"],
  ["tsx", "scripts/update-models.ts", "--check"],
];

install();
build();
const words = process.argv.slice(2);
if (words.length === 0) for (const check of CHECKS) run("npx", ["--no-install", ...check]);

const folder = mkdtempSync(join(tmpdir(), "idc-doctor-test-"));
const report = join(folder, "report.json");
const done = spawnSync(
  "npx",
  ["--no-install", "vitest", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`, ...words],
  { cwd: ROOT, stdio: "inherit" },
);
const counted = JSON.parse(readFileSync(report, "utf8"));
rmSync(folder, { recursive: true });
const skipped = counted.numPendingTests + counted.numTodoTests;
process.stdout.write(`${counted.numPassedTests} passed, ${counted.numFailedTests} failed, ${skipped} skipped\n`);
process.exit(done.status === 0 && counted.numPassedTests > 0 ? 0 : 1);
