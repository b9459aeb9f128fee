/** Reads a file of access tests: untrusted input, every problem with the path of its field. */
import * as z from "zod/mini";
import type { Claim, Expectation, Subject } from "../../access-test.ts";
import { describeIssue, parseUntrustedText } from "../load.ts";
import type { DocumentProblem } from "../names.ts";

/** Expectations of one file. */
const MOST_EXPECTATIONS = 10_000;

const words = z.string().check(z.minLength(1), z.maxLength(2048));
const written = z.strictObject({
  name: z.optional(words),
  user: z.optional(words),
  group: z.optional(words),
  account: words,
  set: z.optional(words),
  /** Name or ARN of an IAM role of account access manager, in place of a permission set. */
  role: z.optional(words),
  can: z.optional(z.boolean()),
  only: z.optional(z.array(words).check(z.maxLength(1000))),
});
const file = z.strictObject({
  expect: z.array(written).check(z.minLength(1), z.maxLength(MOST_EXPECTATIONS)),
});
type Written = z.infer<typeof written>;

export type AccessTestFile =
  | { readonly kind: "ok"; readonly expectations: readonly Expectation[] }
  | { readonly kind: "invalid"; readonly problems: readonly DocumentProblem[] };

/** The expectations of a YAML or JSON text. Never throws. */
export function parseAccessTests(text: string): AccessTestFile {
  const read = parseUntrustedText(text);
  if (read.kind === "invalid") return read;
  const checked = file.safeParse(read.value, { reportInput: true });
  if (!checked.success)
    return { kind: "invalid", problems: checked.error.issues.flatMap(describeIssue).map(withQuotesHint) };
  const problems: DocumentProblem[] = [];
  const expectations = checked.data.expect.flatMap((row, at) => {
    const path = `expect[${at}]`;
    const subject = subjectOf(row, path, problems);
    const claim = claimOf(row, path, problems);
    const grant = grantOf(row, path, problems);
    return subject && claim && grant
      ? [{ name: row.name ?? nameOf(subject, row, claim), subject, account: row.account, ...grant, claim }]
      : [];
  });
  return problems.length > 0 ? { kind: "invalid", problems } : { kind: "ok", expectations };
}

/** YAML takes an account id without quotes for a number, and loses its leading zeros. */
const withQuotesHint = ({ path, message }: DocumentProblem): DocumentProblem =>
  /\.account$/.test(path) && message.includes("string is expected here")
    ? { path, message: `${message}: write the account id in quotes` }
    : { path, message };

function subjectOf({ user, group }: Written, path: string, problems: DocumentProblem[]): Subject | undefined {
  if (user !== undefined && group === undefined) return { kind: "user", words: user };
  if (group !== undefined && user === undefined) return { kind: "group", words: group };
  problems.push({ path, message: "needs either user or group, and not both" });
  return undefined;
}

function grantOf(
  { set, role }: Written,
  path: string,
  problems: DocumentProblem[],
): Pick<Expectation, "set" | "role"> | undefined {
  if (set !== undefined && role === undefined) return { set, role: null };
  if (role !== undefined && set === undefined) return { set: null, role };
  problems.push({ path, message: "needs either set (a permission set) or role (an IAM role), and not both" });
  return undefined;
}

function claimOf({ can, only }: Written, path: string, problems: DocumentProblem[]): Claim | undefined {
  if (can !== undefined && only === undefined) return { kind: can ? "can" : "cannot" };
  if (only !== undefined && can === undefined) return { kind: "only", words: only };
  problems.push({
    path,
    message: "needs either can (true or false) or only (a list of groups and users), and not both",
  });
  return undefined;
}

function nameOf(subject: Subject, { account, set, role }: Written, claim: Claim): string {
  const where = `${role === undefined ? set : `role ${role}`} in ${account}`;
  const who = `${subject.kind} ${subject.words}`;
  switch (claim.kind) {
    case "can":
      return `${who} can use ${where}`;
    case "cannot":
      return `${who} cannot use ${where}`;
    case "only":
      return `of ${who}, only ${claim.words.join(", ") || "nobody"} can use ${where}`;
  }
}
