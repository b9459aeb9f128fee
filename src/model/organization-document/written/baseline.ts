/** Reads a baseline file, the findings of a scan that somebody accepts: untrusted input, every problem with the path of its field. */
import * as z from "zod/mini";
import type { Acceptance } from "../../baseline.ts";
import { describeIssue, parseUntrustedText } from "../load.ts";
import type { DocumentProblem } from "../names.ts";

/** Acceptances of one file. */
const MOST_ACCEPTANCES = 10_000;

const words = z.string().check(z.minLength(1), z.maxLength(2048));
const file = z.strictObject({
  accept: z
    .array(
      z.strictObject({
        finding: z.optional(words),
        cause: z.optional(words),
        account: z.optional(words),
        set: z.optional(words),
        principal: z.optional(words),
        reason: words,
        until: z
          .string()
          .check(z.regex(/^\d{4}-\d{2}-\d{2}$/, "a date such as 2027-01-31 is expected here, in quotes")),
      }),
    )
    .check(z.maxLength(MOST_ACCEPTANCES)),
});

export type BaselineFile =
  | { readonly kind: "ok"; readonly acceptances: readonly Acceptance[] }
  | { readonly kind: "invalid"; readonly problems: readonly DocumentProblem[] };

/** The acceptances of a YAML or JSON text. Never throws. */
export function parseBaseline(text: string): BaselineFile {
  const read = parseUntrustedText(text);
  if (read.kind === "invalid") return read;
  const checked = file.safeParse(read.value, { reportInput: true });
  if (!checked.success) return { kind: "invalid", problems: checked.error.issues.flatMap(describeIssue) };
  const problems = checked.data.accept.flatMap(({ finding, cause, until }, at): DocumentProblem[] => [
    ...((finding === undefined) === (cause === undefined)
      ? [{ path: `accept[${at}]`, message: "needs either finding (its key) or cause, and not both" }]
      : []),
    ...(Number.isNaN(Date.parse(until)) ? [{ path: `accept[${at}].until`, message: `${until} is not a date` }] : []),
  ]);
  return problems.length > 0 ? { kind: "invalid", problems } : { kind: "ok", acceptances: checked.data.accept };
}
