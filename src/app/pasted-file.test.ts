/** Files as people have them: text, CloudTrail's gzip, PowerShell's UTF-16; and one that unpacks to far too much. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { readPasted } from "./pasted-file.ts";

const folder = mkdtempSync(join(tmpdir(), "idc-doctor-pasted-"));
const saved = (name: string, bytes: Buffer): string => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
};

test.each([
  ["text", Buffer.from("ünknown")],
  ["gzip", gzipSync("ünknown")],
  ["two gzip members", Buffer.concat([gzipSync("ünk"), gzipSync("nown")])],
  ["UTF-8 with its mark", Buffer.from("\ufeffünknown")],
  ["UTF-16", Buffer.from("\ufeffünknown", "utf16le")],
])("%s", async (name, bytes) => {
  expect(await readPasted(saved(name, bytes))).toBe("ünknown");
});

test("a gzip bomb is refused", async () => {
  const bomb = saved("bomb.gz", gzipSync(Buffer.alloc(80 * 1024 * 1024)));
  await expect(readPasted(bomb)).rejects.toMatchObject({ code: "unreadable-document", message: /more than 64 MB/ });
});

test("a broken gzip file, a folder and a missing file are told", async () => {
  const broken = saved("broken.gz", Buffer.from([0x1f, 0x8b, 1, 2, 3]));
  await expect(readPasted(broken)).rejects.toMatchObject({ message: /cannot be unpacked/ });
  await expect(readPasted(folder)).rejects.toMatchObject({ message: /it is a folder/ });
  await expect(readPasted(join(folder, "none"))).rejects.toMatchObject({ message: /there is no such file/ });
});
