/** Values that a browser keeps for the server and can neither read nor change: sealed with a key that only the server has. */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

export interface Seal {
  /** @param until milliseconds since 1970; afterwards it is worth nothing */
  readonly close: (value: unknown, until: number) => string;
  /** Undefined: sealed by another key, changed, or over. */
  readonly open: (sealed: string, now: number) => unknown;
}

const ALGORITHM = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** @param purpose what is sealed for one purpose cannot be used for another */
export function createSeal(secret: string, purpose: string): Seal {
  const key = Buffer.from(hkdfSync("sha256", secret, "", `idc-doctor ${purpose}`, 32));
  return {
    close: (value, until) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, key, nonce);
      const body = Buffer.concat([cipher.update(JSON.stringify({ value, until }), "utf8"), cipher.final()]);
      return Buffer.concat([nonce, body, cipher.getAuthTag()]).toString("base64url");
    },
    open: (sealed, now) => {
      const bytes = Buffer.from(sealed, "base64url");
      if (bytes.length <= NONCE_BYTES + TAG_BYTES) return undefined;
      try {
        const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, NONCE_BYTES));
        decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
        const body = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
        const { value, until } = JSON.parse(body.toString("utf8")) as { value: unknown; until: number };
        return now < until ? value : undefined;
      } catch {
        return undefined;
      }
    },
  };
}
