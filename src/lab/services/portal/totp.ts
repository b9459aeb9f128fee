/** Time-based one-time passwords (RFC 6238), as an authenticator app of the lab's user would show them. */
import { createHmac } from "node:crypto";
import type { User } from "../../../model/organization-document/document.ts";

const STEP_MILLISECONDS = 30_000;

/** The user's code of a moment: six digits. The secret is the user's id, so that tests and people need no device. */
export function oneTimeCode(user: User, now: Date): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(now.getTime() / STEP_MILLISECONDS)));
  const digest = createHmac("sha1", user.id).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 15;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/** The code of now, or of the step before: people type slowly. */
export const isRightCode = (user: User, code: string, now: Date): boolean =>
  [now, new Date(now.getTime() - STEP_MILLISECONDS)].some((moment) => oneTimeCode(user, moment) === code);
