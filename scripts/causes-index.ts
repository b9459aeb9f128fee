/** Writes `src/diagnosis/causes/index.ts` and `src/model/cause-ids.ts` from the folders of causes, so that adding a cause touches nothing else. `--check` compares only. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";

const FOLDER = join(import.meta.dirname, "../src/diagnosis/causes");
const INDEX = join(FOLDER, "index.ts");
const IDS = join(import.meta.dirname, "../src/model/cause-ids.ts");

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

const idsText = (ids: readonly string[]): string =>
  [
    "/** The stable ids of the catalogue of causes. Written by `npm run generate` from the folders of `diagnosis/causes`. */",
    "",
    "export const CAUSE_IDS = [",
    ...ids.map((id) => `  "${id}",`),
    "] as const;",
    "",
    "/** A cause of the catalogue: the name of its folder. */",
    "export type CauseId = (typeof CAUSE_IDS)[number];",
    "",
  ].join("\n");

const ids = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();
if (ids.length === 0) throw new Error(`no cause was found in ${FOLDER}`);

const written = [
  { path: INDEX, text: indexText(ids) },
  { path: IDS, text: idsText(ids) },
];
if (process.argv.includes("--check")) {
  const stale = written.filter(({ path, text }) => readFileSync(path, "utf8") !== text);
  if (stale.length > 0) {
    const names = stale.map(({ path }) => relative(join(import.meta.dirname, ".."), path)).join(", ");
    process.stderr.write(
      `Not up to date with the folders of src/diagnosis/causes: ${names}. Run \`npm run generate\`.\n`,
    );
    process.exitCode = 1;
  }
} else {
  for (const { path, text } of written) writeFileSync(path, text);
}
