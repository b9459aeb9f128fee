/** Findings as one page that opens without a server: no script, nothing that it loads from elsewhere. */
import { type Finding, type Findings, SEVERITIES } from "../../model/finding.ts";
import { counted } from "../counted.ts";
import { type Html, html } from "../html.ts";
import { partText } from "../snapshot-text.ts";
import { affectedWords, headline } from "./text.ts";

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
article { border-left: .3rem solid gray; padding: .1rem 0 .1rem 1rem; margin: 1rem 0; }
article.high { border-color: #c62828; } article.medium { border-color: #b26a00; } article.low { border-color: #607d8b; }
article p { margin: .3rem 0; } .meta { opacity: .75; font-size: .9rem; }
code { overflow-wrap: anywhere; } summary { cursor: pointer; }
@media print { details > * { display: block; } }
`;

export function findingsHtml(findings: Findings): string {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Identity Center: ${counted(findings.findings.length, "finding")}</title>
<style>${{ html: STYLE }}</style>
</head>
<body>
<h1>${headline(findings)}</h1>
${SEVERITIES.map((severity) => section(severity, findings))}
${openSection(findings)}
</body>
</html>
`;
  return page.html;
}

function section(severity: Finding["severity"], { findings }: Findings): Html {
  const own = findings.filter((finding) => finding.severity === severity);
  if (own.length === 0) return html``;
  return html`<section><h2>${severity} (${own.length})</h2>${own.map(article)}</section>`;
}

const article = ({ severity, cause, confidence, title, summary, affected, remedy, key }: Finding): Html =>
  html`<article class="${severity}" id="${key}">
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
