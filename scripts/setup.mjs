/** Does the set-up that `npm start` and `npm test` need on a fresh clone: installs if needed, builds if needed. Plain Node, because nothing is installed yet. */
import { spawnSync } from "node:child_process";
import { existsSync, lstatSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

export const ROOT = join(import.meta.dirname, "..");
const BUNDLE = join(ROOT, "dist/idc-doctor.js");
const MODULES = join(ROOT, "node_modules");
const INSTALLED = join(ROOT, "node_modules/.package-lock.json");

/** Runs a command with its output shown on stderr; ends this process with its exit code when it fails. */
export function run(command, args, options = {}) {
  const done = spawnSync(command, args, { cwd: ROOT, stdio: ["ignore", 2, 2], ...options });
  if (done.status === 0) return;
  process.stderr.write(`\`${[command, ...args].join(" ")}\` failed${done.error ? `: ${done.error.message}` : ""}\n`);
  process.exit(done.status ?? 1);
}

/** `npm ci` where the installed tree is missing or older than the lockfile. */
export function install() {
  // A linked tree belongs to another checkout: npm would empty it there.
  if (existsSync(MODULES) && lstatSync(MODULES).isSymbolicLink()) return;
  const lockfile = statSync(join(ROOT, "package-lock.json")).mtimeMs;
  if (existsSync(INSTALLED) && statSync(INSTALLED).mtimeMs >= lockfile) return;
  process.stderr.write("installing the dependencies …\n");
  run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
}

/** Bundles where a source is newer than the bundle. */
export function build() {
  if (existsSync(BUNDLE) && statSync(BUNDLE).mtimeMs >= newestSource()) return;
  process.stderr.write("building …\n");
  run("npx", ["--no-install", "tsdown", "--logLevel", "error"]);
}

function newestSource() {
  const files = readdirSync(join(ROOT, "src"), { recursive: true }).map((path) => join(ROOT, "src", path));
  return Math.max(
    ...[...files, join(ROOT, "tsdown.config.ts"), join(ROOT, "package.json")].map((path) => statSync(path).mtimeMs),
  );
}
