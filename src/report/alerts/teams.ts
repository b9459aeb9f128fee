/**
 * An alert as an Adaptive Card for a Microsoft Teams workflow that begins "When a Teams webhook request is received" (Microsoft Learn:
 * "Create incoming webhooks with Workflows for Microsoft Teams"; adaptivecards.io, schema 1.5).
 */
import type { Alert, AlertChange } from "../../model/alert.ts";
import type { Severity } from "../../model/finding.ts";
import { plain } from "../sanitize.ts";
import { changeLabel, changeSentence, cut, footLines, headline } from "./words.ts";

/** A message of Teams has at most 28 KB: so many changes fit, with room for characters of several bytes. */
export const TEAMS_CHANGES = 8;
const LONGEST_SENTENCE = 400;

const COLORS: Readonly<Record<Severity, "Attention" | "Warning" | "Default">> = {
  high: "Attention",
  medium: "Warning",
  low: "Default",
};

/** Text runs know no Markdown (schema of TextRun): nothing in a name is a link or a mention. */
const richText = (...inlines: readonly object[]) => ({ type: "RichTextBlock", inlines });
const run = (text: string, more: object = {}) => ({ type: "TextRun", text, ...more });

export function teamsMessage(alert: Alert): object {
  return {
    type: "message",
    attachments: [
      {
        contentType: "application/vnd.microsoft.card.adaptive",
        contentUrl: null,
        content: {
          $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
          type: "AdaptiveCard",
          version: "1.5",
          fallbackText: headline(alert),
          body: [
            richText(run(cut(headline(alert), 200), { weight: "Bolder", size: "Large" })),
            ...alert.changes.map(blockOf),
            ...footLines(alert).map((line) => richText(run(line, { isSubtle: true, size: "Small" }))),
          ],
          ...(alert.link !== null && {
            actions: [{ type: "Action.OpenUrl", title: "Open the findings", url: alert.link }],
          }),
        },
      },
    ],
  };
}

function blockOf(change: AlertChange) {
  const isOver = change.kind === "closed" || change.kind === "accepted";
  return {
    ...richText(
      run(`${changeLabel(change)}: ${cut(plain(change.finding.title), 200)}. `, {
        weight: "Bolder",
        color: isOver ? "Good" : COLORS[change.finding.severity],
      }),
      run(cut(changeSentence(change), LONGEST_SENTENCE)),
    ),
    separator: true,
  };
}
