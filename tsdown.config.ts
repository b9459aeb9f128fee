import { readFileSync } from "node:fs";
import { defineConfig, type UserConfig } from "tsdown";
import packageJson from "./package.json" with { type: "json" };
import { licences } from "./scripts/licences.ts";
import { circlesOf } from "./scripts/measuring/circles.ts";
import { renderRootHelp } from "./src/cli/main.ts";

/** API models as text that is parsed when it is loaded: half a megabyte of object literals takes four times as long to compile. */
const modelsAsText = {
  name: "models-as-text",
  load: (id: string) => {
    if (!/[\\/]lab[\\/]models[\\/][^\\/]+\.json$/.test(id)) return null;
    const text = JSON.stringify(JSON.parse(readFileSync(id, "utf8")));
    return { code: `export default JSON.parse(${JSON.stringify(text)})`, moduleType: "js" as const };
  },
};

/** Renders `--help` once, here, instead of at every start. */
const helpAsText = {
  name: "help-as-text",
  load: (id: string) => {
    if (!/[\\/]src[\\/]cli[\\/]root-help\.ts$/.test(id)) return null;
    const text = renderRootHelp(packageJson.version);
    return { code: `export const rootHelp = ${JSON.stringify(text)}`, moduleType: "js" as const };
  },
};

/** The version as text: a package.json that two files import would be a file of its own, which the entry imports before its check. */
const versionAsText = {
  name: "version-as-text",
  load: (id: string) =>
    /[\\/]src[\\/]app[\\/]version\.ts$/.test(id)
      ? { code: `export const version = ${JSON.stringify(packageJson.version)}`, moduleType: "js" as const }
      : null,
};

/** Modules of Node's own with much behind their getters. */
const DEAR = /^(node:)?(http|util)$/;

/**
 * Takes Node's own modules from Node by a call where an import is dear: for an ES module Node reads every export of what it
 * imports, and so loads what stands behind their getters (for `node:http` all of `fetch`: a tenth of a second of CPU). What is
 * imported when it is needed would make a program that is CommonJS load Node's loader of ES modules first.
 */
const builtinsByCall = {
  name: "builtins-by-call",
  resolveId: {
    order: "pre" as const,
    filter: { id: /^(node:.*|http|util)$/ },
    handler: (id: string, _importer: string | undefined, { kind }: { readonly kind: string }) =>
      kind === "dynamic-import" || DEAR.test(id) ? `\0node:${id.replace("node:", "")}` : null,
  },
  load: (id: string) => {
    if (!id.startsWith("\0node:")) return null;
    const name = id.slice(1);
    const plain = Object.entries(Object.getOwnPropertyDescriptors(process.getBuiltinModule(name) ?? {}))
      .filter(([key, { get }]) => get === undefined && key !== "default")
      .map(([key]) => `export const ${key} = /* @__PURE__ */ (() => builtin.${key})();`);
    const builtin = `const builtin = process.getBuiltinModule(${JSON.stringify(name)});`;
    return [builtin, ...plain, "export default builtin;"].join("\n");
  },
};

interface Chunks {
  readonly [fileName: string]: { readonly type: "chunk" | "asset"; readonly imports?: readonly string[] };
}

/** What lies in `dist` with the ending of JavaScript is CommonJS, whatever the package says of its sources. */
const programsAreCommonJs = {
  name: "programs-are-commonjs",
  generateBundle(
    this: { readonly emitFile: (file: { type: "asset"; fileName: string; source: string }) => unknown },
    _options: unknown,
    chunks: Chunks,
  ) {
    this.emitFile({ type: "asset", fileName: "package.json", source: '{ "type": "commonjs" }\n' });
    // Of two files that require each other the second finds the first half loaded.
    const files = Object.entries(chunks).map(([file, { imports = [] }]) => ({
      file,
      imports: imports.map((target) => ({ target, isOurs: target in chunks })),
    }));
    const circles = circlesOf(files).map((circle) => circle.join(", "));
    if (circles.length > 0) throw new Error(`Put these files into one group: ${circles.join("; ")}`);
  },
};

const bundled = licences();

const common = {
  platform: "node",
  target: "node22.13",
  outDir: "dist",
  minify: true,
  // Nothing is left to install: whoever runs the package needs Node and no other package.
  deps: { alwaysBundle: /^[^.]/, onlyBundle: false, onlyImport: [] },
  inputOptions: { resolve: { mainFields: ["module", "main"] } },
} satisfies UserConfig;
const plugins = [builtinsByCall, modelsAsText, helpAsText, versionAsText, bundled];

// Programs: an entry plus lazy chunks. The entry holds names and one-line descriptions only, each command is loaded when it runs.
// CommonJS, which Node loads a tenth of a second sooner: it neither resolves nor links a hundred files, nor reads every export
// of its own modules.
const programs: UserConfig = {
  ...common,
  name: "programs",
  entry: { "idc-doctor": "src/cli/bin.ts", action: "src/action/main.ts" },
  format: "cjs",
  outExtensions: () => ({ js: ".js" }),
  dts: false,
  // The warning is for those who publish CommonJS to be imported; nobody imports a program.
  checks: { legacyCjs: false },
  outputOptions: {
    // What `--help` of a command needs is one file besides the entry and the bundler's own few lines.
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [
        // Of these the other program needs some as well, and nothing of the command line.
        {
          name: "ground",
          priority: 2,
          test: /src[\\/]model[\\/](errors|quotas)\.ts|src[\\/]report[\\/](sanitize|counted)\.ts/,
        },
        {
          name: "main",
          priority: 1,
          test: /src[\\/]cli[\\/]((declarations|flags|help)[\\/]|completion[\\/]completing\.ts|(main|parameters|terminal|formats|exit-codes|parse-words|run-command|wrong-words)\.ts)|@stricli/,
        },
      ],
    },
  },
  plugins: [...plugins, programsAreCommonJs],
};

const library: UserConfig = {
  ...common,
  name: "library",
  entry: { index: "src/library/index.ts", lab: "src/lab/index.ts" },
  format: "esm",
  outExtensions: () => ({ js: ".mjs", dts: ".d.mts" }),
  dts: { entry: ["src/library/index.ts", "src/lab/index.ts"] },
  // zod has its translations in a form that the bundler of types cannot read; no type of ours uses them.
  suppressWarnings: [/uses CommonJS dts syntax/],
  // The programs are written beside it.
  clean: false,
  plugins,
};

export default defineConfig([programs, library]);
