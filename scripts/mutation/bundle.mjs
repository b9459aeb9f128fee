/** One file of all tests and of what they test: loading it anew takes milliseconds, which the mutants of constants need. */
import { readdirSync } from "node:fs";
import { join, sep } from "node:path";
import { build } from "tsdown";

const FOLDERS = ["src/diagnosis", "src/plan", "src/policy"];

/** Not run against mutants, with the reason. */
const LEFT_OUT = [
  // Megabytes and random texts: slow, and they show that nothing throws, not what is said.
  "src/diagnosis/pasted/hostile.test.ts",
  // Reads every scene from the disk, and judges the scenes.
  "src/diagnosis/causes/scenes.test.ts",
];

/** Bundles the tests under `root` into the file at `outDir`/tests.mjs. */
export async function bundleTests(root, outDir) {
  const tests = FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true }).map((path) => `${folder}/${path.split(sep).join("/")}`),
  )
    .filter((path) => path.endsWith(".test.ts") && !LEFT_OUT.includes(path))
    .sort();
  if (tests.length === 0) throw new Error("no test was found to run against the mutants");
  await build({
    config: false,
    cwd: root,
    entry: { tests: "all-tests" },
    outDir,
    format: "esm",
    platform: "node",
    target: "node20",
    outExtensions: () => ({ js: ".mjs" }),
    clean: false,
    dts: false,
    treeshake: false,
    logLevel: "error",
    external: ["fast-check"],
    plugins: [allTests(root, tests)],
  });
}

function allTests(root, tests) {
  const collector = join(root, "scripts/mutation/collector.mjs");
  const paths = new Set(tests.map((path) => join(root, path)));
  return {
    name: "all-tests",
    resolveId(source, importer) {
      if (source === "all-tests") return "\0all-tests";
      if (source !== "vitest") return null;
      return importer === collector ? { id: "vitest", external: true } : collector;
    },
    load(id) {
      if (id !== "\0all-tests") return null;
      return [
        ...tests.map((path) => `import ${JSON.stringify(join(root, path))};`),
        'export { collected } from "vitest";',
      ].join("\n");
    },
    transform(code, id) {
      if (!paths.has(id)) return null;
      const path = id
        .slice(root.length + 1)
        .split(sep)
        .join("/");
      return `import { begin as beginFile } from "vitest";\nbeginFile(${JSON.stringify(path)});\n${code}`;
    },
  };
}
