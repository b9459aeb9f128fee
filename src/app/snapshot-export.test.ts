/** The format that a name implies, and that nothing else is replaced. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { documentWith } from "../diagnosis/access-tests/testing/small-organization.ts";
import { exportFormatOf, exportSnapshot } from "./snapshot-export.ts";

test.each([
  { path: "a.sqlite", format: "sqlite" },
  { path: "a.SQLite3", format: "sqlite" },
  { path: "b/a.db", format: "sqlite" },
  { path: "a.parquet", format: "parquet" },
  { path: "folder/", format: "parquet" },
  { path: "folder\\", format: "parquet" },
])("$path: $format", ({ path, format }) => {
  expect(exportFormatOf(path)).toBe(format);
});

test.each(["a", "a.csv", "sqlite", "a.sqlite.gz"])("%s implies none", (path) => {
  expect(() => exportFormatOf(path)).toThrow(
    expect.objectContaining({ code: "bad-input", next: expect.stringContaining("--format") }),
  );
});

describe("a place where something else is", () => {
  const folder = mkdtempSync(join(tmpdir(), "idc-doctor-export-"));

  test.each(["sqlite", "parquet"] as const)("%s: it stays, and no draft is left", async (format) => {
    const path = join(folder, `mine.${format}`);
    writeFileSync(path, "precious");
    await expect(exportSnapshot(documentWith(), path, format)).rejects.toMatchObject({
      code: "bad-input",
      message: expect.stringContaining("is not an earlier export"),
    });
    expect(readFileSync(path, "utf8")).toBe("precious");
    expect(readdirSync(folder).filter((name) => !name.startsWith("mine."))).toEqual([]);
  });

  test.each(["sqlite", "parquet"] as const)("%s: a folder with other files is no earlier export", async (format) => {
    const path = join(folder, `photos of ${format}`);
    mkdirSync(path);
    writeFileSync(join(path, "photo.jpg"), "precious");
    await expect(exportSnapshot(documentWith(), path, format)).rejects.toMatchObject({
      code: "bad-input",
      next: "Give another name",
    });
    expect(readdirSync(path)).toEqual(["photo.jpg"]);
  });

  test.each(["sqlite", "parquet"] as const)("%s: a folder that is not there", async (format) => {
    await expect(exportSnapshot(documentWith(), join(folder, "none", "a"), format)).rejects.toMatchObject({
      code: "bad-input",
      message: expect.stringContaining("could not be written: there is no folder "),
    });
  });
});
