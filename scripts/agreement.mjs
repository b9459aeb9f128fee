/** `npm run agreement`: sets up what is missing, bundles the agreement test (loading it file by file would cost more than the cases) and runs it. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { install, ROOT, run } from "./setup.mjs";

install();
const folder = mkdtempSync(join(tmpdir(), "idc-doctor-agreement-"));
const options = ["--no-config", "--format", "esm", "--platform", "node", "--no-dts", "--logLevel", "error"];
run("npx", ["--no-install", "tsdown", "tests/agreement/main.ts", "--out-dir", folder, ...options]);
const done = spawnSync(process.execPath, [join(folder, "main.mjs")], { cwd: ROOT, stdio: "inherit" });
rmSync(folder, { recursive: true });
process.exit(done.status ?? 1);
