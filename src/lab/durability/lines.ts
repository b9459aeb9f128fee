/** Lines that prove themselves: a checksum before each, so that a line that was being written at a crash is recognised. */
import { crc32 } from "node:zlib";

const SEAL_DIGITS = 8;

export const sealedLine = (value: unknown): string => {
  const text = JSON.stringify(value);
  return `${sealOf(text)} ${text}\n`;
};

export interface ReadLines {
  /** Of all whole lines from the start. */
  readonly values: readonly unknown[];
  /** How many bytes they take. */
  readonly bytes: number;
  /** A line has its end and is not whole: this is no write that was cut off. */
  readonly isDamaged: boolean;
}

export function readLines(content: Buffer): ReadLines {
  const values: unknown[] = [];
  let start = 0;
  for (let end = content.indexOf(10, start); end !== -1; end = content.indexOf(10, start)) {
    const text = textIn(content.toString("utf8", start, end));
    // A write that was cut off has no end of line.
    if (text === undefined) return { values, bytes: start, isDamaged: true };
    values.push(JSON.parse(text));
    start = end + 1;
  }
  return { values, bytes: start, isDamaged: false };
}

/** What a whole line holds; undefined where its checksum is not its own. */
function textIn(line: string): string | undefined {
  const text = line.slice(SEAL_DIGITS + 1);
  return line.slice(0, SEAL_DIGITS) === sealOf(text) ? text : undefined;
}

const sealOf = (text: string): string => crc32(text).toString(16).padStart(SEAL_DIGITS, "0");
