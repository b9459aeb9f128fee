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
  { name: "text", bytes: Buffer.from("ünknown") },
  { name: "gzip", bytes: gzipSync("ünknown") },
  { name: "two gzip members", bytes: Buffer.concat([gzipSync("ünk"), gzipSync("nown")]) },
  { name: "UTF-8 with its mark", bytes: Buffer.from("\ufeffünknown") },
  { name: "UTF-16", bytes: Buffer.from("\ufeffünknown", "utf16le") },
])("$name", async ({ name, bytes }) => {
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
