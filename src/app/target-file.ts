/** Files that are written for somebody: what cannot be written is noticed before the work, and what is there stays until the new one is whole. */
import { randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { access, lstat, open, realpath, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, extname } from "node:path";
import { AccessError } from "../model/errors.ts";
import { writeReason } from "../model/write-reasons.ts";

/** What a target's disk must take at least. */
const TRIAL_BYTES = 64 * 1024;

export interface Target {
  readonly path: string;
  /** The ending of its name, lower case. */
  readonly extension: string;
}

/**
 * Looks at a target before the work whose result it takes.
 *
 * @param extensions the formats that can be written
 * @throws AccessError `bad-input` for a wrong target, `write-failed` for a disk that takes nothing more.
 */
export async function checkedTarget(given: string, extensions: readonly string[]): Promise<Target> {
  const extension = extname(given).toLowerCase();
  if (!extensions.includes(extension))
    throw new AccessError("bad-input", `The name ${given} does not tell which format to write`, {
      next: `End it in ${extensions.join(" or ")}`,
    });
  const path = await withoutLinks(given);
  const found = await stat(path).catch(() => undefined);
  if (found && !found.isFile())
    throw new AccessError("bad-input", `${path} is ${found.isDirectory() ? "a folder" : "not a regular file"}`, {
      next: "Give the name of a file",
    });
  try {
    if (found) await access(path, constants.W_OK);
    await withDraft(path, Buffer.alloc(TRIAL_BYTES), async () => undefined);
  } catch (error) {
    throw unwritable(path, error);
  }
  return { path, extension };
}

/** A link stays one: the file that it names is replaced. @throws AccessError `bad-input` for a link that names nothing */
async function withoutLinks(path: string): Promise<string> {
  const found = await lstat(path).catch(() => undefined);
  if (found?.isSymbolicLink() !== true) return path;
  try {
    return await realpath(path);
  } catch (cause) {
    throw new AccessError("bad-input", `${path} is a link to a file that is not there`, {
      next: "Remove it, or give the name of a file",
      cause,
    });
  }
}

/** Writes beside the file and then in its place; only its owner may read it. @throws AccessError as `checkedTarget` */
export async function writeTarget({ path }: Target, text: string): Promise<void> {
  try {
    await withDraft(path, text, (draft) => rename(draft, path));
  } catch (error) {
    throw unwritable(path, error);
  }
}

/** The draft is gone afterwards, whatever happens. */
async function withDraft(path: string, content: string | Buffer, use: (draft: string) => Promise<void>): Promise<void> {
  // Not by the process alone: two of its questions may write at once, and in a container every process has the same number.
  const draft = `${path}.${randomUUID().slice(0, 8)}.draft`;
  try {
    const file = await open(draft, "wx", 0o600);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await use(draft);
  } finally {
    await rm(draft, { force: true });
  }
}

/** The disk takes no more, or breaks: nothing is wrong with the name. */
const DISK = /^(ENOSPC|EDQUOT|EFBIG|EIO|EROFS)$/;

/** The error for a file that could not be written; a defect of ours stays one. */
export function unwritable(path: string, error: unknown): unknown {
  const { code } = (error ?? {}) as { code?: unknown };
  if (error instanceof AccessError || typeof code !== "string") return error;
  const reason = code === "ENOENT" ? `there is no folder ${dirname(path)}` : writeReason(code);
  return new AccessError(DISK.test(code) ? "write-failed" : "bad-input", `${path} could not be written: ${reason}`, {
    next: DISK.test(code) ? "Make room, or give another place" : `Give another place for ${basename(path)}`,
    cause: error,
  });
}
