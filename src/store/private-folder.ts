/** The folder of the product's own files: its owner's alone, whatever made it first. */
import { chmodSync, mkdirSync } from "node:fs";
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

/** Makes the folder where it is missing. @throws AccessError `bad-input` where it cannot be one. */
export function privateFolder(path: string): string {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
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
