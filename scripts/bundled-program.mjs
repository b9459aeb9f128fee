/** Runs a long test as one bundled program: loading it file by file would cost more than its cases. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT, ready } from "./setup.mjs";

/** Installs what is missing, bundles `entry` (a path from the root) and ends this process with the program's exit code. */
export async function runBundled(entry) {
  ready();
  const { build } = await import("tsdown");
  const folder = mkdtempSync(join(tmpdir(), "idc-doctor-program-"));
  await build({
    config: false,
    cwd: ROOT,
    entry,
    outDir: folder,
    format: "esm",
    platform: "node",
    dts: false,
    logLevel: "error",
    // Like the product: the SDK's CommonJS would be copied, name by name, at each of the imports before a call.
    inputOptions: { resolve: { mainFields: ["module", "main"] } },
  });
  const done = spawnSync(process.execPath, [join(folder, "main.mjs")], { cwd: ROOT, stdio: "inherit" });
  rmSync(folder, { recursive: true });
  process.exit(done.status ?? 1);
}
