/** Explanations of pasted things for people: as text and as Markdown. */
import type { Explanation } from "../diagnosis/pasted/explanation.ts";
import { hanging, wrap } from "./layout.ts";
import { recordLines } from "./refusal-record-lines.ts";
import { markdownCode, markdownText as markdownOf, plain as printable } from "./sanitize.ts";
import type { TextStyle } from "./text-style.ts";

/** A pasted tab is a space and no sign to be warned of. */
const spaced = (text: string): string => text.replaceAll("\t", "  ");
const plain = (text: string): string => printable(spaced(text));
const markdownText = (text: string): string => markdownOf(spaced(text));

export function explanationsText(explanations: readonly Explanation[], style: TextStyle): string {
  return `${explanations.map((one) => explanationLines(one, style).join("\n")).join("\n\n")}\n`;
}

/** What is known first, what it means, which cause it is; what to do comes last. */
function explanationLines(one: Explanation, { palette, width }: TextStyle): readonly string[] {
  const labelled = (label: string, text: string) =>
    hanging(`  ${label.padEnd(8)} `, plain(text), width).map((line, index) =>
      index === 0 ? palette.faint(line.slice(0, 11)) + line.slice(11) : line,
    );
  const mayBe = possibleIds(one);
  return [
    palette.strong(plain(titleOf(one))),
    ...factsOf(one).flatMap(([label, value]) => labelled(label, value)),
    ...one.meaning.flatMap((sentence) => wrap(plain(sentence), width, "  ")),
    ...one.corrections.flatMap(({ note }) => labelled("note", note)),
    ...one.records.flatMap(recordLines).flatMap(({ label, text }) => labelled(label, text)),
    ...verbatimLines(one).map((line) => palette.faint(`  | ${plain(line)}`)),
    ...namedCauses(one).map(
      ({ id, confidence }) => `  ${palette.faint("cause    ")}${palette.accent(id)} (${confidence})`,
    ),
    ...(mayBe.length > 0 ? labelled("may be", `${mayBe.join(", ")} (idc-doctor causes <id> explains each)`) : []),
    ...one.next.flatMap((step, index) => hanging(`  ${index + 1}. `, plain(step), width)),
  ];
}

/** How often, where it is more than once and the title does not count it. */
function titleOf({ title, times, occurrences }: Explanation): string {
  const actions = new Set(occurrences.flatMap(({ action }) => action ?? []));
  return times > 1 && times !== actions.size ? `${title} (${times} times)` : title;
}

/** What differs between several failures of one reason: each column once, as far as it differs. */
function differing({ occurrences }: Explanation): readonly (readonly [string, string])[] {
  const columns = [
    ["each of", occurrences.map(({ who }) => who)],
    ["accounts", occurrences.map(({ account }) => account)],
    ["actions", occurrences.map(({ action }) => action)],
    ["sets", occurrences.map(({ permissionSet }) => permissionSet)],
    ["on", occurrences.map(({ resource }) => resource)],
    ["from", occurrences.map(({ time }) => time)],
  ] as const;
  return columns.flatMap(([label, values]) => {
    const distinct = [...new Set(values.filter((value) => value !== null))];
    return distinct.length > 1 ? [[label, listed(distinct)] as const] : [];
  });
}

const MOST_LISTED = 20;
const listed = (values: readonly string[]): string =>
  values.length > MOST_LISTED
    ? `${values.slice(0, MOST_LISTED).join(", ")} and ${values.length - MOST_LISTED} more`
    : values.join(", ");

/** What the text proves or makes likely, each once. */
function namedCauses({ causes, fits }: Explanation): readonly { readonly id: string; readonly confidence: string }[] {
  const all = [...causes, ...fits.filter(({ confidence }) => confidence !== "possible")];
  return [...new Map([...all].reverse().map(({ id, confidence }) => [id, { id, confidence }])).values()].reverse();
}

function possibleIds(one: Explanation): readonly string[] {
  const named = new Set(namedCauses(one).map(({ id }) => id));
  return one.fits.flatMap(({ id, confidence }) => (confidence === "possible" && !named.has(id) ? [id] : []));
}

/** Lines of an unknown text that are shown again. */
const MOST_LINES = 20;

const verbatimLines = ({ verbatim }: Explanation): readonly string[] =>
  verbatim === null ? [] : verbatim.split("\n").slice(0, MOST_LINES);

/** What is known, under its word. */
function factsOf(one: Explanation): readonly (readonly [string, string])[] {
  const { who, request } = one;
  const facts: readonly (readonly [string, string | null])[] = [
    ["who", who && [who.kind, who.name, who.arn].filter((part) => part !== null).join(", ")],
    ["account", one.account],
    ["set", one.permissionSet],
    ["layer", one.layer],
    ["policy", one.policy],
    ["action", one.action],
    ["on", one.resource],
    ["time", one.time],
    ["request", request && `${request.id}, read with ${request.operation}`],
  ];
  return [...facts.flatMap(([label, value]) => (value === null ? [] : [[label, value] as const])), ...differing(one)];
}

export function explanationsMarkdown(explanations: readonly Explanation[]): string {
  return `${explanations.map((one) => markdownLines(one).join("\n")).join("\n\n")}\n`;
}

function markdownLines(one: Explanation): readonly string[] {
  const block = (lines: readonly string[]) => (lines.length > 0 ? ["", ...lines] : []);
  const mayBe = possibleIds(one);
  return [
    `### ${markdownText(titleOf(one))}`,
    ...block(factsOf(one).map(([label, value]) => `- ${label}: ${markdownText(value)}`)),
    ...block(one.meaning.map(markdownText)),
    ...block(one.corrections.map(({ note }) => `> ${markdownText(note)}`)),
    ...block(one.records.flatMap(recordLines).map(({ label, text }) => `- ${label}: ${markdownText(text)}`)),
    ...block(verbatimLines(one).map((line) => `> ${markdownText(line)}`)),
    ...block(namedCauses(one).map(({ id, confidence }) => `Cause: ${markdownCode(id)} (${confidence})`)),
    ...block(mayBe.length > 0 ? [`May be: ${mayBe.map(markdownCode).join(", ")}`] : []),
    ...block(one.next.map((step, index) => `${index + 1}. ${stepMarkdown(step)}`)),
  ];
}

/** A step that is a command as a whole is shown as one, to the letter: somebody copies it into a shell. */
const stepMarkdown = (step: string): string =>
  /^(aws|idc-doctor) /.test(step) ? markdownCode(step) : markdownText(step);
