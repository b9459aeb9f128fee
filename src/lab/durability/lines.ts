/** Lines that prove themselves: a checksum before each, so that a line that was being written at a crash is recognised. */
import { crc32 } from "node:zlib";

const SEAL_DIGITS = 8;

export const sealedLine = (value: unknown): string => {
  const text = JSON.stringify(value);
  return `${sealOf(text)} ${text}\n`;
};

/** The values of all whole lines from the start, and how many bytes they take: what follows was never finished. */
export function readLines(content: Buffer): { readonly values: readonly unknown[]; readonly bytes: number } {
  const values: unknown[] = [];
  let bytes = 0;
  for (let end = content.indexOf(10, bytes); end !== -1; end = content.indexOf(10, bytes)) {
    const line = content.toString("utf8", bytes, end);
    const text = line.slice(SEAL_DIGITS + 1);
    if (line.slice(0, SEAL_DIGITS) !== sealOf(text)) break;
    values.push(JSON.parse(text));
    bytes = end + 1;
  }
  return { values, bytes };
}

const sealOf = (text: string): string => crc32(text).toString(16).padStart(SEAL_DIGITS, "0");
