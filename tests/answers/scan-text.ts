/** What a scan tells of an organization in few lines, for recorded answers. */
import type { Finding, FindingGroup, Findings } from "../../src/model/finding.ts";
import { abbreviated, remedyText } from "./answer-text.ts";

/** Everything but what repeats the document. */
export function scanText({ findings, groups, affectedUsers, blindSpot, unread, notExamined }: Findings): string {
  return abbreviated([
    `${findings.length} findings, ${affectedUsers} users; blind spot: ${blindSpot}`,
    ...findings.flatMap(findingLines),
    ...groups.map(groupLine),
    ...unread.map(({ part, failure }) => `unread ${JSON.stringify(part)} ${failure.operation}`),
    ...notExamined.map((what) => `not examined ${what}`),
  ]);
}

const findingLines = ({ key, severity, confidence, title, summary, subject, affected, remedy }: Finding) => [
  `${severity} ${confidence} ${key}: ${title}: ${summary}`,
  `  ${JSON.stringify({ subject, affected })}`,
  `  ${remedyText(remedy)}`,
];

const groupLine = ({ findings, cause, title, inOneLine, ...group }: FindingGroup): string =>
  `group ${findings} ${cause}: ${title} ${inOneLine} ${JSON.stringify(group)}`;
