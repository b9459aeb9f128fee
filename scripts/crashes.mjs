/** `npm run crashes`: kills and stops processes at many random moments of a collection and of an apply, on both engines, and of a watch (docs/store.md). */
import { spawnSync } from "node:child_process";
import { build, ROOT, ready } from "./setup.mjs";

ready();
build();
// Twenty moments of each work on each engine: ten of each harm.
const env = { IDC_DOCTOR_CASES: "10", IDC_DOCTOR_SEED: String(Date.now() % 1_000_000), ...process.env };
process.stdout.write(`IDC_DOCTOR_CASES=${env.IDC_DOCTOR_CASES} IDC_DOCTOR_SEED=${env.IDC_DOCTOR_SEED}\n`);
const args = ["run", "tests/crashes.test.ts", "tests/watch-on-postgres.test.ts", ...process.argv.slice(2)];
process.exit(spawnSync("vitest", args, { cwd: ROOT, stdio: "inherit", env }).status ?? 1);
