/** Findings as one page that opens without a server: summary, groups, every finding, and a filter; nothing is loaded from elsewhere. */
import { createHash } from "node:crypto";
import { type Finding, type FindingGroup, type Findings, SEVERITIES } from "../../model/finding.ts";
import { counted } from "../counted.ts";
import { type Html, html } from "../html.ts";
import { partText } from "../snapshot-text.ts";
import { groupSentence } from "./group-words.ts";
import { FILTER_SCRIPT, STYLE } from "./html-assets.ts";
import { affectedWords, headline } from "./text.ts";

export function findingsHtml(findings: Findings): string {
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hashOf(FILTER_SCRIPT)}'`;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="${{ html: policy }}">
<title>Identity Center: ${counted(findings.findings.length, "finding")}</title>
<style>${{ html: STYLE }}</style>
</head>
<body>
<h1>${headline(findings)}</h1>
${findings.findings.length === 0 ? html`` : overview(findings)}
${SEVERITIES.map((severity) => section(severity, findings))}
${openSection(findings)}
<script>${{ html: FILTER_SCRIPT }}</script>
</body>
</html>
`;
  return page.html;
}

/** The only script that the page may run is this one, by its hash. */
const hashOf = (script: string): string => createHash("sha256").update(script).digest("base64");

function overview({ groups, findings }: Findings): Html {
  const causes = [...new Set(findings.map(({ cause }) => cause))].sort();
  return html`<section><h2>What to do, by cause</h2>
<table><thead><tr><th>severity</th><th>cause</th><th>what</th><th>findings</th><th>users</th></tr></thead>
<tbody>${groups.map(groupRow)}</tbody></table></section>
<form id="filter" hidden>
<label>Text <input name="text" type="search" placeholder="name, account, cause"></label>
<label>Severity <select name="severity"><option value="">all</option>${SEVERITIES.map((one) => html`<option>${one}</option>`)}</select></label>
<label>Cause <select name="cause"><option value="">all</option>${causes.map((one) => html`<option>${one}</option>`)}</select></label>
<output></output>
</form>
`;
}

const groupRow = (group: FindingGroup): Html =>
  html`<tr class="${group.severity}"><td>${group.severity}</td><td><code>${group.cause}</code></td><td>${groupSentence(group)}</td><td>${group.findings}</td><td>${group.affected.users}</td></tr>
`;

function section(severity: Finding["severity"], { findings }: Findings): Html {
  const own = findings.filter((finding) => finding.severity === severity);
  if (own.length === 0) return html``;
  return html`<section class="findings"><h2>${severity} (${own.length})</h2>${own.map(article)}</section>`;
}

const article = ({ severity, cause, confidence, title, summary, affected, remedy, key }: Finding): Html =>
  html`<article class="${severity}" id="${key}" data-severity="${severity}" data-cause="${cause}">
<p><strong>${title}</strong></p>
<p>${summary}</p>
<p class="meta"><code>${cause}</code>, ${confidence}${affectedWords(affected)}</p>
<details><summary>${remedy.summary}</summary>${remedy.kind === "api" ? notes(remedy.notes) : steps(remedy.steps)}</details>
</article>
`;

const steps = (all: readonly string[]): Html => html`<ol>${all.map((step) => html`<li>${step}</li>`)}</ol>`;

const notes = (all: readonly string[]): Html =>
  html`<p>Fix it through the API: <code>idc-doctor scan --plan plan.json</code>, then <code>idc-doctor fix --plan plan.json</code>.</p><ul>${all.map((note) => html`<li>${note}</li>`)}</ul>`;

function openSection({ unread, blindSpot, notExamined }: Findings): Html {
  const lines = [
    ...unread.map(({ part, failure }) => `could not read ${partText(part)}: ${failure.operation}, ${failure.message}`),
    ...(blindSpot === null ? [] : [`not seen: ${blindSpot}`]),
    ...notExamined.map((part) => `not examined: ${part}`),
  ];
  if (lines.length === 0) return html``;
  return html`<section><h2>What this scan does not know</h2><ul>${lines.map((line) => html`<li>${line}</li>`)}</ul></section>`;
}
