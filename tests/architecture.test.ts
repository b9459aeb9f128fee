/** The dependency rules of the design, section 3, held against every import in `src/`. */
import { readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { expect, test } from "vitest";

const SOURCE = resolve(import.meta.dirname, "../src");

/** Which of our folders a folder may import. Data flows from the top of this table to its bottom. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  model: [],
  facts: ["model"],
  policy: ["model"],
  diagnosis: ["model", "facts", "policy"],
  plan: ["model", "facts", "policy", "diagnosis"],
  store: ["model", "facts", "plan"],
  sources: ["model", "facts", "policy"],
  apply: ["model", "facts", "plan", "store", "sources"],
  verify: ["model", "facts", "diagnosis", "plan", "sources"],
  report: ["model", "facts", "diagnosis", "plan", "verify"],
  app: ["model", "facts", "policy", "diagnosis", "plan", "store", "sources", "apply", "verify", "report", "lab"],
  cli: ["model", "diagnosis", "app", "report"],
  lab: ["model"],
};

const PURE = ["model", "facts", "policy", "diagnosis", "plan"];

/** Foreign packages that only one folder may know. */
const OWNED_PACKAGES: Record<string, readonly string[]> = {
  kysely: ["store"],
  "hyparquet-writer": ["store"],
  "@stricli/core": ["cli"],
  "@clack/prompts": ["cli"],
  picocolors: ["cli", "report"],
  zod: ["model"],
  yaml: ["model"],
};

/** Only these files may start the lab: the design lets `app/rehearse` and the `lab` and `demo` commands do it, through one function. */
const MAY_START_LAB = /^app\/(rehearse|lab|demo)/;

interface Import {
  readonly file: string;
  readonly target: string;
  readonly isTypeOnly: boolean;
}

function sourceFiles(): string[] {
  return readdirSync(SOURCE, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts") && !path.endsWith(".test.ts"))
    .map((path) => join(SOURCE, path));
}

function importsOf(file: string): Import[] {
  const text = readFileSync(file, "utf8");
  const found = [
    ...text.matchAll(/^\s*(?:import|export)\s+(type\s+)?(?:[^'"();]*?from\s+)?["']([^"']+)["']/gm),
    ...text.matchAll(/(import|typeof import)\(\s*["']([^"']+)["']/g),
  ];
  return found.map((match) => ({
    file: relative(SOURCE, file),
    target: match[2]?.startsWith(".") ? relative(SOURCE, resolve(dirname(file), match[2])) : (match[2] ?? ""),
    isTypeOnly: (match[1] ?? "").startsWith("type") || /typeof import\($/.test(match[0].slice(0, 14)),
  }));
}

const imports = sourceFiles().flatMap(importsOf);
const folderOf = (path: string) => path.split("/")[0] ?? "";
const isOurs = (target: string) => folderOf(target) in MAY_IMPORT && target.includes(".ts");

test("the rules are held against a real set of imports", () => {
  expect(imports.length).toBeGreaterThan(20);
  expect(new Set(imports.map((one) => folderOf(one.file))).size).toBeGreaterThan(8);
});

test("a folder imports only from the folders above its own", () => {
  const broken = imports.filter(({ file, target }) => {
    const [from, to] = [folderOf(file), folderOf(target)];
    return isOurs(target) && from !== to && !MAY_IMPORT[from]?.includes(to);
  });
  expect(broken).toEqual([]);
});

test("every folder of src is in the table", () => {
  expect(readdirSync(SOURCE).filter((folder) => !(folder in MAY_IMPORT))).toEqual([]);
});

test("the lab is started from the rehearsal, lab and demo use cases only", () => {
  const starters = imports.filter(
    ({ file, target }) => folderOf(file) === "app" && folderOf(target) === "lab" && isOurs(target),
  );
  expect(starters.filter(({ file }) => !MAY_START_LAB.test(file))).toEqual([]);
});

test("the pure folders use no Node built-in, clock, network or randomness", () => {
  const builtins = new Set(builtinModules.flatMap((name) => [name, `node:${name}`]));
  expect(imports.filter(({ file, target }) => PURE.includes(folderOf(file)) && builtins.has(target))).toEqual([]);
  const impure = /\bDate\.now\(|new Date\(\)|Math\.random\(|\bfetch\(|\bprocess\.|\bsetTimeout\(|crypto\.random/;
  const files = sourceFiles().filter((file) => PURE.includes(folderOf(relative(SOURCE, file))));
  expect(files.length).toBeGreaterThan(10);
  expect(files.filter((file) => impure.test(readFileSync(file, "utf8")))).toEqual([]);
});

test("each foreign package is known to its own folder only", () => {
  const packageOf = (target: string) =>
    target.startsWith("@") ? target.split("/").slice(0, 2).join("/") : folderOf(target);
  const broken = imports.filter(({ file, target, isTypeOnly }) => {
    const owners = packageOf(target).startsWith("@aws-sdk/") ? ["sources", "apply"] : OWNED_PACKAGES[packageOf(target)];
    return owners !== undefined && !isTypeOnly && !owners.includes(folderOf(file));
  });
  expect(broken).toEqual([]);
});
