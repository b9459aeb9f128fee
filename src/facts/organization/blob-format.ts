/** One column as bytes: a head (format, version, kind, rows), then rows of integers or texts. Read as untrusted. */
import { AccessError } from "../../model/errors.ts";

/** Raised when the meaning of the bytes changes: older blobs are refused, and the organization is collected again. */
export const BLOB_VERSION = 1;

const MAGIC = 0x49444343;
const KINDS = { bytes: 1, integers: 2, texts: 3 } as const;
export type BlobKind = keyof typeof KINDS;
const HEAD_BYTES = 12;

/** What is wrong with the blobs, as one sentence. */
export const malformedBlob = (sentence: string): AccessError => new AccessError("unreadable-document", sentence);

export function bytesBlob(rows: Uint8Array): Uint8Array {
  const blob = headed("bytes", rows.length, rows.length);
  blob.set(rows, HEAD_BYTES);
  return blob;
}

/** Little-endian on every machine. */
export function integersBlob(rows: Uint32Array): Uint8Array {
  const blob = headed("integers", rows.length, rows.length * 4);
  const view = new DataView(blob.buffer);
  for (let row = 0; row < rows.length; row += 1) view.setUint32(HEAD_BYTES + row * 4, rows[row] ?? 0, true);
  return blob;
}

/** The length of each text in bytes, then the texts in UTF-8. */
export function textsBlob(rows: readonly string[]): Uint8Array {
  const encoder = new TextEncoder();
  const texts = rows.map((text) => encoder.encode(text));
  const size = texts.reduce((sum, { length }) => sum + length, 0);
  const blob = headed("texts", rows.length, rows.length * 4 + size);
  const view = new DataView(blob.buffer);
  let end = HEAD_BYTES + rows.length * 4;
  for (const [row, text] of texts.entries()) {
    view.setUint32(HEAD_BYTES + row * 4, text.length, true);
    blob.set(text, end);
    end += text.length;
  }
  return blob;
}

/** @throws AccessError `unreadable-document` */
export function readBytes(name: string, blob: Uint8Array): Uint8Array {
  const rows = rowCountOf(name, blob, "bytes");
  if (blob.length !== HEAD_BYTES + rows) throw malformedBlob(`${name} is cut: it should have ${rows} rows`);
  return blob.slice(HEAD_BYTES);
}

/** @throws AccessError `unreadable-document` */
export function readIntegers(name: string, blob: Uint8Array): Uint32Array {
  const rows = rowCountOf(name, blob, "integers");
  if (blob.length !== HEAD_BYTES + rows * 4) throw malformedBlob(`${name} is cut: it should have ${rows} rows`);
  const view = viewOf(blob);
  const integers = new Uint32Array(rows);
  for (let row = 0; row < rows; row += 1) integers[row] = view.getUint32(HEAD_BYTES + row * 4, true);
  return integers;
}

/** @throws AccessError `unreadable-document` */
export function readTexts(name: string, blob: Uint8Array): readonly string[] {
  const rows = rowCountOf(name, blob, "texts");
  const view = viewOf(blob);
  let end = HEAD_BYTES + rows * 4;
  if (blob.length < end) throw malformedBlob(`${name} is cut: it should have ${rows} rows`);
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const texts: string[] = [];
  for (let row = 0; row < rows; row += 1) {
    const from = end;
    end += view.getUint32(HEAD_BYTES + row * 4, true);
    if (end > blob.length) throw malformedBlob(`${name} is cut in row ${row}`);
    texts.push(decoded(name, decoder, blob.subarray(from, end)));
  }
  if (end !== blob.length) throw malformedBlob(`${name} has bytes behind its last row`);
  return texts;
}

function decoded(name: string, decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw malformedBlob(`${name} holds bytes that are no UTF-8`);
  }
}

function headed(kind: BlobKind, rows: number, bodyBytes: number): Uint8Array {
  const blob = new Uint8Array(HEAD_BYTES + bodyBytes);
  const view = new DataView(blob.buffer);
  view.setUint32(0, MAGIC);
  view.setUint16(4, BLOB_VERSION);
  view.setUint16(6, KINDS[kind]);
  view.setUint32(8, rows, true);
  return blob;
}

function rowCountOf(name: string, blob: Uint8Array, kind: BlobKind): number {
  if (blob.length < HEAD_BYTES || viewOf(blob).getUint32(0) !== MAGIC) throw malformedBlob(`${name} is no column`);
  const view = viewOf(blob);
  const version = view.getUint16(4);
  if (version !== BLOB_VERSION)
    throw malformedBlob(`${name} has version ${version}, this program reads ${BLOB_VERSION}`);
  if (view.getUint16(6) !== KINDS[kind]) throw malformedBlob(`${name} does not hold ${kind}`);
  return view.getUint32(8, true);
}

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array): DataView =>
  new DataView(buffer, byteOffset, byteLength);
