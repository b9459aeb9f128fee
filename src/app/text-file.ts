/** Reads text that somebody wrote or saved: bounded in size, in any encoding that editors and shells write. */
import { constants, createReadStream, openSync, statSync } from "node:fs";
import type { Readable } from "node:stream";
import { AccessError } from "../model/errors.ts";

const MEGABYTE = 1024 * 1024;

/** The largest organization takes a tenth of it; a device that never ends takes more. */
const LARGEST_TEXT = 400 * MEGABYTE;

/** The text of a file, or of standard input for `-`. @throws AccessError `unreadable-document` */
export async function readText(path: string): Promise<string> {
  return decodedText(path, await readBytes(path, LARGEST_TEXT));
}

/**
 * Ctrl-C ends the waiting for somebody who never writes.
 *
 * @throws AccessError `unreadable-document` for what cannot be read or holds more than `most` bytes; `interrupted`
 */
export async function readBytes(path: string, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  let release: () => void = () => undefined;
  try {
    const stream = await streamOf(path);
    release = destroyedBySignals(stream);
    for await (const chunk of stream as AsyncIterable<unknown>) {
      const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
      size += bytes.length;
      if (size > most) throw tooLarge(path, most);
      chunks.push(bytes);
    }
  } catch (error) {
    throw error instanceof AccessError ? error : unreadable(path, error);
  } finally {
    release();
  }
  return Buffer.concat(chunks);
}

/** A named pipe is read as a socket: a thread that waits in `open` for a writer could be ended by nothing but a kill. */
async function streamOf(path: string): Promise<Readable> {
  if (path === "-") return process.stdin;
  if (!statSync(path).isFIFO()) return createReadStream(path);
  const { Socket } = await import("node:net");
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  return new Socket({ fd, readable: true, writable: false });
}

function destroyedBySignals(stream: Readable): () => void {
  const destroy = (): void => void stream.destroy(new AccessError("interrupted", "Interrupted"));
  const signals = ["SIGINT", "SIGTERM"] as const;
  for (const signal of signals) process.on(signal, destroy);
  return () => {
    for (const signal of signals) process.off(signal, destroy);
  };
}

export const tooLarge = (path: string, most: number): AccessError =>
  new AccessError("unreadable-document", `${path} holds more than ${most / MEGABYTE} MB of text`, {
    next: "Give the file of a shorter time, or only the events that matter",
  });

/**
 * UTF-8, with a byte order mark or without; UTF-16 as PowerShell and Windows editors write it.
 *
 * @throws AccessError `unreadable-document` that names another encoding.
 */
export function decodedText(path: string, bytes: Buffer): string {
  const encoding = encodingOf(bytes);
  if (encoding === "UTF-32")
    throw new AccessError("unreadable-document", `${path} is encoded in UTF-32`, { next: "Save it as UTF-8" });
  return new TextDecoder(encoding).decode(bytes);
}

/** By the mark in front; without one by the NUL beside the first character, which in JSON and YAML is ASCII. */
function encodingOf(bytes: Buffer): "utf-8" | "utf-16le" | "utf-16be" | "UTF-32" {
  const [a, b, c, d] = bytes;
  if (bytes.length >= 4 && ((a === 0xff && b === 0xfe && c === 0 && d === 0) || (a === 0 && b === 0))) return "UTF-32";
  if (bytes.length >= 4 && b === 0 && c === 0 && d === 0) return "UTF-32";
  if ((a === 0xff && b === 0xfe) || (a !== undefined && a !== 0 && b === 0)) return "utf-16le";
  if ((a === 0xfe && b === 0xff) || (a === 0 && b !== undefined && b !== 0)) return "utf-16be";
  return "utf-8";
}

/** Codes of the system as a person says them. */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a folder",
  ENOTDIR: "a part of its path is not a folder",
  EACCES: "permission denied",
  EPERM: "permission denied",
  EIO: "the device reported an error",
  ELOOP: "its links go in a circle",
  ENAMETOOLONG: "its name is too long",
};

/** The error for a file that could not be read. */
export function unreadable(path: string, error: unknown): AccessError {
  const code = String((error as { code?: unknown } | null)?.code ?? error);
  return new AccessError("unreadable-document", `${path} could not be read: ${REASONS[code] ?? code}`, {
    cause: error,
  });
}
