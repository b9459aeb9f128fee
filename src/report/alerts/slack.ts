/** An alert as a message of Slack's Block Kit, for an incoming webhook (docs.slack.dev: incoming webhooks, Block Kit reference). */
import type { Alert, AlertChange } from "../../model/alert.ts";
import { plain } from "../sanitize.ts";
import { changeLabel, changeSentence, cut, footLines, headline } from "./words.ts";

/** Block Kit reference: a header has at most 150 characters, a section's text 3,000, a message 50 blocks. */
const LONGEST_HEADER = 150;
const LONGEST_SECTION = 3000;

/** So many changes a person reads; the others are counted. */
export const SLACK_CHANGES = 10;

/** Nothing in a name is a mention, a link or a channel: these three begin all of them (docs.slack.dev, formatting message text). */
const mrkdwn = (text: string): string =>
  plain(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

export function slackMessage(alert: Alert): object {
  const foot = [
    ...footLines(alert).map(mrkdwn),
    ...(alert.link === null ? [] : [`<${mrkdwn(alert.link)}|Open the findings>`]),
  ];
  return {
    // Shown in notifications, where blocks are not.
    text: mrkdwn(cut(headline(alert), LONGEST_SECTION)),
    blocks: [
      { type: "header", text: { type: "plain_text", text: cut(headline(alert), LONGEST_HEADER), emoji: false } },
      ...alert.changes.map(sectionOf),
      { type: "context", elements: [{ type: "mrkdwn", text: cut(foot.join("\n"), LONGEST_SECTION) }] },
    ],
  };
}

const sectionOf = (change: AlertChange) => ({
  type: "section",
  // What is escaped is longer: cut before, with room for it.
  text: {
    type: "mrkdwn",
    text: `*${mrkdwn(changeLabel(change))}: ${mrkdwn(cut(change.finding.title, 200))}*\n${mrkdwn(cut(changeSentence(change), 400))}`,
  },
});
