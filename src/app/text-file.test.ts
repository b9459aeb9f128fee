/** A named pipe is read whole, and waiting for one that nobody writes to ends with a signal. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readText } from "./text-file.ts";

let folder: string;
let pipe: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "idc-doctor-text-"));
  pipe = join(folder, "pipe");
  spawnSync("mkfifo", [pipe]);
});
afterEach(() => rmSync(folder, { recursive: true }));

test("a pipe whose writer comes later", async () => {
  const text = readText(pipe);
  await writeFile(pipe, "née\n".repeat(50_000));
  expect(await text).toBe("née\n".repeat(50_000));
});

test.each(["SIGINT", "SIGTERM"] as const)("%s ends the waiting, and nobody listens afterwards", async (signal) => {
  const before = process.listenerCount(signal);
  const text = readText(pipe);
  text.catch(() => undefined);
  await expect.poll(() => process.listenerCount(signal)).toBe(before + 1);
  process.listeners(signal).at(-1)?.(signal);
  await expect(text).rejects.toMatchObject({ code: "interrupted" });
  expect(process.listenerCount(signal)).toBe(before);
});
