/** The dependency rules of the design, section 3, held against every import in `src/`. */
import { readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { circlesOf } from "../scripts/measuring/circles.ts";
import { againstTheDirection, MAY_IMPORT, PURE, roomOf } from "../scripts/measuring/directions.ts";
import { longFunctions } from "../scripts/measuring/lengths.ts";
import { readSources } from "../scripts/measuring/sources.ts";

const SOURCE = resolve(import.meta.dirname, "../src");

/** Foreign packages that only one folder may know. */
const OWNED_PACKAGES: Record<string, readonly string[]> = {
  kysely: ["store"],
  pg: ["store"],
  "pg-boss": ["store"],
  "hyparquet-writer": ["store"],
  "@stricli/core": ["cli"],
  "@clack/prompts": ["cli"],
  picocolors: ["cli", "report"],
  hono: ["api"],
  "@hono/node-server": ["api"],
  "openid-client": ["api"],
  zod: ["model", "api", "mcp"],
  "@modelcontextprotocol/server": ["mcp"],
  yaml: ["model"],
  preact: ["web"],
  "preact-render-to-string": ["web"],
};

/** Only these files may start the lab: the design lets `app/rehearse` and the `lab` and `demo` commands do it, through one function. */
const MAY_START_LAB = /^app\/(rehearse|lab|demo)/;

const files = readSources(SOURCE);
const imports = files.flatMap((file) => file.imports);

test("the rules are held against a real set of imports", () => {
  expect(imports.length).toBeGreaterThan(1000);
  expect(new Set(imports.map(({ file }) => roomOf(file))).size).toBeGreaterThan(8);
  expect(files.flatMap(({ functions }) => functions).length).toBeGreaterThan(1000);
});

test("a folder imports only from the folders above its own", () => {
  expect(againstTheDirection(imports)).toEqual([]);
});

test("no files import each other in a circle, type imports included", () => {
  expect(circlesOf(files)).toEqual([]);
});

test("no function is longer than a screen", () => {
  expect(longFunctions(files)).toEqual([]);
});

test("every folder of src is in the table", () => {
  expect(readdirSync(SOURCE).filter((folder) => !(folder in MAY_IMPORT))).toEqual([]);
});

test("the lab is started from the rehearsal, lab and demo use cases only", () => {
  const starters = imports.filter(
    ({ file, target, isOurs }) => isOurs && roomOf(file) === "app" && roomOf(target) === "lab",
  );
  expect(starters.length).toBeGreaterThan(0);
  expect(starters.filter(({ file }) => !MAY_START_LAB.test(file))).toEqual([]);
});

test("the pure folders use no Node built-in, clock, network or randomness", () => {
  const builtins = new Set(builtinModules.flatMap((name) => [name, `node:${name}`]));
  expect(imports.filter(({ file, target }) => PURE.includes(roomOf(file)) && builtins.has(target))).toEqual([]);
  const impure = /\bDate\.now\(|new Date\(\)|Math\.random\(|\bfetch\(|\bprocess\.|\bsetTimeout\(|crypto\.random/;
  const pure = files.map(({ file }) => file).filter((file) => PURE.includes(roomOf(file)));
  expect(pure.length).toBeGreaterThan(10);
  expect(pure.filter((file) => impure.test(readFileSync(join(SOURCE, file), "utf8")))).toEqual([]);
});

test("each foreign package is known to its own folder only", () => {
  const packageOf = (target: string) =>
    target.startsWith("@") ? target.split("/").slice(0, 2).join("/") : roomOf(target);
  const broken = imports.filter(({ file, target, isTypeOnly }) => {
    const owners = packageOf(target).startsWith("@aws-sdk/") ? ["sources", "apply"] : OWNED_PACKAGES[packageOf(target)];
    return owners !== undefined && !isTypeOnly && !owners.includes(roomOf(file));
  });
  expect(broken).toEqual([]);
});
