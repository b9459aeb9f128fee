/** Identifiers in answers: one that AWS cannot have written ends the command, because nothing of such an endpoint can be believed. */
import { AccessError } from "../../model/errors.ts";
import { describeMalformed, type Parsed } from "../../model/ids.ts";
import { withoutSecrets } from "../../model/secrets.ts";

const LONGEST = 400;

/** @throws AccessError `malformed-answer` */
export function fromAnswer<T>(parsed: Parsed<T>): T {
  if (parsed.kind === "ok") return parsed.value;
  const problem = withoutSecrets(describeMalformed({ ...parsed, value: parsed.value.slice(0, LONGEST) }));
  throw new AccessError("malformed-answer", `The endpoint gave an answer that is not AWS's: ${problem}`, {
    next: "Check --endpoint-url and the proxy, then run the command again",
  });
}
