/** Finds the JSON schemas that are shipped beside the program. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The schema of one output of the commands, by its name in `docs/schemas/`. */
export function publishedSchema(name: string): unknown {
  for (let folder = import.meta.dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const file = join(folder, "docs", "schemas", `${name}.json`);
    if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8"));
  }
  throw new Error(`docs/schemas/${name}.json is missing beside the program`);
}
