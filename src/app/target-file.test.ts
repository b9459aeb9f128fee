/** What a file is written over: a link stays a link, a pipe and a folder are refused. */
import { spawnSync } from "node:child_process";
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkedTarget, writeTarget } from "./target-file.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "idc-doctor-target-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("a link stays one, and the file that it names is replaced", async () => {
  writeFileSync(join(folder, "real.json"), "old");
  symlinkSync("real.json", join(folder, "link.json"));
  await writeTarget(await checkedTarget(join(folder, "link.json"), [".json"]), "new");
  expect(lstatSync(join(folder, "link.json")).isSymbolicLink()).toBe(true);
  expect(readFileSync(join(folder, "real.json"), "utf8")).toBe("new");
  expect(readdirSync(folder).sort()).toEqual(["link.json", "real.json"]);
});

test.each<[string, (path: string) => void, RegExp]>([
  ["a link to nothing", (path) => symlinkSync("nowhere.json", path), /is a link to a file that is not there/],
  ["a link to itself", (path) => symlinkSync("target.json", path), /is a link to a file that is not there/],
  ["a folder", (path) => mkdirSync(path), /is a folder/],
  ["a link to a folder", (path) => symlinkSync(".", path), /is a folder/],
  ["a pipe", (path) => spawnSync("mkfifo", [path]), /is not a regular file/],
])("%s is refused", async (_, make, message) => {
  const path = join(folder, "target.json");
  make(path);
  await expect(checkedTarget(path, [".json"])).rejects.toThrow(message);
  expect(readdirSync(folder)).toEqual(["target.json"]);
});

test("several that write the same file at once all succeed, and one of them is whole", async () => {
  const path = join(folder, "same.json");
  const texts = Array.from({ length: 20 }, (_, index) => `${index}`.repeat(10_000));
  await Promise.all(texts.map((text) => writeTarget({ path, extension: ".json" }, text)));
  expect(texts).toContain(readFileSync(path, "utf8"));
  expect(readdirSync(folder)).toEqual(["same.json"]);
});

test("a draft that a killed process of the same number left is in nobody's way", async () => {
  const path = join(folder, "left.json");
  writeFileSync(`${path}.${process.pid}.draft`, "half");
  await writeTarget(await checkedTarget(path, [".json"]), "whole");
  expect(readFileSync(path, "utf8")).toBe("whole");
});
