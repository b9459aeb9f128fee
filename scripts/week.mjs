/** `npm run week`: a week of an organization's life on the lab's clock, every alert held against what was planted (docs/watch.md). */
import { spawnSync } from "node:child_process";
import { ROOT, ready } from "./setup.mjs";

ready();
// A look every quarter of an hour for seven days.
const env = {
  IDC_DOCTOR_TICKS: "672",
  IDC_DOCTOR_CHANGES: "2000",
  IDC_DOCTOR_FAULTS: "40",
  IDC_DOCTOR_SEED: String(Date.now() % 1_000_000),
  ...process.env,
};
process.stdout.write(`IDC_DOCTOR_SEED=${env.IDC_DOCTOR_SEED}\n`);
const args = ["run", "tests/week.test.ts", ...process.argv.slice(2)];
process.exit(spawnSync("vitest", args, { cwd: ROOT, stdio: "inherit", env }).status ?? 1);
