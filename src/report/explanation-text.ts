/** Explanations of pasted things for people. */
import type { Explanation } from "../diagnosis/pasted/explanation.ts";
import type { TextStyle } from "./diagnosis-text.ts";
import { hanging, wrap } from "./layout.ts";
import { plain } from "./sanitize.ts";

export function explanationsText(explanations: readonly Explanation[], style: TextStyle): string {
  return `${explanations.map((one) => explanationLines(one, style).join("\n")).join("\n\n")}\n`;
}

function explanationLines(one: Explanation, { palette, width }: TextStyle): readonly string[] {
  const facts: readonly (readonly [string, string | null])[] = [
    ["who", one.who && [one.who.kind, one.who.name, one.who.arn].filter((part) => part !== null).join(", ")],
    ["account", one.account],
    ["set", one.permissionSet],
    ["layer", one.layer],
    ["action", one.action],
    ["time", one.time],
    ["request", one.request && `${one.request.id}, read with ${one.request.operation}`],
  ];
  return [
    palette.strong(plain(one.title)),
    ...facts.flatMap(([label, value]) => (value === null ? [] : hanging(`  ${label.padEnd(8)} `, plain(value), width))),
    ...one.meaning.flatMap((sentence) => wrap(plain(sentence), width, "  ")),
    ...one.next.flatMap((step, index) => hanging(`  ${index + 1}. `, plain(step), width)),
    ...(one.request ? [`     ${palette.accent(plain(one.request.command))}`] : []),
    ...one.causes.map(
      ({ id, confidence }) =>
        `  ${palette.faint("cause")}    ${palette.accent(id)} ${palette.faint(`(${confidence})`)}`,
    ),
  ];
}

export function explanationsMarkdown(explanations: readonly Explanation[]): string {
  const style: TextStyle = {
    width: 100,
    palette: {
      strong: (text) => `**${text}**`,
      faint: String,
      good: String,
      bad: String,
      warn: String,
      accent: String,
    },
  };
  return explanationsText(explanations, style);
}
