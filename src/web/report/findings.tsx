/** The findings of a scan as one file: what to do by cause, then every finding, then what the scan does not know. */

import type { Finding, Findings } from "../../model/finding.ts";
import { SEVERITIES } from "../../model/finding.ts";
import { withoutIds } from "../../report/brief/without-ids.ts";
import { counted } from "../../report/counted.ts";
import { organizationWords } from "../../report/findings/organization-words.ts";
import { findingsSentence, sectionsOfScan } from "../../report/page/finding-lines.ts";
import { sentenceOf } from "../../report/page/link-view.ts";
import { plain } from "../../report/sanitize.ts";
import { FindingLines } from "../components/finding-lines.tsx";
import { ScanGaps } from "../components/scan-gaps.tsx";
import { documentHtml } from "./document.tsx";

export function findingsHtml(scan: Findings): string {
  const { findings, affectedUsers, scanned, takenAt, counts, comparedWith, accepted, organization } = scan;
  const sentence = findingsSentence({ count: findings.length, affectedUsers, accounts: scanned.accounts });
  const notes = [
    ...SEVERITIES.filter((severity) => counts[severity] > 0).map((severity) => `${counts[severity]} ${severity}`),
    ...(comparedWith === undefined ? [] : sinceWords(scan, comparedWith)),
    ...(accepted.length === 0 ? [] : [`${accepted.length} accepted`]),
    ...(organization ? [plain(organizationWords(organization))] : []),
    `as of ${plain(takenAt)}`,
  ];
  return documentHtml({
    title: sentence,
    children: (
      <article class="answer">
        <header class="sentence">
          <h1>{sentence}</h1>
          <p class="lead">{notes.join(" · ")}</p>
        </header>
        <FindingLines sections={sectionsOfScan(scan)} />
        <EveryFinding findings={findings} />
        <Accepted accepted={accepted} />
        <ScanGaps scan={scan} isOpen />
      </article>
    ),
  });
}

function sinceWords(
  { findings }: Findings,
  { takenAt, gone }: NonNullable<Findings["comparedWith"]>,
): readonly string[] {
  const fresh = findings.filter(({ isNew }) => isNew === true).length;
  const recurred = findings.filter(({ isRecurred }) => isRecurred === true).length;
  return [`since ${plain(takenAt)}: ${fresh} new, ${recurred} recurred, ${gone} gone`];
}

function EveryFinding({ findings }: Pick<Findings, "findings">) {
  if (findings.length === 0) return null;
  return (
    <section aria-labelledby="every-title">
      <h2 id="every-title">Every finding</h2>
      {findings.map((finding) => (
        <FindingArticle key={finding.key} finding={finding} />
      ))}
    </section>
  );
}

function FindingArticle({ finding }: { readonly finding: Finding }) {
  const { key, severity, cause, confidence, summary, affected, remedy } = finding;
  const sample = affected.sample.map(plain).join(", ");
  return (
    <article class="card finding-article" data-key={key}>
      <p class="row">
        <span class={`tag severity severity-${severity}`}>{severity}</span> <code class="soft">{cause}</code>{" "}
        <span class="soft">{confidence}</span>
      </p>
      <p>{sentenceOf(withoutIds(plain(summary)))}</p>
      {affected.users === 0 ? null : (
        <p class="soft">
          {counted(affected.users, "person", "people")}: {sample}
          {affected.users > affected.sample.length ? ", …" : ""}
        </p>
      )}
      <p>
        <b>{sentenceOf(withoutIds(plain(remedy.summary)))}</b>
      </p>
      <ul>
        {(remedy.kind === "api" ? remedy.notes : remedy.steps).map((step) => (
          <li key={step}>{withoutIds(plain(step))}</li>
        ))}
      </ul>
    </article>
  );
}

function Accepted({ accepted }: Pick<Findings, "accepted">) {
  if (accepted.length === 0) return null;
  return (
    <section aria-labelledby="accepted-title">
      <h2 id="accepted-title">Accepted</h2>
      <ul>
        {accepted.map(({ finding, reason, until }) => (
          <li key={finding.key}>
            {plain(finding.summary)}{" "}
            <span class="soft">
              Until {until}: {plain(reason)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
