/** A matrix as one file: the map drawn without script, and the counts of its rows and columns as tables. */
import type { Matrix } from "../../model/matrix.ts";
import { matrixColumns } from "../../model/matrix-columns.ts";
import { byCount, countWords, lineName, matrixHeadline, NOUNS, usedLines } from "../../report/matrix/words.ts";
import { plain } from "../../report/sanitize.ts";
import { AccessCoverage } from "../components/access-coverage.tsx";
import { MapDrawing } from "../components/map-drawing.tsx";
import { MapLegend } from "../components/map-legend.tsx";
import { documentHtml } from "./document.tsx";

export function matrixHtml(matrix: Matrix): string {
  const sentence = `${matrixHeadline({ ...matrix, ...usedLines(matrix) })}.`;
  return documentHtml({
    title: sentence,
    children: (
      <article class="answer">
        <header class="sentence">
          <h1>{sentence}</h1>
        </header>
        <section aria-label="Map">
          <MapDrawing matrix={matrixColumns(matrix)} />
          <MapLegend hasDifference={false} />
        </section>
        <div class="totals">
          <Totals matrix={matrix} axis="columns" />
          <Totals matrix={matrix} axis="rows" />
        </div>
        <AccessCoverage {...matrix} isDocument />
      </article>
    ),
  });
}

function Totals({ matrix, axis }: { readonly matrix: Matrix; readonly axis: "rows" | "columns" }) {
  const { title, count } = NOUNS[matrix.view][axis];
  return (
    <section aria-label={title}>
      <table class="plain-table">
        <thead>
          <tr>
            <th scope="col">{title}</th>
            <th scope="col">{count}</th>
          </tr>
        </thead>
        <tbody>
          {[...matrix[axis]].sort(byCount).map((line) => (
            <tr key={line.id}>
              <td>{plain(lineName(line))}</td>
              <td>{countWords(line)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
