/** One file of all tests and of what they test: loading it again takes milliseconds, which the mutants of constants need. */
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { build } from "tsdown";

const FOLDERS = ["src/diagnosis", "src/plan", "src/policy"];

/** The tests across folders that need no server and no luck: every scene from its document, recorded answers, people's words, AWS's documented decisions. */
const ACROSS = [
  "tests/policy-vectors.test.ts",
  "tests/recorded-answers.test.ts",
  "tests/scenes-from-documents.test.ts",
  "tests/symptoms-in-own-words.test.ts",
  "tests/typed-symptoms.test.ts",
];

/** Not run against mutants, with the reason. */
const LEFT_OUT = [
  // Megabytes and random texts: slow, and they show that nothing throws, not what is said.
  "src/diagnosis/pasted/hostile.test.ts",
  // Reads every scene from the disk, and judges the scenes.
  "src/diagnosis/causes/scenes.test.ts",
];

/**
 * Folders whose constants are tested by these files alone, and which are bundled with these alone where nothing else is
 * mutated. Everything that asks for a diagnosis imports what understands pasted texts, and runs for seconds without one.
 */
export const PARTS = [
  { folder: "src/diagnosis/pasted", files: /^src\/diagnosis\/pasted\/|^tests\/(?:typed-)?symptoms/ },
];

/** Bundles the tests under `root` into `outDir`/tests.mjs; `outDir`/reach.json tells for each source which test files import it. */
export async function bundleTests(root, outDir) {
  const part = PARTS.find(({ folder }) => folder === process.env["IDC_DOCTOR_MUTATE_PART"]);
  const tests = FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true }).map((path) => `${folder}/${path.split(sep).join("/")}`),
  )
    .filter((path) => path.endsWith(".test.ts") && !LEFT_OUT.includes(path))
    .concat(ACROSS)
    .filter((path) => part === undefined || part.files.test(path))
    .sort();
  if (tests.length === 0) throw new Error("no test was found to run against the mutants");
  await build({
    config: false,
    cwd: root,
    entry: { tests: "all-tests" },
    outDir,
    format: "esm",
    platform: "node",
    target: "node24",
    outExtensions: () => ({ js: ".mjs" }),
    clean: false,
    dts: false,
    treeshake: false,
    logLevel: "error",
    external: ["fast-check"],
    plugins: [allTests(root, tests, join(outDir, "reach.json"))],
  });
}

function allTests(root, tests, reachFile) {
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
    buildEnd() {
      const reach = new Map();
      for (const test of tests)
        for (const id of reachedFrom(join(root, test), (one) => this.getModuleInfo(one)?.importedIds ?? []))
          reach.set(id, [...(reach.get(id) ?? []), test]);
      mkdirSync(dirname(reachFile), { recursive: true });
      writeFileSync(reachFile, JSON.stringify(Object.fromEntries(reach)));
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

function reachedFrom(start, importsOf) {
  const seen = new Set([start]);
  for (const id of seen) for (const next of importsOf(id)) seen.add(next);
  return seen;
}
