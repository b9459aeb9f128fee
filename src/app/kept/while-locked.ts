/** Work that only one process does at a time for one organization: the others wait for it. */
import type { Context } from "../../model/context.ts";
import { type FileLock, tryLock } from "../../store/file-lock.ts";

/** Milliseconds between two attempts. */
const ATTEMPT_EVERY = 250;

export interface LockOptions {
  readonly path: string;
  /** Another process holds the lock. */
  readonly onWaiting: () => void;
}

/** @throws AccessError `interrupted` while it waits. */
export async function whileLocked<T>(
  { path, onWaiting }: LockOptions,
  context: Context,
  work: (hasWaited: boolean) => Promise<T>,
): Promise<T> {
  let lock: FileLock | undefined = tryLock(path);
  const hasWaited = lock === undefined;
  if (hasWaited) onWaiting();
  while (lock === undefined) {
    await context.delay(ATTEMPT_EVERY);
    lock = tryLock(path);
  }
  try {
    return await work(hasWaited);
  } finally {
    lock.release();
  }
}
