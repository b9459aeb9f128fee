import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { privateFolder } from "./private-folder.ts";

const folder = mkdtempSync(join(tmpdir(), "idc-doctor-private-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("makes every level, its owner's alone", () => {
  const path = join(folder, "a", "b", "c");
  expect(privateFolder(path)).toBe(path);
  expect(statSync(path).mode & 0o777).toBe(0o700);
  expect(statSync(join(folder, "a")).mode & 0o777).toBe(0o700);
});

test("takes away what others may do in one that is there", () => {
  const path = join(folder, "open");
  privateFolder(path);
  expect(privateFolder(path)).toBe(path);
});

describe("a path that can be no folder", () => {
  const file = join(folder, "file");
  writeFileSync(file, "");
  test.each([
    { what: "a file", path: file },
    { what: "below a file", path: join(file, "state") },
    { what: "below /proc, which takes no folder", path: "/proc/idc-doctor/state" },
  ])("$what", ({ path }) => {
    expect(() => privateFolder(path)).toThrow(/cannot keep its files in/);
  });
});
