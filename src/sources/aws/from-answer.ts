/** Identifiers in answers: one that AWS cannot have written ends the command, because nothing of such an endpoint can be believed. */
import { AccessError } from "../../model/errors.ts";
import { describeMalformed, type Parsed } from "../../model/ids.ts";
import { withoutSecrets } from "../../model/secrets.ts";

const LONGEST = 400;

/** @throws AccessError `malformed-answer` */
export function fromAnswer<T>(parsed: Parsed<T>): T {
  if (parsed.kind === "ok") return parsed.value;
  throw notFromAws(withoutSecrets(describeMalformed({ ...parsed, value: parsed.value.slice(0, LONGEST) })));
}

/**
 * A member that AWS always writes, although its API model does not require it.
 *
 * @throws AccessError `malformed-answer` where it is absent: that is no absence of what was asked for
 */
export function presentIn<T>(value: T | undefined, member: string): T {
  if (value !== undefined) return value;
  throw notFromAws(`it has no ${member}`);
}

/**
 * A policy document as IAM answers it, URL-encoded (IAM API reference, GetRole).
 *
 * @throws AccessError `malformed-answer` where it is not
 */
export function decodedPolicy(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    throw notFromAws("a policy document in it is not URL-encoded");
  }
}

const notFromAws = (problem: string): AccessError =>
  new AccessError("malformed-answer", `The endpoint gave an answer that is not AWS's: ${problem}`, {
    next: "Check --endpoint-url and the proxy, then run the command again",
  });
