/** The catalogue of causes for people: the list, and one cause with its documentation. */
import type { CauseMeta } from "../diagnosis/cause.ts";
import { hanging, table, wrap } from "./layout.ts";
import { markdownProse } from "./sanitize.ts";
import type { TextStyle } from "./text-style.ts";

type Entry = Omit<CauseMeta, "rank" | "tellUser"> & { readonly fits?: "likely" | "possible" };

function causesText(causes: readonly Entry[], { palette, width }: TextStyle): string {
  const isFound = causes.some(({ fits }) => fits !== undefined);
  const rows = causes.map(({ id, stage, title, fits }) => [id, ...(isFound ? [fits ?? ""] : []), stage, title]);
  const isDivided = new Set(causes.map(({ fits }) => fits)).size > 1;
  const heading = isDivided
    ? "Causes that fit these words: the likely ones first, each group in the order in which to check them"
    : `Causes${isFound ? " that fit these words" : ""}, in the order in which to check them`;
  return `${[...wrap(heading, width).map(palette.strong), ...listLines(rows, width)].join("\n")}\n`;
}

/** Columns narrower than this are no columns. */
const NARROWEST_TITLE = 24;

/** The title beside its id where there is room for it, else below it. */
function listLines(rows: readonly (readonly string[])[], width: number): readonly string[] {
  const heads = table(rows.map((row) => [...row.slice(0, -1), ""]));
  const titles = rows.map((row) => row.at(-1) ?? "");
  if (heads.every((head) => head.length + NARROWEST_TITLE <= width))
    return heads.flatMap((head, at) => hanging(head, titles[at] ?? "", width));
  return heads.flatMap((head, at) => [head.trimEnd(), ...wrap(titles[at] ?? "", width, "    ")]);
}

function causeText(cause: Entry, { palette, width }: TextStyle): string {
  const { documentation } = cause;
  return `${[
    `${palette.strong(cause.title)}  ${palette.accent(cause.id)}`,
    palette.faint(`stage ${cause.stage}; facts ${cause.facts.join(", ")}`),
    "",
    palette.strong("What people see"),
    ...documentation.symptoms.flatMap((symptom) => hanging("  - ", symptom, width)),
    "",
    palette.strong("Why"),
    ...wrap(documentation.why, width, "  "),
    "",
    palette.strong("What to do"),
    ...wrap(documentation.whatToDo, width, "  "),
    "",
    palette.strong("How sure the tool is"),
    ...wrap(cause.confidenceRule, width, "  "),
    "",
    ...(documentation.notOnLab === undefined
      ? []
      : [palette.strong("On the lab"), ...wrap(documentation.notOnLab, width, "  "), ""]),
    ...documentation.sources.map((source) => palette.faint(source)),
  ].join("\n")}\n`;
}

/** The whole catalogue as a list, or one cause with its documentation. */
export const catalogueText = (shown: Entry | readonly Entry[], style: TextStyle): string =>
  isList(shown) ? causesText(shown, style) : causeText(shown, style);

/** The same as Markdown; of the whole catalogue, one page after another. */
export const catalogueMarkdown = (shown: Entry | readonly Entry[]): string =>
  isList(shown) ? shown.map(causeMarkdown).join("\n") : causeMarkdown(shown);

const isList = (shown: Entry | readonly Entry[]): shown is readonly Entry[] => Array.isArray(shown);

/** The list as a Markdown table; the ids link to the pages beside it. */
export const causesTableMarkdown = (causes: readonly Entry[]): string =>
  [
    "| id | stage | |",
    "|---|---|---|",
    ...causes.map(({ id, stage, title }) => `| [${id}](${id}.md) | ${stage} | ${markdownProse(title)} |`),
    "",
  ].join("\n");

export function causeMarkdown(cause: Entry): string {
  const { documentation } = cause;
  return `${[
    `# ${markdownProse(cause.title)}`,
    "",
    `\`${cause.id}\` · stage: ${cause.stage} · facts: ${cause.facts.join(", ")}`,
    "",
    "## What people see",
    "",
    ...documentation.symptoms.map((symptom) => `- ${markdownProse(symptom)}`),
    "",
    "## Why",
    "",
    markdownProse(documentation.why),
    "",
    "## What to do",
    "",
    markdownProse(documentation.whatToDo),
    "",
    "## How sure the tool is",
    "",
    markdownProse(cause.confidenceRule),
    "",
    ...(cause.explains.length > 0
      ? [`Named before its consequences: ${cause.explains.map((id) => `[${id}](${id}.md)`).join(", ")}.`, ""]
      : []),
    ...(documentation.notOnLab === undefined ? [] : ["## On the lab", "", markdownProse(documentation.notOnLab), ""]),
    "## Sources",
    "",
    ...documentation.sources.map((source) => `- ${source}`),
  ].join("\n")}\n`;
}
