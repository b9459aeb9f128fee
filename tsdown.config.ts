import { defineConfig } from "tsdown";

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
  noExternal: [/^@aws-sdk/, /^@smithy/, "@stricli/core", "@clack/prompts", "picocolors", "zod", "yaml"],
  inputOptions: { resolve: { mainFields: ["module", "main"] } },
});
