/** The map of people × accounts or accounts × sets, its focused line beside it, and two moments laid over each other. */
import { useMemo, useState } from "preact/hooks";
import type { MatrixCount, MatrixView } from "../../model/matrix.ts";
import type { MatrixColumns } from "../../model/matrix-columns.ts";
import type { SnapshotDiff } from "../../model/snapshot-diff.ts";
import { lineName, linesWithCells, matrixHeadline, NOUNS } from "../../report/matrix/words.ts";
import { plain } from "../../report/sanitize.ts";
import { get } from "../client/api.ts";
import { address, refine } from "../client/router.ts";
import { useAnswer } from "../client/use-answer.ts";
import { AccessCoverage } from "../components/access-coverage.tsx";
import { AccessMap, type MapPlace } from "../components/access-map.tsx";
import { MapLegend } from "../components/map-legend.tsx";
import { type Axis, cellWords, MapSide } from "../components/map-side.tsx";
import { Failed, Loading } from "../components/state-message.tsx";
import { cellAt, createMapGrid, type MapFilter, type MapGrid, type MapOrder, mapOrder } from "../map/map-grid.ts";
import type { Overlay } from "../map/map-paint.ts";
import { Moments } from "./moments.tsx";

interface MapScreenProps {
  readonly query: URLSearchParams;
  readonly base: string;
}

export function AccessMapScreen({ query, base }: MapScreenProps) {
  const view: MatrixView = query.get("map") === "sets" ? "sets" : "people";
  const path = `${base}/map?view=${view}`;
  const loaded = useAnswer(path, (signal) => get<MatrixColumns>(path, signal));
  if (!loaded || loaded.kind === "waiting") return <Loading title="Counting who can reach what" />;
  if (loaded.kind === "failed") return <Failed title="The map cannot be shown." failure={loaded.failure} isScreen />;
  return <Mapped key={view} matrix={loaded.value} query={query} base={base} />;
}

interface MappedProps extends MapScreenProps {
  readonly matrix: MatrixColumns;
}

function Mapped({ matrix, query, base }: MappedProps) {
  const { view, cells } = matrix;
  const grid = useMemo(() => createMapGrid(matrix), [matrix]);
  const filter = filterOf(query);
  const order = useMemo(() => mapOrder(grid, filter), [grid, JSON.stringify(filter)]);
  const [difference, setDifference] = useState<SnapshotDiff["access"]["rows"]>([]);
  const overlay = useMemo(() => overlayOf(grid, difference, view), [grid, difference]);
  const change = (changed: Readonly<Record<string, string | undefined>>): void =>
    refine(address("/access", { ...Object.fromEntries(query), ...changed }));
  const chosen = chosenOf(query, grid);
  const choose = ({ row, column }: MapPlace): void =>
    change({ row: grid.rows[row]?.id, column: grid.columns[column]?.id });
  const [usedRows, usedColumns] = [used(cells.row, matrix), used(cells.column, matrix)];
  return (
    <article class="answer">
      <header class="sentence">
        <h1>{matrixHeadline({ ...matrix, usedRows, usedColumns })}.</h1>
        <MapControls view={view} filter={filter} onChange={change} />
      </header>
      <Moments query={query} base={base} onChange={change} onDifference={setDifference} />
      <div class={chosen ? "map-columns" : ""}>
        <MapWithStatus parts={{ grid, order, view }} chosen={chosen} overlay={overlay} onChoose={choose} />
        {chosen ? (
          <MapSide
            view={view}
            grid={grid}
            row={chosen.row}
            column={chosen.column}
            axis={axisOf(query)}
            base={base}
            onAxis={(axis) => change({ axis: axis === "row" ? undefined : axis })}
            onChoose={choose}
          />
        ) : null}
      </div>
      <AccessCoverage {...matrix} />
    </article>
  );
}

const filterOf = (query: URLSearchParams): MapFilter => ({
  rows: query.get("rows") ?? "",
  columns: query.get("columns") ?? "",
  isMostFirst: query.get("order") === "most",
});

interface MapParts {
  readonly grid: MapGrid;
  readonly order: MapOrder;
  readonly view: MatrixView;
}

interface StatusProps {
  readonly parts: MapParts;
  /** Places in the grid. */
  readonly chosen: MapPlace | undefined;
  readonly overlay: readonly Overlay[];
  readonly onChoose: (cell: MapPlace) => void;
}

function MapWithStatus({ parts, chosen, overlay, onChoose }: StatusProps) {
  const [hovered, hover] = useState<MapPlace>();
  // Places mean something in the order in which they were chosen only.
  const [moved, setMoved] = useState<{ readonly order: MapOrder; readonly place: MapPlace }>();
  const cursor = useMemo(
    () => (moved?.order === parts.order ? moved.place : placeOf(chosen, parts.order)),
    [moved, chosen?.row, chosen?.column, parts.order],
  );
  const { rows, columns } = NOUNS[parts.view];
  return (
    <div>
      <AccessMap
        label={`${rows.title} and ${columns.many}: arrow keys move, plus and minus zoom, Enter opens the cell`}
        grid={parts.grid}
        order={parts.order}
        overlay={overlay}
        cursor={cursor}
        onCursor={(place) => setMoved({ order: parts.order, place })}
        onHover={hover}
        onChoose={(place) => onChoose(inGrid(place, parts.order))}
      />
      <p id="map-status" class="map-status" role="status">
        {statusOf(hovered ?? cursor, parts)}
      </p>
      <MapLegend hasDifference={overlay.length > 0} />
    </div>
  );
}

const used = (places: readonly number[], { cells }: MatrixColumns): MatrixCount =>
  linesWithCells(places.map((line, at) => ({ line, count: knownOf(cells.count[at] ?? 0) })));

/** Null: nothing is known. */
const knownOf = (count: number): number | null => (count >= 0 ? count : count === -1 ? null : -count - 1);

const axisOf = (query: URLSearchParams): Axis => (query.get("axis") === "column" ? "column" : "row");

const inGrid = ({ row, column }: MapPlace, order: MapOrder): MapPlace => ({
  row: order.rows[row] ?? 0,
  column: order.columns[column] ?? 0,
});

/** Undefined: a filter hides it. */
function placeOf(cell: MapPlace | undefined, { rows, placeOfColumn }: MapOrder): MapPlace | undefined {
  const [row, column] = cell ? [rows.indexOf(cell.row), placeOfColumn[cell.column] ?? -1] : [-1, -1];
  return row < 0 || column < 0 ? undefined : { row, column };
}

function chosenOf(query: URLSearchParams, grid: MapGrid): MapPlace | undefined {
  const row = grid.rows.findIndex(({ id }) => id === query.get("row"));
  const column = grid.columns.findIndex(({ id }) => id === query.get("column"));
  return row < 0 || column < 0 ? undefined : { row, column };
}

function statusOf(place: MapPlace | undefined, { grid, order, view }: MapParts): string {
  const rows = `${order.rows.length} ${NOUNS[view].rows.many} × ${order.columns.length} ${NOUNS[view].columns.many}`;
  if (!place) return `${rows}. Choose a cell to see its paths.`;
  const { row, column } = inGrid(place, order);
  const [rowLine, columnLine] = [grid.rows[row], grid.columns[column]];
  if (!rowLine || !columnLine) return rows;
  return plain(`${lineName(rowLine)} × ${lineName(columnLine)}: ${cellWords(cellAt(grid, row, column), view)}`);
}

/** What came and went, where the map has its row and column. */
function overlayOf(grid: MapGrid, rows: SnapshotDiff["access"]["rows"], view: MatrixView): readonly Overlay[] {
  if (rows.length === 0) return [];
  const placesOf = (lines: MapGrid["rows"]) => new Map(lines.map(({ id }, at) => [id, at]));
  const [rowAt, columnAt] = [placesOf(grid.rows), placesOf(grid.columns)];
  return rows.flatMap(({ change, user, account, permissionSet }) => {
    const row = rowAt.get(view === "people" ? user.id : account.id);
    const column = columnAt.get(view === "people" ? account.id : permissionSet.id);
    return change === "unknown" || row === undefined || column === undefined ? [] : [{ row, column, change }];
  });
}

interface ControlsProps {
  readonly view: MatrixView;
  readonly filter: MapFilter;
  readonly onChange: (change: Readonly<Record<string, string | undefined>>) => void;
}

function MapControls({ view, filter, onChange }: ControlsProps) {
  const views = [
    { map: undefined, isChosen: view === "people", words: "People × accounts" },
    { map: "sets", isChosen: view === "sets", words: "Accounts × sets" },
  ];
  const fields = [
    { name: "rows", value: filter.rows, noun: NOUNS[view].rows.many },
    { name: "columns", value: filter.columns, noun: NOUNS[view].columns.many },
  ];
  return (
    <search class="filters">
      <div class="segments">
        {views.map(({ map, isChosen, words }) => (
          <button
            key={words}
            type="button"
            aria-pressed={isChosen}
            onClick={() => onChange({ map, row: undefined, column: undefined })}
          >
            {words}
          </button>
        ))}
      </div>
      {fields.map(({ name, value, noun }) => (
        <input
          key={name}
          type="search"
          aria-label={`Filter ${noun}`}
          placeholder={`Filter ${noun}`}
          value={value}
          onInput={(event) => onChange({ [name]: event.currentTarget.value || undefined })}
        />
      ))}
      <select
        aria-label="Order"
        value={filter.isMostFirst ? "most" : ""}
        onChange={(event) => onChange({ order: event.currentTarget.value || undefined })}
      >
        <option value="">by name</option>
        <option value="most">the most first</option>
      </select>
    </search>
  );
}
