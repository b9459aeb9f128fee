/** Puts a finished draft where people look: before, they see the old one; afterwards, the new one; never a half. */
import { randomUUID } from "node:crypto";
import { closeSync, fsyncSync, openSync, readdirSync, readSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

/** What stands at a path: only `nothing` and what this program wrote may be replaced. */
export type Standing = "nothing" | "ours" | "other";

/** A new name beside the target. Not by the process: in a container every one has the same number, and a killed one leaves its draft. */
export const draftOf = (path: string): string => `${path.replace(/[\\/]+$/, "")}.${randomUUID().slice(0, 8)}.draft`;

/** Every SQLite file begins with it (sqlite.org/fileformat, 1.3). */
const SQLITE_HEAD = "SQLite format 3\0";

/** A database is taken for an earlier export; whatever else bears the name is somebody's file. */
export function standingFile(path: string): Standing {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return "nothing";
  if (!found.isFile()) return "other";
  const file = openSync(path, "r");
  const head = Buffer.alloc(SQLITE_HEAD.length);
  const length = readSync(file, head);
  closeSync(file);
  return length === head.length && head.toString("latin1") === SQLITE_HEAD ? "ours" : "other";
}

/** A folder with nothing but these files is taken for an earlier export. */
export function standingFolder(path: string, files: readonly string[]): Standing {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return "nothing";
  if (!found.isDirectory()) return "other";
  return readdirSync(path).every((name) => files.includes(name)) ? "ours" : "other";
}

/**
 * The draft's bytes are on the disk before its name changes. A log that belongs to the old database would be played into the
 * new one (sqlite.org/howtocorrupt, 1.4), so it goes first.
 */
export function replaceFile(draft: string, path: string): void {
  flushToDisk(draft);
  for (const log of ["-wal", "-shm", "-journal"]) rmSync(`${path}${log}`, { force: true });
  renameSync(draft, path);
}

/** A folder cannot be renamed onto one that holds files: the old one steps aside for a moment, and back where that fails. */
export function replaceFolder(draft: string, path: string): void {
  for (const name of readdirSync(draft)) flushToDisk(join(draft, name));
  const aside = `${draft}.old`;
  const isThere = statSync(path, { throwIfNoEntry: false }) !== undefined;
  if (isThere) renameSync(path, aside);
  try {
    renameSync(draft, path);
  } catch (error) {
    if (isThere) renameSync(aside, path);
    throw error;
  }
  rmSync(aside, { recursive: true, force: true });
}

export const removeDraft = (draft: string): void => rmSync(draft, { recursive: true, force: true });

function flushToDisk(path: string): void {
  const file = openSync(path, "r+");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
