/** A lock whose holder shows who it is and that it goes on: a process that is stopped keeps nobody waiting for ever. */
import { randomUUID } from "node:crypto";
import { rmSync, statSync, utimesSync } from "node:fs";
import { type FileLock, tryLock } from "./file-lock.ts";
import { privateText, replacePrivately } from "./private-file.ts";
import { holderInWords, ownName } from "./process-name.ts";

/** Milliseconds between two signs of life of the holder. */
const BEAT_EVERY = 1000;

export interface LockHolder {
  /** `process 4711 on host`; undefined: it does not say. */
  readonly words: string | undefined;
  /** Another text after each sign of life. */
  readonly beat: string;
}

const holderPath = (path: string): string => `${path}.holder`;

/** Undefined: somebody else holds it. */
export function tryBeatingLock(path: string): FileLock | undefined {
  const before = inodeOf(path);
  const lock = tryLock(path);
  if (lock === undefined) return undefined;
  // The file was taken over while it was opened: whoever locks the new one holds it.
  if (before !== undefined && inodeOf(path) !== before) {
    lock.release();
    return undefined;
  }
  return beating(path, lock);
}

/** Who holds it now, and its last sign of life. */
export function lockHolder(path: string): LockHolder {
  const name = privateText(holderPath(path));
  const touched = statSync(holderPath(path), { throwIfNoEntry: false });
  return { words: name && holderInWords(name), beat: touched ? `${touched.ino} ${touched.mtimeMs}` : "" };
}

/**
 * Takes the lock away from a holder that has given no sign of life since this beat; undefined: it has, or somebody else was faster.
 * The holder keeps the old file, which has no name any more.
 */
export function takeOverLock(path: string, beat: string): FileLock | undefined {
  const gate = tryLock(`${path}.gate`);
  if (gate === undefined) return undefined;
  try {
    if (lockHolder(path).beat !== beat) return undefined;
    rmSync(path, { force: true });
    return tryBeatingLock(path);
  } finally {
    gate.release();
  }
}

function beating(path: string, lock: FileLock): FileLock {
  const file = holderPath(path);
  const name = `${ownName()} ${randomUUID()}`;
  // Without it the others would take a holder that works for one that is stopped.
  try {
    replacePrivately(file, name);
  } catch (error) {
    lock.release();
    throw error;
  }
  const isOurs = (): boolean => privateText(file) === name;
  const beat = setInterval(() => {
    if (isOurs()) touch(file);
  }, BEAT_EVERY);
  beat.unref();
  return {
    release: () => {
      clearInterval(beat);
      if (isOurs()) rmSync(file, { force: true });
      lock.release();
    },
  };
}

function touch(file: string): void {
  const now = new Date();
  try {
    utimesSync(file, now, now);
  } catch {
    // It may have been taken away a moment ago.
  }
}

const inodeOf = (path: string): number | undefined => statSync(path, { throwIfNoEntry: false })?.ino;
