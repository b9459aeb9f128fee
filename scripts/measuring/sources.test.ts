/** What is counted as an import and as a function, on a folder made for it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { againstTheDirection } from "./directions.ts";
import { longFiles, longFunctions } from "./lengths.ts";
import { type MeasuredFile, readSources } from "./sources.ts";

const lines = (count: number): string => "  run();\n".repeat(count);

const FILES: Readonly<Record<string, string>> = {
  "facts/a.ts": [
    'import { readFileSync } from "node:fs";',
    'import type { B } from "../model/b.ts";',
    'export * from "../cli/c.ts";',
    'export type { D } from "../model/d.ts";',
    'type E = typeof import("../model/e.ts");',
    'const later = () => import("../app/f.ts");',
    "const text = \"import { x } from '../model/in-a-text.ts'\";",
    'import data from "./data.json";',
  ].join("\n"),
  "facts/a.test.ts": 'import "../cli/not-counted.ts";',
  "model/long.ts": `export const sixty = () => {\n${lines(58)}};\nexport function tooLong() {\n${lines(59)}}\nconst o = {\n  method() {\n${lines(60)}  },\n};\n`,
  "model/longest.ts": lines(301),
};

let folder: string;
let files: readonly MeasuredFile[];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "idc-doctor-measure-"));
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  files = readSources(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

test("every kind of import is seen, and no text that looks like one", () => {
  const imports = files.find(({ file }) => file === "facts/a.ts")?.imports ?? [];
  expect(imports.map(({ target, isOurs, isTypeOnly }) => [target, isOurs, isTypeOnly])).toEqual([
    ["node:fs", false, false],
    ["model/b.ts", true, true],
    ["cli/c.ts", true, false],
    ["model/d.ts", true, true],
    ["model/e.ts", true, true],
    ["app/f.ts", true, false],
    ["facts/data.json", false, false],
  ]);
});

test("imports against the direction are those that the table does not allow", () => {
  expect(againstTheDirection(files.flatMap(({ imports }) => imports)).map(({ target }) => target)).toEqual([
    "cli/c.ts",
    "app/f.ts",
  ]);
});

test("tests are left out", () => {
  expect(files.map(({ file }) => file)).toEqual(["facts/a.ts", "model/long.ts", "model/longest.ts"]);
});

test("functions over 60 lines are named, the longest first, and files over 300", () => {
  expect(longFunctions(files)).toEqual(["model/long.ts:123 method (62)", "model/long.ts:61 tooLong (61)"]);
  expect(longFiles(files)).toEqual(["model/longest.ts (301)"]);
});
