/** Large answers that many ask for: compressed once for each version, and not sent again to whoever has it. */
import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";

interface Version {
  /** What the answer is of. */
  readonly name: string;
  readonly version: string;
}

interface Packed {
  readonly version: string;
  readonly bytes: Promise<Buffer>;
}

export interface PackedAnswers {
  /** `make` gives JSON; it is asked once for each version, however many wait. */
  readonly answer: (request: Request, version: Version, make: () => Promise<string>) => Promise<Response>;
}

/** Answers that are kept: one of each organization that is looked at. */
const MOST_KEPT = 32;

const [packed, unpacked] = [promisify<Buffer, Buffer>(gzip), promisify<Buffer, Buffer>(gunzip)];

export function createPackedAnswers(): PackedAnswers {
  const kept = new Map<string, Packed>();
  const bytesOf = ({ name, version }: Version, make: () => Promise<string>): Promise<Buffer> => {
    const before = kept.get(name);
    const current = before?.version === version ? before : { version, bytes: packedText(make) };
    kept.delete(name);
    kept.set(name, current);
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    // What failed is asked again.
    void current.bytes.catch(() => kept.delete(name));
    return current.bytes;
  };
  return {
    answer: async ({ headers }, version, make) => {
      const etag = `"${createHash("sha256").update(`${version.name}\n${version.version}`).digest("base64url").slice(0, 22)}"`;
      // Asked again each time, because it may have changed.
      const common = { etag, "cache-control": "private, no-cache", vary: "accept-encoding" };
      if (headers.get("if-none-match") === etag) return new Response(null, { status: 304, headers: common });
      const bytes = await bytesOf(version, make);
      const type = { ...common, "content-type": "application/json" };
      if (/\bgzip\b/.test(headers.get("accept-encoding") ?? ""))
        return new Response(new Uint8Array(bytes), { headers: { ...type, "content-encoding": "gzip" } });
      return new Response(new Uint8Array(await unpacked(bytes)), { headers: type });
    },
  };
}

const packedText = async (make: () => Promise<string>): Promise<Buffer> => packed(Buffer.from(await make()));
