/** The folder of the product's own files: its owner's alone, whatever made it first. */
import { chmodSync, existsSync, mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { AccessError } from "../model/errors.ts";

const REASONS: Readonly<Record<string, string>> = {
  EEXIST: "it is not a folder",
  ENOTDIR: "a part of its path is not a folder",
  EACCES: "permission denied",
  EPERM: "permission denied",
  ENOENT: "it cannot be made there",
  EROFS: "the disk is read-only",
  ENOSPC: "the disk is full",
};

/**
 * Makes what is missing of the path, level by level: `recursive` of Node never ends where a folder that exists takes no other one,
 * as in /proc (seen with Node 24.21).
 */
export function makeFolder(path: string): void {
  const missing: string[] = [];
  for (let at = path; !existsSync(at); at = dirname(at)) missing.unshift(at);
  for (const folder of missing) mkdirSync(folder, { mode: 0o700 });
}

/** Makes the folder where it is missing. @throws AccessError `bad-input` where it cannot be one. */
export function privateFolder(path: string): string {
  try {
    makeFolder(path);
    if (!statSync(path).isDirectory()) throw Object.assign(new Error("a file is there"), { code: "EEXIST" });
    chmodSync(path, 0o700);
    return path;
  } catch (error) {
    const code = String((error as { code?: unknown }).code);
    throw new AccessError("bad-input", `idc-doctor cannot keep its files in ${path}: ${REASONS[code] ?? code}`, {
      next: "Set IDC_DOCTOR_HOME to a folder that is yours",
      cause: error,
    });
  }
}
