/** Reads what somebody pasted or saved: text in any of the encodings that shells write, or CloudTrail's own gzip files. */
import { createReadStream } from "node:fs";
import { gunzipSync } from "node:zlib";
import { AccessError } from "../model/errors.ts";
import { unreadable } from "./document-file.ts";

/** Bytes, packed and unpacked; CloudTrail's files are smaller, and a file that unpacks to more is no file of CloudTrail. */
const LARGEST = 64 * 1024 * 1024;

/** The text of a file, or of standard input for `-`. @throws AccessError `unreadable-document` */
export async function readPasted(path: string): Promise<string> {
  const bytes = await readBytes(path, path === "-" ? process.stdin : createReadStream(path));
  return decoded(isGzip(bytes) ? unpacked(path, bytes) : bytes);
}

async function readBytes(path: string, stream: AsyncIterable<unknown>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of stream) {
      const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
      size += bytes.length;
      if (size > LARGEST) throw tooLarge(path);
      chunks.push(bytes);
    }
  } catch (error) {
    throw error instanceof AccessError ? error : unreadable(path, error);
  }
  return Buffer.concat(chunks);
}

const isGzip = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

function unpacked(path: string, bytes: Buffer): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength: LARGEST });
  } catch (error) {
    if ((error as { code?: unknown }).code === "ERR_BUFFER_TOO_LARGE") throw tooLarge(path);
    throw new AccessError("unreadable-document", `${path} begins like a gzip file, but cannot be unpacked`, {
      next: "Fetch the file again, or unpack it and give the text",
      cause: error,
    });
  }
}

const tooLarge = (path: string): AccessError =>
  new AccessError("unreadable-document", `${path} holds more than ${LARGEST / 1024 / 1024} MB of text`, {
    next: "Give the file of a shorter time, or only the events that matter",
  });

/** PowerShell writes UTF-16 with a mark in front. */
function decoded(bytes: Buffer): string {
  const isWide = bytes[0] === 0xff && bytes[1] === 0xfe;
  return bytes.toString(isWide ? "utf16le" : "utf8").replace(/^\ufeff/, "");
}
