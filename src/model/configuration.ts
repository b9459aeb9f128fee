/** The configuration file: settings for each organization, and for all. Checked as a whole; changed without losing its comments. */
import { isMap, isScalar, LineCounter, parseDocument } from "yaml";
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
  /** The first is 1; undefined where the problem is of no one line. */
  readonly line?: number;
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
    return { kind: "invalid", problems: checked.error.issues.flatMap(problemsOf).map(placedIn(written)) };
  const { organization, organizations = {}, server = {}, watch, ...all } = checked.data;
  const unknown = organization !== undefined && !Object.hasOwn(organizations, organization);
  const [problem] = unknown
    ? [{ path: DEFAULT_ORGANIZATION, message: `there is no organization ${organization} in the file` }]
    : watch
      ? problemsOfWatch(watch, Object.keys(organizations))
      : [];
  if (problem) return { kind: "invalid", problems: [placedIn(written)({ ...problem, isUnknown: false })] };
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

type Issue = Parameters<typeof describeIssue>[0];

const problemsOf = (issue: Issue): readonly ConfigurationProblem[] =>
  describeIssue(issue).map((one) => ({ ...one, isUnknown: issue.code === "unrecognized_keys" }));

/** The problem with its line: that of its setting, else of the nearest part around it. */
function placedIn(written: string): (problem: ConfigurationProblem) => ConfigurationProblem {
  const lineCounter = new LineCounter();
  const { contents } = parseDocument(written, { lineCounter, prettyErrors: false, logLevel: "error" });
  return (problem) => {
    const offset = offsetOf(contents, problem.path);
    return offset === undefined ? problem : { ...problem, line: lineCounter.linePos(offset).line };
  };
}

/** Where the key stands that the path names; names of organizations may have dots. */
function offsetOf(node: unknown, path: string): number | undefined {
  if (!isMap(node) || path === "") return undefined;
  for (const { key, value } of node.items) {
    const name = isScalar(key) ? String(key.value) : undefined;
    if (
      name === undefined ||
      !isScalar(key) ||
      (path !== name && !path.startsWith(`${name}.`) && !path.startsWith(`${name}[`))
    )
      continue;
    return offsetOf(value, path.slice(name.length + 1)) ?? key.range?.[0];
  }
  return undefined;
}

/** Whether the text is YAML or JSON with a value for each name, or nothing. */
export function isReadable(written: string): boolean {
  const read = parseUntrustedText(written);
  return read.kind === "ok" && (read.value === null || read.value === undefined || isObject(read.value));
}

const isObject = (value: unknown): boolean => typeof value === "object" && value !== null && !Array.isArray(value);

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
