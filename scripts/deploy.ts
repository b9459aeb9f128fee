/** Writes the generated files of deploy/ from the policies that the tool prints; a test compares them. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { deployFiles } from "./deploy/files.ts";

for (const [path, text] of Object.entries(deployFiles())) {
  const file = join(import.meta.dirname, "../deploy", path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
