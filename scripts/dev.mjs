/** `npm run dev -- why …`: builds, runs the bundle with these words, and does both again whenever a source changes. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { ROOT, ready } from "./setup.mjs";

ready();
const { build } = await import("tsdown");
// Not dist: this bundle lacks the library with its declarations, which take most of a build's time.
const OUT = join(ROOT, ".dev");
const words = process.argv.slice(2);

await build({
  cwd: ROOT,
  filter: "programs",
  watch: true,
  logLevel: "error",
  outDir: OUT,
  dts: false,
  onSuccess: (_config, signal) => {
    const child = spawn(process.execPath, [join(OUT, "idc-doctor.js"), ...(words.length > 0 ? words : ["--help"])], {
      cwd: ROOT,
      stdio: "inherit",
      signal,
    });
    // A change ends a run that is still going on, such as `lab`.
    child.on("error", (error) => {
      if (error.name !== "AbortError") throw error;
    });
    child.on("exit", (code) => process.stderr.write(`exit code ${code ?? "none"}; waiting for a change …\n`));
  },
});
