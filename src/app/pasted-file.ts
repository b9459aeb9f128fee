/** Reads what somebody pasted or saved: text in any of the encodings that shells write, or CloudTrail's own gzip files. */
import { gunzipSync } from "node:zlib";
import { AccessError } from "../model/errors.ts";
import { decodedText, readBytes, tooLarge } from "./text-file.ts";

/** Bytes, packed and unpacked; CloudTrail's files are smaller, and a file that unpacks to more is no file of CloudTrail. */
const LARGEST = 64 * 1024 * 1024;

/** The text of a file, or of standard input for `-`. @throws AccessError `unreadable-document` */
export async function readPasted(path: string): Promise<string> {
  const bytes = await readBytes(path, LARGEST);
  return decodedText(path, isGzip(bytes) ? unpacked(path, bytes) : bytes);
}

const isGzip = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

function unpacked(path: string, bytes: Buffer): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength: LARGEST });
  } catch (error) {
    if ((error as { code?: unknown }).code === "ERR_BUFFER_TOO_LARGE") throw tooLarge(path, LARGEST);
    throw new AccessError("unreadable-document", `${path} begins like a gzip file, but cannot be unpacked`, {
      next: "Fetch the file again, or unpack it and give the text",
      cause: error,
    });
  }
}
