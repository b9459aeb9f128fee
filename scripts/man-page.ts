/** Writes `man/idc-doctor.1` from the declarations of the commands. `--check` compares only. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import packageJson from "../package.json" with { type: "json" };
import { routes } from "../src/cli/main.ts";
import { manualPage } from "./man-page/page.ts";

const FILE = join(import.meta.dirname, "../man/idc-doctor.1");

const page = manualPage(routes, packageJson.version);
if (!process.argv.includes("--check")) {
  mkdirSync(dirname(FILE), { recursive: true });
  writeFileSync(FILE, page);
} else if (!existsSync(FILE) || readFileSync(FILE, "utf8") !== page) {
  process.stderr.write("man/idc-doctor.1 does not match the commands; run `npm run generate`\n");
  process.exitCode = 1;
}
