/** The folder of the product's own files: its owner's alone, whatever made it first. */
import { accessSync, chmodSync, constants, existsSync, mkdirSync, statSync } from "node:fs";
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

/** On a disk that is only read, nothing is changed, and what lies there can be read all the same. */
function makePrivate(path: string): void {
  try {
    chmodSync(path, 0o700);
  } catch (error) {
    if ((error as { code?: unknown }).code !== "EROFS") throw error;
  }
}

/** Whether files can be made in the folder. */
export function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Makes the folder where it is missing. @throws AccessError `bad-input` where it cannot be one. */
export function privateFolder(path: string): string {
  try {
    makeFolder(path);
    if (!statSync(path).isDirectory()) throw Object.assign(new Error("a file is there"), { code: "EEXIST" });
    makePrivate(path);
    return path;
  } catch (error) {
    const code = String((error as { code?: unknown }).code);
    throw new AccessError("bad-input", `idc-doctor cannot keep its files in ${path}: ${REASONS[code] ?? code}`, {
      next: "Set IDC_DOCTOR_HOME to a folder that is yours",
      cause: error,
    });
  }
}
