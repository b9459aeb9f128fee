/** A diagnosis as Markdown, to paste into a ticket. */
import type { Diagnosis, Remedy } from "../model/diagnosis.ts";
import { commandOf } from "../plan/changes/index.ts";
import { costLine, subjectOf } from "./diagnosis-text.ts";
import { markdownText, plain } from "./sanitize.ts";

export function diagnosisMarkdown(diagnosis: Diagnosis): string {
  const region = diagnosis.question.region.home ?? diagnosis.question.region.asked;
  const causes = diagnosis.causes.flatMap((cause) => [
    `### ${cause.id} (${cause.confidence})`,
    "",
    markdownText(cause.summary),
    "",
    ...remedyMarkdown(cause.remedy, region),
    "",
  ]);
  const links = diagnosis.paths.flatMap((path) =>
    path.links.map((link) => `| ${link.stage} | ${link.state} | ${markdownText(link.summary)} |`),
  );
  const unread = diagnosis.couldNotRead.map(
    ({ operation, permission, message }) => `- ${operation} (\`${permission}\`): ${markdownText(message)}`,
  );
  return [
    `## ${diagnosis.verdict}: ${markdownText(subjectOf(diagnosis))}`,
    "",
    ...causes,
    "| stage | state | what was seen |",
    "|---|---|---|",
    ...links,
    "",
    ...(unread.length > 0 ? ["Could not read:", "", ...unread, ""] : []),
    `_${costLine(diagnosis)}_`,
    "",
  ].join("\n");
}

function remedyMarkdown(remedy: Remedy, region: string): readonly string[] {
  const steps =
    remedy.kind === "api"
      ? ["```sh", ...remedy.changes.map((change) => plain(commandOf(change, region))), "```"]
      : remedy.steps.map((step, index) => `${index + 1}. ${markdownText(step)}`);
  return [`**${markdownText(remedy.summary)}**`, "", ...steps];
}
