import { readFileSync } from "node:fs";
import { defineConfig } from "tsdown";

/** API models as text that is parsed when it is loaded: half a megabyte of object literals takes four times as long to compile. */
const modelsAsText = {
  name: "models-as-text",
  load: (id: string) => {
    if (!/[\\/]lab[\\/]models[\\/][^\\/]+\.json$/.test(id)) return null;
    const text = JSON.stringify(JSON.parse(readFileSync(id, "utf8")));
    return { code: `export default JSON.parse(${JSON.stringify(text)})`, moduleType: "js" as const };
  },
};

// Entry plus lazy chunks: the entry holds names and one-line descriptions only, each command is loaded when it runs.
export default defineConfig({
  entry: { "idc-doctor": "src/cli/main.ts", lab: "src/lab/index.ts" },
  format: "esm",
  platform: "node",
  target: "node20",
  outDir: "dist",
  outExtensions: () => ({ js: ".js", dts: ".d.ts" }),
  minify: true,
  dts: { entry: "src/lab/index.ts" },
  external: ["@photostructure/sqlite", "kysely"],
  noExternal: [
    /^@aws-sdk/,
    /^@smithy/,
    "@stricli/core",
    "@clack/prompts",
    "picocolors",
    "zod",
    "yaml",
    "hyparquet-writer",
  ],
  inputOptions: { resolve: { mainFields: ["module", "main"] } },
  plugins: [modelsAsText],
});
