/** A matrix as one page that opens without a server: a heatmap to scroll, filter and ask, and its counts as tables. */
import { createHash } from "node:crypto";
import type { Matrix, MatrixCount, MatrixLine } from "../../model/matrix.ts";
import { unreadWords } from "../effective-access-text.ts";
import { type Html, html } from "../html.ts";
import { plain } from "../sanitize.ts";
import { HEATMAP_SCRIPT, STYLE } from "./html-assets.ts";
import { byCount, CELL_NOUN, countWords, lineName, matrixHeadline, NOUNS, UNKNOWN_LEGEND, usedLines } from "./words.ts";

export function matrixHtml(matrix: Matrix): string {
  const hash = createHash("sha256").update(HEATMAP_SCRIPT).digest("base64");
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'`;
  const headline = matrixHeadline({ ...matrix, ...usedLines(matrix) });
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="${{ html: policy }}">
<title>Identity Center: ${NOUNS[matrix.view].rows.many} × ${NOUNS[matrix.view].columns.many}</title>
<style>${{ html: STYLE }}</style>
</head>
<body>
<h1>${headline}</h1>
<p class="meta">as of ${matrix.takenAt}</p>
${openSection(matrix)}
${mapSection(matrix)}
${(["columns", "rows"] as const).map((axis) => totals(matrix, axis))}
<script type="application/json" id="data">${{ html: drawnData(matrix) }}</script>
<script>${{ html: HEATMAP_SCRIPT }}</script>
</body>
</html>
`;
  return page.html;
}

function mapSection({ view }: Matrix): Html {
  const { rows, columns } = NOUNS[view];
  return html`<section id="map" hidden>
<form id="filter">
<label>${rows.title} <input name="rows" type="search" placeholder="part of a name or id"></label>
<label>${columns.title} <input name="columns" type="search" placeholder="part of a name or id"></label>
<label>Order <select name="order"><option value="name">by name</option><option value="count">the most first</option></select></label>
<output></output>
</form>
<div id="legend">${[1, 2, 3, 4, 5].map((at) => html`<span><i class="${`h${at}`}"></i>${LEVELS[at - 1] ?? ""}</span>`)}<span><i class="unknown"></i>could not be read, or may be more</span></div>
<p id="status" role="status"></p>
<div id="frame" tabindex="0" role="application" aria-label="${`${rows.many} and ${columns.many}: arrow keys move, Enter lists the row`}"><canvas></canvas><div id="spacer"></div></div>
<div id="focus"></div>
</section>
<noscript><p>The heatmap needs scripts; the counts below do not.</p></noscript>
`;
}

const LEVELS = ["few", "", "", "", "many"];

function totals(matrix: Matrix, axis: "rows" | "columns"): Html {
  const { title, count } = NOUNS[matrix.view][axis];
  const lines = [...matrix[axis]].sort(byCount);
  return html`<details><summary>${title} (${lines.length}) by ${count}</summary>
<table><thead><tr><th>${title}</th><th>${count}</th></tr></thead>
<tbody>${lines.map(
    (line) => html`<tr><td>${lineName(line)}</td><td>${countWords(line)}</td></tr>
`,
  )}</tbody></table></details>
`;
}

function openSection({ isWhole, unread, notExamined }: Matrix): Html {
  const lines = [
    ...(isWhole ? [] : [UNKNOWN_LEGEND]),
    ...unread.map((one) => `could not read ${unreadWords(one)}`),
    ...notExamined.map((words) => `not examined: ${words}`),
  ];
  if (lines.length === 0) return html``;
  return html`<section><h2>What this matrix does not know</h2><ul>${lines.map((line) => html`<li>${line}</li>`)}</ul></section>`;
}

/** Names, ids and counts for the script; `<` is written as an escape, so that no name can end the element (HTML, 4.12.1.3). */
function drawnData({ rows, columns, cells, view }: Matrix): string {
  const line = (one: MatrixLine) => [plain(lineName(one)), plain(one.id), drawn(one)];
  const places = (lines: readonly MatrixLine[]) => new Map(lines.map(({ id }, at) => [id, at]));
  const [rowAt, columnAt] = [places(rows), places(columns)];
  const data = {
    rows: rows.map(line),
    columns: columns.map(line),
    cells: cells.flatMap((cell) => [rowAt.get(cell.row) ?? 0, columnAt.get(cell.column) ?? 0, drawn(cell)]),
    rowNoun: NOUNS[view].rows.many,
    columnNoun: NOUNS[view].columns.many,
    cellNouns: CELL_NOUN[view],
  };
  return JSON.stringify(data).replaceAll("<", "\\u003c");
}

/** As the script reads it: -1 is unknown, -24 is at least 23. */
const drawn = ({ count, isWhole }: MatrixCount): number => (isWhole ? (count ?? 0) : -(count ?? 0) - 1);
