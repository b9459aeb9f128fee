/** Work that only one process does at a time for one organization: the others wait for it, as long as it goes on. */
import type { Context } from "../../model/context.ts";
import { lockHolder, takeOverLock, tryBeatingLock } from "../../store/beating-lock.ts";
import type { FileLock } from "../../store/file-lock.ts";

/** Milliseconds between two attempts. */
const ATTEMPT_EVERY = 250;
/** Milliseconds without a sign of life, by the clock of whoever waits, after which a holder counts as stopped. It gives one each second. */
export const STOPPED_AFTER = 10_000;

export interface WaitingSayings {
  /** Another process holds the lock: who, where it is known. */
  readonly onWaiting: (holder?: string) => void;
  /** It has given no sign of life, and its work is done without it. */
  readonly onTakenOver: (holder?: string) => void;
}

/** @throws AccessError `interrupted` while it waits. */
export async function whileLocked<T>(
  path: string,
  context: Context,
  { work, ...sayings }: WaitingSayings & { readonly work: (hasWaited: boolean) => Promise<T> },
): Promise<T> {
  const found = tryBeatingLock(path);
  const lock = found ?? (await waitedFor(path, context, sayings));
  try {
    return await work(found === undefined);
  } finally {
    lock.release();
  }
}

async function waitedFor(
  path: string,
  context: Context,
  { onWaiting, onTakenOver }: WaitingSayings,
): Promise<FileLock> {
  let holder = lockHolder(path);
  let aliveAt = context.monotonic();
  onWaiting(holder.words);
  for (;;) {
    await context.delay(ATTEMPT_EVERY);
    const lock = tryBeatingLock(path);
    if (lock) return lock;
    const now = lockHolder(path);
    if (now.beat !== holder.beat) aliveAt = context.monotonic();
    holder = now;
    if (context.monotonic() - aliveAt < STOPPED_AFTER) continue;
    const taken = takeOverLock(path, holder.beat);
    if (taken) {
      onTakenOver(holder.words);
      return taken;
    }
  }
}
