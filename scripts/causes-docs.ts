/** Writes `docs/causes/` from the catalogue. `--check` compares only. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { listCauses } from "../src/app/causes.ts";
import { causeMarkdown, causesTableMarkdown } from "../src/report/causes-text.ts";

const FOLDER = join(import.meta.dirname, "../docs/causes");

const causes = listCauses();
if (causes.length === 0) throw new Error("the catalogue is empty");

const index = [
  "# Causes",
  "",
  "Written from the catalogue by `npm run generate`; `idc-doctor causes <id>` shows the same offline.",
  "",
  causesTableMarkdown(causes),
].join("\n");
const pages = new Map([
  ["README.md", index],
  ...causes.map((cause) => [`${cause.id}.md`, causeMarkdown(cause)] as const),
]);

const isCheck = process.argv.includes("--check");
if (!isCheck) mkdirSync(FOLDER, { recursive: true });
const leftOver = (existsSync(FOLDER) ? readdirSync(FOLDER) : []).filter((name) => !pages.has(name));
if (isCheck) {
  const stale = [...pages].filter(
    ([name, text]) => !existsSync(join(FOLDER, name)) || readFileSync(join(FOLDER, name), "utf8") !== text,
  );
  const wrong = [...stale.map(([name]) => name), ...leftOver];
  if (wrong.length > 0) {
    process.stderr.write(`docs/causes is not what the catalogue says: ${wrong.join(", ")}; run \`npm run generate\`\n`);
    process.exitCode = 1;
  }
} else {
  for (const name of leftOver) rmSync(join(FOLDER, name));
  for (const [name, text] of pages) writeFileSync(join(FOLDER, name), text);
}
