#!/usr/bin/env node
/** The bundle's entry: imports nothing before it knows that this Node can run the rest. Any Node must be able to parse it. */
import packageJson from "../../package.json" with { type: "json" };
import { rootHelp } from "./root-help.ts";

const needed = packageJson.engines.node.replace(/[^\d.]/g, "");
const running = process.versions.node;

if (isOlder(running, needed)) {
  process.stderr.write(
    `idc-doctor needs Node.js ${needed} or newer; this is Node.js ${running} (${process.execPath})\n`,
  );
  process.exitCode = 2;
} else if (rootHelp !== undefined && process.argv.length === 3 && process.argv[2] === "--help" && isAsWide()) {
  // EX_IOERR, as for every answer that cannot be written (exit-codes.ts).
  process.stdout.on("error", () => process.exit(74)).write(rootHelp);
} else {
  void run();
}

/** Whether the prepared help fits: it is for 100 columns, and for where nobody says how many there are. */
function isAsWide(): boolean {
  return (process.stdout.columns || 100) >= 100;
}

// In a function: CommonJS, which this is bundled as, has no await outside of one.
async function run(): Promise<void> {
  const { keepCompiledCode } = await import("./compiled-code.ts");
  keepCompiledCode(packageJson.version, process.env);
  const { main } = await import("./main.ts");
  await main(packageJson.version);
}

function isOlder(version: string, than: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [neededMajor = 0, neededMinor = 0] = than.split(".").map(Number);
  return major < neededMajor || (major === neededMajor && minor < neededMinor);
}
