/** A plan and its rehearsal as Markdown, to paste into a change request. */
import type { Plan } from "../model/plan.ts";
import { portalEntry } from "../model/portal-entry.ts";
import { counted } from "./counted.ts";
import { placeWords, type RehearsalView } from "./plan-text.ts";
import { markdownText, plain } from "./sanitize.ts";

/** Everything that the text has, and every line of the impact. */
export function planMarkdown(plan: Plan, rehearsal: RehearsalView | undefined): string {
  return [
    `## Plan ${plan.id} for ${markdownText(plan.cause)}`,
    "",
    ...plan.steps.flatMap(({ number, description, risk, effects }) => [
      `${number}. ${markdownText(description)} (risk ${risk})`,
      ...effects.map((effect) => `   - ${markdownText(effect)}`),
    ]),
    "",
    "```sh",
    ...plan.steps.map(({ command }) => plain(command)),
    "```",
    "",
    ...(plan.leftOut && plan.leftOut.length > 0
      ? [
          "**Not done:**",
          "",
          ...plan.leftOut.map(({ description, reason }) => `- ${markdownText(`${description}. Reason: ${reason}`)}`),
          "",
        ]
      : []),
    ...(plan.warnings.length > 0
      ? ["**Read before applying:**", "", ...plan.warnings.map((warning) => `- ${markdownText(warning)}`), ""]
      : []),
    ...(rehearsal ? rehearsalLines(rehearsal) : []),
  ].join("\n");
}

function rehearsalLines(rehearsal: RehearsalView): readonly string[] {
  if (rehearsal.kind !== "passed") return [`Rehearsal ${rehearsal.kind}: ${markdownText(rehearsal.reason)}`, ""];
  const { promised, alsoGained, others, peopleWatched, assumptions } = rehearsal;
  const rows = [
    ...promised.map((row) => ({ ...row, why: "promised" })),
    ...alsoGained.map((row) => ({ ...row, why: "also gained" })),
    ...others.map((row) => ({ ...row, why: "someone else" })),
  ];
  return [
    `Rehearsal passed on a local twin; ${counted(peopleWatched, "portal")} checked.`,
    "",
    "| who | account | permission set or role | before | after | |",
    "|---|---|---|---|---|---|",
    ...rows.map(
      (row) =>
        `| ${markdownText(row.userName)} | ${markdownText(placeWords(row))} | ${markdownText(portalEntry(row))} | ${yes(row.before)} | ${yes(row.after)} | ${row.why} |`,
    ),
    "",
    ...assumptions.map((assumption) => `- ${markdownText(assumption)}`),
    "",
  ];
}

const yes = (isShown: boolean): string => (isShown ? "yes" : "no");
