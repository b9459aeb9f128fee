/**
 * `npm test`: sets up what is missing, then types, lint, unused code, generated files and every test. Its last line counts the
 * tests. `npm test -- path…` runs tests only; `npm run test:watch` runs them again whenever a file changes.
 */
import { spawn, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, ROOT, ready } from "./setup.mjs";

const CHECKS = [
  // Both TypeScripts call their command tsc; 6 is there for its API and takes three times as long.
  ["node", "node_modules/typescript-7/bin/tsc", "-p", "."],
  ["biome", "check", "--error-on-warnings"],
  ["knip"],
  ["tsx", "scripts/causes-index.ts", "--check"],
  ["tsx", "scripts/causes-docs.ts", "--check"],
  ["tsx", "scripts/architecture-picture.ts", "--check"],
  ["tsx", "scripts/schemas.ts", "--check"],
  ["tsx", "scripts/man-page.ts", "--check"],
  ["tsx", "scripts/tickets.ts", "--check"],
  ["tsx", "scripts/api-docs.ts", "--check"],
  ["tsx", "scripts/library-docs.ts", "--check"],
  ["tsx", "scripts/page-screenshots.ts", "--check"],
  ["tsx", "scripts/update-models.ts", "--check"],
];

const NOTHING_COUNTED = { numPassedTests: 0, numFailedTests: 1, numPendingTests: 0, numTodoTests: 0 };

ready();
build();
const isWatched = process.argv[2] === "--watch";
const words = process.argv.slice(isWatched ? 3 : 2);
if (isWatched) process.exit(spawnSync("vitest", ["watch", ...words], { cwd: ROOT, stdio: "inherit" }).status ?? 1);

const folder = mkdtempSync(join(tmpdir(), "idc-doctor-test-"));
const report = join(folder, "report.json");
// Everything that the tests write lies in one folder, which goes with them; PostgreSQL runs as another user and passes through.
chmodSync(folder, 0o711);
// The command is started some thousand times: what Node compiled of it once is kept for the next.
const env = { ...process.env, TMPDIR: folder, NODE_COMPILE_CACHE: join(folder, "compiled") };
// The checks run one after another beside the tests: both take longer together than either alone, and less than one after the other.
const [tested, failedChecks] = await Promise.all([
  ended(
    "vitest",
    ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`, ...words],
    "inherit",
    env,
  ),
  words.length === 0 ? failingChecks() : [],
]);
for (const { command, output } of failedChecks) process.stderr.write(`\`${command}\` failed\n${output}\n`);
const counted = existsSync(report) ? JSON.parse(readFileSync(report, "utf8")) : NOTHING_COUNTED;
rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
const skipped = counted.numPendingTests + counted.numTodoTests;
const failed = counted.numFailedTests + failedChecks.length;
process.stdout.write(`${counted.numPassedTests} passed, ${failed} failed, ${skipped} skipped\n`);
process.exit(tested.status === 0 && failed === 0 && counted.numPassedTests > 0 ? 0 : 1);

/** The checks that failed, with what they printed. */
async function failingChecks() {
  const failures = [];
  for (const [command, ...args] of CHECKS) {
    const { status, output } = await ended(command, args, "pipe", env);
    if (status !== 0) failures.push({ command: [command, ...args].join(" "), output });
  }
  return failures;
}

function ended(command, args, out, env = process.env) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: ROOT, env, stdio: ["ignore", out, out] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (text) => (output += text));
    child.once("error", (error) => resolve({ status: 1, output: error.message }));
    child.once("close", (status) => resolve({ status: status ?? 1, output }));
  });
}
