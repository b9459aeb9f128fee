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
  const problems = checked.data.accept.flatMap(({ finding, cause, until, ...others }, at): DocumentProblem[] => [
    ...blankFields({ finding, cause, ...others }).map((name) => ({
      path: `accept[${at}].${name}`,
      message: "it is blank",
    })),
    ...((finding === undefined) === (cause === undefined)
      ? [{ path: `accept[${at}]`, message: "needs either finding (its key) or cause, and not both" }]
      : []),
    ...(isDay(until) ? [] : [{ path: `accept[${at}].until`, message: `there is no day ${until}` }]),
  ]);
  return problems.length > 0 ? { kind: "invalid", problems } : { kind: "ok", acceptances: checked.data.accept };
}

/** The 30th of February is the 2nd of March to `Date`. */
function isDay(text: string): boolean {
  const moment = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(moment) && new Date(moment).toISOString().startsWith(text);
}

const blankFields = (fields: Readonly<Record<string, string | undefined>>): readonly string[] =>
  Object.entries(fields).flatMap(([name, value]) => (value?.trim() === "" ? [name] : []));
