/** Writes `src/diagnosis/causes/index.ts` from the folders beside it, so that adding a cause touches nothing else. `--check` compares only. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const FOLDER = join(import.meta.dirname, "../src/diagnosis/causes");
const INDEX = join(FOLDER, "index.ts");

const camelCase = (id: string): string => id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

function indexText(ids: readonly string[]): string {
  return [
    "/** The catalogue, in the order in which a person would look. Written by `npm run generate` from the folders beside it. */",
    'import { STAGES } from "../../model/access-path.ts";',
    'import type { Cause } from "../cause.ts";',
    ...ids.map((id) => `import { ${camelCase(id)} } from "./${id}/cause.ts";`),
    "",
    "const place = (cause: Cause): number => STAGES.indexOf(cause.stage) * 1000 + cause.rank;",
    "",
    "export const causes: readonly Cause[] = [",
    ...ids.map((id) => `  ${camelCase(id)},`),
    "].sort((a, b) => place(a) - place(b));",
    "",
  ].join("\n");
}

const ids = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();
if (ids.length === 0) throw new Error(`no cause was found in ${FOLDER}`);

const text = indexText(ids);
if (process.argv.includes("--check")) {
  if (readFileSync(INDEX, "utf8") !== text) {
    process.stderr.write("src/diagnosis/causes/index.ts is not what its folders say; run `npm run generate`\n");
    process.exitCode = 1;
  }
} else {
  writeFileSync(INDEX, text);
}
