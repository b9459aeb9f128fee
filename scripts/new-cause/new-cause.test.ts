/** What `npm run new-cause` writes, in a copy of the project: it compiles, its test passes, its scene loads; a bad id writes nothing. */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadScene } from "../../scenes/scene.ts";
import { writeCause } from "./write.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const COPIED = ["package.json", "tsconfig.json", "vitest.config.ts", "scripts", "scenes", "src"];
const ID = "invented-for-a-test";

let copy: string;
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), "idc-doctor-new-cause-"));
  for (const name of COPIED) {
    cpSync(join(ROOT, name), join(copy, name), { recursive: true, filter: (path) => !path.includes("src/lab") });
  }
  symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));
});
afterAll(() => rmSync(copy, { recursive: true }));

const run = (...words: readonly string[]) =>
  spawnSync(process.execPath, [join(ROOT, "node_modules/.bin", words[0] ?? ""), ...words.slice(1)], {
    cwd: copy,
    encoding: "utf8",
  });
const causes = (): readonly string[] => readdirSync(join(copy, "src/diagnosis/causes"));

describe("a new cause", () => {
  beforeAll(() => {
    const done = run("tsx", "scripts/new-cause.ts", ID);
    expect(done).toMatchObject({ status: 0, stderr: "" });
    expect(done.stdout).toContain("npm run generate");
    expect(run("tsx", "scripts/causes-index.ts").status).toBe(0);
  });

  test("compiles", () => {
    const { options } = ts.parseJsonConfigFileContent({ extends: "./tsconfig.json" }, ts.sys, copy);
    const files = ["cause.ts", "cause.test.ts"].map((name) => join(copy, "src/diagnosis/causes", ID, name));
    const program = ts.createProgram(files, options);
    const sources = files.flatMap((file) => program.getSourceFile(file) ?? []);
    expect(sources).toHaveLength(files.length);
    const problems = sources.flatMap((source) => [
      ...program.getSyntacticDiagnostics(source),
      ...program.getSemanticDiagnostics(source),
    ]);
    expect(problems.map(({ messageText }) => messageText)).toEqual([]);
  });

  test("passes the test that comes with it", () => {
    const done = run("vitest", "run", `src/diagnosis/causes/${ID}`);
    expect(done.stdout).toContain("4 passed");
    expect(done.status).toBe(0);
  });

  test("has a scene that loads and expects it", () => {
    expect(loadScene(join(copy, `scenes/${ID}.yaml`)).expect.cause).toBe(ID);
  });

  test("is not written a second time", () => {
    expect(writeCause(copy, [ID])).toEqual({ problem: expect.stringContaining("exists already") });
  });
});

test("a refusal of the command goes to stderr, with exit code 2", () => {
  expect(run("tsx", "scripts/new-cause.ts", "works")).toMatchObject({ status: 2, stdout: "" });
});

test.each([
  { what: "an id that the catalogue has", ids: ["not-a-member"], words: "exists already" },
  { what: "an id whose scene is there", ids: ["works"], words: "scenes/works.yaml exists already" },
  { what: "capitals", ids: ["NotAMember"], words: "is not an id" },
  { what: "a path", ids: ["../../elsewhere"], words: "is not an id" },
  { what: "a hyphen at the end", ids: ["not-a-"], words: "is not an id" },
  { what: "too long an id", ids: ["a".repeat(60)], words: "is not an id" },
  { what: "no id", ids: [], words: "Name one cause" },
  { what: "two ids", ids: ["one", "two"], words: "Name one cause" },
])("$what is refused, and nothing is written", ({ ids, words }) => {
  const before = causes();
  expect(writeCause(copy, ids)).toEqual({ problem: expect.stringContaining(words) });
  expect(causes()).toEqual(before);
  expect(existsSync(join(copy, "elsewhere"))).toBe(false);
});
