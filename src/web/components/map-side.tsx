/** Beside the map: the chosen cell with its paths, and its row or column as an ordinary table. */
import type { EffectiveAccess } from "../../model/effective-access.ts";
import type { MatrixView } from "../../model/matrix.ts";
import { counted } from "../../report/counted.ts";
import { CELL_NOUN, lineName, NOUNS } from "../../report/matrix/words.ts";
import { accessView } from "../../report/page/access-view.ts";
import { plain } from "../../report/sanitize.ts";
import { get } from "../client/api.ts";
import { address } from "../client/router.ts";
import { useAnswer } from "../client/use-answer.ts";
import { cellAt, type GridCell, lineCells, type MapGrid } from "../map/map-grid.ts";
import { AccessLines } from "./access-lines.tsx";
import { Failed } from "./state-message.tsx";

export type Axis = "row" | "column";

interface SideProps {
  readonly view: MatrixView;
  readonly grid: MapGrid;
  /** Places in the grid. */
  readonly row: number;
  readonly column: number;
  readonly axis: Axis;
  readonly base: string;
  readonly onAxis: (axis: Axis) => void;
  readonly onChoose: (cell: { readonly row: number; readonly column: number }) => void;
}

export function MapSide(props: SideProps) {
  const { view, grid, row, column, axis, onAxis } = props;
  const [rowLine, columnLine] = [grid.rows[row], grid.columns[column]];
  if (!rowLine || !columnLine) return null;
  const cell = cellAt(grid, row, column);
  const axes = [
    { axis: "row", line: rowLine },
    { axis: "column", line: columnLine },
  ] as const;
  return (
    <aside class="map-side" aria-label="Chosen cell">
      <h2>
        {plain(lineName(rowLine))} × {plain(lineName(columnLine))}
      </h2>
      <p class="soft">{cellWords(cell, view)}</p>
      {cell.count > 0 ? <CellPaths {...props} /> : null}
      <div class="segments">
        {axes.map((one) => (
          <button
            key={one.axis}
            type="button"
            aria-pressed={axis === one.axis}
            title={plain(lineName(one.line))}
            onClick={() => onAxis(one.axis)}
          >
            {plain(lineName(one.line))}
          </button>
        ))}
      </div>
      <FocusedLine {...props} />
    </aside>
  );
}

/** `2 permission sets`, `at least 1 person`, `could not be read`. */
export function cellWords({ count, isWhole }: GridCell, view: MatrixView): string {
  if (count === 0 && !isWhole) return "could not be read";
  const [one, many] = CELL_NOUN[view];
  return `${isWhole ? "" : "at least "}${counted(count, one, many)}`;
}

/** From the snapshot; each leads to the path as it is drawn from AWS. */
function CellPaths({ view, grid, row, column, base }: SideProps) {
  const [rowId, columnId] = [grid.rows[row]?.id ?? "", grid.columns[column]?.id ?? ""];
  const path =
    view === "people"
      ? address(`${base}/what-can`, { user: rowId })
      : address(`${base}/who-can`, { account: rowId, permissionSet: columnId });
  const loaded = useAnswer(path, (signal) => get<EffectiveAccess>(path, signal));
  if (loaded?.kind === "failed") return <Failed title="The paths cannot be shown." failure={loaded.failure} />;
  if (loaded?.kind !== "ok") return <p class="soft">Reading the paths of this cell from the snapshot</p>;
  const { blocks } = accessView(loaded.value, view === "people" ? columnId : undefined);
  return (
    <>
      {blocks.map(({ title, lines }) => (
        <AccessLines key={title} lines={lines} asked={view === "people" ? "user" : "account"} />
      ))}
    </>
  );
}

/** Lines of the table; the map has all of them. */
const MOST_LINES = 200;

function FocusedLine({ view, grid, row, column, axis, onChoose }: SideProps) {
  const at = axis === "row" ? row : column;
  const cells = lineCells(grid, { axis, at });
  const nouns = NOUNS[view][axis === "row" ? "columns" : "rows"];
  if (cells.length === 0) return <p class="soft">Nothing.</p>;
  return (
    <>
      <table class="plain-table">
        <thead>
          <tr>
            <th scope="col">{nouns.title}</th>
            <th scope="col">{CELL_NOUN[view][1]}</th>
          </tr>
        </thead>
        <tbody>
          {cells.slice(0, MOST_LINES).map(({ line, at: other, ...cell }) => (
            <tr key={line.id}>
              <td>
                <button
                  type="button"
                  class="link"
                  onClick={() => onChoose(axis === "row" ? { row, column: other } : { row: other, column })}
                >
                  {plain(lineName(line))}
                </button>
              </td>
              <td>{cell.isWhole ? cell.count : cell.count === 0 ? "?" : `${cell.count}+`}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {cells.length > MOST_LINES ? <p class="soft">and {cells.length - MOST_LINES} more</p> : null}
    </>
  );
}
