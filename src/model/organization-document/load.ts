/** Reads an organization document: checks every field by path, resolves names to ids and fills in what may be left out. */
import { LineCounter, parseDocument } from "yaml";
import { duplicateKey } from "../json-keys.ts";
import { completeDocument } from "./complete.ts";
import type { OrganizationDocument } from "./document.ts";
import type { DocumentProblem } from "./names.ts";
import { writtenDocument } from "./written/document.ts";

export type LoadedDocument =
  | { readonly kind: "ok"; readonly document: OrganizationDocument }
  | { readonly kind: "invalid"; readonly problems: readonly DocumentProblem[] };

/** The document in a YAML or JSON text; of a scene, the one that it holds. */
export function parseOrganizationDocument(text: string): LoadedDocument {
  const read = parseUntrustedText(text);
  return read.kind === "ok" ? loadOrganizationDocument(documentOfScene(read.value) ?? read.value) : read;
}

/** Scenes tell a story around their document (scenes/*.yaml); undefined: the value is no scene. */
function documentOfScene(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Object.hasOwn(value, "schema")) return undefined;
  return Object.hasOwn(value, "question") ? (value as { readonly document?: unknown }).document : undefined;
}

/**
 * The plain value in a YAML or JSON text.
 *
 * Anchors and aliases are refused beyond a small number, so that a hostile file cannot grow in memory.
 */
export function parseUntrustedText(
  text: string,
): { readonly kind: "ok"; readonly value: unknown } | Extract<LoadedDocument, { kind: "invalid" }> {
  if (!text.trimStart().startsWith("{")) return yamlValue(text);
  try {
    const value: unknown = JSON.parse(text);
    const twice = duplicateKey(text);
    if (twice === undefined) return { kind: "ok", value };
    return notText("", `the key ${JSON.stringify(twice)} stands twice in one object`);
  } catch (error) {
    return notText("", firstLine(error));
  }
}

type Untrusted = ReturnType<typeof parseUntrustedText>;

const notText = (path: string, message: string): Extract<LoadedDocument, { kind: "invalid" }> => ({
  kind: "invalid",
  problems: [{ path, message }],
});

/**
 * The library's own sentences with a picture of the place are made for every error, and take minutes for a hostile text of
 * 200 KB: the place of the first error is found here.
 */
function yamlValue(text: string): Untrusted {
  const lineCounter = new LineCounter();
  try {
    const document = parseDocument(text, { prettyErrors: false, lineCounter, logLevel: "error" });
    const [error] = document.errors;
    if (error === undefined) return { kind: "ok", value: document.toJS({ maxAliasCount: 100 }) };
    const { line, col } = lineCounter.linePos(error.pos[0]);
    return notText(`line ${line}, column ${col}`, firstLine(error));
  } catch (error) {
    return notText("", firstLine(error));
  }
}

/** The document in a parsed value. Every problem is reported with the path of its field, not only the first. */
export function loadOrganizationDocument(value: unknown): LoadedDocument {
  const checked = writtenDocument.safeParse(value, { reportInput: true });
  if (!checked.success) return { kind: "invalid", problems: checked.error.issues.flatMap(describeIssue) };
  const problems: DocumentProblem[] = [];
  const document = completeDocument(checked.data, problems);
  return problems.length > 0 ? { kind: "invalid", problems } : { kind: "ok", document };
}

/** All problems of a document in one text, at most ten, for an error message. */
export function describeProblems(problems: readonly DocumentProblem[]): string {
  const lines = problems.slice(0, 10).map(({ path, message }) => `${path || "(document)"}: ${message}`);
  const rest = problems.length - lines.length;
  return [...lines, ...(rest > 0 ? [`… and ${rest} more`] : [])].join("\n");
}

type Issue = NonNullable<ReturnType<typeof writtenDocument.safeParse>["error"]>["issues"][number];

/** One problem of a check, with the path of its field. */
export function describeIssue(issue: Issue): DocumentProblem[] {
  const path = issue.path.reduce<string>(
    (before, key) =>
      typeof key === "number" ? `${before}[${key}]` : before ? `${before}.${String(key)}` : String(key),
    "",
  );
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({ path: path ? `${path}.${key}` : key, message: "this field is not known here" }));
  return [{ path, message: describeConstraint(issue) }];
}

function describeConstraint(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined
        ? `is missing: a ${issue.expected} is expected`
        : `${/^[aeiou]/.test(issue.expected) ? "an" : "a"} ${issue.expected} is expected here`;
    case "invalid_value":
      return `must be ${issue.values.map((value) => JSON.stringify(value)).join(" or ")}`;
    case "invalid_format":
      return issue.format === "regex" && "pattern" in issue
        ? `must match ${issue.pattern}`
        : `must be a valid ${issue.format}`;
    case "too_small":
      return `is too small or too short: at least ${issue.minimum}`;
    case "too_big":
      return `is too big or too long: at most ${issue.maximum}`;
    case "custom":
      return issue.message;
    default:
      return "has none of the forms that are expected here";
  }
}

const firstLine = (error: unknown): string =>
  `is neither YAML nor JSON: ${(error instanceof Error ? error.message : String(error)).split("\n")[0]}`;
