/** The words that every kind of alert shares: its headline, and a line for each change. */
import { ALERT_CHANGES, type Alert, type AlertChange, type AlertChangeKind } from "../../model/alert.ts";
import { counted } from "../counted.ts";
import { plain } from "../sanitize.ts";

/** Cut where a channel would refuse the rest; never within a character. */
export function cut(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join("")}…`;
}

const WORDS: Readonly<Record<AlertChangeKind, string>> = {
  opened: "opened",
  recurred: "recurred",
  reopened: "reopened",
  accepted: "accepted",
  closed: "closed",
};

/** `prod: 2 findings opened, 1 closed` */
export function headline({ organization, counts }: Pick<Alert, "organization" | "counts">): string {
  const parts = ALERT_CHANGES.filter((kind) => counts[kind] > 0).map((kind, at) =>
    at === 0 ? `${counted(counts[kind], "finding")} ${WORDS[kind]}` : `${counts[kind]} ${WORDS[kind]}`,
  );
  return plain(`${organization}: ${parts.join(", ") || "nothing changed"}`);
}

/** `OPENED, high` */
export const changeLabel = ({ kind, finding }: AlertChange): string =>
  `${WORDS[kind].toUpperCase()}, ${finding.severity}`;

/** What happened, and by whom. */
export function changeSentence({ kind, finding, who, firstSeen }: AlertChange): string {
  const since = kind === "recurred" ? ` First seen ${firstSeen.slice(0, 10)}.` : "";
  const by = who === null ? "" : kind === "accepted" ? ` Accepted by ${who}.` : ` Caused by ${who}.`;
  const fix = kind === "closed" || kind === "accepted" ? "" : ` ${sentence(finding.remedy.summary)}`;
  return plain(`${sentence(finding.summary)}${by}${since}${fix}`);
}

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

/** What stands below the changes: what is not listed, what is open, what did not arrive. */
export function footLines({ more, open, undelivered }: Alert): readonly string[] {
  const total = open.high + open.medium + open.low;
  return [
    ...(more > 0 ? [`${counted(more, "more change")} not listed here.`] : []),
    `Open now: ${total === 0 ? "none" : `${open.high} high, ${open.medium} medium, ${open.low} low`}.`,
    ...(undelivered > 0
      ? [
          `${counted(undelivered, "earlier message")} to this channel may not have arrived: the page and idc-doctor scan show every finding.`,
        ]
      : []),
  ];
}
