/** Prints the Homebrew formula of a packed release: `tsx scripts/formula.ts <tarball> <address of the tarball>`. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import packageJson from "../package.json" with { type: "json" };
import { formulaText } from "./deploy/formula.ts";

const [tarball, url] = process.argv.slice(2);
if (tarball === undefined || url === undefined) {
  process.stderr.write("Usage: tsx scripts/formula.ts <tarball> <address of the tarball>\n");
  process.exit(2);
}
const sha256 = createHash("sha256").update(readFileSync(tarball)).digest("hex");
process.stdout.write(formulaText({ version: packageJson.version, url, sha256 }));
