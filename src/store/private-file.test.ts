/** The product's own files are regular ones: nothing waits for a pipe in their place. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { privateText } from "./private-file.ts";
import { openSqlite } from "./sqlite-driver.ts";

const folder = mkdtempSync(join(tmpdir(), "idc-doctor-private-"));

test.each<[string, (path: string) => void, string | undefined]>([
  ["file", (path) => writeFileSync(path, "text"), "text"],
  ["pipe", (path) => spawnSync("mkfifo", [path]), undefined],
  ["folder", (path) => mkdirSync(path), undefined],
  ["nothing", () => undefined, undefined],
])("%s", (name, make, text) => {
  const path = join(folder, name);
  make(path);
  expect(privateText(path)).toBe(text);
});

test.each(["pipe", "folder"])("a database that is a %s is refused by its name", (name) => {
  const path = join(folder, name);
  expect(() => openSqlite(path)).toThrow(`${path} is not a regular file`);
});
