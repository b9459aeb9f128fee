/** The findings of a scan as one file: what to do by cause, then every finding, then what the scan does not know. */

import { type Finding, type Findings, isAboutAssignments, lineKeyOf, SEVERITIES } from "../../model/finding.ts";
import { grouped } from "../../model/grouped.ts";
import { withoutIds } from "../../report/brief/without-ids.ts";
import { counted } from "../../report/counted.ts";
import { organizationWords } from "../../report/findings/organization-words.ts";
import { type FindingState, stateOf } from "../../report/findings/state.ts";
import { findingsSentence, sectionsOfScan } from "../../report/page/finding-lines.ts";
import { sentenceOf } from "../../report/page/link-view.ts";
import { plain } from "../../report/sanitize.ts";
import { FindingLines } from "../components/finding-lines.tsx";
import { ScanGaps } from "../components/scan-gaps.tsx";
import { documentHtml } from "./document.tsx";
import { FILTER_SCRIPT, FindingFilter } from "./finding-filter.tsx";

export function findingsHtml(scan: Findings): string {
  const { findings, affectedUsers, scanned, accepted } = scan;
  const accounts = new Set(findings.flatMap(({ subject }) => subject.account?.id ?? [])).size;
  const sentence = findingsSentence({ count: findings.length, affectedUsers, accounts, scanned: scanned.accounts });
  const sections = sectionsOfScan(scan);
  const lines = sections.flatMap((section) => section.lines);
  // A scan that an early version kept has findings of no line.
  const keys = [...new Set([...lines.map(({ key }) => key), ...findings.map(lineKeyOf)])];
  const ids = new Map(keys.map((key, at) => [key, `line-${at + 1}`]));
  const causes = sections.map(({ cause }) => cause);
  return documentHtml({
    title: sentence,
    ...(findings.length > 0 && { script: FILTER_SCRIPT }),
    children: (
      <article class="answer">
        <header class="sentence">
          <h1>{sentence}</h1>
          <p class="lead">{notesOf(scan).join(" · ")}</p>
        </header>
        {findings.length === 0 ? null : <FindingFilter causes={causes} states={statesOf(scan)} />}
        <FindingLines sections={sections} idOf={({ key }) => ids.get(key) ?? ""} />
        <EveryFinding scan={scan} ids={ids} />
        <Accepted accepted={accepted} />
        <ScanGaps scan={scan} isOpen />
      </article>
    ),
  });
}

function notesOf(scan: Findings): readonly string[] {
  const { takenAt, counts, comparedWith, accepted, organization } = scan;
  return [
    ...SEVERITIES.filter((severity) => counts[severity] > 0).map((severity) => `${counts[severity]} ${severity}`),
    ...(comparedWith === undefined ? [] : sinceWords(scan, comparedWith)),
    ...(accepted.length === 0 ? [] : [`${accepted.length} accepted`]),
    ...(organization ? [plain(organizationWords(organization))] : []),
    `as of ${plain(takenAt)}`,
  ];
}

const statesOf = (scan: Findings): readonly string[] =>
  [...new Set(scan.findings.map((finding) => stateOf(finding, scan)))].filter((state) => state !== "").sort();

function sinceWords(
  { findings }: Findings,
  { takenAt, gone, unlooked }: NonNullable<Findings["comparedWith"]>,
): readonly string[] {
  const fresh = findings.filter(({ isNew }) => isNew === true).length;
  const recurred = findings.filter(({ isRecurred }) => isRecurred === true).length;
  const open = unlooked === undefined ? "" : `, ${unlooked} where no earlier scan looked`;
  return [`since ${plain(takenAt)}: ${fresh} new, ${recurred} recurred, ${gone} gone${open}`];
}

interface EveryProps {
  readonly scan: Findings;
  /** By the key of a line, in the order of the lines: where its findings stand. */
  readonly ids: ReadonlyMap<string, string>;
}

/** Severity, title, and the permission set where the line is about one. */
function labelOf(findings: readonly Finding[] = []): string {
  const [first] = findings;
  const set = first && !isAboutAssignments(first.cause) ? first.subject.permissionSet?.name : undefined;
  return plain([first?.severity, first?.title, set].filter(Boolean).join(": "));
}

/** By their lines, which link to them. */
function EveryFinding({ scan, ids }: EveryProps) {
  if (scan.findings.length === 0) return null;
  const byLine = grouped(scan.findings, lineKeyOf);
  return (
    <section aria-labelledby="every-title">
      <h2 id="every-title">Every finding</h2>
      {[...ids].map(([key, id]) => (
        <section key={key} id={id} class="finding-group" aria-label={labelOf(byLine.get(key))} tabIndex={-1}>
          {(byLine.get(key) ?? []).map((finding) => (
            <FindingArticle key={finding.key} finding={finding} state={stateOf(finding, scan)} />
          ))}
        </section>
      ))}
    </section>
  );
}

function FindingArticle({ finding, state }: { readonly finding: Finding; readonly state: FindingState }) {
  const { key, severity, cause, confidence, summary, affected, remedy } = finding;
  const sample = affected.sample.map(plain).join(", ");
  return (
    <article
      class="card finding-article"
      data-key={plain(key)}
      data-severity={severity}
      data-cause={cause}
      data-state={state}
    >
      <p class="row">
        <span class={`tag severity severity-${severity}`}>{severity}</span> <code class="soft">{cause}</code>{" "}
        <span class="soft">{confidence}</span>
        {state === "new" || state === "recurred" ? <span class={`tag tag-${state}`}>{state}</span> : null}
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
