/** The configuration file: settings for each organization, and for all. Checked as a whole; changed without losing its comments. */
import { isMap, parseDocument } from "yaml";
import * as z from "zod/mini";
import { describeMalformed, parseRegion } from "./ids.ts";
import { describeIssue, parseUntrustedText } from "./organization-document/load.ts";
import { serverSettings } from "./server-settings.ts";
import { type Configuration, DEFAULT_ORGANIZATION } from "./settings.ts";
import { problemsOfWatch, watchSettings } from "./watch-settings.ts";

/** Formats that most commands have; a command without it writes text. */
const OUTPUTS = ["text", "json", "yaml", "markdown", "ticket"] as const;

const text = z.string().check(z.minLength(1), z.maxLength(2048));
const settings = {
  profile: z.optional(text),
  region: z.optional(
    z.string().check(
      z.superRefine((value, context) => {
        const region = parseRegion(value);
        if (region.kind === "malformed") context.addIssue({ code: "custom", message: describeMalformed(region) });
      }),
    ),
  ),
  "endpoint-url": z.optional(
    text.check(
      z.refine(
        (value) => /^https?:\/\/[^\s@]+$/.test(value),
        "has to be a URL such as http://127.0.0.1:4747, without user and password",
      ),
    ),
  ),
  "audit-role": z.optional(
    text.check(z.refine((value) => /^[\w+=,.@/-]+$/.test(value), "has to be the name of a role")),
  ),
  database: z.optional(
    text.check(
      z.refine(
        (value) => /^postgres(ql)?:\/\/\S+$/.test(value) || !value.includes("://"),
        "has to be postgres://… or the path of a file",
      ),
    ),
  ),
  output: z.optional(z.enum(OUTPUTS)),
};
const organizationName = z
  .string()
  .check(z.refine((value) => /^[A-Za-z0-9][\w.-]{0,63}$/.test(value), "has to be letters, digits, dots and dashes"));
const file = z.strictObject({
  ...settings,
  [DEFAULT_ORGANIZATION]: z.optional(organizationName),
  organizations: z.optional(z.record(organizationName, z.strictObject(settings))),
  server: z.optional(serverSettings),
  watch: z.optional(watchSettings),
});

export interface ConfigurationProblem {
  /** `organizations.prod.region` */
  readonly path: string;
  readonly message: string;
  readonly isUnknown: boolean;
}

export type ReadConfiguration =
  | { readonly kind: "ok"; readonly configuration: Configuration }
  | { readonly kind: "invalid"; readonly problems: readonly ConfigurationProblem[] };

/** The configuration in a text; an empty one sets nothing. Never throws. */
export function parseConfiguration(written: string): ReadConfiguration {
  const read = parseUntrustedText(written);
  if (read.kind === "invalid")
    return { kind: "invalid", problems: read.problems.map((one) => ({ ...one, isUnknown: false })) };
  const checked = file.safeParse(read.value ?? {}, { reportInput: true });
  if (!checked.success)
    return {
      kind: "invalid",
      problems: checked.error.issues.flatMap((issue) =>
        describeIssue(issue).map((one) => ({ ...one, isUnknown: issue.code === "unrecognized_keys" })),
      ),
    };
  const { organization, organizations = {}, server = {}, watch, ...all } = checked.data;
  if (organization !== undefined && !Object.hasOwn(organizations, organization))
    return invalid(DEFAULT_ORGANIZATION, `there is no organization ${organization} in the file`);
  const [problem] = watch ? problemsOfWatch(watch, Object.keys(organizations)) : [];
  if (problem) return invalid(problem.path, problem.message);
  return {
    kind: "ok",
    configuration: {
      all,
      organizations: new Map(Object.entries(organizations)),
      defaultOrganization: organization,
      server,
      watch,
    },
  };
}

const invalid = (path: string, message: string): ReadConfiguration => ({
  kind: "invalid",
  problems: [{ path, message, isUnknown: false }],
});

/** The text with one value set, or removed where it is undefined; comments and order stay. */
export function withValue(written: string, path: readonly string[], value: string | undefined): string {
  const document = parseDocument(written, { logLevel: "error" });
  if (value === undefined) document.deleteIn(path);
  else document.setIn(path, value);
  if (isMap(document.contents)) {
    // `{}` is what is left of the last setting: a text that begins so is read as JSON, which it is no more with a setting in it.
    if (document.contents.items.length === 0)
      return commentsOnly(document.commentBefore, document.contents.commentBefore, document.comment);
    document.contents.flow = false;
  }
  return document.contents === null ? "" : document.toString({ lineWidth: 0 });
}

const commentsOnly = (...comments: readonly (string | null | undefined)[]): string =>
  comments
    .flatMap((comment) => (comment ?? "").split("\n").flatMap((line) => (line === "" ? [] : [`#${line}\n`])))
    .join("");
