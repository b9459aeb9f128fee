/** Writes `docs/schemas/` from the types of the outputs. `--check` compares only. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { PUBLISHED, type PublishedOutput } from "./schemas/published.ts";
import { type JsonSchema, schemaOfType } from "./schemas/type-schema.ts";

const ROOT = join(import.meta.dirname, "..");
const FOLDER = join(ROOT, "docs/schemas");

const config = ts.getParsedCommandLineOfConfigFile(
  join(ROOT, "tsconfig.json"),
  {},
  {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
      throw new Error(ts.flattenDiagnosticMessageText(messageText, "\n"));
    },
  },
);
if (!config) throw new Error("tsconfig.json cannot be read");
const program = ts.createProgram([...new Set(PUBLISHED.map(({ file }) => join(ROOT, file)))], config.options);
const checker = program.getTypeChecker();

function typeOf({ file, type }: PublishedOutput): ts.Type {
  const source = program.getSourceFile(join(ROOT, file));
  const module = source && checker.getSymbolAtLocation(source);
  const symbol = module && checker.getExportsOfModule(module).find(({ name }) => name === type);
  if (!symbol) throw new Error(`${file} does not export ${type}`);
  return checker.getDeclaredTypeOfSymbol(symbol);
}

function documentOf(output: PublishedOutput): JsonSchema {
  const { $defs, ...root } = schemaOfType(typeOf(output), checker);
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: output.title,
    $comment: `Written by npm run generate from ${output.type} in ${output.file}. Output of: ${output.command}`,
    ...(output.isList ? { type: "array", items: root } : root),
    $defs,
  };
}

const index = [
  "# JSON schemas",
  "",
  "The JSON that idc-doctor writes, as JSON Schema (draft 2020-12). Written by `npm run generate` from the types that produce the",
  "output. New members may appear; the number in `schema` grows when a member changes its meaning or goes.",
  "",
  "| schema | output of |",
  "|---|---|",
  ...PUBLISHED.map(({ name, command, title }) => `| [${title}](${name}.json) | \`${command}\` |`),
  "",
].join("\n");

const pages = new Map([
  ["README.md", index],
  ...PUBLISHED.map(
    (output) => [`${output.name}.json`, `${JSON.stringify(documentOf(output), undefined, 2)}\n`] as const,
  ),
]);

const isCheck = process.argv.includes("--check");
if (!isCheck) mkdirSync(FOLDER, { recursive: true });
const leftOver = (existsSync(FOLDER) ? readdirSync(FOLDER) : []).filter((name) => !pages.has(name));
const stale = [...pages].filter(
  ([name, text]) => !existsSync(join(FOLDER, name)) || readFileSync(join(FOLDER, name), "utf8") !== text,
);
if (isCheck && stale.length + leftOver.length > 0) {
  const names = [...stale.map(([name]) => name), ...leftOver].join(", ");
  process.stderr.write(`docs/schemas does not match the types: ${names}; run \`npm run generate\`\n`);
  process.exitCode = 1;
} else if (!isCheck) {
  for (const name of leftOver) rmSync(join(FOLDER, name));
  for (const [name, text] of stale) writeFileSync(join(FOLDER, name), text);
}
