/**
 * Does the set-up that `npm start`, `npm test` and the other scripts need on a fresh clone: installs what is missing, goes on
 * with the Node that the project is developed on, builds what is out of date. Plain JavaScript that any Node since 18 runs,
 * because nothing is installed yet.
 */
import { spawnSync } from "node:child_process";
import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");
export const BUNDLE = join(ROOT, "dist/idc-doctor.js");
const PAGE = join(ROOT, "dist/web/index.html");
const MODULES = join(ROOT, "node_modules");
const INSTALLED = join(MODULES, ".package-lock.json");
const BINARIES = join(MODULES, ".bin");
const NODE = join(BINARIES, process.platform === "win32" ? "node.cmd" : "node");

/** Installs what is missing; returns only in the Node that the project is developed on (or in this one, where it is new enough and there is no other). */
export function ready() {
  install();
  continueOnDevelopmentNode();
}

/** Runs a command with its output shown on stderr; ends this process with its exit code when it fails. */
export function run(command, args, options = {}) {
  const done = spawnSync(command, args, { cwd: ROOT, stdio: ["ignore", 2, 2], ...options });
  if (done.status === 0) return;
  process.stderr.write(`\`${[command, ...args].join(" ")}\` failed${done.error ? `: ${done.error.message}` : ""}\n`);
  process.exit(done.status || 1);
}

/** `npm ci` where the installed tree is missing or older than the lockfile, then the binary of the package `node`. */
function install() {
  // A linked tree belongs to another checkout: npm would empty it there.
  if (existsSync(MODULES) && lstatSync(MODULES).isSymbolicLink()) return;
  // Not the tree's own Node: npm replaces it while it runs.
  const env = { ...process.env, PATH: pathWithout(BINARIES) };
  const lockfile = statSync(join(ROOT, "package-lock.json")).mtimeMs;
  if (!existsSync(INSTALLED) || statSync(INSTALLED).mtimeMs < lockfile) {
    process.stderr.write("installing the dependencies …\n");
    run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], { env });
  }
  if (existsSync(NODE)) return;
  process.stderr.write("installing the Node.js that the project is developed on …\n");
  // The one package whose script is run: it fetches the binary of this platform.
  const args = ["rebuild", "node", "--ignore-scripts=false", "--loglevel=error"];
  const done = spawnSync("npm", args, { cwd: ROOT, env, stdio: ["ignore", 2, 2] });
  if (done.status !== 0 || !existsSync(NODE)) process.stderr.write(`\`npm ${args.join(" ")}\` failed\n`);
}

/** Runs this same script again on the installed Node, unless this is it. */
function continueOnDevelopmentNode() {
  // Whatever is started from here runs on that Node too.
  process.env.PATH = `${BINARIES}${delimiter}${pathWithout(BINARIES)}`;
  if (existsSync(NODE) && realpathSync(NODE) === realpathSync(process.execPath)) return;
  const isUsable = existsSync(NODE) && spawnSync(NODE, ["--version"]).status === 0;
  if (isUsable) {
    const done = spawnSync(NODE, [...process.execArgv, ...process.argv.slice(1)], { stdio: "inherit" });
    process.exit(done.status ?? 1);
  }
  const { engines } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  const needed = engines.node.replace(/[^\d.]/g, "");
  if (!isOlder(process.versions.node, needed)) return;
  process.stderr.write(
    `Node.js ${needed} or newer is needed; this is ${process.versions.node}, and node_modules has no Node.js of its own\n`,
  );
  process.exit(1);
}

function isOlder(version, than) {
  const [[major, minor], [neededMajor, neededMinor]] = [version, than].map((one) => one.split(".").map(Number));
  return major < neededMajor || (major === neededMajor && minor < neededMinor);
}

function pathWithout(folder) {
  return (process.env.PATH ?? "")
    .split(delimiter)
    .filter((one) => one !== folder)
    .join(delimiter);
}

/** Bundles where a source is newer than the bundle. */
export function build() {
  if (existsSync(BUNDLE) && existsSync(PAGE) && statSync(BUNDLE).mtimeMs >= newestSource()) return;
  process.stderr.write("building …\n");
  run("tsdown", ["--logLevel", "error"]);
  // After the bundle, which empties `dist`.
  run("vite", ["build", "--logLevel", "error"]);
}

function newestSource() {
  const files = readdirSync(join(ROOT, "src"), { recursive: true }).map((path) => join("src", path));
  const others = ["tsdown.config.ts", "vite.config.ts", "scripts/licences.ts", "package.json", "package-lock.json"];
  return Math.max(...[...files, ...others].map((path) => statSync(join(ROOT, path)).mtimeMs));
}
