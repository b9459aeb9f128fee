/** Reads and writes files of the product's own: its owner's alone, the old one in place until the new one is on the disk. */
import { randomUUID } from "node:crypto";
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";

export function replacePrivately(path: string, text: string): void {
  // Containers that share the folder may have the same process number.
  const draft = `${path}.${randomUUID().slice(0, 8)}.draft`;
  try {
    const file = openSync(draft, "w", 0o600);
    try {
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(draft, path);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** What a file of the product's own holds; undefined where there is none. A pipe in its place would never answer. */
export function privateText(path: string): string | undefined {
  try {
    return statSync(path).isFile() ? readFileSync(path, "utf8") : undefined;
  } catch {
    return undefined;
  }
}

/** The JSON of such a file; undefined: there is no file, or none of ours. */
export function privateJson(path: string): unknown {
  try {
    return JSON.parse(privateText(path) ?? "");
  } catch {
    return undefined;
  }
}
