/** Explanations of pasted things for people: as text and as Markdown. */
import type { Explanation } from "../diagnosis/pasted/explanation.ts";
import type { TextStyle } from "./diagnosis-text.ts";
import { hanging, wrap } from "./layout.ts";
import { markdownCode, markdownText, plain } from "./sanitize.ts";

export function explanationsText(explanations: readonly Explanation[], style: TextStyle): string {
  return `${explanations.map((one) => explanationLines(one, style).join("\n")).join("\n\n")}\n`;
}

function explanationLines(one: Explanation, { palette, width }: TextStyle): readonly string[] {
  const labelled = (label: string, text: string) =>
    hanging(`  ${label.padEnd(8)} `, plain(text), width).map((line, index) =>
      index === 0 ? palette.faint(line.slice(0, 11)) + line.slice(11) : line,
    );
  return [
    palette.strong(plain(one.title)),
    ...factsOf(one).flatMap(([label, value]) => labelled(label, value)),
    ...one.meaning.flatMap((sentence) => wrap(plain(sentence), width, "  ")),
    ...one.corrections.flatMap(({ note }) => labelled("note", note)),
    ...one.next.flatMap((step, index) => hanging(`  ${index + 1}. `, plain(step), width)),
    ...one.causes.map(({ id, confidence }) => `  ${palette.faint("cause    ")}${palette.accent(id)} (${confidence})`),
    ...(one.fits.length > 0 ? labelled("may be", `${one.fits.join(", ")}: see idc-doctor causes <id>`) : []),
  ];
}

/** What is known, under its word. */
function factsOf(one: Explanation): readonly (readonly [string, string])[] {
  const { who, request } = one;
  const facts: readonly (readonly [string, string | null])[] = [
    ["who", who && [who.kind, who.name, who.arn].filter((part) => part !== null).join(", ")],
    ["account", one.account],
    ["set", one.permissionSet],
    ["layer", one.layer],
    ["action", one.action],
    ["time", one.time],
    ["request", request && `${request.id}, read with ${request.operation}`],
  ];
  return facts.flatMap(([label, value]) => (value === null ? [] : [[label, value] as const]));
}

export function explanationsMarkdown(explanations: readonly Explanation[]): string {
  return `${explanations.map((one) => markdownLines(one).join("\n")).join("\n\n")}\n`;
}

function markdownLines(one: Explanation): readonly string[] {
  const block = (lines: readonly string[]) => (lines.length > 0 ? ["", ...lines] : []);
  return [
    `### ${markdownText(one.title)}`,
    ...block(factsOf(one).map(([label, value]) => `- ${label}: ${markdownText(value)}`)),
    ...block(one.meaning.map(markdownText)),
    ...block(one.corrections.map(({ note }) => `> ${markdownText(note)}`)),
    ...block(one.next.map((step, index) => `${index + 1}. ${stepMarkdown(step)}`)),
    ...block(one.causes.map(({ id, confidence }) => `Cause: ${markdownCode(id)} (${confidence})`)),
    ...block(one.fits.length > 0 ? [`May be: ${one.fits.map(markdownCode).join(", ")}`] : []),
  ];
}

/** A step that is a command as a whole is shown as one. */
const stepMarkdown = (step: string): string =>
  /^(aws|idc-doctor) /.test(step) ? markdownCode(step) : markdownText(step);
